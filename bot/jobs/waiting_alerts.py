"""Alerts that no channel could show yet are posted as soon as one can."""

from __future__ import annotations

from bot.store.store import Store
from bot.telegram.alerting import post_waiting
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def post(store: Store, house: House) -> int:
    """Posts what can be posted; how many alerts that were."""
    async with store.work() as work:
        return await post_waiting(Turn(work, house))
