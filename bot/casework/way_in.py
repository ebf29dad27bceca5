"""A person's way into the network: received, spoken with, home visited (hosts), approved; or not now, or declined."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Final

from conversations.answers import Role
from conversations.text import Paragraph, Text, _


class Way(enum.StrEnum):
    """How far the way in is."""

    RECEIVED = "received"
    SPOKEN = "spoken"
    VISITED = "visited"
    APPROVED = "approved"
    NOT_NOW = "not_now"
    DECLINED = "declined"


ENDED = frozenset({Way.NOT_NOW, Way.DECLINED})
"""No matches are looked for."""

_ORDER: Final = (Way.RECEIVED, Way.SPOKEN, Way.VISITED, Way.APPROVED)

WAY_NAMES: Final[dict[Way, Text]] = {
    Way.RECEIVED: _("Received"),
    Way.SPOKEN: _("Spoken with"),
    Way.VISITED: _("Home visited"),
    Way.APPROVED: _("Approved"),
    Way.NOT_NOW: _("Not now"),
    Way.DECLINED: _("Declined"),
}
"""As coordinators read them; a host or guest never does."""

SPOKEN_HOW: Final[dict[str, Text]] = {
    "phone": _("Spoken with by phone"),
    "person": _("Spoken with in person"),
    "alone": _("Spoken with alone"),
}
"""By how the talk was: "alone" where somebody else had filled in the answers."""

_TO_DO: Final[dict[Way, Text]] = {
    Way.SPOKEN: _("a talk with the person"),
    Way.VISITED: _("a visit to the home"),
    Way.APPROVED: _("your group’s approval"),
}


def steps(role: Role, *, visit: bool) -> tuple[Way, ...]:
    """The steps of a role in their order; `visit`: the group visits homes first. The talk is never dropped."""
    if role == "host" and visit:
        return _ORDER
    return (Way.RECEIVED, Way.SPOKEN, Way.APPROVED)


def next_step(way: Way, role: Role, *, visit: bool) -> Way | None:
    """What comes next; None where the way in is finished or has ended."""
    if way in ENDED:
        return None
    return next((step for step in steps(role, visit=visit) if _ORDER.index(step) > _ORDER.index(way)), None)


def step_before(way: Way, role: Role, *, visit: bool) -> Way | None:
    """Where the way in stands when the last step is taken back; None where there is none."""
    if way in ENDED:
        return None
    earlier = [step for step in steps(role, visit=visit) if _ORDER.index(step) < _ORDER.index(way)]
    return earlier[-1] if earlier else None


def still_to_do(way: Way, role: Role, *, visit: bool) -> tuple[Text, ...]:
    """What is missing before anybody can be asked; empty where the way in is finished."""
    if way in ENDED:
        return ()
    return tuple(_TO_DO[step] for step in steps(role, visit=visit) if _ORDER.index(step) > _ORDER.index(way))


def code_of(way: Way, how: str = "") -> str:
    """The code by which a case's events keep that a step was taken."""
    return f"way:{way}:{how}" if how else f"way:{way}"


def taken_back(way: Way) -> str:
    """The code by which a case's events keep that a step was undone, and where that led."""
    return f"way:back:{way}"


def read_code(what: str) -> tuple[Way, str] | None:
    """The step that an event keeps, and how it was taken ("back": undone); None for an event about something else."""
    match what.split(":"):
        case ["way", "back", step] if step in set(Way):
            return Way(step), "back"
        case ["way", step, *how] if step in set(Way):
            return Way(step), how[0] if how else ""
        case _:
            return None


def before_the_end(codes: Iterable[str]) -> Way:
    """Where the way in stood before it ended, from a case's events in order."""
    known = [read[0] for read in map(read_code, codes) if read is not None]
    return next((step for step in reversed(known) if step not in ENDED), Way.RECEIVED)


def ending_words(way: Way, role: Role) -> tuple[Paragraph, ...]:
    """What a host or guest reads when it is "not now", or when the network cannot help: no reason, and no blame."""
    if way is Way.NOT_NOW and role == "host":
        return (
            _("Thank you for offering your home. Just now we do not look for anybody for it."),
            _("Your offer stays with us, and a coordinator can take it up again later. /delete erases it."),
        )
    if way is Way.NOT_NOW:
        return (
            _("Thank you for telling us what you need. Just now we cannot go on looking for a home for you."),
            _("Your answers stay with us, and a coordinator can take the search up again later. /delete erases them."),
        )
    if role == "host":
        return (
            _("Thank you for offering your home, and for the time that you gave us."),
            _("We will not look for anybody for it through this network. /delete erases everything about you."),
        )
    return (
        _("Thank you for trusting us with your answers. We are sorry: this network cannot find a home for you."),
        _("/help shows numbers that help at once. /delete erases everything about you."),
    )
