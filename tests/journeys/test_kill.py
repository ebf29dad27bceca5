"""kill -9 at random moments of a busy evening: no answer lost, no update handled twice, no question left unasked.

`pytest --long tests/journeys/test_kill.py` (or `make kill`) kills 200 times; it takes a quarter of an hour.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.evening import judgement
from tests.kit.evening.load import Load
from tests.kit.evening.process import Evening, an_evening

KILLS, MANY_KILLS = 20, 200
SIDE_BY_SIDE = 5
"""People who answer an interview at the same time."""
PATIENCE = 900.0
SEED = 20261126


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    """A server that stays, and settings for processes."""
    async with an_evening(tmp_path) as running:
        yield running


async def test_nothing_is_lost_and_nothing_is_doubled(evening: Evening, pytestconfig: pytest.Config) -> None:
    kills = MANY_KILLS if pytestconfig.getoption("long") else KILLS
    channel, kaisa = await evening.set_up()
    load = Load(evening, kaisa.id, channel.chat_id)
    await load.begins()
    await evening.stops()
    async with asyncio.timeout(PATIENCE + 15 * kills), asyncio.TaskGroup() as busy:
        for number in range(SIDE_BY_SIDE):
            busy.create_task(load.somebody(("host", "guest")[number % 2], number))
        for work in (load.coordinator(), load.sides(), load.news_for_everybody()):
            busy.create_task(work)
        busy.create_task(evening.dies_again_and_again(kills, random.Random(SEED)))
    await _settled(load)
    told = await judgement.every_case_is_told(load, channel)
    await evening.stops()

    assert len(evening.kills) == kills
    assert len(load.walked) >= SIDE_BY_SIDE, "hardly anybody got through"
    await judgement.nothing_is_left(load)
    await judgement.answers_are_as_given(load)
    moves, news = await judgement.casework_is_as_acknowledged(load), judgement.news_came(load)
    assert moves, "no coordinator got anything done"
    assert news, "nobody got any news"
    twice = await judgement.came_twice(load)
    alive = [copies for copies in twice if not judgement.died_between(evening, *copies)]
    assert not alive, "a message came twice although the bot lived"
    copies = judgement.every_alert_that_came_twice_says_so(evening, channel)
    _report(load, f"{told} alerts ({copies} came twice and say so), {moves} moves, {news} news", len(twice))


async def _settled(load: Load) -> None:
    """Everything that waits is handled and sent by the last process."""
    async with asyncio.timeout(60):
        while True:
            try:
                await judgement.nothing_is_left(load)
            except AssertionError:
                await load.evening.server.journal.bell.until(lambda: False, 0.2)
            else:
                return


def _report(load: Load, rest: str, twice: int) -> None:
    print(  # noqa: T201 - the figures are the point of the long story
        f"{len(load.evening.kills)} kills, {len(load.walked)} interviews, {rest}, {twice} messages came twice; "
        f"{len(load.taken)} alerts taken, {len(load.asked)} questions sent, {len(load.agreed)} said yes"
    )
