"""How often each waiting guest was overtaken: somebody who came later moved into a home that would have suited them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from bot.store import tables
from bot.store.database import inserting
from bot.store.tables import Match, MatchEvent
from bot.store.work import Work

COUNTED = "overtaking_counted"
"""The event of a match that tells that its guest's moving in has been counted."""


async def counts(work: Work) -> dict[str, int]:
    """By case, for all who were ever overtaken."""
    o = tables.Overtaken
    rows = await work.session.execute(sa.select(o.case_id, o.times))
    return {row.case_id: row.times for row in rows}


async def add(work: Work, case_ids: Collection[str]) -> None:
    """Each of these guests was overtaken once more."""
    o = tables.Overtaken
    for case_id in sorted(case_ids):
        await work.session.execute(
            inserting(work.session, o).values({"case_id": case_id, "times": 0}).on_conflict_do_nothing()
        )
        await work.session.execute(sa.update(o).where(o.case_id == case_id).values(times=o.times + 1))


async def forget(work: Work, case_ids: Collection[str]) -> None:
    """These guests have a home now, and begin anew if they ever wait again."""
    o = tables.Overtaken
    await work.session.execute(sa.delete(o).where(o.case_id.in_(case_ids)))


async def not_counted(work: Work, stages: Collection[str]) -> list[Match]:
    """Matches at these stages whose guest's moving in has not been counted yet, the oldest first."""
    counted = sa.exists().where(MatchEvent.match_id == Match.id, MatchEvent.what == COUNTED)
    rows = await work.session.scalars(
        sa.select(Match)
        .where(Match.stage.in_(stages), ~counted)
        .order_by(Match.stage_at, Match.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)
