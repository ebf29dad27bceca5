"""What a step of a conversation brings about: things to show, and things now known. The caller does the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from conversations.consents import Purpose
from conversations.screens import Screen
from conversations.text import Text


@dataclass(frozen=True, slots=True)
class Show:
    """The present screen: a new message, or the one above changed in place."""

    screen: Screen
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A message of its own, without buttons."""

    text: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Toast:
    """A short word over the screen, where a button was pressed; otherwise nothing."""

    text: Text
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """The question above is answered: it becomes this text, and its buttons go."""

    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """A field is answered; `message` is the number of the message that said it, if one did."""

    field: str
    value: JsonValue
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Forget:
    """The answer to a field is taken back."""

    field: str


@dataclass(frozen=True, slots=True)
class Agree:
    """A consent is given or refused."""

    purpose: Purpose
    given: bool


@dataclass(frozen=True, slots=True)
class Send:
    """The interview goes to the coordinators."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An interview that was sent before is changed and closed again."""


@dataclass(frozen=True, slots=True)
class End:
    """The interview ends and nothing of it is kept."""

    why: Literal["under age", "no consent", "cancelled"]
    text: tuple[Text, ...]


Event = Show | Note | Toast | Settle | Answer | Forget | Agree | Send | Changed | End
