"""A match that is under way, in the words of the host or guest in it: where it stands, what comes next and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bot.casework.stages import KNOWN, STAYING, Stage, Standing
from conversations.answers import Role
from conversations.text import Lines, Moment, Paragraph, Text, _

PlanState = Literal["", "yours", "theirs", "settled"]
"""No plan yet; it waits for this side's word; for the other side's; both have agreed."""


@dataclass(frozen=True, slots=True)
class Together:
    """What one side may know of a match."""

    role: Role
    stage: Stage
    own_yes: bool
    by: dt.date | None = None
    """Until when somebody tries to take the next step."""
    meeting_at: dt.datetime | None = None
    plan: PlanState = ""
    since: dt.date | None = None
    until: dt.date | None = None


def knows(role: Role, standing: Standing) -> bool:
    """Whether the side has heard of the match."""
    if standing.stage is Stage.HOST_ASKED:
        return role == "host" or standing.guest_yes
    if standing.stage is Stage.GUEST_ASKED:
        return role == "guest" or standing.host_yes
    return standing.stage is Stage.AGREED or standing.stage in KNOWN


def is_asked(role: Role, standing: Standing) -> bool:
    """Whether it is this side's turn to answer."""
    if role == "host":
        return standing.stage is Stage.HOST_ASKED and not standing.host_yes
    return standing.stage is Stage.GUEST_ASKED and not standing.guest_yes


def together_text(together: Together) -> tuple[Paragraph, ...]:
    """Where it stands, and what the person must do themself."""
    lines = tuple(_lines(together))
    duties = duties_of(together.role, together.stage)
    return (Lines(lines), *((Lines(duties),) if duties else ()))


def _lines(together: Together) -> Iterator[Text]:
    yield _now(together)
    if (following := _next(together)) is not None:
        yield following
    if together.stage in _STILL_ASKED and together.by is not None:
        yield _("Please answer by {day}, if you can.").of(day=together.by)
    elif together.by is not None:
        yield _("They are volunteers, and try to do so by {day}.").of(day=together.by)
    if (plan := _PLAN.get(together.plan)) is not None and together.stage in KNOWN:
        yield plan


_STILL_ASKED: Final = frozenset({Stage.HOST_ASKED, Stage.GUEST_ASKED})

_PLAN: Final[dict[str, Text]] = {
    "yours": _("Plan of the stay: it waits for your word."),
    "theirs": _("Plan of the stay: it waits for the other side’s word."),
    "settled": _("Plan of the stay: you have both agreed to it."),
}


def _now(together: Together) -> Text:
    match together.stage:
        case Stage.HOST_ASKED | Stage.GUEST_ASKED:
            return _asked_now(together)
        case Stage.AGREED:
            return _("Now: you have both said that you would like to meet.")
        case Stage.INTRODUCED:
            return _("Now: you have been introduced to each other.")
        case Stage.MEETING_SET if together.meeting_at is not None:
            return _("Now: your meeting is set: {at}.").of(at=Moment(together.meeting_at))
        case Stage.MEETING_SET:
            return _("Now: you have a meeting.")
        case Stage.PLAN_AGREED:
            return _("Now: the plan of the stay is agreed.")
        case Stage.TRIAL:
            return _("Now: a trial stay is under way.")
        case _:
            return _living(together)


def _asked_now(together: Together) -> Text:
    if together.own_yes:
        return _("Now: you have said that you would like to meet. A coordinator asks the other side.")
    if together.role == "host":
        return _("Now: we have asked you about a guest, and wait for your answer. You decide freely.")
    return _("Now: we have asked you about a home, and wait for your answer. You decide freely.")


def _living(together: Together) -> Text:
    if together.since is None:
        return _("Now: you live under one roof.")
    if together.until is None:
        return _("Now: you live under one roof since {since}.").of(since=together.since)
    said = _("Now: you live under one roof since {since}, as agreed until {until}.")
    return said.of(since=together.since, until=together.until)


def _next(together: Together) -> Text | None:
    match together.stage:
        case Stage.AGREED:
            return _("Next: a coordinator introduces you to each other.")
        case Stage.INTRODUCED:
            return _("Next: a coordinator suggests times for a meeting, so that you get to know each other.")
        case Stage.MEETING_SET:
            return _("Next: if it feels right for both, you agree how the stay will be. Both decide freely.")
        case Stage.PLAN_AGREED:
            return _("Next: a coordinator agrees the day with you, perhaps with a trial stay first.")
        case Stage.TRIAL:
            return _("Next: some days to think it over, each in peace. Saying no is fine then, too.")
        case Stage.LIVING:
            return _("Next: we ask you now and then how it is going. Either of you may end the stay.")
        case _:
            return None


def duties_of(role: Role, stage: Stage) -> tuple[Text, ...]:
    """What the person must see to themself; with the caution of whoever is no authority."""
    if stage is not Stage.PLAN_AGREED and stage not in STAYING:
        return ()
    if role == "guest":
        return (
            _("<b>What you see to yourself</b>"),
            _(
                "• If you are registered at a reception centre, tell the centre your new address as soon as you move, "
                "and each later change. Nobody else does it for you."
            ),
            _("• You stay a client of the centre. It may ask for a paper about the stay."),
            _("• If an authority has ordered where you must live, ask your centre before you move."),
        )
    return (
        _("<b>What you see to yourself</b>"),
        _("• If you rent your home, tell your landlord before the guest moves in, and ask whether that is fine."),
        _("• In a housing company, tell the property manager how many live in the home."),
        _("• Ask your insurance company what your home insurance covers. If you get benefits, ask Kela."),
    )
