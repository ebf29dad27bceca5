"""How the bot's work stands in the database: figures only, and the same ones for whichever process asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import inbox, job_runs, tables
from bot.store.tables import JobRun, OutboxState
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Vitals:
    """What waits, since when, and how the jobs stand, at one moment."""

    at: dt.datetime
    updates: inbox.Count
    messages: int
    """Messages that are due or on their way; those whose time has not come yet do not count."""
    oldest_message: dt.datetime | None
    jobs: tuple[JobRun, ...]
    tables: str
    """The step to which the tables were brought."""


async def read(work: Work) -> Vitals:
    """The figures as they are now."""
    o = tables.Outbox
    due = sa.or_(o.not_before.is_(None), o.not_before <= work.now)
    unsent = sa.or_(sa.and_(o.state == OutboxState.WAITING, due), o.state == OutboxState.SENDING)
    # A message that was kept for later has waited only since its time came.
    since = sa.func.min(sa.case((o.tries == 0, sa.func.coalesce(o.not_before, o.made_at)), else_=o.made_at))
    row = (await work.session.execute(sa.select(sa.func.count(), since).where(unsent))).one()
    return Vitals(
        at=work.now,
        updates=await inbox.count(work),
        messages=row[0],
        oldest_message=row[1],
        jobs=tuple(await job_runs.every(work)),
        tables=str(await work.session.scalar(sa.text("SELECT version_num FROM alembic_version"))),
    )
