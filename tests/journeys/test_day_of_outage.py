"""After a day without the bot, everything that people wrote meanwhile is handled in order, and nobody is flooded.

1,000 updates wait, and with `pytest --long` 10,000, as many as Telegram keeps in a day for a busy network.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from pathlib import Path

import pytest

from bot.playground.server import BotApiServer
from bot.store import inbox, interviews, outbox, people
from tests.kit.api_check import ApiCheck
from tests.kit.network import QUICK, Network, running
from tests.kit.people import Actor, World

UPDATES, MANY_UPDATES = 1_000, 10_000
PATIENCE, GLANCE = 1800.0, 0.5
EACH = 50
"""Updates of each person."""
A_DAY = dt.timedelta(hours=23)
"""Telegram keeps what nobody takes for 24 hours."""
TALK = ("/start", "/host", "yes", "yes", "none", "{name}", "in this chat", "{language}", "2 women", "Turku")
"""Each of these answers the question that the one before has led to: in another order they would answer nothing."""
LANGUAGES = {"Swedish": "sv", "Finnish": "fi", "English": "en"}


def _name(number: int) -> str:
    return "Anna " + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _language(number: int) -> str:
    return list(LANGUAGES)[number % len(LANGUAGES)]


def _words(number: int, turn: int) -> str:
    """What the person with this number writes as the so-manieth."""
    words = TALK[turn] if turn < len(TALK) else f"hm {turn}"
    return words.format(name=_name(number), language=_language(number))


async def _a_day_goes_by(world: World, everybody: list[Actor]) -> None:
    """All write at the same time, again and again, and nobody takes it."""
    world.server.clock.move(-A_DAY)
    for turn in range(EACH):
        for number, actor in enumerate(everybody):
            await actor.says(_words(number, turn))
        world.server.clock.move(A_DAY / EACH)


async def test_all_that_waited_is_handled_in_order_and_answered_once(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    updates = MANY_UPDATES if pytestconfig.getoption("long") else UPDATES
    check = ApiCheck()
    server = BotApiServer(limits=QUICK, observer=check)
    await server.start()
    world = World(server)
    everybody = [await world.person(f"P{number}", language="en") for number in range(updates // EACH)]
    await _a_day_goes_by(world, everybody)
    assert len(server.account.updates.pending()) == updates
    begun = time.monotonic()
    async with running(server, tmp_path) as built:
        network = Network(world, built, tmp_path)
        await _all_is_handled(network)
        took = time.monotonic() - begun
        async with built.store.look() as work:
            assert await inbox.count(work) == inbox.Count(0, None, 0)
        for number, actor in enumerate(everybody):
            await _is_as_said(network, number, actor)
        said = [sum(screen.from_bot for screen in actor.screens) for actor in everybody]
        assert max(said) <= 4, "somebody got an answer to much of what they had said long ago"
        berit = await network.person("Berit")
        await berit.says("/host")
        await berit.sees("18")
    await server.stop()
    check.clean()
    print(f"{updates} updates of {len(everybody)} people in {took:.1f} s, {sum(said)} messages said")  # noqa: T201


async def _all_is_handled(network: Network) -> None:
    """Looks seldom: to look takes time from the handling."""
    async with asyncio.timeout(PATIENCE):
        while network.server.account.updates.pending() or await _under_way(network):
            await network.server.journal.bell.until(lambda: False, GLANCE)


async def _under_way(network: Network) -> int:
    async with network.built.store.look() as work:
        return (await inbox.count(work)).waiting + (await outbox.count(work)).waiting


async def _is_as_said(network: Network, number: int, actor: Actor) -> None:
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        (interview,) = await interviews.of_person(work, person, role="host")
        answers = {name: one.value for name, one in (await interviews.answers(work, person, interview)).items()}
    assert (answers["name"], answers["languages"]) == (_name(number), [LANGUAGES[_language(number)]])
    assert answers["municipality"] == "853"
    household = answers["household"]
    assert isinstance(household, dict)
    assert household["women"] == 2
