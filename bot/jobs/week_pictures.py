"""The pictures of the week: drawn beside the loop, so that nobody waits for a drawing."""

from __future__ import annotations

import asyncio

from bot.casework.figures import WeekFigures
from bot.network.groups import LocalGroup
from bot.store.store import Store
from bot.telegram import week_pictures
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def post(store: Store, house: House) -> int:
    """Posts the pictures that are due; how many that were."""
    async with store.look() as look:
        turn = Turn(look, house)
        due = [(group, await week_pictures.figures_of(turn, group)) for group in await week_pictures.due(turn)]
    posted = 0
    for group, week in due:
        picture = await asyncio.to_thread(_drawn, house, group, week)
        async with store.work() as work:
            posted += await week_pictures.post(Turn(work, house), group, week, picture)
    return posted


def _drawn(house: House, group: LocalGroup, week: WeekFigures) -> bytes:
    # Once a week it may take its time, and no start of the bot should wait for it.
    from bot.papers.week_picture import week_picture

    return week_picture(house.texts, house.channel_language(group), week)
