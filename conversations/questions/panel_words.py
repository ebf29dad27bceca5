"""How typed words set the parts of a panel: "oma huone, 2", "ett eget rum för två", "nainen tai perhe, 3 lasta"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from conversations.questions.base import Option
from conversations.questions.choice import spoken
from conversations.questions.panel_parts import Counter, PanelPart, Pick, Toggles
from conversations.reading import Several, Unread, fold, read_choice, read_choices, read_number
from conversations.world import World

PIECES = re.compile(r"[,;/\n+]|\s(?:ja|tai|sekä|och|eller|samt|and|or)\s", re.IGNORECASE)
ARTICLES = frozenset({"a", "an", "en", "ett", "the", "yksi"})
TOGETHER = frozenset({"with", "med", "kanssa", "jossa", "jolla", "som", "har", "that", "has"})
"""Words, folded, between whom and how many: "a family with two children"."""

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|\S")

Words = tuple[str, ...]


def read_parts(parts: Mapping[str, PanelPart], words: str, world: World) -> dict[str, JsonValue]:
    """What the words say of each part; a part of which they say nothing, or nothing clear, is left out."""
    read: dict[str, JsonValue] = {}
    left = words
    for name, part in parts.items():
        if isinstance(part, Counter):
            continue
        codes, without = _read_options(part, words, world)
        if isinstance(part, Toggles) and codes:
            read[name] = [option.code for option in part.options if option.code in codes]
        elif len(codes) == 1:
            read[name] = codes[0]
        left = named_options(part.options, left, world)[1] if without is None else without
    for name, part in parts.items():
        if isinstance(part, Counter) and (number := _read_count(part, left)) is not None:
            read[name] = number
    return read


def _read_options(part: Pick | Toggles, words: str, world: World) -> tuple[Sequence[str], str | None]:
    """The options of this part that are said; and the words without them, where they were not simply its words."""
    if isinstance(part, Toggles):
        whole = read_choices(words, spoken(part.options, world))
        if not isinstance(whole, Unread) and whole:
            return whole, ""
    named, _left = named_options(part.options, words, world)
    if named:
        return named, None
    piece = _first_choice(part.options, words, world)
    return ([], None) if piece is None else ([piece[0]], piece[1])


def _first_choice(options: Sequence[Option], words: str, world: World) -> tuple[str, str] | None:
    """The first piece that can only be one option, also misspelt; and the other pieces."""
    pieces = [piece for piece in PIECES.split(words) if piece.strip()]
    for at, piece in enumerate(pieces):
        found = read_choice(piece, spoken(options, world))
        if not isinstance(found, Unread | Several):
            return found, ", ".join(pieces[:at] + pieces[at + 1 :])
    return None


def named_options(options: Sequence[Option], words: str, world: World) -> tuple[list[str], str]:
    """The options whose words stand in a longer text, longest first, and the text without them."""
    left = WORD.findall(fold(words))
    named: list[str] = []
    labels = [
        (tuple(WORD.findall(fold(label))), code) for code, said in spoken(options, world).items() for label in said
    ]
    for label, code in sorted(labels, key=lambda pair: -len(pair[0])):
        if not label or (at := _stands_at(left, label)) is None:
            continue
        before = 1 if at > 0 and left[at - 1] in ARTICLES else 0
        left = [*left[: at - before], ",", *left[at + len(label) :]]
        if code not in named:
            named.append(code)
    return named, " ".join(left)


def _stands_at(words: Sequence[str], label: Words) -> int | None:
    for at in range(len(words) - len(label) + 1):
        if tuple(words[at : at + len(label)]) == label:
            return at
    return None


def _read_count(part: Counter, words: str) -> int | None:
    """The one number in it; None where there are several."""
    plain = " ".join(word for word in fold(words).split() if word not in TOGETHER)
    whole = read_number(plain)
    numbers = {whole} if isinstance(whole, int) else {read_number(piece) for piece in PIECES.split(plain)}
    found = [number for number in numbers if isinstance(number, int)]
    return found[0] if len(found) == 1 and part.least <= found[0] <= part.most else None
