"""What holds until a day goes when that day has come: safety exclusions, and times away."""

from __future__ import annotations

from bot.store import aways
from bot.store.store import Store
from bot.telegram.desk import excluding
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def forget(store: Store, house: House) -> int:
    """Takes them away; how many exclusions are over. Whoever was excluded is looked for homes and guests again."""
    async with store.work() as work:
        turn = Turn(work, house)
        await aways.forget_past(work, house.today(work.now))
        return await excluding.expire(turn)
