"""How typed words set the parts of a panel: "oma huone, 2", "ett eget rum för två", "nainen tai perhe, 3 lasta"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from conversations.questions.base import Option
from conversations.questions.choice import spoken
from conversations.questions.panel_parts import Counter, PanelPart, Pick, Toggles
from conversations.reading import (
    Several,
    Unread,
    denies,
    fold,
    read_choice,
    read_choices,
    read_number,
    without_article,
)
from conversations.world import World

PIECES = re.compile(r"[,;/\n+]|\s(?:ja|tai|sekä|och|eller|samt|and|or)\s", re.IGNORECASE)
ARTICLES = frozenset({"a", "an", "en", "ett", "the", "yksi"})
TOGETHER = frozenset({"with", "med", "kanssa", "jossa", "jolla", "som", "har", "that", "has"})
"""Words, folded, between whom and how many: "a family with two children"."""

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|\S")

Words = tuple[str, ...]


def read_parts(parts: Mapping[str, PanelPart], words: str, world: World) -> dict[str, JsonValue]:
    """What the words say of each part; a part of which they say nothing, or nothing clear, is left out.

    What one part has taken is not read for another ("hyr" is no beginning of "hyresvärden vet"). Where something is
    denied ("women, not men"), nothing is taken: the buttons are surer than a guess at how far the "not" goes.
    """
    said: dict[str, Sequence[str]] = {}
    left = words
    choosing = {name: part for name, part in parts.items() if not isinstance(part, Counter)}
    for read_options in (_named_in, _in_one_piece):
        for name, part in choosing.items():
            if not said.get(name):
                said[name], left = read_options(part, left, world)
    if denies(WORD.findall(fold(left))):
        return {}
    read: dict[str, JsonValue] = {}
    for name, part in choosing.items():
        if isinstance(part, Toggles) and said[name]:
            read[name] = [option.code for option in part.options if option.code in said[name]]
        elif len(said[name]) == 1:
            read[name] = said[name][0]
    for name, counter in parts.items():
        if isinstance(counter, Counter) and (number := _read_count(counter, left)) is not None:
            read[name] = number
    return read


def _named_in(part: Pick | Toggles, words: str, world: World) -> tuple[Sequence[str], str]:
    """The options of which the words stand there, and what is left of the text."""
    if isinstance(part, Toggles):
        whole = read_choices(words, spoken(part.options, world))
        if not isinstance(whole, Unread) and whole:
            return whole, ""
    return named_options(part.options, words, world)


def _in_one_piece(part: Pick | Toggles, words: str, world: World) -> tuple[Sequence[str], str]:
    """The option that is meant by one piece of the text, and the other pieces."""
    piece = _first_choice(part.options, words, world)
    return ([], words) if piece is None else ([piece[0]], piece[1])


def _first_choice(options: Sequence[Option], words: str, world: World) -> tuple[str, str] | None:
    """The first piece that can only be one option, also misspelt; and the other pieces."""
    pieces = [piece for piece in PIECES.split(words) if piece.strip()]
    for at, piece in enumerate(pieces):
        found = read_choice(piece, spoken(options, world))
        if not isinstance(found, Unread | Several):
            return found, ", ".join(pieces[:at] + pieces[at + 1 :])
    return None


def named_options(options: Sequence[Option], words: str, world: World) -> tuple[list[str], str]:
    """The options whose words stand in a longer text, and the text without them.

    The longest words count first, then those that deny.
    """
    left = WORD.findall(fold(words))
    named: list[str] = []
    labels = [
        (without_article(WORD.findall(fold(label))), code)
        for code, said in spoken(options, world).items()
        for label in said
    ]
    for label, code in sorted(labels, key=lambda pair: (-len(pair[0]), not denies(pair[0]))):
        if not label or (at := _stands_at(left, label)) is None:
            continue
        before = 1 if at > 0 and left[at - 1] in ARTICLES and not denies(left[at - 1 : at + 1]) else 0
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
