"""Where things stand, in the words of a host or guest. Nobody reads here that they were refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from conversations.answers import Role
from conversations.text import Paragraph, Text, Verbatim, _, n_


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interview that is not sent yet."""

    role: Role
    left: int
    """Questions before *Send now*."""
    paused: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A sent interview: its case, and what the person may know of it."""

    role: Role
    number: str
    group: str
    sent_at: dt.date
    answer_by: dt.date
    looking: bool
    """A coordinator has taken the case."""
    confirmed: bool
    today: dt.date | None = None
    """None right after sending, when `answer_by` is still to come."""


Standing = Unfinished | Sent


def standing_text(standing: Standing) -> tuple[Paragraph, ...]:
    """The paragraphs of /status for one interview."""
    return _unfinished(standing) if isinstance(standing, Unfinished) else _sent(standing)


def _title(role: Role) -> Text:
    return _("<b>Your offer of a home</b>") if role == "host" else _("<b>Your search for a home</b>")


def _unfinished(standing: Unfinished) -> tuple[Paragraph, ...]:
    if not standing.left:
        left = _("All questions are answered, but it is not sent yet. /resume takes you to the summary.")
    else:
        left = n_(
            "The interview is not finished: {n} question is left. /resume goes on.",
            "The interview is not finished: {n} questions are left. /resume goes on.",
        ).of(n=standing.left)
    return (_title(standing.role), left)


def _sent(standing: Sent) -> tuple[Paragraph, ...]:
    received = _("Received on {day}. Case number: <b>{number}</b>. Group: {group}.").of(
        day=standing.sent_at, number=Verbatim(standing.number), group=Verbatim(standing.group)
    )
    return (_title(standing.role), received, _now(standing), _can_do(standing.role))


def _now(standing: Sent) -> Text:
    if not standing.confirmed:
        return _(
            "Now: it waits until the person it is about has confirmed it with the link, "
            "or a coordinator has spoken with them."
        )
    if standing.looking and standing.role == "host":
        return _("Now: a coordinator is looking whom your home could suit, and gets in touch with you first.")
    if standing.looking:
        return _("Now: a coordinator is looking for a home for you, and gets in touch with you first.")
    if standing.today is not None and standing.today > standing.answer_by:
        return _("Now: the coordinators have it. They are volunteers; it is taking longer than usual.")
    return _("Now: the coordinators have it. They are volunteers, and try to get in touch by {day}.").of(
        day=standing.answer_by
    )


def _can_do(role: Role) -> Text:
    if role == "host":
        return _("You can change your offer with /edit. /delete takes it back and erases everything about you.")
    return _("You can change your answers with /edit. /delete stops the search and erases everything about you.")


def receipt(standing: Sent) -> tuple[Paragraph, ...]:
    """What a person reads right after sending; the case number stands in the last message."""
    thanks = (
        _("<b>Thank you!</b> Your offer has reached this group: {group}.")
        if standing.role == "host"
        else _("<b>Thank you!</b> Your answers have reached this group: {group}.")
    ).of(group=Verbatim(standing.group))
    next_steps = (
        _(
            "What happens next: a coordinator reads your answers and talks with you, by phone or in person. "
            "If there is somebody whom your home could suit, you meet first, and both sides decide freely."
        )
        if standing.role == "host"
        else _(
            "What happens next: a coordinator reads your answers and talks with you, by phone or in person. "
            "If there is a home that could suit, you meet first, and both sides decide freely. "
            "We cannot promise a home, and finding one can take time."
        )
    )
    by = _("The coordinators are volunteers. They try to get in touch by {day}.").of(day=standing.answer_by)
    return (thanks, next_steps, by)


def receipt_number(number: str) -> tuple[Paragraph, ...]:
    """The last message of the receipt."""
    return (
        _("Your case number is <b>{number}</b>.").of(number=Verbatim(number)),
        _("Where things stand: /status. Change an answer: /edit. Erase everything: /delete."),
    )
