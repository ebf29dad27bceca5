"""For every test: logs as in the running bot, so that a failure shows no more of a person than they would."""

from collections.abc import Iterator
from functools import cache

import pytest

from bot import logs
from bot.matching.columns.atlas import Atlas
from bot.network.places import Places
from bot.telegram import house


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --long` tells the stories with many kills and updates whole, which is too long for every day."""
    parser.addoption("--long", action="store_true", help="kill 200 times, and let 10,000 updates wait")


@pytest.fixture(autouse=True, scope="session")
def _logs_without_people() -> None:
    logs.configure("WARNING")


@pytest.fixture(autouse=True, scope="session")
def _places_are_read_once() -> Iterator[None]:
    """They are the same in every story that starts the bot, and reading them takes a quarter of a second."""
    load, kept = Places.load, cache(Places.load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Places, "load", lambda data: kept(data) if data == house.DATA else load(data))
        patch.setattr("bot.telegram.house.Atlas", cache(Atlas))
        yield
