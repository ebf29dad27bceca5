"""The database cannot work for a while, or the clock is wrong: what was said counts, once, as soon as it can."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from bot.operating import groups
from bot.store import inbox, interviews, people
from bot.store.database import Database
from tests.kit.network import HOST, TURKU, Network, a_network, steps
from tests.kit.people import Actor
from tests.telegram.test_receive import locked

MOST_PAGES = 2**30
HASTY = 0.2
"""Seconds for which the bot waits for somebody else's lock in these stories."""


@pytest.fixture
async def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Network]:
    """A running network that does not wait long for a lock."""
    defaults = Database.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "busy_seconds", HASTY)
    async with a_network(tmp_path) as running:
        yield running


@contextmanager
def no_room(network: Network) -> Iterator[None]:
    """The database may not grow any more, as on a full disk; neither may the one of the keys."""
    store, pages = network.built.store, [1]

    def limit(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages[0]}")

    for database in (store.database, store._keys.database):
        sa.event.listen(database._engine.sync_engine, "begin", limit)
    try:
        yield
    finally:
        pages[0] = MOST_PAGES


async def answers_of(network: Network, actor: Actor) -> dict[str, object]:
    """What is kept of the person's only interview."""
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        (interview,) = await interviews.of_person(work, person)
        return {name: one.value for name, one in (await interviews.answers(work, person, interview)).items()}


async def _half_way(network: Network) -> tuple[Actor, Actor]:
    """Anna is asked for her name, and Berit is still to come."""
    anna, berit = await network.person("Anna"), await network.person("Berit")
    await network.walks(anna, "=/host", *steps(HOST)[:5])
    await anna.sees("like to be called?")
    await network.quiet()
    return anna, berit


async def _talk_on(network: Network, anna: Actor, berit: Actor) -> None:
    """What both say while nobody can write it down."""
    for words in ("Anna", "in this chat", "Swedish", "2 women"):
        await anna.says(words)
    await berit.says("/guest")
    polls = len(network.server.journal.of("getUpdates"))
    await network.until(lambda: len(network.server.journal.of("getUpdates")) > polls, "the bot asks once more")
    assert network.server.account.updates.pending(), "what is not written down is not confirmed"
    anna.has_not_seen("municipality")


async def _all_counts_once(network: Network, anna: Actor, berit: Actor) -> None:
    """Everything is answered in its order, each word once, and nothing was set aside."""
    await anna.sees("In which municipality is the home?", within=60)
    await berit.sees("18", within=60)
    await network.quiet(within=60)
    answers = await answers_of(network, anna)
    assert (answers["name"], answers["languages"]) == ("Anna", ["sv"])
    assert isinstance(answers["household"], dict)
    assert answers["household"]["women"] == 2
    assert sum("In which municipality is the home?" in screen for screen in anna.screens) == 1
    async with network.built.store.look() as work:
        assert (await inbox.count(work)).aside == 0


async def test_on_a_full_disk_nothing_is_lost_and_it_goes_on_when_there_is_room(network: Network) -> None:
    anna, berit = await _half_way(network)
    with no_room(network):
        # A full file still has some room within its pages; what finds none stays with Telegram.
        for _ in range(40):
            await network.server.people.says(berit.id, "x" * 4000)
        await _talk_on(network, anna, berit)
    await _all_counts_once(network, anna, berit)


async def test_while_another_process_keeps_the_lock_nothing_is_lost(network: Network, tmp_path: Path) -> None:
    anna, berit = await _half_way(network)
    outside = await asyncio.to_thread(locked, tmp_path / "bot.db")
    await _talk_on(network, anna, berit)
    outside.execute("COMMIT")
    outside.close()
    await _all_counts_once(network, anna, berit)


async def test_with_the_clock_set_back_everything_goes_on(network: Network) -> None:
    noon = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    with time_machine.travel(noon, tick=True):
        anna, berit = await _half_way(network)
        code = await groups.bind_code(network.built.store, network.built.house, TURKU)
    with time_machine.travel(noon - dt.timedelta(hours=1), tick=True):
        for words in ("Anna", "in this chat", "Swedish", "2 women"):
            await anna.says(words)
        await berit.says("/guest")
        await _all_counts_once(network, anna, berit)
        channel = await network.world.channel("Coordinators", berit)
        await berit.says(f"/bind {code}", in_=channel)
        await channel.sees("This chat is now")
        await berit.says(f"/bind {code}", in_=channel)
        await channel.sees("does not work")
