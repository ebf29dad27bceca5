"""A match that does not come to be, or ends before its time: set aside, no answer, withdrawn, broken off, and anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.casework.asked import NEWS, awaited
from bot.casework.stages import ASKING, BEFORE_ANYONE, KNOWN, OVER, STAYING, Move, Refusal, Stage, row_for
from bot.store import alerts, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import AlertState
from bot.telegram import alerting, gate, moving, prompts
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.stays.taking import lead_alert
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, _

REASON = "parting_reason"

_MOVES: Final[dict[str, Move]] = {
    "aside": Move.SET_ASIDE,
    "silent": Move.SILENCE,
    "gone": Move.WITHDRAW,
    "off": Move.BREAK_OFF,
}
"""By verb."""
_SURE: Final[dict[Move, Text]] = {
    Move.SET_ASIDE: _("Set this match aside? Whoever has been asked hears only that it is not possible after all."),
    Move.SILENCE: _("Close this match without an answer? Whoever was asked hears only that we went on."),
    Move.WITHDRAW: _("Has one of the two withdrawn? Both are told that the plans have come to an end, and not why."),
    Move.BREAK_OFF: _("Break this match off? Both are told that the plans have come to an end, and not why."),
}
_YES: Final[dict[Move, Text]] = {
    Move.SET_ASIDE: _("Yes, set it aside"),
    Move.SILENCE: _("Yes, close it"),
    Move.WITHDRAW: _("Yes, it is withdrawn"),
    Move.BREAK_OFF: _("Yes, break it off"),
}


async def part(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Asks whether the coordinator is sure, where a side has heard of the match; then does it and asks why."""
    move = _MOVES.get(args[0]) if args else None
    if move is None:
        return False
    if (row := _refused(pair, move)) is not None:
        return await card.refused(turn, person, coordinator, pair, row)
    if args[1:] != ("yes",) and pair.standing.stage not in BEFORE_ANYONE:
        turn.answer_callback()
        rows = [[Choice(_YES[move], data("m", pair.match.id, "part", args[0], "yes"))], [card.opening(pair)]]
        await say(turn, person, (card.head(pair), _SURE[move]), rows, protect=True)
        return True
    silent_side = awaited(pair.standing)
    made = await moving.make(turn, pair.match.id, move, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    if move is Move.SET_ASIDE:
        await _alert_too(turn, coordinator, made)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    if move is Move.SILENCE and silent_side is not None:
        await say(turn, person, (card.head(made), NEWS[silent_side, move]), [[card.opening(made)]], protect=True)
    else:
        await prompts.start(turn, person, REASON, made.match.id, WHY)
    return True


def _refused(pair: Pair, move: Move) -> Refusal | None:
    row = row_for(pair.standing, move, "coordinator", approved=pair.approved)
    if isinstance(row, Refusal):
        return row
    if move is Move.SILENCE and awaited(pair.standing) is None:
        return Refusal(_("Nobody’s answer is awaited just now."))
    return None


async def _alert_too(turn: Turn, coordinator: Coordinator, pair: Pair) -> None:
    """The alert of the suggestion says that it is not suitable, whoever had taken it."""
    lead = await lead_alert(turn, pair)
    if lead is None:
        return
    if await alerts.set_aside(turn.work, lead.id, coordinator.id):
        await alerting.stand_together(turn, lead.id)
    else:
        await alerting.withdraw(turn, await alerts.family(turn.work, lead))


async def reopen(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Suitable after all: suggested anew, and the reason is forgotten."""
    made = await moving.make(turn, pair.match.id, Move.REOPEN, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    await matches.keep_refusal(turn.work, pair.match.id, None)
    lead = await lead_alert(turn, made)
    if lead is not None and lead.state is AlertState.UNSUITABLE and await alerts.reopen(turn.work, lead.id):
        await alerting.stand_together(turn, lead.id)
    turn.answer_callback(turn.house.texts.plain(_("Open again."), person.language))
    fresh = await pair_of(turn, pair.match.id)
    await card.show(turn, person, coordinator, fresh or made)
    return True


async def _why_asked(turn: Turn, person: Person, match_id: str) -> Sequence[Paragraph] | None:
    pair = await _over(turn, person, match_id)
    if pair is None:
        return None
    return (card.head(pair), _("Why? Only coordinators see your reason, and you may leave it out."))


async def _why_told(turn: Turn, person: Person, match_id: str, words: str) -> bool:
    if await _over(turn, person, match_id) is None:
        await say(turn, person, (_("The match has moved on, so the reason is not kept."),))
        return True
    await matches.keep_refusal(turn.work, match_id, words)
    await say(turn, person, (_("Thank you, noted. Only coordinators can see it."),))
    return True


async def _over(turn: Turn, person: Person, match_id: str) -> Pair | None:
    """The match, where it is over and the person may see it."""
    pair = await pair_of(turn, match_id)
    if pair is None or pair.standing.stage not in OVER or await gate.may_work_on(turn, person, pair) is None:
        return None
    return pair


WHY = prompts.Prompt(ask=_why_asked, got=_why_told)


def _button(label: Text, verb: str) -> card.Button:
    return card.Button(label, "part", (verb,), when=lambda pair: _refused(pair, _MOVES[verb]) is None, last=True)


_ASIDE, _SILENT = _button(_("Set it aside"), "aside"), _button(_("Close: no answer came"), "silent")
_GONE, _OFF = _button(_("One of them has withdrawn"), "gone"), _button(_("Break off"), "off")
_AGAIN = card.Button(_("Suggest anew"), "again")
card.add(
    verbs={"part": part, "again": reopen},
    buttons={
        **dict.fromkeys(BEFORE_ANYONE, (_ASIDE,)),
        **dict.fromkeys(ASKING, (_SILENT, _GONE, _ASIDE)),
        **dict.fromkeys(KNOWN - STAYING, (_GONE, _OFF)),
        Stage.TRIAL: (_OFF,),
        **dict.fromkeys((Stage.SET_ASIDE, Stage.NO_ANSWER, Stage.HOST_NO, Stage.GUEST_NO), (_AGAIN,)),
    },
)
