"""Asking the two sides of a match: the answers, whose answer is awaited, and who has heard of the match at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from bot.casework.stages import Move, Stage, Standing
from conversations.answers import Role
from conversations.text import Text, _

Said = Literal["not_asked", "asked", "yes", "no"]
"""What a side has said until now."""

YES: Final = _("Yes, let’s meet")
QUESTION: Final = _("I have a question")
NO: Final = _("Not this time")

ASK: Final[dict[Role, Move]] = {"host": Move.ASK_HOST, "guest": Move.ASK_GUEST}
SAYS_YES: Final[dict[Role, Move]] = {"host": Move.HOST_YES, "guest": Move.GUEST_YES}
SAYS_NO: Final[dict[Role, Move]] = {"host": Move.HOST_NO, "guest": Move.GUEST_NO}
OTHER: Final[dict[Role, Role]] = {"host": "guest", "guest": "host"}

_BEGINS_ANEW: Final = frozenset({Move.REOPEN, Move.GIVE_BACK, Move.SUGGEST})
"""After these nobody counts as asked."""

NEWS: Final[dict[tuple[Role, Move], Text]] = {
    ("host", Move.HOST_YES): _("The host said yes to meeting. Next: ask the guest."),
    ("guest", Move.GUEST_YES): _("The guest said yes to meeting. Next: ask the host."),
    ("host", Move.HOST_NO): _("The host said “not this time”. The guest does not hear of a refusal."),
    ("guest", Move.GUEST_NO): _("The guest said “not this time”. The host does not hear of a refusal."),
    ("host", Move.SILENCE): _("The host has not answered, so the match is closed. You can suggest it anew."),
    ("guest", Move.SILENCE): _("The guest has not answered, so the match is closed. You can suggest it anew."),
}
"""What the coordinator of a match hears of an answer, and what comes next."""
BOTH_YES: Final = _("Both have said yes to meeting. Next: introduce them to each other.")


def awaited(standing: Standing) -> Role | None:
    """Whose answer is awaited; None where nobody's is."""
    if standing.stage is Stage.HOST_ASKED and not standing.host_yes:
        return "host"
    return "guest" if standing.stage is Stage.GUEST_ASKED and not standing.guest_yes else None


def next_asked(standing: Standing) -> tuple[Role, ...]:
    """Who can be asked now: either of them first, the other one after a yes."""
    if standing.stage is Stage.TAKEN:
        return ("host", "guest")
    if standing.stage is Stage.HOST_ASKED and standing.host_yes:
        return ("guest",)
    return ("host",) if standing.stage is Stage.GUEST_ASKED and standing.guest_yes else ()


def asked_sides(moves: Iterable[str]) -> frozenset[Role]:
    """Which sides have heard of the match, from the codes of its events in order."""
    asked: set[Role] = set()
    for what in moves:
        if what in _BEGINS_ANEW:
            asked.clear()
        asked |= {side for side, move in ASK.items() if what == move}
    return frozenset(asked)


def said(standing: Standing, side: Role, asked: frozenset[Role]) -> Said:
    """What a side has said until now."""
    if standing.stage is (Stage.HOST_NO if side == "host" else Stage.GUEST_NO):
        return "no"
    if standing.host_yes if side == "host" else standing.guest_yes:
        return "yes"
    return "asked" if side in asked else "not_asked"
