"""How often the table of pair safety was asked, and how often it was overridden: counts by day, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import tables
from bot.store.database import inserting
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some days together."""

    looked_at: int = 0
    """Pairs that were looked at by the table."""
    forbidden: int = 0
    """Of these, pairs that are not suggested for safety's sake."""
    overridden: int = 0
    """How often two coordinators agreed otherwise."""


async def add(work: Work, day: dt.date, tally: Tally) -> None:
    """Adds to the counts of a day in Helsinki."""
    t = tables.SafetyTally
    row = {"day": day, "looked_at": 0, "forbidden": 0, "overridden": 0}
    await work.session.execute(inserting(work.session, t).values(row).on_conflict_do_nothing())
    await work.session.execute(
        sa.update(t)
        .where(t.day == day)
        .values(
            looked_at=t.looked_at + tally.looked_at,
            forbidden=t.forbidden + tally.forbidden,
            overridden=t.overridden + tally.overridden,
        )
    )


async def since(work: Work, day: dt.date) -> Tally:
    """The counts of this day and of all days after it."""
    t = tables.SafetyTally
    found = await work.session.execute(
        sa.select(sa.func.sum(t.looked_at), sa.func.sum(t.forbidden), sa.func.sum(t.overridden)).where(t.day >= day)
    )
    looked_at, forbidden, overridden = found.one()
    return Tally(int(looked_at or 0), int(forbidden or 0), int(overridden or 0))
