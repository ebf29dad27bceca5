"""The form in which typed words are compared: letters only told apart where people reliably type them apart."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NOT_NAME = re.compile(r"[^\w]+|_+")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_ONE_FOR_ANOTHER = str.maketrans(
    {"ø": "o", "æ": "a", "đ": "d", "ł": "l", "ı": "i", "’": "'", "‘": "'", "´": "'", "−": "-"}
)


def fold(typed: str) -> str:
    """Lower case, one kind of digits, dashes and spaces, nothing invisible, no marks: å and ä are a, ö is o.

    Zero-width and bidirectional controls go, decomposed letters are the same as composed ones, fullwidth and
    Arabic digits become 0–9, line breaks become spaces. A raised digit or a fraction stands apart ("2½" is
    "2 1⁄2"), so that it is never read as part of the number before it.
    """
    apart = "".join(f" {c} " if unicodedata.category(c) == "No" else c for c in typed)
    split = unicodedata.normalize("NFKD", apart).casefold()
    plain = "".join(map(_visible, unicodedata.normalize("NFKD", split)))
    return _SPACES.sub(" ", plain.translate(_ONE_FOR_ANOTHER)).strip()


def name_key(name: str) -> str:
    """The key under which a name is looked up: folded, words only, and "aa" as "a" (Aabo, Åbo, Abo are one).

    "S:t Karins", "St. Karins" and "Sankt Karins" are one, too.
    """
    words = _NOT_NAME.sub(" ", fold(name).replace(":", "").replace("'", "")).split()
    return " ".join("st" if word == "sankt" else word for word in words).replace("aa", "a")


def folded_words(*lines: str) -> frozenset[str]:
    """The words of some lines, folded: for lists of words that are compared with what was typed."""
    return frozenset(word for line in lines for word in fold(line).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me", "Cn", "Co", "Cs"} or ord(character) in _SKIN_TONES:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    return " " if category in {"Cc", "Zl", "Zp"} else character
