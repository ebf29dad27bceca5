"""The digests of the morning are posted once the quiet hours are over."""

from __future__ import annotations

from bot.store.store import Store
from bot.telegram import digest
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def post(store: Store, house: House) -> int:
    """Posts what can be posted; how many digests that were."""
    async with store.work() as work:
        return await digest.post_all(Turn(work, house))
