"""When each job looks whether there is something to do: APScheduler as a ticker, in Helsinki time."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.jobs import (
    backup,
    boards,
    cut_short,
    digest,
    escalation,
    holding,
    late_tasks,
    nightly_matching,
    over_days,
    quiet_talks,
    retention,
    timers,
    waiting_alerts,
    week_pictures,
)
from bot.jobs.ticker import Ticker
from bot.store import job_runs
from bot.store.backups import Backups
from bot.store.store import Store
from bot.telegram.house import House

_log = structlog.get_logger("bot.jobs")
Job = Callable[[], Awaitable[int | None]]
# A job that could not run at its time runs as soon as it can: none of them is harmed by being late.
_ANY_TIME_LATER: Final = None
# A database that is busy at the start does not keep the bot from hearing people, nor from being stopped.
_NOTING_SECONDS: Final = 2.0


def schedule(store: Store, house: House, wake: Callable[[], None], backups: Backups) -> AsyncIOScheduler:
    """All jobs, not started yet; `wake` is called when one may have put something into the outbox.

    No job has its hour between three and four at night, which happens twice or not at all when clocks change; what
    runs every so often counts in time that passed, whatever the clocks say.
    """
    scheduler = Ticker(
        timezone=house.timezone,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _ANY_TIME_LATER},
    )

    def add(name: str, job: Job, trigger: CronTrigger | IntervalTrigger) -> None:
        scheduler.add_job(_guarded, trigger, args=(store, name, pause_of(trigger), job, wake), id=name)

    add("waiting alerts", lambda: waiting_alerts.post(store, house), IntervalTrigger(minutes=1))
    add("digests", lambda: digest.post(store, house), IntervalTrigger(minutes=1))
    add("untaken alerts", lambda: escalation.look(store, house), IntervalTrigger(minutes=1))
    add("boards", lambda: boards.refresh(store, house), IntervalTrigger(minutes=1))
    add("pictures of the week", lambda: week_pictures.post(store, house), IntervalTrigger(minutes=5))
    add("timers", lambda: timers.ring(store, house), IntervalTrigger(minutes=1))
    add("retention", lambda: retention.run(store, house), _daily(10, 25, house.timezone))
    add("quiet talks", lambda: quiet_talks.end(store, house), IntervalTrigger(minutes=2))
    add("exclusions and days away", lambda: over_days.forget(store, house), _daily(5, 20, house.timezone))
    add("living offers", lambda: holding.ask(store, house), _daily(10, 15, house.timezone))
    add("late tasks", lambda: late_tasks.tell(store, house), _daily(8, 5, house.timezone))
    add("nightly matching", lambda: nightly_matching.run(store, house), _daily(5, 30, house.timezone))
    add("kept index", lambda: nightly_matching.keep_current(store, house), IntervalTrigger(minutes=1))
    add("stays cut short", lambda: cut_short.close(store, house), IntervalTrigger(hours=1))
    add("backups", lambda: backup.make(store, house, backups), IntervalTrigger(hours=1))
    add("tidying", lambda: store.tidy(retention.times(house.retention)), IntervalTrigger(hours=1))
    return scheduler


def _daily(hour: int, minute: int, timezone: ZoneInfo) -> CronTrigger:
    return CronTrigger(hour=hour, minute=minute, timezone=timezone)


async def begin(store: Store, scheduler: AsyncIOScheduler) -> None:
    """Starts the jobs, and keeps which there are: whoever looks sees also those that have not run yet."""
    pauses = {str(job.id): pause_of(job.trigger) for job in scheduler.get_jobs()}
    scheduler.start()
    try:
        async with asyncio.timeout(_NOTING_SECONDS), store.work() as work:
            await job_runs.known(work, pauses)
    except Exception as error:
        _log.error("jobs_not_noted", error=type(error).__name__)


def pause_of(trigger: CronTrigger | IntervalTrigger) -> int:
    """The seconds between the next two times of a trigger."""
    now = dt.datetime.now(dt.UTC)
    first = trigger.get_next_fire_time(None, now)
    second = trigger.get_next_fire_time(first, first + dt.timedelta(microseconds=1))
    pause: dt.timedelta = second - first
    return round(pause.total_seconds())


async def _guarded(store: Store, name: str, pause: int, job: Job, wake: Callable[[], None]) -> None:
    """A job that fails is told to the operator and tried again at its next time; how it went is kept."""
    try:
        done = await job()
    except Exception as error:
        _log.error("job_failed", job=name, exc_info=error)
        await _note(store, name, pause, type(error).__name__)
        return
    await _note(store, name, pause)
    if done:
        _log.info("job_done", job=name, count=done)
        wake()


async def _note(store: Store, name: str, pause: int, error: str | None = None) -> None:
    """Keeps how a run went; where that cannot be written, only the log knows."""
    try:
        async with store.work() as work:
            if error is None:
                await job_runs.succeeded(work, name, pause)
            else:
                await job_runs.failed(work, name, pause, error)
    except Exception as fault:
        _log.error("job_not_noted", job=name, error=type(fault).__name__)
