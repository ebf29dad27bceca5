"""Interviews that nobody went on with are erased, as the privacy notice says, and people of whom nothing is kept."""

from __future__ import annotations

import datetime as dt

from bot.store import erasure, interviews, people
from bot.store.store import Store
from bot.store.work import Work
from bot.telegram.house import House


async def erase(store: Store, house: House) -> int:
    """Erases interviews older than the policy's days, and the people of whom nothing else is kept; how many."""
    before = dt.timedelta(days=house.policy.unfinished_days)
    erased = 0
    async with store.look() as look:
        found = await interviews.untouched(look, look.now - before)
        idle = await people.idle(look, look.now - before)
    for person_id, interview_id in found:
        async with store.work() as work:
            erased += await _erase_one(work, person_id, interview_id)
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


async def _erase_one(work: Work, person_id: str, interview_id: str) -> int:
    person = await people.known(work, person_id)
    if person is None:
        return 0
    await interviews.remove(work, person, interview_id)
    if not await people.needed(work, person):
        await erasure.erase(work, person)
    return 1
