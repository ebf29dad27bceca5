"""The end of a stay: where the guest lives next, thanks and a short question to both, and what is kept for how long."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.endings import CASE_ENDED, FAR_AWAY, LOOKING, NEXT_HOMES, reopens_guest
from bot.casework.stages import ELSEWHERE, RECEIVED, RUNNING, Move, Refusal, Stage
from bot.store import cases, matches, stays
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import moving
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import after_stay, card, days
from bot.telegram.turn import Turn
from conversations.text import Lowered, _


async def end_pressed(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """*End the stay*: first where the guest lives next, then whether it is sure."""
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    match args:
        case ():
            turn.answer_callback()
            await _ask_next_home(turn, person, pair)
            return True
        case (code,) if code in NEXT_HOMES:
            turn.answer_callback()
            await _ask_sure(turn, person, pair, code)
            return True
        case (code, "yes") if code in NEXT_HOMES:
            return await _end(turn, person, coordinator, pair, code)
    return False


async def _ask_next_home(turn: Turn, person: Person, pair: Pair) -> None:
    rows: list[Sequence[Choice]] = [
        [Choice(label, data("m", pair.match.id, "end", code))] for code, label in NEXT_HOMES.items()
    ]
    text = _("Where does the guest live after the stay? No stay is closed without an answer; “Not known” is one, too.")
    await say(turn, person, (text,), [*rows, [card.opening(pair)]], protect=True)


async def _ask_sure(turn: Turn, person: Person, pair: Pair, code: str) -> None:
    text = _(
        "The stay ends today. After it: {place}. Both are thanked and asked how it was, and the host whether the home "
        "is open again. Is that right?"
    ).of(place=Lowered(NEXT_HOMES[code]))
    rows = [[Choice(_("Yes, end the stay"), data("m", pair.match.id, "end", code, "yes"))], [card.opening(pair)]]
    await say(turn, person, (text,), rows, protect=True)


async def _end(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, code: str) -> bool:
    """The stay has ended. The two cases are closed first, since the move looks for new matches of both at once."""
    stay = await stays.get(turn.work, pair.match.id)
    paused, state = pair.host.paused_until, pair.guest.state
    looked_for = stay is not None and stay.next_home == LOOKING and reopens_guest(code)
    await cases.change(turn.work, pair.host.id, paused_until=FAR_AWAY)
    if not looked_for and not await _has_another(turn, pair):
        await cases.change(turn.work, pair.guest.id, state=CASE_ENDED if state == RECEIVED else state)
    made = await moving.make(turn, pair.match.id, Move.END, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        await cases.change(turn.work, pair.host.id, paused_until=paused)
        await cases.change(turn.work, pair.guest.id, state=state)
        return await days.refused(turn, person, coordinator, pair, made)
    turn.answer_callback()
    await stays.put(turn.work, made.match.id)
    await stays.close(turn.work, made.match.id, ended_on=turn.house.today(turn.now), next_home=code)
    await after_stay.begin(turn, made)
    await say(turn, person, (_("The stay is closed. Both are thanked, and asked how it was. Thank you!"),))
    await card.show(turn, person, coordinator, made)
    return True


async def _has_another(turn: Turn, pair: Pair) -> bool:
    """Whether the guest is in another match that somebody works on, such as one with the next host."""
    found = await matches.of_case(turn.work, pair.guest.id)
    return any(match.stage in RUNNING for match in found if match.id != pair.match.id)


card.add(
    verbs={"end": end_pressed},
    buttons={Stage.LIVING: (card.Button(_("End the stay"), "end", last=True),)},
)
