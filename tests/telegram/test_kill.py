"""kill -9 at any moment: nothing that was said is lost or kept twice, and everything is answered."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path

from bot.store import interviews, people
from bot.store.store import Store
from tests.kit.people import Actor, World
from tests.telegram.machine import eventually

KILLS = 5
HOUSE = Path(__file__).parents[2]


async def _start(world: World, folder: Path) -> asyncio.subprocess.Process:
    """A process that asks for updates, and so has got as far as to be stopped in good order."""
    arguments = (world.server.base_url, world.server.token, str(folder))
    polls = len(world.server.journal.of("getUpdates"))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.telegram.child",
        *arguments,
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    await eventually(lambda: len(world.server.journal.of("getUpdates")) > polls, within=30)
    return process


async def _talk(actors: list[Actor], done: asyncio.Event) -> Counter[int]:
    """Everybody says numbers, one after the other, until it is enough."""
    said: Counter[int] = Counter()
    while not done.is_set():
        for actor in actors:
            said[actor.id] += 1
            await actor.says(str(said[actor.id]))
        await asyncio.sleep(0.3)
    return said


async def test_whenever_it_is_killed_nothing_is_lost_and_nothing_is_kept_twice(world: World, tmp_path: Path) -> None:
    chance = random.Random(20270301)
    actors = [await world.person(f"P{n}") for n in range(3)]
    for actor in actors:
        await actor.starts()
    done = asyncio.Event()
    talking = asyncio.create_task(_talk(actors, done))
    for _ in range(KILLS):
        process = await _start(world, tmp_path)
        await asyncio.sleep(chance.uniform(0.0, 1.0))
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL
    done.set()
    said = await talking
    process = await _start(world, tmp_path)
    for actor in actors:
        await actor.sees(f": {said[actor.id]}", within=60)
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    await _judge(world, tmp_path, actors, said)


async def _judge(world: World, folder: Path, actors: list[Actor], said: Counter[int]) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bot.db", folder / "data.key")
    doubled = 0
    for actor in actors:
        expected = ["/start", *(str(n + 1) for n in range(said[actor.id]))]
        async with store.look() as work:
            person = await people.find(work, actor.id)
            assert person is not None
            interview = await interviews.current(work, person)
        assert interview is not None
        assert interview.session == expected, "each word was kept once, in order"
        answers = [screen.text.partition(": ")[2] for screen in actor.screens if screen.from_bot]
        counted = Counter(answers)
        missing = [word for word in expected if not counted[word]]
        assert not missing, "each word was answered"
        doubled += sum(counted.values()) - len(counted)
    await store.close()
    assert doubled <= KILLS * len(actors), "doubled only what was on its way when it was killed"
