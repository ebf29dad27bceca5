"""When each job looks whether there is something to do: APScheduler as a ticker, in Helsinki time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.jobs import timers, unfinished, waiting_alerts
from bot.store.store import Store
from bot.telegram.house import House

_log = structlog.get_logger("bot.jobs")
Job = Callable[[], Awaitable[int | None]]
# A job that could not run at its time runs as soon as it can: none of them is harmed by being late.
_ANY_TIME_LATER: Final = None


def schedule(store: Store, house: House, wake: Callable[[], None]) -> AsyncIOScheduler:
    """All jobs, not started yet; `wake` is called when one may have put something into the outbox.

    No job has its hour between three and four at night, which happens twice or not at all when clocks change; what
    runs every so often counts in time that passed, whatever the clocks say.
    """
    scheduler = AsyncIOScheduler(
        timezone=house.timezone,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _ANY_TIME_LATER},
    )

    def add(name: str, job: Job, trigger: CronTrigger | IntervalTrigger) -> None:
        scheduler.add_job(_guarded, trigger, args=(name, job, wake), id=name)

    add("waiting alerts", lambda: waiting_alerts.post(store, house), IntervalTrigger(minutes=1))
    add("timers", lambda: timers.ring(store, house), IntervalTrigger(minutes=1))
    add("unfinished interviews", lambda: unfinished.erase(store, house), _daily(5, 10, house.timezone))
    add("tidying", store.tidy, IntervalTrigger(hours=1))
    return scheduler


def _daily(hour: int, minute: int, timezone: ZoneInfo) -> CronTrigger:
    return CronTrigger(hour=hour, minute=minute, timezone=timezone)


async def _guarded(name: str, job: Job, wake: Callable[[], None]) -> None:
    """A job that fails is told to the operator and tried again at its next time."""
    try:
        done = await job()
    except Exception as error:
        _log.error("job_failed", job=name, exc_info=error)
        return
    if done:
        _log.info("job_done", job=name, count=done)
        wake()
