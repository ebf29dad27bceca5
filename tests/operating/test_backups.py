"""`backup` and `restore`, as an operator types them, also beside a running bot."""

from __future__ import annotations

import base64
import re
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.playground.server import BotApiServer
from tests.operating.conftest import NOWHERE, TOKEN, Terminal
from tests.operating.test_beside_a_running_bot import living, server, typed

__all__ = ["server"]


@pytest.fixture
def backed_up(terminal: Terminal) -> Path:
    """A database with an update in it, of which there is a backup; the folder of the backups."""
    assert terminal.types("group", "list").code == 0
    with _database(terminal) as database:
        database.execute(
            "INSERT INTO inbox (update_id, lane, kind, received_at, payload, state, tries) "
            "VALUES (1, 'x', 'message', '2027-01-01 00:00:00.000000', NULL, 'done', 0)"
        )
    database.close()
    made = terminal.types("backup")
    assert made.code == 0, made
    return terminal.house / "var" / "backups"


def _database(terminal: Terminal) -> sqlite3.Connection:
    return sqlite3.connect(terminal.house / "var" / "bot.db")


def _updates(terminal: Terminal) -> int:
    database = _database(terminal)
    found = database.execute("SELECT count(*) FROM inbox").fetchone()[0]
    database.close()
    return int(found)


def _empty(terminal: Terminal) -> None:
    with _database(terminal) as database:
        database.execute("DELETE FROM inbox")
    database.close()


def _only(folder: Path, kind: str) -> str:
    (found,) = folder.glob(f"{kind}-*.backup")
    return str(found)


def test_a_backup_says_how_far_it_is_and_what_it_has_made(terminal: Terminal) -> None:
    terminal.types("backup").refused("There is nothing to make a backup of")
    assert terminal.types("group", "list").code == 0
    made = terminal.types("backup")
    assert (made.code, made.err) == (0, "")
    lines = made.out.splitlines()
    assert re.fullmatch(r"Copying the database: \d\.\d of \d\.\d MB \(100 %\)", lines[0])
    assert [line.partition(":")[0] for line in lines[1:4]] == [
        "Sealing the database",
        "Opening the database",
        "Checking the database",
    ]
    told = [line for line in lines if line.startswith("Made, opened again and counted (")]
    paths = [Path(line.rpartition(": ")[2]) for line in told]
    assert [path.name.partition("-")[0] for path in paths] == ["main", "keys"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_folder_that_cannot_be_written_and_a_server_are_told_in_words(terminal: Terminal) -> None:
    assert terminal.types("group", "list").code == 0
    failed = terminal.types("backup", BACKUP_FOLDER="/dev/null/backups")
    failed.refused("No backup could be made in /dev/null/backups: Not a directory.")
    terminal.types("backup", BACKUP_KEY_DAYS="8").refused("BACKUP_KEY_DAYS must be at most 7")
    server = "postgresql+asyncpg://bot:CANARY@127.0.0.1:9/trust"
    for words in (("backup",), ("restore", "x.backup")):
        told = terminal.types(*words, DATABASE_URL=server)
        assert told.code == 2
        assert "CANARY" not in told.err
    terminal.types("backup", DATABASE_URL=server).refused("pg_dump -Fc trust > main.dump")


def test_a_backup_is_put_back_when_that_is_asked_for_plainly(terminal: Terminal, backed_up: Path) -> None:
    _empty(terminal)
    main = _only(backed_up, "main")
    terminal.types("restore", main).refused("is there already, and nothing was changed. To put the backup in its place")
    assert _updates(terminal) == 0
    done = terminal.types("restore", main, "--replace")
    assert (done.code, done.err) == (0, "")
    assert "whoever was erased since then stays erased" in done.out
    assert "is kept for a while as" in done.out
    assert done.out.endswith("It opens. Start the bot.\n")
    assert _updates(terminal) == 1
    assert len(list((terminal.house / "var").glob("bot.db.replaced-*"))) == 1


def test_on_a_new_machine_backups_and_data_key_are_enough(terminal: Terminal, backed_up: Path, tmp_path: Path) -> None:
    var = terminal.house / "var"
    shutil.move(str(backed_up), tmp_path)
    shutil.move(str(var / "data.key"), tmp_path)
    shutil.rmtree(var)
    main = _only(tmp_path / "backups", "main")
    terminal.types("restore", main).refused("data.key is not there, and without it no backup opens.")
    var.mkdir(exist_ok=True)
    shutil.copy(tmp_path / "data.key", var)
    done = terminal.types("restore", main)
    assert (done.code, done.err) == (0, ""), done
    assert "the people's keys, which were missing, as in keys-" in done.out
    assert "Whoever was erased after that is there again: docs/backups.md says what to do." in done.out
    assert _updates(terminal) == 1
    keys = terminal.types("restore", _only(tmp_path / "backups", "keys"), "--replace")
    assert keys.code == 0
    assert "whoever is known to be erased stays erased" in keys.out


def test_another_data_key_a_damaged_file_and_a_picture_change_nothing(terminal: Terminal, backed_up: Path) -> None:
    _empty(terminal)
    main, key = Path(_only(backed_up, "main")), terminal.house / "var" / "data.key"
    kept, whole = key.read_bytes(), main.read_bytes()
    key.write_bytes(base64.b64encode(bytes(32)))
    terminal.types("restore", str(main), "--replace").refused("was sealed with another data key")
    old = terminal.house / "var" / "old.key"
    old.write_bytes(kept)
    other = terminal.types("restore", str(main), "--replace", "--key", str(old))
    assert (other.code, "is not the one that wraps the people's keys" in other.err) == (2, True), other
    key.write_bytes(kept)
    main.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    terminal.types("restore", str(main), "--replace").refused("is damaged: it is not as it was written.")
    main.write_bytes(b"a picture")
    terminal.types("restore", str(main), "--replace").refused("is no backup of this bot")
    assert _updates(terminal) == 0


async def test_beside_a_running_bot_a_backup_is_made_and_none_is_put_back(
    terminal: Terminal, server: BotApiServer
) -> None:
    async with living(terminal, server) as process:
        made = await typed(terminal, "backup")
        assert made.code == 0, made
        main = _only(terminal.house / "var" / "backups", "main")
        refused = await typed(terminal, "restore", main, "--replace")
        refused.refused(f"The bot is already running with this token (process {process.pid})")
        terminal.settings.update(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOWHERE)
        (await typed(terminal, "restore", main, "--replace")).refused("open: does the bot run? Stop it first.")
