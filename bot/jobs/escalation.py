"""Alerts that nobody has taken are told again, and then to the national group."""

from __future__ import annotations

from bot.store.store import Store
from bot.telegram import reminding
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def look(store: Store, house: House) -> int:
    """Tells again what it is time for; how many alerts that were."""
    async with store.work() as work:
        return await reminding.look(Turn(work, house))
