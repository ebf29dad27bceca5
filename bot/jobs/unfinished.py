"""Interviews that nobody went on with are erased, as the privacy notice says, and people of whom nothing is kept."""

from __future__ import annotations

import datetime as dt

from bot.store import erasure, interviews, people
from bot.store.store import Store
from bot.store.work import Work
from bot.telegram import leaving
from bot.telegram.house import House
from bot.telegram.stays import plan_drafts
from bot.telegram.turn import Turn


async def erase(store: Store, house: House) -> int:
    """Erases interviews older than the policy's days, and the people of whom nothing else is kept; how many."""
    before = dt.timedelta(days=house.policy.unfinished_days)
    erased = 0
    async with store.look() as look:
        found = await interviews.untouched(look, look.now - before)
        idle = await people.idle(look, look.now - before)
        plans = await interviews.with_role(look, plan_drafts.ROLE)
    for person_id, interview_id in found:
        async with store.work() as work:
            erased += await _erase_one(Turn(work, house), person_id, interview_id)
    for person_id, interview_id in plans:
        async with store.work() as work:
            erased += await _erase_plan(Turn(work, house), person_id, interview_id)
    for person_id in idle:
        async with store.work() as work:
            erased += await _erase_idle(work, person_id)
    return erased


async def _erase_idle(work: Work, person_id: str) -> int:
    person = await people.known(work, person_id)
    if person is None or await people.needed(work, person):
        return 0
    await erasure.erase(work, person)
    return 1


async def _erase_one(turn: Turn, person_id: str, interview_id: str) -> int:
    person = await people.known(turn.work, person_id)
    found = [] if person is None else await interviews.of_person(turn.work, person)
    interview = next((one for one in found if one.id == interview_id), None)
    if person is None or interview is None:
        return 0
    await leaving.withdraw_case(turn, interview)
    await interviews.remove(turn.work, person, interview_id)
    if not await people.needed(turn.work, person):
        await erasure.erase(turn.work, person)
    return 1


async def _erase_plan(turn: Turn, person_id: str, interview_id: str) -> int:
    """What somebody filled in for a match that is over tells of two people for nothing."""
    person = await people.known(turn.work, person_id)
    found = [] if person is None else await interviews.of_person(turn.work, person, role=plan_drafts.ROLE)
    plan = next((one for one in found if one.id == interview_id), None)
    if person is None or plan is None or await plan_drafts.is_needed(turn, plan):
        return 0
    await interviews.remove(turn.work, person, plan.id)
    return 1
