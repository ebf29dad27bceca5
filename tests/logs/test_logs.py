"""The log of the whole process: canaries in all that a library or a fault may log, and none of them comes out."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog
from telegram import Bot
from telegram.error import InvalidToken, NetworkError
from telegram.request import HTTPXRequest

from bot import logs
from bot.papers.paper import FONT, Paper
from bot.settings import HOUSE

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
NAME = "CANARY-Åsa"
CANARIES = (NAME, TOKEN, "AAF-abc", "987654321", "040 123 4567", "@asa_c", "asa@example.org")


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """The log, in JSON, at its most talkative; afterwards the process logs as before."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, handlers = root.level, list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    logs.configure("DEBUG", "json", stream)
    yield stream
    structlog.reset_defaults()
    root.setLevel(before)
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def entries(output: io.StringIO) -> list[dict[str, Any]]:
    """The log's lines, each an object; fails where a canary is among them."""
    written = output.getvalue()
    assert not [canary for canary in CANARIES if canary in written or json.dumps(canary)[1:-1] in written], written
    return [json.loads(line) for line in written.splitlines()]


def fail() -> None:
    """Fails as our code might, with what a person wrote in the text and in the variables."""
    name, phone = NAME, "040 123 4567"
    try:
        raise KeyError(name)
    except KeyError as missing:
        raise ValueError(f"{name} {phone} {TOKEN}") from missing


def test_an_entry_of_ours(output: io.StringIO) -> None:
    structlog.get_logger("bot.telegram.deliver").info("sent", method="sendMessage", outcome="accepted", tries=2)
    (entry,) = entries(output)
    at = entry.pop("at")
    assert at.startswith("20")
    assert at.endswith("Z")
    assert entry == {
        "event": "sent",
        "level": "info",
        "logger": "bot.telegram.deliver",
        "method": "sendMessage",
        "outcome": "accepted",
        "tries": 2,
    }


def test_an_error_is_its_class_and_where_it_happened(output: io.StringIO) -> None:
    try:
        fail()
    except ValueError:
        structlog.get_logger("bot").exception("an update failed", chat_id=987654321, first_name=NAME)
    (entry,) = entries(output)
    assert entry["chat_id"] == entry["first_name"] == "[hidden]"
    assert entry["error"][0] == "builtins.ValueError"
    assert any(line.startswith("  tests/logs/test_logs.py:") and line.endswith(" in fail") for line in entry["error"])
    assert "builtins.KeyError" in entry["error"]
    assert entry["error"].index("after:") < entry["error"].index("builtins.KeyError")


def test_errors_in_a_group_are_all_told(output: io.StringIO) -> None:
    try:
        raise ExceptionGroup(NAME, [ValueError(NAME), TimeoutError(TOKEN)])
    except ExceptionGroup:
        structlog.get_logger("bot").exception("several failed")
    told = entries(output)[0]["error"]
    assert told.count("among them:") == 2
    assert {"builtins.ValueError", "builtins.TimeoutError"} <= set(told)


@pytest.mark.parametrize("library", ["telegram.ext.Application", "sqlalchemy.pool", "apscheduler.executors", "asyncio"])
def test_the_error_of_a_library_is_told_alike(output: io.StringIO, library: str) -> None:
    try:
        fail()
    except ValueError as error:
        logging.getLogger(library).exception("Job failed: %s (%r)", error, error)
        logging.getLogger(library).error("No handler\nfuture: <Task exception=%r>", error, stack_info=True)
        logging.getLogger(library).warning(error)
    first, second, third = entries(output)
    assert first["event"] == "Job failed: <ValueError> ('<ValueError>')"
    assert first["error"][0] == "builtins.ValueError"
    assert second["event"] == "No handler"
    assert third["event"] == "<ValueError>"


def test_arguments_of_other_libraries_are_redacted(output: io.StringIO) -> None:
    log = logging.getLogger("somebody.else")
    log.warning("POST https://api.telegram.org/bot%s/sendMessage chat %d %s", TOKEN, 987654321, "@asa_c")
    log.warning("%(who)s is unknown", {"who": "asa@example.org"})
    first, second = entries(output)
    assert first["event"] == "POST https://api.telegram.org/bot[token]/sendMessage chat [number] [account]"
    assert second["event"] == "[account] is unknown"


async def test_a_real_request_that_fails_shows_neither_address_nor_token(output: io.StringIO) -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.post(f"http://127.0.0.1:9/bot{TOKEN}/getMe")
    bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=HTTPXRequest(connect_timeout=1))
    with pytest.raises((NetworkError, InvalidToken)):
        await bot.initialize()
    await bot.shutdown()
    for name in ("httpx", "httpcore.connection", "telegram.Bot", "telegram.ext.ExtBot", "aiohttp.access"):
        logging.getLogger(name).info("HTTP Request: POST http://127.0.0.1:9/bot%s/getMe", TOKEN)
        logging.getLogger(name).debug("update of %s", NAME)
    for entry in entries(output):
        assert entry["level"] in {"warning", "error"}, "the everyday talk of these libraries is not written"


def test_what_a_library_tells_of_its_everyday_work_is_not_written(output: io.StringIO) -> None:
    for name in ("fontTools.subset", "somebody.else"):
        logging.getLogger(name).info("Glyph names: %s", list(NAME))
        logging.getLogger(name).debug("drawn: %s", NAME)
    paper = Paper(dt.date(2027, 3, 1), "")
    paper.add_page()
    paper.set_font(FONT, size=12)
    paper.cell(text=NAME)
    assert paper.output()
    assert entries(output) == []


def test_a_line_that_cannot_be_written_does_not_show_its_arguments(
    output: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    (ours,) = [handler for handler in logging.getLogger().handlers if type(handler).__module__ == "bot.logs"]
    ours.handle(logging.LogRecord("somebody.else", logging.WARNING, __file__, 1, "%d of them", (NAME,), None))
    assert output.getvalue() == ""
    shown = capsys.readouterr().err
    assert shown == "A line of somebody.else could not be logged: TypeError\n"


def test_the_console_tells_the_same(output: io.StringIO) -> None:
    stream = io.StringIO()
    logs.configure("INFO", "console", stream)
    structlog.get_logger("bot").debug("not wanted")
    try:
        fail()
    except ValueError:
        structlog.get_logger("bot").exception("an update failed", chat_id=987654321, stage="asked")
    shown = stream.getvalue()
    assert output.getvalue() == "", "what was set before no longer writes"
    assert not [canary for canary in CANARIES if canary in shown]
    assert "an update failed" in shown
    assert "stage=asked" in shown
    assert "builtins.ValueError\n  tests/logs/test_logs.py:" in shown


LAST_WORDS = f"""
import asyncio, sys, threading, warnings
from bot import logs
logs.configure("INFO", "json")
logs.catch_uncaught()
def fail():
    name = {NAME!r}
    raise ValueError(name)
async def main():
    task = asyncio.create_task(asyncio.to_thread(fail))
    await asyncio.sleep(0.1)
    del task
asyncio.run(main())
thread = threading.Thread(target=fail)
thread.start()
thread.join()
class Dropped:
    def __del__(self):
        fail()
Dropped()
warnings.warn("asa@example.org is odd")
fail()
"""


def test_what_nothing_caught_ends_in_the_log_too() -> None:
    ran = subprocess.run([sys.executable, "-c", LAST_WORDS], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert not [canary for canary in CANARIES if canary in ran.stderr], ran.stderr
    told = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [entry["event"].partition(":")[0] for entry in told[:3]] == [
        "Task exception was never retrieved",
        "a thread was stopped by an error",
        "an error could not be raised",
    ]
    assert "[account] is odd" in told[3]["event"]
    assert told[-1]["event"] == "stopped by an error"
    assert told[-1]["error"][0] == "builtins.ValueError"
