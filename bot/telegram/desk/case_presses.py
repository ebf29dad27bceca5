"""Presses on a case's card: the gate first, then the room whose verb it is.

All rooms of the desk that add something to the card are imported here.
"""

from __future__ import annotations

from bot.casework import permissions
from bot.casework.permissions import Door
from bot.store import cases
from bot.store.people import Person
from bot.telegram import gate
from bot.telegram.desk import (
    case_matches,
    excluding,
    filling_in,
    hand_over,
    history,
    looked,
    not_now,
    notes,
    still_holds,
    still_kept,
    talking,
    tasks,
    way_in,
)
from bot.telegram.desk.case_card import NOTHING_HERE, VERBS
from bot.telegram.turn import Turn

ROOMS = (
    *(way_in, not_now, still_holds, still_kept, case_matches),
    *(tasks, notes, history, hand_over, talking, filling_in, excluding, looked),
)
"""In the order of their buttons."""


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area c: the case's id, the verb, and what the verb needs; False where it leads nowhere."""
    if len(rest) < 2 or rest[1] not in VERBS:
        return False
    case_id, verb, *args = rest
    case = await cases.get(turn.work, case_id)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return True
    if permissions.door_of("c", rest) is Door.DECIDES:
        coordinator = await gate.may_decide(turn, person, case)
        if coordinator is None:
            turn.answer_callback(turn.house.texts.plain(hand_over.NOT_ONE_OF_YOURS, person.language), alert=True)
            return True
    return await VERBS[verb](turn, person, coordinator, case, tuple(args))
