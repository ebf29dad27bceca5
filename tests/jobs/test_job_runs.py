"""How each job went is kept, so that another process can see it."""

from __future__ import annotations

import pytest

from bot.jobs import digest
from bot.store import job_runs
from bot.store.tables import JobRun
from bot.telegram.house import House
from tests.jobs.test_schedule import runs, scheduled
from tests.kit.network import Network


async def _kept(network: Network) -> dict[str, JobRun]:
    async with network.built.store.look() as look:
        return {job.job: job for job in await job_runs.every(look)}


async def test_all_jobs_are_known_from_the_start_with_the_pause_between_two_runs(network: Network) -> None:
    kept = await _kept(network)
    assert set(kept) == {job.id for job in scheduled(network).get_jobs()}
    assert kept["digests"].every_seconds == 60
    assert kept["tidying"].every_seconds == 3600
    assert kept["late tasks"].every_seconds == pytest.approx(86_400, abs=3600), "a day, whatever the clocks do"
    assert {job.last_failure_at for job in kept.values()} == {None}


async def test_a_success_and_a_failure_are_kept_and_of_the_failure_only_its_class(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = scheduled(network)
    await runs(scheduler, "digests")
    first = (await _kept(network))["digests"]
    assert first.last_success_at is not None
    assert (first.last_failure_at, first.error) == (None, None)

    async def fails(_store: object, _house: House) -> int:
        raise LookupError("Canary Virtanen, +358 40 123 4567")

    monkeypatch.setattr(digest, "post", fails)
    await runs(scheduler, "digests")
    second = (await _kept(network))["digests"]
    assert second.last_success_at == first.last_success_at
    assert second.last_failure_at is not None
    assert second.last_failure_at > first.last_success_at
    assert second.error == "LookupError"


async def test_where_it_cannot_be_kept_the_job_itself_is_done(network: Network) -> None:
    async with network.built.store.work() as work:
        await work.session.run_sync(lambda sync: sync.connection().exec_driver_sql("DROP TABLE job_run"))
    woken: list[bool] = []
    scheduler = scheduled(network)
    done = next(job for job in scheduler.get_jobs() if job.id == "digests")
    store, name, pause, _job, _wake = done.args

    async def one() -> int:
        return 1

    await done.func(store, name, pause, one, lambda: woken.append(True))
    assert woken == [True]
