"""Talks through the bot in which nobody has said anything for a while are ended."""

from __future__ import annotations

import datetime as dt

from bot.store import live_talks
from bot.store.store import Store
from bot.telegram.desk import talking
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def end(store: Store, house: House) -> int:
    """Ends them; how many they were."""
    async with store.look() as look:
        silent = await live_talks.silent_since(look, look.now - dt.timedelta(minutes=house.course.talk_minutes))
    ended = 0
    for talk_id in silent:
        async with store.work() as work:
            ended += await talking.ended_by_silence(Turn(work, house), talk_id)
    return ended
