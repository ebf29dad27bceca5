"""The operator's key: made once, kept by the operator, and missed in plain words."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from bot.store import people
from bot.store.errors import KeyMissing, KeyWrong, StoreError
from bot.store.store import Store

ANNA = 987_654_321_012
"""Long enough not to be found by chance in what is random."""


async def _with_anna(url: str, key_file: Path) -> None:
    store = await Store.open(url, key_file)
    async with store.work() as work:
        await people.add(work, ANNA, "sv")
    await store.close()


async def _refused(url: str, key_file: Path, error: type[StoreError]) -> str:
    with pytest.raises(error) as refused:
        await Store.open(url, key_file)
    return str(refused.value)


async def test_the_key_is_made_once_and_for_the_bot_alone(url: str, key_file: Path) -> None:
    store = await Store.open(url, key_file)
    assert store.key_made
    await store.close()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    made = key_file.read_text()
    assert len(base64.b64decode(made)) == 32
    store = await Store.open(url, key_file)
    assert not store.key_made
    await store.close()
    assert key_file.read_text() == made


async def test_nobody_else_on_the_machine_can_read_the_files(sqlite_url: str, key_file: Path, tmp_path: Path) -> None:
    store = await Store.open(sqlite_url, key_file)
    async with store.work() as work:
        await people.add(work, ANNA, "sv")
    files = sorted(tmp_path.iterdir())
    assert len(files) == 7
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    await store.close()


async def test_people_are_found_again_with_the_key(url: str, key_file: Path) -> None:
    await _with_anna(url, key_file)
    store = await Store.open(url, key_file)
    async with store.look() as work:
        anna = await people.find(work, ANNA)
    assert anna is not None
    assert anna.chat_id == ANNA
    await store.close()


async def test_a_missing_key_is_asked_for_and_never_replaced(url: str, key_file: Path) -> None:
    await _with_anna(url, key_file)
    key_file.unlink()
    words = await _refused(url, key_file, KeyMissing)
    assert "Put your copy of it back" in words
    assert not key_file.exists()


async def test_a_missing_key_is_made_anew_where_nothing_was_told_yet(url: str, key_file: Path) -> None:
    await (await Store.open(url, key_file)).close()
    key_file.unlink()
    store = await Store.open(url, key_file)
    assert store.key_made
    await store.close()
    await _with_anna(url, key_file)


async def test_another_key_is_refused(url: str, key_file: Path) -> None:
    await _with_anna(url, key_file)
    key_file.write_bytes(base64.b64encode(bytes(32)))
    assert "Put the right key file back" in await _refused(url, key_file, KeyWrong)


@pytest.mark.parametrize("content", [b"", b"rubbish!", b"\xff\xfe", base64.b64encode(bytes(16))])
async def test_what_is_no_key_is_refused(url: str, key_file: Path, content: bytes) -> None:
    await _with_anna(url, key_file)
    key_file.write_bytes(content)
    await _refused(url, key_file, KeyWrong)


async def test_a_key_file_that_was_there_before_is_used(url: str, key_file: Path) -> None:
    key_file.write_bytes(base64.b64encode(bytes(range(32))) + b"\n")
    store = await Store.open(url, key_file)
    assert not store.key_made
    await store.close()


async def test_a_lost_key_store_is_missed(sqlite_url: str, key_file: Path, tmp_path: Path) -> None:
    await _with_anna(sqlite_url, key_file)
    (tmp_path / "bot.db-keys").unlink()
    assert "key store" in await _refused(sqlite_url, key_file, KeyMissing)


async def test_the_key_store_of_another_database_is_refused(sqlite_url: str, key_file: Path, tmp_path: Path) -> None:
    await _with_anna(sqlite_url, key_file)
    other = f"sqlite+aiosqlite:///{tmp_path}/other.db"
    await _with_anna(other, key_file)
    (tmp_path / "other.db-keys").replace(tmp_path / "bot.db-keys")
    assert "is not this database's" in await _refused(sqlite_url, key_file, KeyMissing)


async def test_neither_file_holds_what_was_told_nor_the_key(sqlite_url: str, key_file: Path, tmp_path: Path) -> None:
    await _with_anna(sqlite_url, key_file)
    secret = base64.b64decode(key_file.read_text())
    for file in (tmp_path / "bot.db", tmp_path / "bot.db-keys"):
        content = file.read_bytes()
        assert b"Anna" not in content
        assert str(ANNA).encode() not in content
        assert secret not in content
