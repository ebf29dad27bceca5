"""A commit is a commit: nobody's work is lost, whoever writes at the same time, and the process ends when it should."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store.database import Database, is_outage
from bot.store.errors import StoreError


@pytest.fixture
async def counting(sqlite_url: str) -> Database:
    database = Database(sqlite_url)
    async with database.transaction() as session:
        await session.execute(sa.text("CREATE TABLE tally (n INTEGER)"))
        await session.execute(sa.text("INSERT INTO tally VALUES (0)"))
    return database


async def _count(database: Database) -> int:
    async with database.reading() as session:
        return int(await session.scalar(sa.text("SELECT n FROM tally")) or 0)


def _size(file: Path) -> int:
    return file.stat().st_size


async def _add_one(database: Database) -> None:
    async with database.transaction() as session:
        seen = await session.scalar(sa.text("SELECT n FROM tally"))
        await asyncio.sleep(0)
        await session.execute(sa.text("UPDATE tally SET n = :n"), {"n": int(seen or 0) + 1})


async def test_who_reads_and_then_writes_loses_nobodys_work(counting: Database) -> None:
    async def ten_times() -> None:
        for _ in range(10):
            await _add_one(counting)

    await asyncio.gather(*(ten_times() for _ in range(8)))
    assert await _count(counting) == 80
    await counting.close()


async def test_nor_do_two_processes_on_the_same_file(counting: Database, sqlite_url: str) -> None:
    other = Database(sqlite_url)
    await asyncio.gather(*(_add_one(database) for database in (counting, other) for _ in range(10)))
    assert await _count(counting) == 20
    await other.close()
    await counting.close()


async def test_a_lock_from_outside_is_waited_for(counting: Database) -> None:
    assert counting.path is not None
    outside = sqlite3.connect(counting.path, isolation_level=None, check_same_thread=False)
    outside.execute("BEGIN IMMEDIATE")
    threading.Timer(1.0, lambda: outside.execute("COMMIT")).start()
    begun = time.monotonic()
    await asyncio.gather(*(_add_one(counting) for _ in range(3)))
    assert time.monotonic() - begun > 0.9
    assert await _count(counting) == 3
    outside.close()
    await counting.close()


async def test_a_lock_that_never_ends_is_an_outage(sqlite_url: str, counting: Database) -> None:
    hurried = Database(sqlite_url, busy_seconds=0.1)
    outside = sqlite3.connect(hurried.path or "", isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked") as failed:
        await _add_one(hurried)
    assert is_outage(failed.value)
    outside.close()
    await hurried.close()
    await counting.close()


async def test_a_full_disk_is_an_outage_and_what_was_there_stays(counting: Database) -> None:
    async def fill() -> None:
        async with counting.transaction() as session:
            await session.execute(sa.text("PRAGMA max_page_count=3"))
            await session.execute(sa.text("CREATE TABLE big AS SELECT randomblob(100000)"))

    await _add_one(counting)
    with pytest.raises(Exception, match="full") as failed:
        await fill()
    assert is_outage(failed.value)
    assert await _count(counting) == 1
    await counting.close()


async def test_a_mistake_is_no_outage(counting: Database) -> None:
    with pytest.raises(Exception, match="no such table") as failed:
        async with counting.transaction() as session:
            await session.execute(sa.text("SELECT * FROM nowhere"))
    assert not is_outage(failed.value)
    await counting.close()


async def test_an_error_undoes_the_whole_block(counting: Database) -> None:
    async def fail() -> None:
        async with counting.transaction() as session:
            await session.execute(sa.text("UPDATE tally SET n = 7"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await _count(counting) == 0
    await counting.close()


async def test_work_that_is_broken_off_gives_the_lock_back(sqlite_url: str, counting: Database) -> None:
    """At whatever moment it is broken off: in a statement, while it begins, while it commits."""
    hurried = Database(sqlite_url, busy_seconds=0.2)

    async def without_end() -> None:
        while True:
            await _add_one(hurried)

    for n in range(150):
        working = asyncio.create_task(without_end())
        await asyncio.sleep((n % 50) / 10_000)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await _add_one(counting)
    await hurried.close()
    await _add_one(counting)
    await counting.close()


async def test_a_look_writes_nothing_and_waits_for_nobody(counting: Database) -> None:
    async with counting.transaction() as writing:
        await writing.execute(sa.text("UPDATE tally SET n = 5"))
        assert await _count(counting) == 0
    async with counting.reading() as session:
        await session.execute(sa.text("SELECT n FROM tally"))
        await _add_one(counting)
        assert await session.scalar(sa.text("SELECT n FROM tally")) == 5, "a look is one view of one moment"
    async with counting.reading() as session:
        await session.execute(sa.text("UPDATE tally SET n = 99"))
    assert await _count(counting) == 6
    await counting.close()


async def test_a_transaction_inside_a_transaction_is_refused_rather_than_waited_for(counting: Database) -> None:
    async with counting.transaction():
        with pytest.raises(RuntimeError, match="already open"):
            async with counting.transaction():
                pass
    await counting.close()


async def test_every_connection_is_safe_and_nobody_else_has_it(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10000,
    }
    async with database.reading() as first, database.reading() as second, database.transaction() as third:
        own = set()
        for session in (first, second, third):
            for name, expected in pragmas.items():
                assert await session.scalar(sa.text(f"PRAGMA {name}")) == expected, name
            raw = await (await session.connection()).get_raw_connection()
            own.add(id(raw.driver_connection))
        assert len(own) == 3
    assert isinstance(database._engine.pool, AsyncAdaptedQueuePool)
    await database.close()


async def test_a_checkpoint_empties_the_log_unless_somebody_reads(counting: Database) -> None:
    log = Path(f"{counting.path}-wal")
    async with counting.reading() as session:
        await session.execute(sa.text("SELECT n FROM tally"))
        await _add_one(counting)
        assert not await counting.checkpoint()
        assert _size(log) > 0
    assert await counting.checkpoint()
    assert _size(log) == 0
    await counting.close()


def test_a_database_in_memory_is_refused_in_words() -> None:
    with pytest.raises(StoreError, match="DATABASE_URL needs a file name"):
        Database("sqlite+aiosqlite://")


async def test_errors_do_not_tell_what_was_to_be_stored(counting: Database) -> None:
    with pytest.raises(Exception, match="nowhere") as failed:
        async with counting.transaction() as session:
            await session.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": "Canary Name"})
    assert "Canary" not in str(failed.value)
    await counting.close()


@pytest.mark.parametrize("ending", ["await store.close()", "raise SystemExit(3)"])
def test_the_process_ends_at_once(tmp_path: Path, ending: str) -> None:
    script = f"""
import asyncio, pathlib
from bot.store.store import Store
async def main():
    store = await Store.open("sqlite+aiosqlite:///{tmp_path}/bot.db", pathlib.Path("{tmp_path}/data.key"))
    async with store.look():
        pass
    {ending}
asyncio.run(main())
"""
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run([sys.executable, "-c", script], timeout=15, env=environment, check=False)
    assert ended.returncode == (3 if "raise" in ending else 0)
    assert time.monotonic() - begun < 5
