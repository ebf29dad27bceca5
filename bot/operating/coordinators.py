"""Coordinators: invited by a one-time link, listed, removed."""

from __future__ import annotations

import datetime as dt

from bot.operating import Impossible
from bot.operating.groups import find
from bot.store import codes
from bot.store import coordinators as kept
from bot.store.coordinators import Coordinator
from bot.store.store import Store
from bot.telegram.desk import freeing
from bot.telegram.house import House
from bot.telegram.turn import Turn
from bot.texts.harmless import clean, one_line


async def invite(store: Store, house: House, slug: str) -> str:
    """The link with which one person becomes a coordinator of the group."""
    group = find(house, slug)
    lives = dt.timedelta(hours=house.policy.invite_hours)
    async with store.work() as work:
        code = await codes.make(work, "invite", {"group": group.slug}, lives=lives)
    return house.link(f"invite_{code}")


async def listed(store: Store, house: House, slug: str | None = None) -> list[str]:
    """A line a coordinator: number, group, chosen name, and whether they are active; raises Impossible."""
    async with store.look() as work:
        found = await (kept.every(work) if slug is None else kept.of_group(work, find(house, slug).slug))
    return [f"{one.id}  {one.group_slug:24} {_state(one):8} {one_line(clean(one.shown_name or ''))}" for one in found]


def _state(one: Coordinator) -> str:
    return "active" if one.active else "invited"


async def remove(store: Store, house: House, coordinator_id: str) -> None:
    """No longer a coordinator, at once, and others can take what they had taken; raises Impossible."""
    async with store.work() as work:
        coordinator = next((one for one in await kept.every(work) if one.id == coordinator_id), None)
        if coordinator is None:
            raise Impossible(f"There is no coordinator “{coordinator_id}”: `coordinator list` shows their numbers.")
        await kept.remove(work, coordinator.id)
        await freeing.release(Turn(work, house), coordinator.id)
