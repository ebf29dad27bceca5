"""A backup is put back whole or not at all, and brings nobody back who was erased."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import people, rewrapping
from bot.store.backups import BackupDamaged, Backups, Kind, NoBackup
from bot.store.backups.restoring import NotRestored
from bot.store.datakey import DataKey, read_data_key
from bot.store.errors import KeyMissing, KeyWrong
from bot.store.store import Store
from tests.store.backups.stories import CANARIES, NIGHT, Restoring, erased, kept, plain, tells
from tests.store.stories import ANNA, BERIT, berit


async def test_what_was_told_is_there_again(sqlite_store: Store, made_by: Backups, restoring: Restoring) -> None:
    await tells(sqlite_store)
    (main, _keys) = await made_by.make(NIGHT)
    async with sqlite_store.work() as work:
        await work.session.execute(sa.text("DELETE FROM person"))
    await sqlite_store.close()
    assert not await restoring.knows()
    done = restoring.puts_back(main.path)
    assert (done.kind, done.made_at, done.keys_from, done.unreadable) == (Kind.MAIN, NIGHT, None, 0)
    assert [path.name for path in done.aside] == ["bot.db.replaced-2027-02-02T02-40-00Z"]
    assert done.aside[0].exists()
    assert stat.S_IMODE(restoring.main.stat().st_mode) == 0o600
    assert await restoring.knows()


async def test_an_erased_person_does_not_come_back_with_an_older_backup(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    await tells(sqlite_store)
    (main, keys) = await made_by.make(NIGHT)
    await erased(sqlite_store)
    await sqlite_store.close()
    restoring.puts_back(main.path)
    assert not await restoring.knows()
    assert not [canary for canary in CANARIES if canary in restoring.main.read_bytes()]
    # Nor with the keys of that night: the key store that is there knows better.
    restoring.puts_back(keys.path)
    assert not await restoring.knows()


async def test_on_a_new_machine_the_newest_keys_come_too_with_all_that_later_ones_know(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    await tells(sqlite_store)
    (main, keys) = await made_by.make(NIGHT)
    await erased(sqlite_store)
    await tells(sqlite_store, berit)
    await made_by.make(NIGHT + dt.timedelta(days=1))
    await sqlite_store.close()
    for file in (restoring.main, restoring.keys):
        file.unlink()
    done = restoring.puts_back(main.path, replace=False)
    assert done.keys_from is not None
    assert done.keys_from.name == "keys-2027-02-02T02-40-00Z.backup"
    assert not await restoring.knows()

    restoring.puts_back(keys.path)
    restoring.puts_back(main.path.with_name("main-2027-02-02T02-40-00Z.backup"))
    assert not await restoring.knows()
    assert await restoring.knows(BERIT), "a key that is newer than the backup is kept"


async def test_after_a_week_no_backup_and_no_file_has_the_key_of_an_erased_person(
    sqlite_store: Store, made_by: Backups, restoring: Restoring, folder: Path
) -> None:
    await tells(sqlite_store)
    async with sqlite_store.look() as work:
        person = await people.find(work, ANNA)
        assert person is not None
    with sqlite3.connect(restoring.keys) as raw:
        (wrapped,) = raw.execute("SELECT wrapped FROM stored_key WHERE id = ?", (person.key_id,)).fetchone()
    raw.close()
    await made_by.make(NIGHT)
    assert any(wrapped in plain(path, restoring.key_file) for path in kept(folder, Kind.KEYS)), "else nothing is proved"
    await erased(sqlite_store)
    for day in range(1, 8):
        await made_by.make(NIGHT + dt.timedelta(days=day))
    assert len(kept(folder, Kind.MAIN)) == 8, "the night before the erasure is still there"
    holding = [path for kind in Kind for path in kept(folder, kind) if wrapped in plain(path, restoring.key_file)]
    assert holding == []
    await sqlite_store.close()
    files = [path for path in restoring.main.parent.iterdir() if path.is_file()]
    assert [path.name for path in files if wrapped in path.read_bytes()] == []


async def test_what_was_sealed_before_the_data_key_was_changed(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    await tells(sqlite_store)
    (main, keys) = await made_by.make(NIGHT)
    old = read_data_key(restoring.key_file)
    await rewrapping.rotate(sqlite_store._keys, restoring.key_file, lambda _step, _done, _total: None)
    await sqlite_store.close()
    with pytest.raises(KeyWrong, match="Put your copy of the data key of that time"):
        restoring.puts_back(main.path)
    restoring.puts_back(main.path, older=[old])
    assert await restoring.knows()
    restoring.keys.unlink()
    assert restoring.puts_back(main.path, older=[old]).keys_from == keys.path
    assert await restoring.knows(), "the keys are wrapped by the new data key"


async def test_nothing_is_replaced_unasked_nor_while_somebody_has_it_open(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    await tells(sqlite_store)
    (main, keys) = await made_by.make(NIGHT)
    for one in (main, keys):
        with pytest.raises(NotRestored, match="is there already, and nothing was changed"):
            restoring.puts_back(one.path, replace=False)
        with pytest.raises(NotRestored, match="does the bot run\\? Stop it first"):
            restoring.puts_back(one.path)
    async with sqlite_store.look() as work:
        assert await people.find(work, ANNA) is not None
    await sqlite_store.close()


async def test_what_cannot_be_put_back_changes_nothing(
    sqlite_store: Store, made_by: Backups, restoring: Restoring, folder: Path
) -> None:
    await tells(sqlite_store)
    (main, keys) = await made_by.make(NIGHT)
    await sqlite_store.close()
    before = {path: path.read_bytes() for path in (restoring.main, restoring.keys)}
    with pytest.raises(KeyWrong, match="sealed with another data key"):
        restoring.puts_back(main.path, key=DataKey(bytes(32)))
    with pytest.raises(NoBackup, match="cannot be read"):
        restoring.puts_back(folder / "main-of-yesterday.backup")
    cut = folder / "cut.backup"
    cut.write_bytes(main.path.read_bytes()[:-9])
    with pytest.raises(BackupDamaged):
        restoring.puts_back(cut)
    assert {path: path.read_bytes() for path in before} == before
    assert not list(restoring.main.parent.glob("*.working*"))

    restoring.keys.unlink()
    keys.path.unlink()
    with pytest.raises(KeyMissing, match="is missing, and without it nobody can read the backup"):
        restoring.puts_back(main.path)
    await (await Store.open(f"sqlite+aiosqlite:///{folder}/other.db", folder / "other.key")).close()
    restoring.keys.write_bytes((folder / "other.db-keys").read_bytes())
    with pytest.raises(KeyWrong, match="is not the one that wraps the people's keys"):
        restoring.puts_back(main.path)
    assert restoring.main.read_bytes() == before[restoring.main]


async def test_a_key_store_that_knows_nobody_of_the_backup_is_not_taken_for_its_own(
    sqlite_store: Store, made_by: Backups, restoring: Restoring, tmp_path: Path
) -> None:
    await tells(sqlite_store)
    (main, _keys) = await made_by.make(NIGHT)
    await sqlite_store.close()
    restoring.keys.unlink()
    await (await Store.open(f"sqlite+aiosqlite:///{tmp_path}/new.db", restoring.key_file)).close()
    restoring.keys.write_bytes((tmp_path / "new.db-keys").read_bytes())
    with pytest.raises(NotRestored, match="knows nobody of this backup"):
        restoring.puts_back(main.path)


async def test_a_damaged_database_is_replaced_with_its_logs(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    await tells(sqlite_store)
    (main, _keys) = await made_by.make(NIGHT)
    await sqlite_store.close()
    restoring.main.write_bytes(b"lightning struck" * 4096)
    log = restoring.main.with_name("bot.db-wal")
    log.write_bytes(b"here, too")
    done = restoring.puts_back(main.path)
    assert done.aside[0].read_bytes().startswith(b"lightning")
    assert not log.exists()
    assert await restoring.knows()


async def test_a_backup_of_a_newer_version_is_refused(
    sqlite_store: Store, made_by: Backups, restoring: Restoring
) -> None:
    async with sqlite_store.work() as work:
        await work.session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    (main, _keys) = await made_by.make(NIGHT)
    await sqlite_store.close()
    with pytest.raises(NotRestored, match="made by a newer version of the bot"):
        restoring.puts_back(main.path)
