"""When coordinators are away. Days are days in Helsinki, the first and the last both counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import Away, Coordinator
from bot.store.work import Work


async def put(work: Work, coordinator_ids: Collection[str], first: dt.date, last: dt.date) -> None:
    """Somebody is away in all their groups: one row each. Days that touch what was said before become one time."""
    near = dt.timedelta(days=1)
    for coordinator_id in coordinator_ids:
        since, until = first, last
        rows = await work.session.scalars(
            sa.select(Away).where(
                Away.coordinator_id == coordinator_id, Away.first <= last + near, Away.last >= first - near
            )
        )
        for row in rows.all():
            since, until = min(since, row.first), max(until, row.last)
            await work.session.delete(row)
        work.session.add(Away(coordinator_id=coordinator_id, first=since, last=until))
    await work.session.flush()


async def on(work: Work, coordinator_id: str, day: dt.date) -> Away | None:
    """The time away in which this day lies, if the coordinator is away then."""
    return await work.session.scalar(
        sa.select(Away).where(Away.coordinator_id == coordinator_id, Away.first <= day, Away.last >= day)
    )


async def of_group(work: Work, group_slug: str, since: dt.date) -> list[Away]:
    """All times away in a group that are not over on this day, the first first."""
    rows = await work.session.scalars(
        sa.select(Away)
        .join(Coordinator, Coordinator.id == Away.coordinator_id)
        .where(Coordinator.group_slug == group_slug, Coordinator.removed_at.is_(None), Away.last >= since)
        .order_by(Away.first, Away.last, Away.id)
    )
    return list(rows)


async def of_coordinator(work: Work, coordinator_id: str, since: dt.date) -> list[Away]:
    """A coordinator's times away that are not over on this day, the first first."""
    rows = await work.session.scalars(
        sa.select(Away)
        .where(Away.coordinator_id == coordinator_id, Away.last >= since)
        .order_by(Away.first, Away.last, Away.id)
    )
    return list(rows)


async def come_back(work: Work, coordinator_ids: Collection[str], first: dt.date, last: dt.date) -> bool:
    """The time away with these days is taken back; False where there is none such."""
    gone = await work.session.execute(
        sa.delete(Away)
        .where(Away.coordinator_id.in_(coordinator_ids), Away.first == first, Away.last == last)
        .returning(Away.id)
    )
    return gone.first() is not None


async def forget_past(work: Work, before: dt.date) -> None:
    """Times away that ended before this day are nobody's business any more."""
    await work.session.execute(sa.delete(Away).where(Away.last < before))
