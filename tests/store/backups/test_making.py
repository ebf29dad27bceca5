"""Backups are made while the bot works, looked at again, and only then called backups."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits

from __future__ import annotations

import asyncio
import base64
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.store.backups import BackupFailed, Backups, Kind, Lives, Progress, making, snapshots
from bot.store.backups.sealing import Head, unseal
from bot.store.datakey import DataKey
from bot.store.store import Store
from tests.store.backups.stories import CANARIES, NIGHT, plain, tells
from tests.store.stories import berit


async def test_both_files_are_copied_beside_whoever_writes_and_are_for_the_bot_alone(
    sqlite_store: Store, made_by: Backups, folder: Path
) -> None:
    await tells(sqlite_store)
    async with sqlite_store.work() as work:
        await berit(work)
        await work.session.flush()
        made = await made_by.make(NIGHT)
    assert [one.kind for one in made] == [Kind.MAIN, Kind.KEYS]
    assert sorted(path.name for path in folder.glob("*.*") if path.suffix != ".lock") == [
        "keys-2027-02-01T02-40-00Z.backup",
        "main-2027-02-01T02-40-00Z.backup",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (made_by.newest(), made_by.newest(Kind.KEYS)) == (NIGHT, NIGHT)


async def test_how_far_it_is_is_told_and_the_end_of_each_step(sqlite_store: Store, made_by: Backups) -> None:
    told: list[tuple[str, int, int]] = []
    await made_by.make(NIGHT, Progress(lambda step, done, total: told.append((step, done, total))))
    finished = [step for step, done, total in told if done == total]
    for what in ("the database", "the people's keys"):
        for doing in ("Copying", "Sealing", "Opening", "Checking"):
            assert f"{doing} {what}" in finished
    assert all(0 <= done <= total for _step, done, total in told)


async def test_nothing_that_was_told_stands_in_a_backup_with_or_without_the_data_key(
    sqlite_store: Store, made_by: Backups, key_file: Path
) -> None:
    await tells(sqlite_store)
    secret = base64.b64decode(key_file.read_text())
    for one in await made_by.make(NIGHT):
        opened = plain(one.path, key_file)
        assert opened.startswith(b"SQLite format 3"), "else the search below proves nothing"
        for content in (one.path.read_bytes(), opened):
            assert [canary for canary in (*CANARIES, secret) if canary in content] == []
        assert b"SQLite" not in one.path.read_bytes()


async def test_a_backup_with_fewer_rows_than_the_database_is_none(
    sqlite_store: Store, made_by: Backups, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tells(sqlite_store)

    def loses_a_row(source: Path, target: Path, key: DataKey, progress: Progress) -> Head:
        head = unseal(source, target, key, progress)
        if head.kind is Kind.MAIN:
            with sqlite3.connect(target) as database:
                database.execute("DELETE FROM answer")
            database.close()
        return head

    monkeypatch.setattr(making, "unseal", loses_a_row)
    with pytest.raises(snapshots.NotWhole, match="does not hold as many rows as the database: answer"):
        await made_by.make(NIGHT)
    assert [path.name for path in folder.iterdir() if path.suffix != ".lock"] == []


async def test_a_full_disk_is_told_in_words_and_leaves_no_half_of_a_backup(
    sqlite_store: Store, made_by: Backups, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        with sqlite3.connect(folder / "main-sealed.working") as small:
            small.execute("PRAGMA max_page_count = 1")
            small.execute("CREATE TABLE t (x)")

    monkeypatch.setattr(making, "seal", full)
    with pytest.raises(BackupFailed, match=r"No backup could be made in .*: the disk is full\."):
        await made_by.make(NIGHT)
    assert [path.name for path in folder.iterdir() if path.suffix != ".lock"] == []


async def test_a_data_key_that_does_not_wrap_the_keys_seals_no_backup(
    sqlite_store: Store, made_by: Backups, key_file: Path
) -> None:
    key_file.write_bytes(base64.b64encode(bytes(32)))
    with pytest.raises(BackupFailed, match="is not the one that wraps the people's keys"):
        await made_by.make(NIGHT)
    assert made_by.newest(Kind.KEYS) is None


async def test_a_stop_ends_a_backup_soon_and_leaves_nothing(
    sqlite_store: Store, made_by: Backups, folder: Path
) -> None:
    loop = asyncio.get_running_loop()

    def held_up(step: str, _done: int, _total: int) -> None:
        if step.startswith("Sealing"):
            loop.call_soon_threadsafe(making_it.cancel)
            assert progress._stop.wait(30)

    progress = Progress(held_up)
    making_it = asyncio.create_task(made_by.make(NIGHT, progress))
    with pytest.raises(asyncio.CancelledError):
        await making_it
    await loop.shutdown_default_executor()
    assert [path.name for path in folder.iterdir() if path.suffix != ".lock"] == []


async def test_a_postgresql_database_is_left_to_its_own_tool(tmp_path: Path, key_file: Path) -> None:
    server = Backups("postgresql+asyncpg://bot:CANARY@127.0.0.1:9/trust", key_file, tmp_path, Lives())
    assert not server.possible
    with pytest.raises(BackupFailed, match=r"pg_dump -Fc trust > main\.dump, and then pg_dump -Fc trust-keys") as told:
        await server.make(NIGHT)
    assert "CANARY" not in str(told.value)
