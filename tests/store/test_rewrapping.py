"""The data key is changed: everything opens by the new one alone, however often the work is broken off."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits

from __future__ import annotations

import base64
import datetime as dt
import json
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import HOUSE
from bot.store import datakey, people, rewrapping
from bot.store.errors import KeyMissing, KeyWrong, StoreError
from bot.store.keystore import KeyGone, KeyPurpose, KeyStore
from bot.store.rewrapping import IN_PLACE, KEPT, WRAPPING, WRITTEN, Rotated, Unfinished
from bot.store.store import Store

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
PEOPLE, BATCH = 5, 3
"""With the key of the house and the one of the hashes, seven keys: three batches."""
KEYS = PEOPLE + 2
STEPS = (WRITTEN, WRAPPING, WRAPPING, WRAPPING, KEPT, IN_PLACE)


class Interrupted(Exception):
    """Somebody pressed Ctrl+C."""


@dataclass
class Seen:
    """What was told, until it is enough."""

    until: int = 99

    def __post_init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def __call__(self, step: str, done: int, total: int) -> None:
        self.steps.append((step, done, total))
        if len(self.steps) == self.until:
            raise Interrupted


async def filled(url: str, key_file: Path) -> str:
    """A database with people; the fingerprint of its data key."""
    store = await Store.open(url, key_file)
    async with store.work() as work:
        for number in range(PEOPLE):
            await people.add(work, 1000 + number, "sv")
    await store.close()
    return datakey.read_data_key(key_file).fingerprint


async def rotated(url: str, key_file: Path, told: rewrapping.Told | None = None) -> Rotated:
    keys = await KeyStore.open(url)
    try:
        return await rewrapping.rotate(keys, key_file, told or Seen(), batch=BATCH)
    finally:
        await keys.close()


async def everybody_is_found(url: str, key_file: Path) -> None:
    store = await Store.open(url, key_file)
    async with store.look() as work:
        for number in range(PEOPLE):
            found = await people.find(work, 1000 + number)
            assert found is not None
            assert found.chat_id == 1000 + number
    await store.close()


async def refused(url: str, key_file: Path, error: type[StoreError]) -> str:
    with pytest.raises(error) as raised:
        await Store.open(url, key_file)
    return str(raised.value)


async def test_every_key_is_wrapped_anew_and_how_far_it_is_is_told(url: str, key_file: Path) -> None:
    before, seen = await filled(url, key_file), Seen()
    old = key_file.read_bytes()
    done = await rotated(url, key_file, seen)
    told = [(WRAPPING, 3, KEYS), (WRAPPING, 6, KEYS), (WRAPPING, 7, KEYS)]
    assert seen.steps == [(WRITTEN, 1, 1), *told, (KEPT, 1, 1), (IN_PLACE, 1, 1)]
    assert (done.keys, done.went_on) == (KEYS, False)
    assert done.fingerprint == datakey.read_data_key(key_file).fingerprint != before
    assert done.old_file == key_file.with_name(f"data.key.old-{before}")
    assert done.old_file.read_bytes() == old
    assert {stat.S_IMODE(file.stat().st_mode) for file in (key_file, done.old_file)} == {0o600}
    assert {file.name for file in key_file.parent.glob("data.key*")} == {"data.key", done.old_file.name}
    await everybody_is_found(url, key_file)
    key_file.write_bytes(old)
    assert "Put the right key file back" in await refused(url, key_file, KeyWrong)


@pytest.mark.parametrize("step", [1, 3, 5, 6])
async def test_broken_off_it_goes_on_and_nobody_is_lost(url: str, key_file: Path, step: int) -> None:
    before = await filled(url, key_file)
    with pytest.raises(Interrupted):
        await rotated(url, key_file, Seen(until=step))
    if STEPS[step - 1] is IN_PLACE:
        assert datakey.old_key_file(key_file, before).exists()
    else:
        assert datakey.read_data_key(key_file).fingerprint == before
        if STEPS[step - 1] is not WRITTEN:
            assert "python -m bot key rotate goes on" in await refused(url, key_file, Unfinished)
        waits = datakey.read_data_key(datakey.next_key_file(key_file)).fingerprint
        done = await rotated(url, key_file)
        assert (done.fingerprint, done.went_on) == (waits, True), "the key that waited is used, and no third one made"
    await everybody_is_found(url, key_file)
    assert not datakey.next_key_file(key_file).exists()


async def test_broken_off_again_and_again_it_comes_to_an_end(sqlite_url: str, key_file: Path) -> None:
    await filled(sqlite_url, key_file)
    for _time in range(3):
        with pytest.raises(Interrupted):
            await rotated(sqlite_url, key_file, Seen(until=2))
    done = await rotated(sqlite_url, key_file)
    assert (done.keys, done.went_on) == (KEYS, True)
    await everybody_is_found(sqlite_url, key_file)


@pytest.fixture(scope="module")
def rotating() -> Iterator[subprocess.Popen[str]]:
    """The program that changes keys and is killed at it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed_rotating"],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1))
async def test_killed_after_each_step_it_goes_on(
    sqlite_url: str, key_file: Path, rotating: subprocess.Popen[str], step: int
) -> None:
    await filled(sqlite_url, key_file)
    assert rotating.stdin is not None
    assert rotating.stdout is not None
    rotating.stdin.write(json.dumps([sqlite_url, str(key_file), step, BATCH]) + "\n")
    rotating.stdin.flush()
    assert int(rotating.stdout.readline()) == -signal.SIGKILL
    if STEPS[step - 1] is not IN_PLACE:
        assert (await rotated(sqlite_url, key_file)).went_on
    await everybody_is_found(sqlite_url, key_file)


async def test_half_a_file_that_a_full_disk_left_is_in_nobodys_way(sqlite_url: str, key_file: Path) -> None:
    await filled(sqlite_url, key_file)
    datakey.next_key_file(key_file).write_bytes(b"AAA")
    key_file.with_name("data.key.new.part").write_bytes(b"AAA")
    done = await rotated(sqlite_url, key_file)
    assert not done.went_on
    assert {file.name for file in key_file.parent.glob("data.key*")} == {"data.key", done.old_file.name}
    await everybody_is_found(sqlite_url, key_file)


async def test_a_waiting_key_that_wraps_something_is_never_replaced(sqlite_url: str, key_file: Path) -> None:
    await filled(sqlite_url, key_file)
    with pytest.raises(Interrupted):
        await rotated(sqlite_url, key_file, Seen(until=2))
    waiting = datakey.next_key_file(key_file)
    kept = waiting.read_bytes()
    waiting.write_bytes(b"AAA")
    with pytest.raises(KeyWrong, match=r"data\.key\.new is not a key"):
        await rotated(sqlite_url, key_file)
    waiting.write_bytes(base64.b64encode(bytes(32)))
    with pytest.raises(KeyWrong, match="Put the right key file back"):
        await rotated(sqlite_url, key_file)
    waiting.unlink()
    with pytest.raises(KeyWrong, match="Put the right key file back"):
        await rotated(sqlite_url, key_file)
    assert not waiting.exists()
    assert "opens some of the people's keys and not all" in await refused(sqlite_url, key_file, KeyWrong)
    waiting.write_bytes(kept)
    await rotated(sqlite_url, key_file)
    await everybody_is_found(sqlite_url, key_file)


async def test_with_a_wrong_key_nothing_is_begun(sqlite_url: str, key_file: Path) -> None:
    await filled(sqlite_url, key_file)
    right = key_file.read_bytes()
    key_file.write_bytes(base64.b64encode(bytes(32)))
    with pytest.raises(KeyWrong, match="Put the right key file back"):
        await rotated(sqlite_url, key_file)
    assert [file.name for file in key_file.parent.glob("data.key*")] == ["data.key"]
    key_file.write_bytes(right)
    await everybody_is_found(sqlite_url, key_file)


async def test_where_no_key_was_made_there_is_nothing_to_change(sqlite_url: str, key_file: Path) -> None:
    datakey.make_data_key(key_file)
    with pytest.raises(StoreError, match="nothing to be wrapped anew"):
        await rotated(sqlite_url, key_file)
    assert not datakey.next_key_file(key_file).exists()


async def test_what_was_destroyed_stays_destroyed(sqlite_url: str, key_file: Path) -> None:
    store = await Store.open(sqlite_url, key_file)
    ring = await store.vault.new_key(KeyPurpose.PERSON, NOW)
    await store.vault.destroy([ring.id], NOW)
    await store.close()
    await rotated(sqlite_url, key_file)
    store = await Store.open(sqlite_url, key_file)
    with pytest.raises(KeyGone):
        await store.vault.keyring(ring.id)
    await store.close()


async def test_nothing_that_the_old_key_opens_is_left_in_the_files(sqlite_url: str, key_file: Path) -> None:
    await filled(sqlite_url, key_file)
    store_file = key_file.with_name("bot.db-keys")
    with sqlite3.connect(store_file) as database:
        wrapped = [one for (one,) in database.execute("SELECT wrapped FROM stored_key")]
    database.close()
    assert all(one in store_file.read_bytes() for one in wrapped), "that is what is looked for"
    await rotated(sqlite_url, key_file)
    for file in key_file.parent.glob("bot.db-keys*"):
        content = file.read_bytes()
        assert not [one for one in wrapped if one in content]


async def test_an_old_key_is_kept_until_it_is_told_to_be_forgotten(sqlite_url: str, key_file: Path) -> None:
    before = await filled(sqlite_url, key_file)
    keys = await KeyStore.open(sqlite_url)
    with pytest.raises(KeyMissing, match="There is no old data key"):
        await rewrapping.forget(keys, key_file, before)
    with pytest.raises(Interrupted):
        await rewrapping.rotate(keys, key_file, Seen(until=len(STEPS) - 1), batch=BATCH)
    with pytest.raises(KeyWrong, match="Finish first"):
        await rewrapping.forget(keys, key_file, before)
    await rewrapping.rotate(keys, key_file, Seen(), batch=BATCH)
    for odd in ("../data.key", "", "*"):
        with pytest.raises(KeyMissing):
            await rewrapping.forget(keys, key_file, odd)
    removed = await rewrapping.forget(keys, key_file, before)
    await keys.close()
    assert not removed.exists()
    await everybody_is_found(sqlite_url, key_file)
