"""The day of moving in was noted wrongly, or was put off: it is corrected, and what hangs on it moves with it."""

from __future__ import annotations

import datetime as dt

from bot.casework.stages import ELSEWHERE, Refusal, Stage
from bot.store import stays, tasks
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import telling
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import agreed_end, card, days, following_up
from bot.telegram.stays.days import DayPrompt
from bot.telegram.stays.living import ADDRESS
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.text import _

VERB = "moved"


async def pressed(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """*Correct the day of moving in* on the card."""
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    if args:
        return await days.chosen(turn, person, coordinator, pair, args[0], MOVED_DAY)
    text = _("On which day did the guest move in, or will? Both sides are told the corrected day.")
    return await days.ask(turn, person, pair, text, VERB)


async def _correct(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, day: dt.date) -> bool:
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    stay = await stays.get(turn.work, pair.match.id)
    if stay is not None and stay.until is not None and day >= stay.until:
        text = _("The stay is agreed until {until}, and moving in comes before that. Change the agreed end first.")
        rows = [days.another(pair, VERB), [card.opening(pair)]]
        await say(turn, person, (text.of(until=stay.until),), rows, protect=True)
        return True
    if stay is None or stay.began_on != day:
        await _move(turn, pair, day)
        told = _("The day of moving in is corrected: {day}.").of(day=day)
        for side in SIDES:
            await telling.tell(turn, pair.case(side), (told, days.NOT_SO), about="moved")
    await card.show(turn, person, coordinator, pair)
    return True


async def _move(turn: Turn, pair: Pair, day: dt.date) -> None:
    """The questions of how it is going, the search for the next home and the task of the address count from then."""
    stay = await stays.put(turn.work, pair.match.id, began_on=day)
    await following_up.begin(turn, pair.match.id, day)
    await agreed_end.begin(turn, pair.match.id, stay)
    due_on = max(day, turn.house.today(turn.now))
    for task in await tasks.of_case(turn.work, pair.guest.id):
        if task.kind == ADDRESS:
            await tasks.due(turn.work, task.id, due_on)


MOVED_DAY = DayPrompt("moved_day", VERB, days.since_made, _correct)

card.add(
    verbs={VERB: pressed},
    buttons={Stage.LIVING: (card.Button(_("Correct the day of moving in"), VERB),)},
)
