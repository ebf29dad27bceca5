"""The jobs of the schedule: when each last went well, kept so that another process can see it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from bot.store.database import inserting
from bot.store.tables import JobRun
from bot.store.work import Work


async def known(work: Work, every_seconds: Mapping[str, int]) -> None:
    """The bot starts with these jobs, each at most so many seconds apart; what was kept of others is forgotten."""
    await work.session.execute(sa.delete(JobRun).where(JobRun.job.not_in(every_seconds)))
    for name, every in every_seconds.items():
        await _put(work, name, {"every_seconds": every, "counted_from": work.now})


async def succeeded(work: Work, name: str, every_seconds: int) -> None:
    """The job went well."""
    await _put(work, name, {"every_seconds": every_seconds, "last_success_at": work.now})


async def failed(work: Work, name: str, every_seconds: int, error: str) -> None:
    """The job failed, with this class of error."""
    await _put(work, name, {"every_seconds": every_seconds, "last_failure_at": work.now, "error": error})


async def every(work: Work) -> list[JobRun]:
    """All jobs, by name."""
    return list(await work.session.scalars(sa.select(JobRun).order_by(JobRun.job)))


async def _put(work: Work, name: str, values: Mapping[str, object]) -> None:
    row = inserting(work.session, JobRun).values(**{"job": name, "counted_from": work.now, **values})
    await work.session.execute(row.on_conflict_do_update(index_elements=[JobRun.job], set_=dict(values)))
