"""A server with aiogram's models watching, a real python-telegram-bot client, a raw one, and people."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import aiohttp
import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.playground.limits import Limits
from bot.playground.server import BotApiServer
from bot.playground.wire import JsonObject
from tests.kit.api_check import ApiCheck
from tests.kit.people import Actor, World

QUICK = Limits(same_offset_wait=0.0, same_offset_single=0.0, conflict_hold=0.0, webhook_retry=(0.05,))
"""Telegram's limits, but for the pauses with which it slows down hasty clients."""

SaysNo: TypeAlias = Callable[[Awaitable[object], type[TelegramError], str], Awaitable[TelegramError]]
"""Awaits a call that must be refused: with this exception of the client's, in these very words of the server's."""

Raw: TypeAlias = Callable[..., Awaitable[JsonObject]]
"""Calls a method with whatever is given, and returns the body that came back."""


@pytest.fixture(autouse=True)
def _spans_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot's coming way to give times, without its warning about the old one."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def check() -> ApiCheck:
    """Notes whatever the Bot API would not know."""
    return ApiCheck()


@pytest.fixture
async def server(check: ApiCheck) -> AsyncIterator[BotApiServer]:
    """A running server; at the end everything that went over the wire must have been in order."""
    server = BotApiServer(limits=QUICK, observer=check)
    await server.start()
    yield server
    await server.stop()
    check.clean()


@pytest.fixture
def world(server: BotApiServer) -> World:
    """The people around the server."""
    return World(server)


@pytest.fixture
async def anna(world: World) -> Actor:
    """Somebody who has started the bot."""
    anna = await world.person("Anna")
    await anna.starts()
    return anna


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """The real client, as the bot uses it."""
    async with new_bot(server) as bot:
        yield bot


def new_bot(server: BotApiServer, token: str | None = None) -> Bot:
    """A client of this server."""
    return Bot(
        token or server.token,
        base_url=f"{server.base_url}/bot",
        base_file_url=f"{server.base_url}/file/bot",
        request=HTTPXRequest(read_timeout=2.0),
        get_updates_request=HTTPXRequest(read_timeout=2.0),
    )


async def until_polled(server: BotApiServer, *, waiting: bool = True) -> None:
    """Until a bot waits for updates, or none does."""
    async with asyncio.timeout(5):
        while server.account.poll.is_waiting != waiting:  # noqa: ASYNC110 — nothing tells of it but the poll itself
            await asyncio.sleep(0.01)


@pytest.fixture
def says_no(server: BotApiServer) -> SaysNo:
    """See SaysNo; the client's own text is not looked at, since it writes it in small letters."""

    async def attempt(call: Awaitable[object], kind: type[TelegramError], why: str) -> TelegramError:
        with pytest.raises(TelegramError) as refusal:
            await call
        reply = server.journal.requests[-1].reply or {}
        assert (type(refusal.value), reply.get("description")) == (kind, why)
        return refusal.value

    return attempt


@pytest.fixture
async def raw(server: BotApiServer) -> AsyncIterator[Raw]:
    """See Raw. Nothing checks these requests against the Bot API, since they are wrong on purpose."""
    server.api.observer = None
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **params: object) -> JsonObject:
            url = f"{server.base_url}/bot{server.token}/{method}"
            async with session.post(url, json=params) as response:
                body: JsonObject = await response.json()
                return body

        yield call
