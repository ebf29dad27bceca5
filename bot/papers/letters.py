"""Letters on paper: which of them the font has, how Arabic ones join, and the order in which a line is drawn.

The library that draws the paper joins and orders such writing only with a text shaper beside it; the joined forms
that Unicode has as characters of their own, and the library's own bidirectional algorithm, do for names and a few
sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import TextDirection

from bot.texts.harmless import clean

HasGlyph = Callable[[str], bool]

JOINED_FORMS = (*range(0xFB50, 0xFDFF), *range(0xFE70, 0xFEFD))
NON_JOINER, JOINER = "\u200c", "\u200d"
LAM = "\u0644"
JOINED_SIGN = re.compile("\u200d[^\\w\\s]")
"""What is joined to the sign before it: half an emoji says something else than the whole."""
PAIRS = "()[]{}<>«»‹›"


def writable(words: str, has: HasGlyph) -> str | None:
    """The words as far as they can be drawn; None where a letter or number has no glyph.

    Signs and emoji without a glyph are left out, and so are the vowel marks of right-to-left writing and whatever is
    not seen but could turn or hide what stands beside it.
    """
    kept: list[str] = []
    for character in JOINED_SIGN.sub("", unicodedata.normalize("NFC", clean(words))):
        if character in "\n \u200c" or has(character):
            marks = unicodedata.category(character) == "Mn" and right_to_left("".join(kept[-1:]))
            kept += [] if marks else [character]
        elif unicodedata.category(character)[0] in "LN":
            return None
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n")).strip()


def right_to_left(words: str) -> bool:
    """Whether some of it is written from the right to the left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in words)


def begins_right(words: str) -> bool:
    """Whether the words as a whole begin at the right."""
    return auto_detect_base_direction(words) == TextDirection.RTL


def drawn(line: str, has: HasGlyph, *, from_right: bool) -> str:
    """One line with its letters joined, in the order in which they stand from the left."""
    if not right_to_left(line):
        return line
    base = TextDirection.RTL if from_right else TextDirection.LTR
    characters = BidiParagraph(joined(line, has), base).get_reordered_characters()
    return "".join(_turned(one.character) if one.embedding_level % 2 else one.character for one in characters)


def _turned(character: str) -> str:
    """A bracket as it stands in writing from the right to the left."""
    at = PAIRS.find(character)
    return character if at < 0 else PAIRS[at ^ 1]


def joined(line: str, has: HasGlyph) -> str:
    """Arabic letters in the form that they have between their neighbours."""
    letters = _units(line)
    shaped = [_shaped(letters, at, has) for at in range(len(letters))]
    return "".join(shaped).replace(NON_JOINER, "").replace(JOINER, "")


def _units(line: str) -> list[str]:
    """The letters; lam and the alef after it are one."""
    units: list[str] = []
    for character in line:
        if units and units[-1] == LAM and LAM + character in _forms():
            units[-1] += character
        else:
            units.append(character)
    return units


def _shaped(letters: Sequence[str], at: int, has: HasGlyph) -> str:
    forms = _forms().get(letters[at], {})
    after_one = at > 0 and "initial" in _forms().get(letters[at - 1], {}) and "final" in forms
    before_one = at + 1 < len(letters) and "initial" in forms and "final" in _forms().get(letters[at + 1], {})
    shape = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get((after_one, before_one))
    form = forms.get(shape or "isolated", letters[at])
    return form if has(form) else letters[at]


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """The forms of each Arabic letter that are characters of their own, from Unicode's decompositions."""
    forms: dict[str, dict[str, str]] = {}
    for code in JOINED_FORMS:
        shape, *parts = unicodedata.decomposition(chr(code)).split() or ["", ""]
        base = "".join(chr(int(part, 16)) for part in parts if part)
        single = len(base) == 1 or (len(base) == 2 and base[0] == LAM and base[1] in "\u0622\u0623\u0625\u0627")
        if single and shape in {"<isolated>", "<initial>", "<medial>", "<final>"}:
            forms.setdefault(base, {}).setdefault(shape.strip("<>"), chr(code))
    return forms
