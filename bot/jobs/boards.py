"""The boards are kept current: looked at each minute, and written only where something has changed."""

from __future__ import annotations

from bot.store.store import Store
from bot.telegram import boards
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def refresh(store: Store, house: House) -> int:
    """Brings every board up to date that is not; how many that were."""
    async with store.look() as look:
        outdated = await boards.outdated(Turn(look, house))
    done = 0
    for slug in outdated:
        async with store.work() as work:
            done += await boards.bring_up_to_date(Turn(work, house), slug)
    return done
