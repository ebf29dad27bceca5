"""For every test: logs as in the running bot, so that a failure shows no more of a person than they would.

What is the same in every story that starts the bot is made once: what data/ and the catalogues say, and a new
database's empty tables. The tests of reading data files, and of migrations, do without.
"""

from __future__ import annotations

import asyncio
import copy
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot import logs
from bot.network.places import Places
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.telegram.house import DATA, Controller, House
from bot.telegram.matching_index import KeptIndex
from bot.telegram.wrong_codes import WrongCodes


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --long` tells the stories with many kills and updates whole, which is too long for every day.

    `--at` tells all of them as if it were that time: at night, on the last day of a year, when the clocks change. (What
    runs in a process of its own has the time of the machine all the same.)
    """
    parser.addoption("--long", action="store_true", help="kill 200 times, and let 10,000 updates wait")
    parser.addoption("--at", type=dt.datetime.fromisoformat, help="begin at this time in Helsinki: 2027-03-28T01:30")


def pytest_configure(config: pytest.Config) -> None:
    """It is another time from before the tests are read."""
    at: dt.datetime | None = config.getoption("--at")
    if at is not None:
        travel = time_machine.travel(at.replace(tzinfo=ZoneInfo("Europe/Helsinki")))
        travel.start()
        config.add_cleanup(travel.stop)


@pytest.fixture(autouse=True, scope="session")
def _logs_without_people() -> None:
    logs.configure("WARNING")


@pytest.fixture(autouse=True, scope="session")
def _data_is_read_once() -> Iterator[None]:
    """Reading it takes a third of a second."""
    load_places, load_house = Places.load, House.load
    places = cache(load_places)

    @cache
    def house(timezone: ZoneInfo) -> House:
        return load_house(Controller(), timezone, "fi")

    def a_house(controller: Controller, timezone: ZoneInfo, national_language: str, data: Path = DATA) -> House:
        if data != DATA:
            return load_house(controller, timezone, national_language, data)
        one = copy.copy(house(timezone))
        one.controller, one.national_language = controller, national_language
        one.kept, one.wrong_codes = KeptIndex(), WrongCodes()
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Places, "load", lambda data: places(data) if data == DATA else load_places(data))
        patch.setattr(House, "load", a_house)
        yield


@pytest.fixture(autouse=True, scope="session")
def _empty_tables_are_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new file gets the bytes of one that went through all steps."""

    @cache
    def made() -> bytes:
        file = tmp_path_factory.mktemp("tables") / "bot.db"
        asyncio.run(_make(file))
        return file.read_bytes()

    async def copied(database: Database) -> None:
        if database.path is None or database.path.stat().st_size:
            await migrate(database)
        else:
            database.path.write_bytes(await asyncio.to_thread(made))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.store.store.migrate", copied)
        yield


async def _make(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await migrate(database)
    await database.checkpoint()
    await database.close()
