"""`key show`, `key rotate` and `key forget`, as an operator types them; and what is told where a key is not right."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.process_lock import ProcessLock
from bot.store import people
from bot.store.datakey import read_data_key
from bot.store.keystore import KeyStore
from bot.store.rewrapping import rotate
from bot.store.store import Store
from tests.operating.conftest import TOKEN, Terminal
from tests.store.test_rewrapping import Interrupted, Seen

ANNA = 1001


def url_of(terminal: Terminal) -> str:
    return f"sqlite+aiosqlite:///{terminal.house / 'var' / 'bot.db'}"


def key_of(terminal: Terminal) -> Path:
    return terminal.house / "var" / "data.key"


def fingerprint(terminal: Terminal) -> str:
    return read_data_key(key_of(terminal)).fingerprint


@pytest.fixture
def anna(terminal: Terminal) -> None:
    """Somebody whom the bot knows."""

    async def comes() -> None:
        store = await Store.open(url_of(terminal), key_of(terminal))
        async with store.work() as work:
            await people.add(work, ANNA, "sv")
        await store.close()

    asyncio.run(comes())


def is_known(terminal: Terminal) -> bool:
    """Whether the bot still knows Anna, and can write to her."""

    async def looks() -> bool:
        store = await Store.open(url_of(terminal), key_of(terminal))
        async with store.look() as work:
            found = await people.find(work, ANNA)
        await store.close()
        return found is not None and found.chat_id == ANNA

    return asyncio.run(looks())


def begins_to_rotate(terminal: Terminal, steps: int) -> None:
    """A change of the key that ends in the middle."""

    async def begins() -> None:
        keys = await KeyStore.open(url_of(terminal))
        try:
            await rotate(keys, key_of(terminal), Seen(until=steps), batch=1)
        finally:
            await keys.close()

    with pytest.raises(Interrupted):
        asyncio.run(begins())


@pytest.mark.usefixtures("anna")
def test_the_key_is_shown_changed_and_the_old_one_forgotten(terminal: Terminal) -> None:
    before, secret = fingerprint(terminal), key_of(terminal).read_text().strip()
    shown = terminal.types("key", "show")
    assert shown.code == 0, shown
    assert shown.out.splitlines() == [
        f"The data key in use: {before} in {key_of(terminal)}",
        "It wraps 3 keys:",
        "  1 of the hashes by which people are found",
        "  1 of messages to channels",
        "  1 of people",
    ]

    changed = terminal.types("key", "rotate")
    assert (changed.code, changed.err) == (0, ""), changed
    after = fingerprint(terminal)
    assert "Wrapping keys by the new data key: 3 of 3 (100 %)" in changed.out.splitlines()
    assert f"All 3 keys are wrapped by the new data key {after} in {key_of(terminal)}." in changed.out
    assert f"python -m bot key forget {before}" in changed.out
    assert is_known(terminal)

    assert f"An old data key, which opens backups from its time: {key_of(terminal)}.old-{before}" in (
        terminal.types("key", "show").out
    )
    terminal.types("key", "forget", after).refused(f"There is no old data key {after}")
    forgotten = terminal.types("key", "forget", before)
    assert forgotten.out == f"Removed: {key_of(terminal)}.old-{before}. Remove its copies, too.\n"
    assert terminal.types("key", "show").out.splitlines()[0] == f"The data key in use: {after} in {key_of(terminal)}"
    assert "old" not in terminal.types("key", "show").out
    assert secret not in shown.out + changed.out


@pytest.mark.usefixtures("anna")
def test_a_backup_from_before_opens_as_long_as_there_is_the_old_key(terminal: Terminal) -> None:
    assert terminal.types("backup").code == 0
    (main,) = (terminal.house / "var" / "backups").glob("main-*")
    before, safe = fingerprint(terminal), terminal.house / "var" / "from-the-safe"
    safe.write_bytes(key_of(terminal).read_bytes())
    assert terminal.types("key", "rotate").code == 0
    restored = terminal.types("restore", str(main), "--replace")
    assert restored.code == 0, "the old key is kept beside the new one"
    assert is_known(terminal)

    assert terminal.types("key", "forget", before).code == 0
    assert terminal.types("restore", str(main), "--replace").code == 2
    assert terminal.types("restore", str(main), "--replace", "--key", str(safe)).code == 0
    assert is_known(terminal)


@pytest.mark.usefixtures("anna")
def test_beside_a_running_bot_the_key_is_not_changed(terminal: Terminal) -> None:
    before = fingerprint(terminal)
    with ProcessLock(terminal.house / "var", TOKEN):
        terminal.types("key", "rotate", TELEGRAM_BOT_TOKEN=TOKEN).refused("The bot is already running with this token")
    with ProcessLock(terminal.house / "var", "data key"):
        terminal.types("key", "rotate").refused("The data key is being changed already")
    reader = sqlite3.connect(terminal.house / "var" / "bot.db-keys")
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM stored_key").fetchone()
    terminal.types("key", "rotate").refused("bot.db-keys open: does the bot run? Stop it first.")
    reader.close()
    assert fingerprint(terminal) == before
    assert not list(key_of(terminal).parent.glob("data.key.*"))


@pytest.mark.usefixtures("anna")
def test_a_change_that_was_broken_off_is_told_and_finished(terminal: Terminal) -> None:
    begins_to_rotate(terminal, 3)
    for words in (("group", "list"), ("doctor",), ("run",)):
        terminal.types(*words, TELEGRAM_BOT_TOKEN=TOKEN).refused("Finish it: python -m bot key rotate goes on where")
    shown = terminal.types("key", "show")
    assert shown.code == 0
    assert "A change of the data key was begun and not finished." in shown.out
    finished = terminal.types("key", "rotate")
    assert finished.code == 0, finished
    assert "The change that had been broken off is finished. All 3 keys are wrapped by" in finished.out
    assert is_known(terminal)


def test_before_the_first_start_there_is_no_key(terminal: Terminal) -> None:
    for words in (("show",), ("rotate",), ("forget", "x")):
        terminal.types("key", *words).refused("There is no key store yet: the bot makes it")
    assert not (terminal.house / "var" / "bot.db-keys").exists()


@pytest.mark.usefixtures("anna")
def test_a_key_that_is_not_there_or_cannot_be_read(terminal: Terminal) -> None:
    key = key_of(terminal)
    kept = key.read_bytes()
    key.unlink()
    terminal.types("key", "rotate").refused("Put your copy of it back")
    key.mkdir()
    for words in (("run",), ("key", "rotate"), ("key", "show")):
        terminal.types(*words, TELEGRAM_BOT_TOKEN=TOKEN).refused(f"{key} cannot be read (IsADirectoryError)")
    key.rmdir()
    key.write_bytes(kept)
    assert is_known(terminal)


@pytest.mark.usefixtures("anna")
def test_the_key_store_of_another_database_is_told(terminal: Terminal) -> None:
    house = terminal.house / "var"
    for name in ("bot.db", "bot.db-keys"):
        (house / name).rename(house / f"mine-{name}")
    assert terminal.types("group", "list").code == 0
    (house / "mine-bot.db").replace(house / "bot.db")
    terminal.types("run", TELEGRAM_BOT_TOKEN=TOKEN).refused("bot.db-keys) is not this database's")
    (house / "mine-bot.db-keys").replace(house / "bot.db-keys")
    assert is_known(terminal)


@pytest.mark.usefixtures("anna")
def test_the_doctor_is_red_where_others_may_read_the_key_or_the_database(terminal: Terminal) -> None:
    assert "The data key and the database are open to this user only." in terminal.types("doctor").out
    var = terminal.house / "var"
    files = [var / name for name in ("data.key", "bot.db-keys", "bot.db")]
    for file in files:
        file.chmod(0o640)
    seen = terminal.types("doctor")
    assert seen.code == 1
    for file in files:
        assert f"RED  Others on this machine may read {file}.\n     Take that right away: chmod 600 {file}" in seen.out
