"""The ticker of the jobs, which goes on ticking when somebody sets the clock back."""

from __future__ import annotations

import datetime as dt

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Ticker(AsyncIOScheduler):  # type: ignore[misc]  # the library has no types
    """APScheduler waits for a time of day: set back by an hour, it would run nothing for an hour."""

    def _process_jobs(self) -> float | None:
        now = dt.datetime.now(self.timezone)
        for job in self.get_jobs():
            if isinstance(job.trigger, IntervalTrigger) and job.next_run_time - now > job.trigger.interval:
                job.modify(next_run_time=now)
        seconds: float | None = super()._process_jobs()
        return seconds
