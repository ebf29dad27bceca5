"""Where things stand, in the words of a host or guest. Nobody reads here that they were refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from bot.casework.endings import CASE_ENDED
from bot.casework.pauses import is_paused, pause_text
from bot.casework.together import Together, together_text
from bot.casework.way_in import ENDED, Way
from conversations.answers import Role
from conversations.text import Paragraph, Text, Verbatim, _, n_

WITHDRAWN: Final = "withdrawn"
"""A case: its person has taken it back, and nothing of it is erased."""
CLOSED: Final = frozenset({WITHDRAWN, CASE_ENDED})
"""Of a case: its person can open it again."""


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
    way: Way = Way.RECEIVED
    visit: bool = True
    """The group visits homes before it approves of them."""
    closed: Literal["", "withdrawn", "ended"] = ""
    """The person has taken it back, or their stay has ended and no next home is looked for."""
    paused_until: dt.date | None = None
    together: tuple[Together, ...] = ()
    """The matches under way of which the person has heard."""


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
    return (_title(standing.role), received, *_where(standing), _can_do(standing))


def _where(standing: Sent) -> tuple[Paragraph, ...]:
    """The matches under way say more than anything else; a pause is told beside them."""
    today = standing.today
    resting: tuple[Paragraph, ...] = ()
    if (
        standing.role == "host"
        and not standing.closed
        and today is not None
        and is_paused(standing.paused_until, today)
    ):
        resting = (pause_text(standing.paused_until, today),)
    if standing.confirmed and not standing.closed and standing.together:
        return (*(paragraph for one in standing.together for paragraph in together_text(one)), *resting)
    return (*resting, *(() if resting and standing.way is Way.APPROVED else (_now(standing),)))


def _now(standing: Sent) -> Text:
    if standing.closed == "ended":
        return _("Now: your stay has ended, and we are not looking for a home. You can open the search again.")
    if standing.closed and standing.role == "host":
        return _("Now: you have taken your offer back, and nobody is suggested. You can open it again.")
    if standing.closed:
        return _("Now: you have taken your search back, and nobody looks for a home. You can open it again.")
    if not standing.confirmed:
        return _(
            "Now: it waits until the person it is about has confirmed it with the link, "
            "or a coordinator has spoken with them."
        )
    if standing.way in ENDED:
        return _("Now: it rests, as we wrote to you. If something has changed for you, talk with a coordinator.")
    return _received(standing) if standing.way is Way.RECEIVED else _on_the_way(standing)


def _on_the_way(standing: Sent) -> Text:
    """After the talk with a coordinator."""
    if standing.way is Way.APPROVED and standing.role == "host":
        return _("Now: everything is ready, and we are looking whom your home could suit. You decide freely.")
    if standing.way is Way.APPROVED:
        return _(
            "Now: everything is ready, and we are looking for a home for you. It can take time, and we cannot "
            "promise one. Nothing is agreed without you."
        )
    if standing.way is Way.SPOKEN and standing.role == "host" and standing.visit:
        return _("Now: a coordinator has talked with you. Next: somebody of the group visits you at home.")
    if standing.role == "host":
        return _("Now: we have got to know you. Next: the group talks it over, and then looks for a guest with you.")
    return _("Now: a coordinator has talked with you. Next: the group talks it over, and then looks for a home.")


def _received(standing: Sent) -> Text:
    if standing.looking and standing.role == "host":
        return _("Now: a coordinator is looking whom your home could suit, and gets in touch with you first.")
    if standing.looking:
        return _("Now: a coordinator is looking for a home for you, and gets in touch with you first.")
    if standing.today is not None and standing.today > standing.answer_by:
        return _("Now: the coordinators have it. They are volunteers; it is taking longer than usual.")
    return _("Now: the coordinators have it. They are volunteers, and try to get in touch by {day}.").of(
        day=standing.answer_by
    )


def _can_do(standing: Sent) -> Text:
    if standing.closed:
        return _("You can look at your answers with /edit. /delete erases everything about you.")
    if standing.role == "host":
        return _(
            "You can change your offer with /edit, take a break with /pausehosting, or take it back with /withdraw. "
            "/delete erases everything about you."
        )
    return _(
        "You can change your answers with /edit, or take your search back with /withdraw. "
        "/delete stops the search and erases everything about you."
    )


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
