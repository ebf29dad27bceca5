"""Asked to stop (SIGTERM) while there is much to do, the bot ends what runs, takes nothing new, and loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Sequence

import pytest
import sqlalchemy as sa

from bot.playground.faults import Fault
from bot.playground.server import BotApiServer
from bot.settings import Settings
from bot.store import tables
from bot.store.store import Store
from bot.store.tables import InboxState, OutboxState
from bot.telegram import afterwards, receive
from tests.kit.network import GLANCE, QUICK
from tests.kit.people import Actor, World
from tests.operating.conftest import Terminal

PEOPLE = 8
WORDS = ("/start", "/status", "/help")
WRITTEN = len(WORDS)
OPEN = {OutboxState.WAITING, OutboxState.SENDING}
SECRET = "0123456789abcdef"
WITHIN = 10.0
"""In so many seconds a service manager may expect the process to have ended."""


@pytest.fixture
async def server(terminal: Terminal) -> AsyncIterator[BotApiServer]:
    """Telegram, for the processes of the terminal."""
    server = BotApiServer(limits=QUICK)
    await server.start()
    terminal.settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url,
        "FLOOD_PER_MINUTE": "0",
        "CHAT_SEND_RATE": "0",
        "LOG_LEVEL": "ERROR",
    }
    yield server
    await server.stop()


@pytest.fixture
def port() -> int:
    """One that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


async def calls(server: BotApiServer, method: str, times: int = 1) -> None:
    """A method has been called so often, be it answered or not."""
    async with asyncio.timeout(60):
        while len(server.journal.of(method)) < times:
            await server.journal.bell.until(lambda: False, GLANCE)


@contextlib.asynccontextmanager
async def running(terminal: Terminal, server: BotApiServer, called: str) -> AsyncIterator[subprocess.Popen[str]]:
    """`python -m bot run`, which has called this method."""
    before = len(server.journal.of(called))
    with terminal.starts("run") as process:
        try:
            await calls(server, called, before + 1)
            yield process
        finally:
            process.kill()


async def leads_here(server: BotApiServer, port: int) -> None:
    """The webhook that the bot has just set is called on this machine, whatever address it was set to."""
    async with asyncio.timeout(60):
        while any(request.status is None for request in server.journal.of("setWebhook")):
            await server.journal.bell.until(lambda: False, GLANCE)
    server.account.webhook.url = f"http://127.0.0.1:{port}/hook"


async def ends(process: subprocess.Popen[str]) -> None:
    """It is asked to stop, and ends well in time."""
    process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(process.wait, WITHIN) == 0


async def everybody(server: BotApiServer) -> list[Actor]:
    """People who have something to say."""
    world = World(server)
    return [await world.person(f"P{number}", language="en") for number in range(PEOPLE)]


async def all_speak(actors: Sequence[Actor]) -> None:
    """Each of them, three times."""
    for words in WORDS:
        for actor in actors:
            await actor.says(words)


@contextlib.asynccontextmanager
async def looking(terminal: Terminal) -> AsyncIterator[Store]:
    """The bot's database, beside it or after it."""
    var = terminal.house / "var"
    store = await Store.open(f"sqlite+aiosqlite:///{var / 'bot.db'}", var / "data.key")
    try:
        yield store
    finally:
        await store.close()


async def states(store: Store) -> tuple[list[InboxState], list[OutboxState]]:
    """Where each update and each message stands."""
    o = tables.Outbox
    async with store.look() as work:
        came = list(await work.session.scalars(sa.select(tables.Inbox.state)))
        going = list(await work.session.scalars(sa.select(o.state).where(o.method == "sendMessage")))
    return came, going


async def nobody_was_forgotten(terminal: Terminal, server: BotApiServer) -> None:
    """Every update is handled once, and every message is sent once, by the bot that was started anew."""
    async with looking(terminal) as store, asyncio.timeout(60):
        came, going = await states(store)
        while InboxState.WAITING in came or OPEN & set(going) or len(came) < WRITTEN * PEOPLE:
            await server.journal.bell.until(lambda: False, GLANCE)
            came, going = await states(store)
        assert came == [InboxState.DONE] * WRITTEN * PEOPLE
        sent = [request for request in server.journal.of("sendMessage") if request.status == 200]
        assert len(sent) == going.count(OutboxState.SENT)
        assert set(going) <= {OutboxState.SENT, OutboxState.DROPPED}


def test_all_that_is_waited_for_at_the_end_fits_into_ten_seconds() -> None:
    last_calls = receive._LAST_CALLS_SECONDS + afterwards._FINISH_SECONDS
    assert last_calls + Settings.model_fields["stop_timeout"].default <= WITHIN


async def test_under_load_what_runs_is_finished_and_the_rest_is_done_at_the_next_start(
    terminal: Terminal, server: BotApiServer
) -> None:
    actors = await everybody(server)
    slow = server.faults.add(Fault("delay", "sendMessage", times=None, seconds=0.5))
    async with running(terminal, server, "getUpdates") as process:
        await all_speak(actors)
        await calls(server, "sendMessage")
        await ends(process)
    asked, sent = (len(server.journal.of(method)) for method in ("getUpdates", "sendMessage"))
    async with looking(terminal) as store:
        came, going = await states(store)
    assert not {OutboxState.SENDING, OutboxState.UNKNOWN} & set(going), "what was on its way has arrived"
    assert set(came) <= {InboxState.WAITING, InboxState.DONE}
    assert (len(server.journal.of("getUpdates")), len(server.journal.of("sendMessage"))) == (asked, sent)
    server.faults.clear(slow)
    async with running(terminal, server, "getUpdates") as process:
        await nobody_was_forgotten(terminal, server)
        await ends(process)


async def test_a_telegram_that_does_not_answer_does_not_hold_it(terminal: Terminal, server: BotApiServer) -> None:
    terminal.settings["STOP_TIMEOUT"] = "1"
    actors = await everybody(server)
    hanging = server.faults.add(Fault("hang", "sendMessage", times=None, applied=False))
    async with running(terminal, server, "getUpdates") as process:
        await all_speak(actors)
        await calls(server, "sendMessage")
        await ends(process)
    server.faults.clear(hanging)
    async with running(terminal, server, "getUpdates") as process:
        await nobody_was_forgotten(terminal, server)
        await ends(process)


async def test_by_webhook_too_and_nobody_who_calls_can_hold_it(
    terminal: Terminal, server: BotApiServer, port: int
) -> None:
    terminal.settings |= {
        "WEBHOOK_URL": "https://bot.example.org/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }
    actors = await everybody(server)
    slow = server.faults.add(Fault("delay", "sendMessage", times=None, seconds=0.5))
    async with running(terminal, server, "setWebhook") as process:
        await leads_here(server, port)
        await all_speak(actors)
        await calls(server, "sendMessage")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST /hook HTTP/1.1\r\nHost: bot\r\nContent-Length: 900\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: " + SECRET.encode() + b"\r\n\r\n{"
        )
        await writer.drain()
        await ends(process)
        assert not await reader.read(), "it was not answered, and is not kept"
        writer.close()
    async with looking(terminal) as store:
        _came, going = await states(store)
    assert not {OutboxState.SENDING, OutboxState.UNKNOWN} & set(going)
    server.faults.clear(slow)
    async with running(terminal, server, "setWebhook") as process:
        await leads_here(server, port)
        await nobody_was_forgotten(terminal, server)
        await ends(process)


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
async def test_it_can_be_stopped_while_it_is_only_beginning(
    terminal: Terminal, server: BotApiServer, port: int, method: str
) -> None:
    if method == "setWebhook":
        terminal.settings |= {
            "WEBHOOK_URL": "https://bot.example.org/hook",
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "WEBHOOK_SECRET": SECRET,
        }
    terminal.settings["READ_TIMEOUT"] = "600"
    server.faults.add(Fault("hang", method, times=None))
    async with running(terminal, server, method) as process:
        await ends(process)
