"""Stays that were cut short, because the match was broken off or somebody withdrew, are closed like all others."""

from __future__ import annotations

from bot.casework.endings import NOT_KNOWN
from bot.casework.stages import OVER
from bot.store import stays
from bot.store.store import Store
from bot.telegram.house import House


async def close(store: Store, house: House) -> int:
    """Closes each with "not known" as the next home, from the day on which it was over; how many they were."""
    async with store.look() as look:
        if not await stays.left_open(look, OVER):
            return 0
    closed = 0
    async with store.work() as work:
        for match in await stays.left_open(work, OVER):
            day = house.today(match.stage_at)
            if await stays.close(work, match.id, ended_on=day, next_home=NOT_KNOWN):
                closed += 1
    return closed
