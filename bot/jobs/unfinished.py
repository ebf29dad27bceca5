"""Interviews that nobody went on with are erased, as the privacy notice says."""

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
    for person_id, interview_id in found:
        async with store.work() as work:
            erased += await _erase_one(work, person_id, interview_id)
    return erased


async def _erase_one(work: Work, person_id: str, interview_id: str) -> int:
    try:
        person = await people.get(work, person_id)
    except LookupError:
        return 0
    await interviews.remove(work, person, interview_id)
    if not await people.needed(work, person):
        await erasure.erase(work, person)
    return 1
