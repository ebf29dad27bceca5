"""A match that stands still: its coordinator is reminded, then the channel; a side that was asked is reminded once."""

from __future__ import annotations

from typing import Final, get_args

from bot.casework.alert_kinds import Kind
from bot.casework.asked import NEWS, awaited, next_asked
from bot.casework.course import StageTimer
from bot.casework.stages import Move, Refusal, Stage
from bot.store import timers
from bot.store.tables import Timer
from bot.telegram import alerting, moving, telling
from bot.telegram.moves import Pair, pair_of
from bot.telegram.stays import asking_sides
from bot.telegram.turn import Turn
from conversations.text import Text, _

CHANNEL = "channel"
"""What a timer is about that reminds the channel; the first one reminds the coordinator."""

_SAYS: Final[dict[str, Text]] = {
    "taken": _("You have taken this match, and nobody has been asked yet."),
    "ask_other": _("One side has said yes and waits: the other one can be asked now."),
    "introduce": _("Both have said yes and wait: they can be introduced to each other."),
    "answer": _("No answer has come yet. A phone call may help."),
}
SENT_AGAIN = _("No answer has come yet. The question was sent once more; a phone call may help.")
_KINDS: dict[str, StageTimer] = {kind: kind for kind in get_args(StageTimer)}


def _still(pair: Pair, kind: str) -> bool:
    """Whether the match still stands where the timer began."""
    match kind:
        case "taken":
            return pair.standing.stage is Stage.TAKEN
        case "ask_other":
            return pair.standing.stage is not Stage.TAKEN and bool(next_asked(pair.standing))
        case "introduce":
            return pair.standing.stage is Stage.AGREED
        case _:
            return awaited(pair.standing) is not None


async def stands_still(turn: Turn, timer: Timer) -> None:
    """Tells the coordinator in private; where that was done and nothing has happened since, the channel."""
    pair = None if timer.match_id is None else await pair_of(turn, timer.match_id)
    if pair is None or not _still(pair, timer.kind):
        return
    alert = Kind.ANSWER_LATE if timer.kind == "answer" else Kind.STAGE_OLD
    if timer.about == CHANNEL:
        await alerting.about_match(turn, alert, pair.match)
        return
    side, says = awaited(pair.standing), _SAYS[timer.kind]
    if timer.kind == "answer" and side is not None and await asking_sides.remind(turn, pair, side):
        says = SENT_AGAIN
    await telling.tell_coordinator(turn, pair, (says,), otherwise=alert)
    again = turn.now + turn.house.course.stage_lasts(_KINDS[timer.kind])
    await timers.start(turn.work, timer.kind, again, match_id=pair.match.id, about=CHANNEL)


async def silent(turn: Turn, timer: Timer) -> None:
    """After many days without an answer the match is closed, kindly; the coordinator hears of it."""
    pair = None if timer.match_id is None else await pair_of(turn, timer.match_id)
    side = None if pair is None else awaited(pair.standing)
    if pair is None or side is None:
        return
    made = await moving.make(turn, pair.match.id, Move.SILENCE, "bot")
    if not isinstance(made, Refusal):
        await telling.tell_coordinator(turn, made, (NEWS[side, Move.SILENCE],), otherwise=Kind.ANSWERED)
