"""The jobs go on when somebody sets the clock back."""

from __future__ import annotations

import datetime as dt

import time_machine
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.jobs.ticker import Ticker

NOON = dt.datetime(2027, 3, 22, 12, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


async def _nothing() -> None:
    """A job."""


async def test_what_runs_every_minute_does_not_wait_until_it_is_as_late_again() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ticker = Ticker(timezone=dt.UTC)
        often = ticker.add_job(_nothing, IntervalTrigger(minutes=1, timezone=dt.UTC))
        daily = ticker.add_job(_nothing, CronTrigger(hour=13, timezone=dt.UTC))
        ticker.start()
        assert (often.next_run_time, daily.next_run_time) == (NOON + MINUTE, NOON + HOUR)
        clock.shift(-HOUR)
        ticker._process_jobs()
        assert (often.next_run_time, daily.next_run_time) == (NOON - HOUR + MINUTE, NOON + HOUR)
        ticker.shutdown(wait=False)
