"""The real bot between a database file and the edge, step by step: nothing runs by itself, and no error hides.

What the process does when it runs (one batch of the inbox after the other, one round of the outbox after the other) is
done here in the same order, until nothing is left.
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
import logging
import traceback
from collections.abc import AsyncIterator, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.playground.account import Account
from bot.playground.people import People
from bot.playground.server import TOKEN, USERNAME
from bot.playground.state import Person
from bot.settings.forms import SQLITE
from bot.store.interviews import Json
from bot.store.store import Store
from bot.telegram import failing
from bot.telegram.api import Api
from bot.telegram.arrivals import ALLOWED_UPDATES
from bot.telegram.deliver import Deliver
from bot.telegram.handlers import register
from bot.telegram.house import Controller, House
from bot.telegram.matching_index import KeptIndex
from bot.telegram.pace import Pace
from bot.telegram.receive import Keeper
from bot.telegram.route import Apps, Route
from bot.telegram.turn import Context
from bot.telegram.wrong_codes import WrongCodes
from tests.fuzz.edge import Edge
from tests.kit.network import never_night, speak_english

Body = dict[str, Any]
"""An update as JSON: of any shape, since it may be broken."""

LONGEST = 200
"""Rounds until nothing is left; more would be a bot that answers itself."""


class Endless(Exception):
    """The bot did not come to rest."""


@functools.cache
def _read() -> House:
    """Everything read from the data files, once in a process."""
    return House.load(Controller("Kotimajoitus", "contact@example.org"), ZoneInfo("Europe/Helsinki"), "en")


def a_house() -> House:
    """The house of a fresh bot, whose channels speak English and which never sleeps."""
    house = dataclasses.replace(_read(), kept=KeptIndex(), wrong_codes=WrongCodes(0))
    speak_english(house)
    never_night(house)
    house.username = USERNAME
    house.bot_id = int(TOKEN.split(":")[0])
    return house


@dataclass
class Stage:
    """The bot, and the account at Telegram that it talks through."""

    store: Store
    house: House
    account: Account
    people: People
    edge: Edge
    route: Route
    deliver: Deliver
    keeper: Keeper
    logged: list[MutableMapping[str, Any]]

    async def takes(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """These updates come in, in this order, and everything that follows from them is done."""
        given: list[Json] = [json.loads(json.dumps(update)) for update in updates]
        await self.keeper.keep(given)
        await self.settles()

    async def settles(self) -> None:
        """Until the inbox and the outbox hold nothing that could be done now."""
        for _ in range(LONGEST):
            handled = await self.route._batch()
            await self._afterwards()
            sent = await self._sends()
            if not handled and not sent and not self.route._asking:
                return
        raise Endless

    def drained(self) -> list[Body]:
        """What people's doings have put into the queue, in order."""
        waiting = self.account.updates.pending()
        self.account.updates.forget(update.update_id for update in waiting)
        return [update.json() for update in waiting]

    def errors(self) -> list[str]:
        """What was logged as an error since the last look, with where it happened."""
        found = [_told(event) for event in self.logged if event["log_level"] in {"error", "critical"}]
        self.logged.clear()
        return found

    async def _afterwards(self) -> None:
        while self.route._afterwards._tasks:
            await asyncio.gather(*self.route._afterwards._tasks)

    async def _sends(self) -> bool:
        """Everything that can go now; whether there was anything."""
        for rounds in range(10 * LONGEST):
            await self.deliver._round()
            if not self.deliver._flying and not self.deliver._finished and not self.deliver._again:
                return rounds > 0
            await asyncio.gather(*self.deliver._flying.values())
        raise Endless


class _Heard(logging.Handler):
    """What libraries say of errors goes where ours do."""

    def __init__(self, into: list[MutableMapping[str, Any]]) -> None:
        super().__init__(logging.ERROR)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append({"log_level": "error", "event": record.getMessage(), "exc_info": record.exc_info})


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    """A bot with an empty database in the folder; its logs are kept instead of written."""
    account = Account(Person(int(TOKEN.split(":")[0]), "Kotimajoitus", username=USERNAME, is_bot=True))
    account.updates.allow(list(ALLOWED_UPDATES))
    edge, house = Edge(account), a_house()
    with capture_logs() as logged:
        heard = _Heard(logged)
        logging.getLogger().addHandler(heard)
        store = await Store.open(f"{SQLITE}{folder / 'bot.db'}", folder / "data.key")
        application = _application(edge)
        await application.initialize()
        try:
            yield _put_together(store, house, account, edge, application, logged)
        finally:
            await application.shutdown()
            await store.close()
            logging.getLogger().removeHandler(heard)


def _application(edge: Edge) -> Apps:
    return (
        ApplicationBuilder()
        .token(TOKEN)
        .request(edge)
        .get_updates_request(edge)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )


def _put_together(
    store: Store,
    house: House,
    account: Account,
    edge: Edge,
    application: Apps,
    logged: list[MutableMapping[str, Any]],
) -> Stage:
    register(application)
    api = Api(application.bot)
    deliver = Deliver(store, api, house, Pace(0, 0, 0), on_refused=failing.refused)

    route = Route(store, application, api, house, on_aside=failing.set_aside, on_sent=deliver.wake, retry_pauses=(0.0,))
    keeper = Keeper(store, route.wake)
    return Stage(store, house, account, People(account), edge, route, deliver, keeper, logged)


def _told(event: MutableMapping[str, Any]) -> str:
    error = event.get("exc_info")
    error = error[1] if isinstance(error, tuple) else error
    words = "".join(traceback.format_exception(error)[-25:]) if isinstance(error, BaseException) else ""
    named = {name: value for name, value in event.items() if name not in {"exc_info", "log_level"}}
    return f"{named}\n{words}"
