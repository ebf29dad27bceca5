"""A case's details in a coordinator's private chat: everything about it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.numbers import read_number
from bot.store import cases, codes, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import gate
from bot.telegram.desk import way_in
from bot.telegram.desk.case_card import NOTHING_HERE, show
from bot.telegram.desk.hand_over import NOT_ONE_OF_YOURS
from bot.telegram.moves import pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.turn import Turn

MOST_MATCHES = 5


async def opened(turn: Turn, person: Person, code: str) -> bool:
    """A details link was opened; False where it does not work for this person."""
    payload = await codes.look(turn.work, "details", code, person_id=person.id)
    if payload is None:
        return False
    allowed = [(case, await gate.may_open(turn, person, case)) for case in await _cases(turn, payload)]
    await codes.use(turn.work, "details", code, person_id=person.id)
    for case, coordinator in allowed:
        if coordinator is not None:
            await show(turn, person, coordinator, case)
    if not any(coordinator for _case, coordinator in allowed):
        await say(turn, person, (NOTHING_HERE,))
    elif "match" in payload and (pair := await pair_of(turn, payload["match"])) is not None:
        who = await gate.may_work_on(turn, person, pair)
        if who is not None:
            await card.show(turn, person, who, pair)
    return True


async def pressed(turn: Turn, person: Person, case_id: str) -> None:
    """A case chosen from /cases."""
    if (found := await _open(turn, person, case_id)) is not None:
        turn.answer_callback()
        await show(turn, person, *found)


async def by_number(turn: Turn, person: Person, typed: str) -> None:
    """A case whose number was typed."""
    number = read_number(typed)
    case = None if number is None else await cases.by_number(turn.work, number)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        await say(turn, person, (NOTHING_HERE,))
        return
    await show(turn, person, coordinator, case)


async def _open(turn: Turn, person: Person, case_id: str) -> tuple[Coordinator, CaseFile] | None:
    """The case, if the presser may open it; otherwise the same word as for a case that is not there."""
    case = await cases.get(turn.work, case_id)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return None
    return coordinator, case


async def spoken(turn: Turn, person: Person, case_id: str) -> None:
    """A coordinator has spoken alone with the person whom somebody else helped."""
    found = await _open(turn, person, case_id)
    if found is None:
        return
    _opener, case = found
    coordinator = await gate.may_decide(turn, person, case)
    if coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOT_ONE_OF_YOURS, person.language), alert=True)
    else:
        await way_in.alone(turn, person, coordinator, case)


async def _cases(turn: Turn, payload: dict[str, str]) -> list[CaseFile]:
    ids: Sequence[str] = [payload["case"]] if "case" in payload else []
    if "match" in payload and (match := await matches.get(turn.work, payload["match"])) is not None:
        ids = [match.host_case_id, match.guest_case_id]
    found = [await cases.get(turn.work, case_id) for case_id in ids]
    return [case for case in found if case is not None]
