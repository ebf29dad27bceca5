"""Offers and searches that live: people are asked now and then whether theirs still holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from bot.casework.course import Course
from conversations.answers import Role
from conversations.text import Paragraph, Text, _

HOLDS: Final = "holds"
"""What the call to somebody is about who has not answered, or has no Telegram."""

Due = Literal["ask", "call", "nothing"]


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of an offer or a search that waits. Days are days in Helsinki."""

    role: Role
    said_on: dt.date
    """When the person last said, by sending or by answering, that it holds."""
    asked_on: dt.date | None
    """When they were asked and have not answered since."""
    called_for: bool
    """A task to call them was made since they were asked."""


def due(held: Held, today: dt.date, course: Course) -> Due:
    """What is to be done today. Nobody is asked more often than every `hold_days`.

    A host who does not answer fades from the suggestions; a guest never does, and is called instead, once.
    """
    every = dt.timedelta(days=course.hold_days)
    if held.asked_on is None:
        return "ask" if today - held.said_on >= every else "nothing"
    if today - held.asked_on >= every:
        return "ask"
    silent = today - held.asked_on >= dt.timedelta(days=course.hold_call_days)
    return "call" if silent and held.role == "guest" and not held.called_for else "nothing"


def question(role: Role, *, pause_over: bool = False) -> tuple[Paragraph, ...]:
    """What is asked."""
    if pause_over:
        return (_("The break of your home is over."), _("Does your offer of a home still hold?"))
    if role == "host":
        return (
            _("Does your offer of a home still hold?"),
            _("We ask this about once a month, so that nobody hopes for a home that is not free any more."),
        )
    return (
        _("Are you still looking for a home through us?"),
        _("We are still looking for you. We ask this about once a month, so that what we know of you is right."),
    )


def to_ask_by_phone(role: Role) -> Text:
    """What a coordinator asks somebody who has not answered."""
    if role == "host":
        return _("Ask whether the offer of a home still holds.")
    return _("Ask whether they are still looking for a home. They have not answered, and stay in the search meanwhile.")


YES: Final[dict[Role, Text]] = {"host": _("Yes, it still holds"), "guest": _("Yes, I am still looking")}
CHANGED: Final = _("Something has changed")
NO: Final = _("No, not any more")
"""The answers, as they stand on the buttons."""
