"""The machine room in a test: the real local Bot API server, the real library, a SQLite file, and a small bot on top.

The small bot's one handler is a function of the test's own. Nothing here knows what the project's bot says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, TypeHandler

from bot.playground.server import BotApiServer
from bot.playground.wire import JsonObject
from bot.store import inbox, outbox, people
from bot.store.people import Person
from bot.store.store import Store
from bot.telegram.api import Api, Request
from bot.telegram.deliver import Deliver, OnRefused, Refusal
from bot.telegram.pace import Pace
from bot.telegram.receive import Keeper, Poll
from bot.telegram.route import Apps, Aside, Route
from bot.telegram.turn import Context, Turn
from tests.kit.people import World

if TYPE_CHECKING:
    from bot.telegram.house import House

Handler = Callable[[Turn], Awaitable[None]]


def an_empty_house() -> House:
    """The machine room hands the house on to handlers; these handlers have no use for it."""
    return cast("House", object())


def application(server: BotApiServer, read_timeout: float = 1.0) -> Apps:
    """python-telegram-bot's application, talking to the server."""

    def request() -> Request:
        return Request(connection_pool_size=64, connect_timeout=1.0, read_timeout=read_timeout, write_timeout=1.0)

    return (
        ApplicationBuilder()
        .token(server.token)
        .base_url(f"{server.base_url}/bot")
        .request(request())
        .get_updates_request(request())
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )


def words(turn: Turn) -> str:
    """What somebody wrote, or the data of the button that they pressed."""
    update = turn.update
    assert update is not None
    if update.callback_query is not None:
        return update.callback_query.data or ""
    message = update.effective_message
    return (message.text or "") if message is not None else ""


async def known(turn: Turn) -> Person:
    """Whoever the update is from, known from now on."""
    assert turn.update is not None
    user = turn.update.effective_user
    assert user is not None
    return turn.person or await people.add(turn.work, user.id, "fi")


async def echo(turn: Turn) -> None:
    """Says what it heard, to whoever said it in private."""
    assert turn.update is not None
    chat = turn.update.effective_chat
    if words(turn) and chat is not None and chat.type == "private":
        await turn.send(await known(turn), f"heard: {words(turn)}", kind="screen")


@dataclass
class Machine:
    """What receives, handles and sends, with everything that it noticed."""

    world: World
    folder: Path
    handler: Handler = echo
    url: str = ""
    """The database's address; a SQLite file in the folder where it is empty."""
    pace: Callable[[], Pace] = field(default=lambda: Pace(0, 0, 0))
    read_timeout: float = 1.0
    poll_timeout: int = 2
    unknown_pause: float = 0.2
    flood_per_minute: float = 0.0
    also_aside: Aside | None = None
    also_refused: OnRefused | None = None
    """More that a test wants to happen when an update is set aside, or a message refused."""
    aside: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    conflicts: int = 0

    @property
    def server(self) -> BotApiServer:
        return self.world.server

    async def start(self) -> None:
        """Open the store and begin."""
        self.house = an_empty_house()
        self.store = await Store.open(self.url or f"sqlite+aiosqlite:///{self.folder}/bot.db", self.folder / "data.key")
        self.app = application(self.server, self.read_timeout)
        self.app.add_handler(TypeHandler(Update, self._handle))
        await self.app.initialize()
        self.api = Api(self.app.bot)
        self.deliver = Deliver(
            self.store,
            self.api,
            self.house,
            self.pace(),
            on_refused=self._on_refused,
            catching_up=lambda: self.poll.catching_up,
            unknown_pause=self.unknown_pause,
            stop_seconds=2.0,
        )
        self.route = Route(
            self.store,
            self.app,
            self.api,
            self.house,
            on_aside=self._on_aside,
            on_sent=self.deliver.wake,
            flood_per_minute=self.flood_per_minute,
            retry_pauses=(0.02, 0.05),
        )
        self.keeper = Keeper(self.store, self.route.wake)
        self.poll = Poll(
            self.api,
            self.keeper,
            timeout=self.poll_timeout,
            read_timeout=self.read_timeout,
            on_conflict=self._on_conflict,
            on_caught_up=self.deliver.wake,
            first_pause=0.05,
        )
        self.tasks = [asyncio.create_task(part.run()) for part in (self.poll, self.route, self.deliver)]

    async def stop(self) -> None:
        """End in good order."""
        for part in (self.poll, self.route, self.deliver):
            part.stop()
        await asyncio.gather(*self.tasks)
        await self._close()

    async def die(self) -> None:
        """End as if the process had been killed: nothing more is written or sent."""
        flying = list(self.deliver._flying.values())
        for task in (*self.tasks, *flying):
            task.cancel()
        await asyncio.gather(*self.tasks, *flying, return_exceptions=True)
        await self._close()

    async def again(self) -> None:
        """Die, and start once more on the same files."""
        await self.die()
        await self.start()

    async def turn(self, story: Handler) -> None:
        """Do something that no update asked for, as a job would."""
        async with self.store.work() as work:
            await story(Turn(work, self.house))
        self.deliver.wake()

    async def person(self, actor_id: int) -> Person:
        """The person with this Telegram id."""
        async with self.store.look() as work:
            found = await people.find(work, actor_id)
        assert found is not None
        return found

    async def idle(self, within: float = 10.0) -> None:
        """Wait until nothing waits any more: not at the server, nor in the inbox, nor in the outbox."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            async with self.store.look() as work:
                left = (await inbox.count(work)).waiting + (await outbox.count(work)).waiting
            if not left and not self.server.account.updates.pending():
                return
            assert asyncio.get_running_loop().time() < deadline, f"{left} still wait"
            await asyncio.sleep(0.02)

    def push(self, body: JsonObject) -> int:
        """An update as it is, be it broken."""
        return self.server.account.updates.add_raw(body, keep=timedelta(hours=24))

    async def _close(self) -> None:
        await self.app.shutdown()
        await self.store.close()

    async def _handle(self, _: Update, context: Context) -> None:
        await self.handler(context.turn)

    async def _on_aside(self, turn: Turn, error: str) -> None:
        self.aside.append(error)
        if self.also_aside is not None:
            await self.also_aside(turn, error)
        elif turn.person is not None:
            await turn.send(turn.person, "sorry")

    async def _on_refused(self, turn: Turn, refusal: Refusal) -> None:
        self.refusals.append(refusal)
        if self.also_refused is not None:
            await self.also_refused(turn, refusal)

    async def _on_conflict(self) -> None:
        self.conflicts += 1


async def eventually(true: Callable[[], bool], within: float = 20.0) -> None:
    """Wait until something is so; fails where it does not become so in time."""
    deadline = asyncio.get_running_loop().time() + within
    while not true():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.01)
