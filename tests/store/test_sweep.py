"""After an erasure both write-ahead logs are emptied: as soon as nobody reads any more, and for a minute at most."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.store import erasure
from bot.store.database import Database
from bot.store.store import Store
from tests.store.stories import anna

LOGS = ("bot.db-wal", "bot.db-keys-wal")


class Readers:
    """Somebody reads in both files, and lets go after so many tries to empty the logs have failed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
        self.refused = 0
        self.let_go = asyncio.Event()
        checkpoint = Database.checkpoint

        async def counted(database: Database) -> bool:
            done = await checkpoint(database)
            self.refused += not done
            if self.refused >= tries:
                self.let_go.set()
                await asyncio.sleep(0)
            return done

        monkeypatch.setattr(Database, "checkpoint", counted)
        monkeypatch.setattr("bot.store.store._SWEEP_PAUSE", 0.0)
        monkeypatch.setattr("bot.store.database._CHECKPOINT_MILLISECONDS", 0)

    async def read(self, database: Database, begun: asyncio.Event) -> None:
        async with database.reading() as session:
            await session.execute(sa.text("SELECT count(*) FROM sqlite_master"))
            begun.set()
            await self.let_go.wait()


async def _erased(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
    async with store.work() as work:
        await erasure.erase(work, person)


def _sizes(folder: Path) -> list[int]:
    return [(folder / name).stat().st_size for name in LOGS]


async def test_it_is_tried_until_nobody_reads_any_more(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = Readers(monkeypatch, tries=6)
    begun = [asyncio.Event(), asyncio.Event()]
    databases = (sqlite_store.database, sqlite_store._keys.database)
    reading = [asyncio.create_task(readers.read(one, at)) for one, at in zip(databases, begun, strict=True)]
    for at in begun:
        await at.wait()
    await _erased(sqlite_store)
    await sqlite_store.swept()
    assert readers.refused >= 6
    assert _sizes(tmp_path) == [0, 0]
    await asyncio.gather(*reading)


async def test_after_a_minute_it_is_given_up_and_the_operator_is_told(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.store import store as room

    assert room._SWEEP_SECONDS == 60
    readers = Readers(monkeypatch, tries=1_000_000)
    monkeypatch.setattr(room, "_SWEEP_SECONDS", 0.0)
    begun = asyncio.Event()
    reading = asyncio.create_task(readers.read(sqlite_store.database, begun))
    await begun.wait()
    with capture_logs() as logged:
        await _erased(sqlite_store)
        await sqlite_store.swept()
    assert ("erased_rows_still_in_log", "error") in [(line["event"], line["log_level"]) for line in logged]
    readers.let_go.set()
    await reading
    assert await sqlite_store.sweep()
    assert _sizes(tmp_path) == [0, 0]
