"""Who is on duty in a group in which week; a week is known by its Monday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store import coordinators
from bot.store.coordinators import Coordinator
from bot.store.tables import Duty
from bot.store.work import Work


async def on_duty(work: Work, group_slug: str, monday: dt.date) -> list[Coordinator]:
    """The coordinators in the group's channel who are on duty in the week of this Monday."""
    return (await by_week(work, group_slug, (monday,)))[monday]


async def by_week(work: Work, group_slug: str, mondays: Collection[dt.date]) -> dict[dt.date, list[Coordinator]]:
    """The same for several weeks, each of which is there."""
    rows = await work.session.execute(
        sa.select(Duty.week, Duty.coordinator_id).where(Duty.group_slug == group_slug, Duty.week.in_(mondays))
    )
    chosen = {(row.week, row.coordinator_id) for row in rows}
    active = [one for one in await coordinators.of_group(work, group_slug) if one.present]
    return {monday: [one for one in active if (monday, one.id) in chosen] for monday in sorted(mondays)}


async def put(work: Work, coordinator: Coordinator, monday: dt.date) -> bool:
    """The coordinator is on duty in that week; False where that was so already."""
    if await _row(work, coordinator, monday) is not None:
        return False
    work.session.add(Duty(group_slug=coordinator.group_slug, week=monday, coordinator_id=coordinator.id))
    await work.session.flush()
    return True


async def take_off(work: Work, coordinator: Coordinator, monday: dt.date) -> bool:
    """The coordinator is not on duty in that week; False where that was so already."""
    row = await _row(work, coordinator, monday)
    if row is None:
        return False
    await work.session.execute(sa.delete(Duty).where(Duty.id == row))
    return True


async def _row(work: Work, coordinator: Coordinator, monday: dt.date) -> str | None:
    same = (
        Duty.group_slug == coordinator.group_slug,
        Duty.week == monday,
        Duty.coordinator_id == coordinator.id,
    )
    found: str | None = await work.session.scalar(sa.select(Duty.id).where(*same))
    return found
