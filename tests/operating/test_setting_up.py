"""Whatever is wrong when a command starts is told in one sentence with exit code 2, and never with a traceback."""

from __future__ import annotations

import base64
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.operating.conftest import NOWHERE, TOKEN, Terminal


def test_the_first_command_makes_folders_database_and_key_and_says_to_keep_a_copy(terminal: Terminal) -> None:
    first = terminal.types("group", "list")
    assert first.code == 0, first
    var = terminal.house / "var"
    assert f"A new data key was made: {var / 'data.key'}. Keep a copy of it in another place" in first.out
    modes = {path.name: path.stat().st_mode & 0o777 for path in (var, *var.iterdir())}
    assert modes["var"] == 0o700
    assert {modes[name] for name in ("data.key", "bot.db", "bot.db-keys")} == {0o600}
    key = (var / "data.key").read_text()

    again = terminal.types("group", "list")
    assert "data key" not in again.out
    assert (var / "data.key").read_text() == key
    assert len(again.out.splitlines()) == 12


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TELEGRAM_BOT_TOKEN", "abc", "TELEGRAM_BOT_TOKEN is not a bot token"),
        ("SEND_RATE", "fast", "SEND_RATE must be a number"),
        ("WEBHOOK_URL", "https://bot.example.org/hook", "WEBHOOK_SECRET is missing"),
        ("DATA_KEY_FILE", "/dev/null/keys/data.key", "The folder of DATA_KEY_FILE cannot be made"),
        ("VAR_FOLDER", "/dev/null/var", "The folder of VAR_FOLDER cannot be made"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must be a file"),
        ("DATABASE_URL", "sqlite+aiosqlite:///bot", "The database cannot be opened (OperationalError)"),
        ("DATABASE_URL", "sqlite+aiosqlite:///README", "The file in DATABASE_URL is no database"),
    ],
)
def test_a_wrong_setting(terminal: Terminal, name: str, value: str, told: str) -> None:
    (terminal.house / "README").write_text("This is a text and not a database, however long one looks at it.\n" * 20)
    terminal.types("doctor", **{name: value}).refused(told)


def test_a_wrong_line_in_the_file_of_settings(terminal: Terminal) -> None:
    (terminal.house / ".env").write_text("TELEGRAM_TOKEN=1\n")
    terminal.types("run").refused("TELEGRAM_TOKEN in .env is no setting. Do you mean TELEGRAM_BOT_TOKEN?")


def test_a_server_that_is_not_there_and_a_password_that_is_not_told(terminal: Terminal) -> None:
    ran = terminal.types("group", "list", DATABASE_URL="postgresql+asyncpg://bot:CANARY@127.0.0.1:9/bot")
    ran.refused("The database cannot be opened (ConnectionRefusedError)")
    assert "CANARY" not in ran.err


def test_a_key_that_is_missing_or_another_one_once_something_is_sealed(terminal: Terminal) -> None:
    assert terminal.types("group", "list").code == 0
    var, key = terminal.house / "var", terminal.house / "var" / "data.key"
    kept = key.read_text()
    key.write_text("hello\n")
    terminal.types("group", "list").refused("is not a key of this bot")

    _seal_something(var / "bot.db")
    key.write_text(base64.b64encode(bytes(32)).decode())
    terminal.types("doctor").refused("is not the one that sealed this database")
    key.unlink()
    terminal.types("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOWHERE).refused("Put your copy of it back")
    assert not key.exists()
    key.write_text(kept)
    assert terminal.types("group", "list").code == 0


def _seal_something(database: Path) -> None:
    """A sealed field, as when the first person wrote."""
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO inbox (update_id, lane, kind, received_at, payload, state, tries) "
            "VALUES (1, 'x', 'message', '2027-01-01 00:00:00.000000', x'00', 'waiting', 0)"
        )
    connection.close()


def test_a_database_of_a_newer_version(terminal: Terminal) -> None:
    assert terminal.types("group", "list").code == 0
    with sqlite3.connect(terminal.house / "var" / "bot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    terminal.types("group", "list").refused("written by a newer version of the bot")


def test_a_wrong_edit_of_the_data_is_told_with_its_line(terminal: Terminal) -> None:
    groups = terminal.house / "data" / "local_groups.yaml"
    lines = groups.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == "- Espoo")
    before = "\n".join(lines)
    lines[at] = lines[at].replace("Espoo", "Esboo-by")
    groups.write_text("\n".join(lines), "utf-8")
    terminal.types("run").refused(f"local_groups.yaml, line {at + 1}: There is no municipality “Esboo-by”.")
    groups.write_text(before, "utf-8")

    policy = terminal.house / "data" / "alert_policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("quiet_from: 21", "quiet_from: late"), "utf-8")
    terminal.types("doctor").refused("alert_policy.yaml, line 4: The field “quiet_from” is not right")


def test_a_port_that_another_program_has(terminal: Terminal) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        terminal.types("playground", PLAYGROUND_LISTEN=taken).refused(
            f"PLAYGROUND_LISTEN: it is not possible to listen at {taken}"
        )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("group", "bind", "turku-varsinais-suomi"), "TELEGRAM_BOT_TOKEN is missing"),
        (("coordinator", "add", "national"), "TELEGRAM_BOT_TOKEN is missing"),
        (("group", "bind", "turku"), "There is no group “turku”. There are: national, helsinki-espoo-vantaa"),
        (("group", "unbind", "turku"), "There is no group “turku”"),
        (("coordinator", "list", "turku"), "There is no group “turku”"),
        (("coordinator", "add", "turku"), "There is no group “turku”"),
        (("coordinator", "remove", "7"), "There is no coordinator “7”: `coordinator list` shows their numbers."),
        (("talk", "host", "--language", "de"), "A role (host or guest) and a language (fi, sv or en) are needed."),
    ],
)
def test_what_cannot_be_done(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    terminal.types(*words).refused(told)


def test_telegram_that_cannot_be_reached(terminal: Terminal) -> None:
    terminal.settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": NOWHERE, "LOG_LEVEL": "ERROR"}
    assert terminal.types("group", "list").code == 0
    for words in (("group", "bind", "national"), ("coordinator", "add", "national")):
        terminal.types(*words).refused("Telegram cannot be reached (NetworkError). Is there a connection")
    terminal.types("run", "--demo").refused("--demo fills the playground, and TELEGRAM_BOT_TOKEN is set")
    seen = terminal.types("doctor")
    assert seen.code == 1
    assert "RED  Telegram cannot be reached (NetworkError).\n     Is there a connection to the internet?" in seen.out
