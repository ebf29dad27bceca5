"""Sentences that are not yet in any language.

A `Text` holds the English source sentence, which is the key in the catalogues, and the values that go into it.
`bot.texts` renders it in the reader's language; values are escaped and formatted there, so a sentence is never
glued together from translated pieces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A municipality (three digits, "049") or a region ("region:01"), shown by its name in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language (ISO 639 code), shown by its name in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month of a year, shown as "maaliskuu 2027"."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """A day of the week (0 is Monday), shown short: "ma", "må", "Mo"."""

    weekday: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list, joined as the reader's language joins lists: "a, b and c"."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A value within a sentence: where it is one of our labels, it begins with a small letter there."""

    value: Value


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines below each other."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of time (aware), shown in Helsinki time with the day."""

    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What a person typed or a name that is the same in every language; escaped, never translated."""

    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or paragraph by its English source, with the values that go into its {places}."""

    message: str
    plural: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    def of(self, **values: Value) -> Text:
        """The same sentence with more values filled in; `n` decides between singular and plural."""
        return replace(self, values={**self.values, **values})

    def __hash__(self) -> int:
        return hash((self.message, self.plural, tuple(sorted((k, repr(v)) for k, v in self.values.items()))))


Value = (
    str
    | int
    | dt.date
    | Text
    | PlaceName
    | LanguageName
    | MonthName
    | WeekdayName
    | Items
    | Lines
    | Lowered
    | Moment
    | Verbatim
)


Paragraph = Text | Lines
"""What a message is made of; paragraphs are shown with an empty line between them."""


def _(message: str) -> Text:
    """Mark an English sentence for the catalogues."""
    return Text(message)


def n_(singular: str, plural: str) -> Text:
    """Mark a sentence with a plural; its value `n` is the count."""
    return Text(singular, plural)
