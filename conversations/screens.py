"""What a conversation shows and hears: screens with buttons, and the things a person can say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from conversations.text import LanguageName, MonthName, Paragraph, PlaceName, Text, Verbatim, WeekdayName

Label = Text | PlaceName | LanguageName | WeekdayName | MonthName | Verbatim
"""What can stand on a button."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its label, and what pressing it says to the question ("pick:own"), at most 40 bytes."""

    label: Label
    press: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message with its buttons. `contact` adds the messenger's own button that shares a phone number."""

    text: tuple[Paragraph, ...]
    rows: Rows = ()
    contact: bool = False

    def buttons(self) -> Iterable[Button]:
        """All buttons, row by row."""
        return (button for row in self.rows for button in row)


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """The buttons laid out in rows of at most `width`."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the screen that was shown at `turn`."""

    press: str
    turn: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Words a person wrote; `message` is the messenger's number of that message."""

    words: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier message edited: it had given the answer to `field`."""

    words: str
    field: str
    message: int


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A contact shared with the messenger's own button; `own` if it is the sender's."""

    number: str
    own: bool


OtherKind = Literal["picture", "voice", "sticker", "poll", "place", "file", "forwarded", "contact", "unknown"]


@dataclass(frozen=True, slots=True)
class Other:
    """Something that is not an answer: a picture, a voice message, a sticker …"""

    kind: OtherKind


Order = Literal["back", "skip", "pause", "resume", "cancel", "again", "summary"]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command about the interview itself; `again` only shows the current question once more."""

    order: Order


Said = Pressed | Typed | Corrected | SharedPhone | Other | Ordered


def short_day(day: dt.date) -> Verbatim:
    """The number of a day in a month calendar."""
    return Verbatim(str(day.day))
