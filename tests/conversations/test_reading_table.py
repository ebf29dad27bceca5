"""Things people type, in three languages, and how each must be read (typed/*.yaml)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from conversations.reading import (
    Guess,
    People,
    Several,
    Span,
    Unread,
    read_choice,
    read_choices,
    read_day,
    read_number,
    read_people,
    read_phone,
    read_span,
    read_yes_no,
)

TODAY = dt.date(2026, 11, 25)
TABLES = sorted((Path(__file__).parent / "typed").glob("*.yaml"))
ROOM = {
    "own": ("Own room", "Oma huone", "Eget rum"),
    "shared": ("Shared room", "Jaettu huone", "Delat rum"),
    "flat": ("Whole flat", "Koko asunto", "Hel lägenhet"),
}
WHOM = {
    "woman": ("Woman", "Nainen", "Kvinna"),
    "man": ("Man", "Mies", "Man"),
    "couple": ("Couple", "Pariskunta", "Par"),
    "family": ("Family with children", "Lapsiperhe", "Familj med barn", "Barnfamilj"),
}
READERS: dict[str, Callable[[str], object]] = {
    "number": read_number,
    "day": lambda typed: read_day(typed, TODAY),
    "yes or no": read_yes_no,
    "room": lambda typed: read_choice(typed, ROOM),
    "whom": lambda typed: read_choices(typed, WHOM),
    "people": read_people,
    "span": read_span,
    "phone": read_phone,
}


def written(read: object) -> object:
    """What was read, in the notation of the tables."""
    match read:
        case Unread(reason=reason):
            return f"? {reason}"
        case Guess(day=day):
            return f"guess {day}"
        case Several(keys=keys):
            return "several " + " ".join(keys)
        case People():
            return ", ".join(f"{name} {count}" for name, count in in_words(read) if count)
        case Span():
            return span_in_words(read)
        case tuple():
            return list(read)
        case _:
            return read


def in_words(people: People) -> Iterator[tuple[str, int]]:
    yield from (("women", people.women), ("men", people.men), ("adults", people.adults))
    yield from (("0-2", people.children_0_2), ("3-6", people.children_3_6))
    yield from (("7-12", people.children_7_12), ("13-17", people.children_13_17))


def span_in_words(span: Span) -> str:
    least, most = ("" if number is None else str(number) for number in (span.least, span.most))
    if span.unit in ("process", "open"):
        return str(span.unit)
    if not least and not most:
        return f"{span.unit} some"
    if least == most:
        return f"{span.unit} {least}"
    return f"{span.unit} {least}-{most}" if least and most else f"{span.unit} {least}..{most}"


def rows() -> Iterator[object]:
    for table in TABLES:
        for kind, typed_and_read in yaml.safe_load(table.read_text(encoding="utf-8")).items():
            for typed, read in typed_and_read.items():
                yield pytest.param(kind, typed, read, id=f"{table.stem} {kind}: {typed}")


@pytest.mark.parametrize(("kind", "typed", "read"), list(rows()))
def test_it_is_read_as_people_mean_it(kind: str, typed: str, read: object) -> None:
    assert written(READERS[kind](typed)) == read


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_language_has_at_least_150_rows_and_every_kind(table: Path) -> None:
    kinds = yaml.safe_load(table.read_text(encoding="utf-8"))
    assert set(kinds) == set(READERS)
    assert sum(map(len, kinds.values())) >= 150
