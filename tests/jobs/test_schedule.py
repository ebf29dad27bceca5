"""When the jobs look, and what comes of one that fails."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs

from bot.jobs.schedule import schedule
from bot.operating.backups import backups_of
from bot.store import codes
from bot.store.tables import OneTimeCode
from tests.kit.network import NATIONAL, Network, settings_for

HELSINKI = ZoneInfo("Europe/Helsinki")
AROUND_THE_CHANGES = [dt.datetime(2027, 3, 27, 12, tzinfo=HELSINKI), dt.datetime(2027, 10, 30, 12, tzinfo=HELSINKI)]


class Woken:
    """Counts how often the outbox was said to hold something new."""

    times = 0

    def __call__(self) -> None:
        self.times += 1


def scheduled(network: Network, woken: Woken | None = None) -> AsyncIOScheduler:
    """The schedule, as the bot starts with it."""
    backups = backups_of(settings_for(network.server, network.folder))
    return schedule(network.built.store, network.built.house, woken or Woken(), backups)


async def runs(scheduler: AsyncIOScheduler, name: str) -> None:
    """Does the job now."""
    job = next(job for job in scheduler.get_jobs() if job.id == name)
    await job.func(*job.args)


def fires(trigger: object, start: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """Every time at which a trigger fires."""
    last, now = None, start
    while (following := trigger.get_next_fire_time(last, now)) and following < until:  # type: ignore[attr-defined]
        yield following
        last, now = following, following + dt.timedelta(microseconds=1)


@pytest.mark.parametrize("start", AROUND_THE_CHANGES)
async def test_no_job_has_its_hour_where_clocks_change_and_each_day_has_one(
    network: Network, start: dt.datetime
) -> None:
    daily = [job for job in scheduled(network).get_jobs() if "cron" in type(job.trigger).__name__.casefold()]
    assert {job.id for job in daily} >= {"retention", "late tasks"}
    for job in daily:
        found = [moment.astimezone(HELSINKI) for moment in fires(job.trigger, start, start + dt.timedelta(days=3))]
        assert [moment.date() for moment in found] == [start.date() + dt.timedelta(days=day) for day in (1, 2, 3)]
        assert len({(moment.hour, moment.minute) for moment in found}) == 1
        assert found[0].hour != 3


@pytest.mark.parametrize("start", AROUND_THE_CHANGES)
async def test_what_runs_every_so_often_counts_in_time_that_passed(network: Network, start: dt.datetime) -> None:
    often = {job.id: job.trigger for job in scheduled(network).get_jobs() if job.id in {"waiting alerts", "tidying"}}
    for name, pause in (("waiting alerts", dt.timedelta(minutes=1)), ("tidying", dt.timedelta(hours=1))):
        moments = [at.astimezone(dt.UTC) for at in fires(often[name], start, start + dt.timedelta(days=1))]
        steps = {later - earlier for earlier, later in itertools.pairwise(moments)}
        assert steps <= {pause}, name


async def test_a_job_that_was_due_while_the_machine_slept_runs_once_and_late(network: Network) -> None:
    scheduler = scheduled(network)
    scheduler.start(paused=True)
    try:
        for job in scheduler.get_jobs():
            assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None), job.id
    finally:
        scheduler.shutdown(wait=False)


@asynccontextmanager
async def without_alerts(network: Network) -> AsyncIterator[None]:
    """For a while the database has no table of alerts."""
    await _renamed(network, "alert", "alert_away")
    try:
        yield
    finally:
        await _renamed(network, "alert_away", "alert")


async def _renamed(network: Network, old: str, new: str) -> None:
    async with network.built.store.work() as work:
        await work.session.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


async def test_a_job_that_fails_is_told_to_the_operator_and_goes_on_the_next_time(network: Network) -> None:
    await network.host()
    woken = Woken()
    scheduler = scheduled(network, woken)
    async with without_alerts(network):
        with capture_logs() as logged:
            await runs(scheduler, "waiting alerts")
    assert [(line["event"], line["job"], line["log_level"]) for line in logged if line["event"] == "job_failed"] == [
        ("job_failed", "waiting alerts", "error")
    ]
    assert woken.times == 0

    channel = await network.channel(NATIONAL)
    await channel.sees("New host")
    with capture_logs() as logged:
        await runs(scheduler, "waiting alerts")
    assert not [line for line in logged if line["event"] == "job_failed"]


async def test_tidying_forgets_codes_that_work_no_more(network: Network) -> None:
    async with network.built.store.work() as work:
        await codes.make(work, "bind", {"group": NATIONAL}, lives=dt.timedelta(seconds=-1))
        await codes.make(work, "invite", {"group": NATIONAL}, lives=dt.timedelta(hours=1))
    await runs(scheduled(network), "tidying")
    async with network.built.store.look() as look:
        assert list(await look.session.scalars(sa.select(OneTimeCode.kind))) == ["invite"]
