"""A running bot, a second one that may not run, and commands that work beside it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import stat
import subprocess
from collections.abc import AsyncIterator

import pytest

from bot.playground.server import BotApiServer
from bot.playground.state import Right
from bot.stage.walking import Walker
from bot.telegram.keyboards import data
from tests.kit.network import QUICK, TURKU
from tests.kit.people import World
from tests.operating.conftest import Ran, Terminal


@pytest.fixture
async def server(terminal: Terminal) -> AsyncIterator[BotApiServer]:
    """Telegram, for the processes of the terminal."""
    server = BotApiServer(limits=QUICK)
    await server.start()
    terminal.settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url,
        "NATIONAL_LANGUAGE": "en",
        "LOG_LEVEL": "ERROR",
    }
    yield server
    await server.stop()


@contextlib.asynccontextmanager
async def living(terminal: Terminal, server: BotApiServer) -> AsyncIterator[subprocess.Popen[str]]:
    """`python -m bot run` that asks for updates."""
    asked = len(server.journal.of("getUpdates"))
    with terminal.starts("run") as process:
        try:
            came = await server.journal.until(lambda journal: len(journal.of("getUpdates")) > asked, 30.0)
            assert came, process.stderr and process.stderr.read()
            yield process
        finally:
            process.kill()


async def typed(terminal: Terminal, *words: str) -> Ran:
    """A command, while the server goes on answering."""
    return await asyncio.to_thread(terminal.types, *words)


async def test_one_bot_a_token_until_it_is_killed_and_then_at_once_another(
    terminal: Terminal, server: BotApiServer
) -> None:
    async with living(terminal, server) as first:
        second = await typed(terminal, "run")
        second.refused(f"The bot is already running with this token (process {first.pid}). Stop it first")
        assert all(request.status != 409 for request in server.journal.of("getUpdates"))
        first.send_signal(signal.SIGKILL)
        first.wait()
        async with living(terminal, server) as third:
            third.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(third.wait, 10) == 0
            assert third.stdout is not None
            assert third.stdout.read() == ""


async def test_an_operator_sets_up_a_group_beside_the_living_bot(terminal: Terminal, server: BotApiServer) -> None:
    world = World(server)
    founder = await world.person("Founder", language="en")
    async with living(terminal, server):
        channel = await world.channel("Coordinators", founder, bot_rights=frozenset[Right]({"can_post_messages"}))
        for slug in (TURKU, "national"):
            told = await typed(terminal, "group", "bind", slug)
            code = told.out.partition("/bind ")[2].split()[0]
            assert f"https://t.me/{server.account.bot.username}?startgroup={code}" in told.out
        lacking = await typed(terminal, "group", "bind", "salo", "--chat", str(channel.chat_id))
        lacking.refused("make the bot an administrator there who may edit messages, delete messages.")

        await server.people.promotes(founder.id, channel.chat_id, server.people.bot_id)
        await founder.says(f"/bind {code}", in_=channel)
        await channel.sees("valtakunnallinen ryhmä")
        bound = await typed(terminal, "group", "bind", "salo", "--chat", str(channel.chat_id))
        assert (bound.code, bound.out.split(" ")[0]) == (0, "Bound."), bound
        await channel.sees("Kotimajoitus Salo")
        listed = await typed(terminal, "group", "list")
        lines = {line.split()[0]: line for line in listed.out.splitlines()}
        assert f"channel {channel.chat_id} (working)" in lines["national"]
        assert f"channel {channel.chat_id} (working)" in lines["salo"]
        assert "no channel" in lines[TURKU]

        await _a_coordinator_comes_and_goes(terminal, world)
        assert (await typed(terminal, "group", "unbind", "salo")).out == "Unbound.\n"
        assert (await typed(terminal, "group", "unbind", "salo")).out == "It had no channel.\n"


async def _a_coordinator_comes_and_goes(terminal: Terminal, world: World) -> None:
    invited = await typed(terminal, "coordinator", "add", "salo")
    link = invited.out.split()[-1]
    assert link.startswith("https://t.me/")
    kaisa = await world.person("Kaisa", language="en")
    walker = Walker(world.server, kaisa.id)
    await walker.does(lambda: world.server.people.opens(kaisa.id, link))
    listed = await typed(terminal, "coordinator", "list", "salo")
    assert "active" not in listed.out
    await walker.presses_data(data("n", "promise", "yes"))
    await walker.presses_data(data("n", "myname"))
    listed = await typed(terminal, "coordinator", "list")
    number, group, state, name = listed.out.split()
    assert (group, state, name) == ("salo", "active", "Kaisa")
    assert (await typed(terminal, "coordinator", "list", TURKU)).out == ""

    removed = await typed(terminal, "coordinator", "remove", number)
    assert (removed.code, removed.out) == (0, "Removed.\n")
    assert (await typed(terminal, "coordinator", "list")).out == ""
    (await typed(terminal, "coordinator", "remove", number)).refused("There is no coordinator")
    await kaisa.says("/cases")
    await kaisa.sees("/cases is for coordinators")
    assert link not in (await typed(terminal, "group", "list")).out


def test_the_playground_prints_its_address_and_is_open_once(terminal: Terminal) -> None:
    terminal.settings = {"PLAYGROUND_LISTEN": "127.0.0.1:0", "LOG_LEVEL": "ERROR"}
    with terminal.starts("run", "--demo") as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("The playground is open: http://127.0.0.1:")
            second = terminal.types("playground")
            second.refused(f"The playground is open already (process {process.pid}). Stop it first, or set another")
            database = terminal.house / "var" / "playground" / "bot.db"
            assert stat.S_IMODE(database.stat().st_mode) == 0o600
            assert not (terminal.house / "var" / "bot.db").exists(), "the real database is left alone"
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
            assert process.stdout.read() == ""
        finally:
            process.kill()
