"""The nightly backup: once a night, made up for when it was missed, and loud when it fails."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.jobs import backup
from bot.operating import doctor
from bot.operating.backups import backups_of
from bot.process_lock import ProcessLock
from bot.settings import Settings
from bot.store.backups import Backups, Kind, Lives
from bot.store.errors import StoreError
from bot.telegram import backup_news
from bot.telegram.turn import Turn
from tests.jobs.test_schedule import runs, scheduled
from tests.kit.network import NATIONAL, Network, settings_for

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(hour: int, minute: int = 0, day: int = 10) -> dt.datetime:
    """A moment in Helsinki."""
    return dt.datetime(2027, 2, day, hour, minute, tzinfo=HELSINKI).astimezone(dt.UTC)


def settings(network: Network) -> Settings:
    """As the running bot has them."""
    return settings_for(network.server, network.folder)


def without_a_folder(network: Network) -> Backups:
    """Backups that are to go to where no folder can be."""
    (network.folder / "full").write_text("A file where a folder should be.")
    given = settings(network)
    return Backups(given.database_url, given.data_key_file, network.folder / "full" / "backups", Lives())


@pytest.mark.parametrize(
    ("newest", "now", "is_due"),
    [
        (None, at(12), True),
        (at(4, 40), at(5), False),
        (at(4, 40), at(4, 39, day=11), False),
        (at(4, 40), at(4, 40, day=11), True),
        (at(4, 40), at(23, day=12), True),
        (at(16), at(4, 39, day=11), False),
        (at(16), at(5, 39, day=11), True),
    ],
)
def test_it_is_due_once_a_night_and_until_it_is_made(
    newest: dt.datetime | None, now: dt.datetime, is_due: bool
) -> None:
    assert backup.due(newest, now, HELSINKI) is is_due


async def test_it_is_made_once_a_night_by_the_bot_or_the_operator(network: Network) -> None:
    store, house, backups = network.built.store, network.built.house, backups_of(settings(network))
    with ProcessLock(backups.folder, "backups"), capture_logs() as logged:
        assert await backup.make(store, house, backups, at(4, 40)) == 0
    assert (logged, backups.newest()) == ([], None), "the operator makes one just now"
    assert await backup.make(store, house, backups, at(4, 40)) == 2
    assert await backup.make(store, house, backups, at(5, 40)) == 0
    assert await backup.make(store, house, backups, at(5, 40, day=11)) == 2
    assert [one.made_at for one in backups.all() if one.kind is Kind.MAIN] == [at(5, 40, day=11), at(4, 40)]
    server = Backups("postgresql+asyncpg://bot:x@127.0.0.1:9/bot", network.folder, network.folder, Lives())
    assert await backup.make(store, house, server) == 0, "a database on a server is not the bot's business"


async def test_a_failed_one_is_loud_in_the_log_and_told_nationally_once_a_day(network: Network) -> None:
    with capture_logs() as logged, pytest.raises(StoreError):
        await backup.make(network.built.store, network.built.house, without_a_folder(network))
    assert "operator_backup_failed" in [line["event"] for line in logged], "also where there is no national channel"
    national = await network.channel(NATIONAL)
    with capture_logs() as logged:
        for _hour in range(3):
            with pytest.raises(StoreError, match=r"No backup could be made in .*: Not a directory"):
                await backup.make(network.built.store, network.built.house, without_a_folder(network))
    loud = [line for line in logged if line["event"] == "operator_backup_failed"]
    assert [line["log_level"] for line in loud] == ["critical"] * 3
    assert "Not a directory" in loud[0]["sentence"]
    told = await national.sees("The nightly backup did not work")
    assert "There is no backup yet. If the machine broke today, everything would be gone." in told.text
    assert "Please tell whoever looks after the machine" in told.text
    await network.quiet()
    assert len([one for one in national.screens if "nightly backup" in one.text]) == 1


async def test_it_is_told_again_the_next_day_with_the_last_one_that_worked(network: Network) -> None:
    national = await network.channel(NATIONAL)
    store, house = network.built.store, network.built.house
    for days in (0, 1, 1):
        async with store.work() as work:
            work.now += dt.timedelta(days=days)
            await backup_news.tell_failed(Turn(work, house), at(4, 40))
    await network.quiet()
    told = [one.text for one in national.screens if "nightly backup" in one.text]
    assert len(told) == 2
    assert "The last backup that worked is from" in told[0]
    assert "10 Feb 2027" in told[0] or "10 February 2027" in told[0]


async def test_it_is_one_of_the_jobs_and_the_doctor_shows_how_it_went(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    await runs(scheduled(network), "backups")
    backups = backups_of(settings(network))
    for made in backups.all():
        made.path.unlink()

    async def fails(*_given: object) -> None:
        raise StoreError("The disk is full.")

    house = network.built.house
    house.health = house.health.model_copy(update={"job_fails_minutes": 0})
    monkeypatch.setattr(Backups, "make", fails)
    await runs(scheduled(network), "backups")
    found = await doctor.examine(settings(network), network.built.store, house, None)
    assert [one for one in found if "backups" in one.what and not one.well], [str(one) for one in found]
