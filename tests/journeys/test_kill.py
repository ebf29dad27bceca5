"""kill -9 at random moments of a busy evening: no answer lost, no update handled twice, no question left unasked."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import opened
from bot.operating import groups
from bot.playground.server import BotApiServer
from bot.settings import HOUSE, Settings
from bot.stage.walking import Walker
from bot.store import cases, interviews, people
from tests.kit.network import GUEST, HOST, QUICK, TURKU, settings_for, steps
from tests.kit.people import Place, World

KILLS = 30
SIDE_BY_SIDE = 5
BEFORE_A_KILL = dt.timedelta(seconds=3)
"""So long before a kill may a message have been sent whose acceptance the process could not write down any more."""

EXPECTED = {
    "host": {"household": {"women": 2}, "space": {"sleeps": 4}, "name": "Helena", "municipality": "853"},
    "guest": {"party": {"women": 2, "children_3_6": 3}, "name": "Amir", "places": ["853"]},
}
WALKS = {
    "host": {
        **HOST,
        "household": ("+:women", "+:women", "done"),
        "space": ("pick:kind:own_room", "+:sleeps", "+:sleeps", "+:sleeps", "done"),
    },
    "guest": {**GUEST, "party": ("+:women", "+:women", *["+:children_3_6"] * 3, "done")},
}
"""Counters are pressed several times: a press that counted twice, or not at all, would show in the answers."""


@dataclass
class Evening:
    """The server that stays, the process that dies, and the people who do not notice."""

    server: BotApiServer
    settings: Settings
    environment: dict[str, str]
    kills: list[dt.datetime] = field(default_factory=list)
    walked: list[tuple[int, str]] = field(default_factory=list)
    over: bool = False
    last: asyncio.subprocess.Process | None = None

    async def process(self) -> asyncio.subprocess.Process:
        """The bot, as an operator starts it; returns when it asks for updates."""
        asked = len(self.server.journal.of("getUpdates"))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=HOUSE, env=self.environment, stdout=asyncio.subprocess.DEVNULL
        )
        came = await self.server.journal.until(lambda journal: len(journal.of("getUpdates")) > asked, 30.0)
        self.last = process
        assert came, f"the bot did not start (exit code {process.returncode})"
        return process

    async def dies_again_and_again(self, chance: random.Random) -> None:
        """Kills the bot at random moments, and starts it anew at once; the last process lives."""
        process = await self.process()
        for _number in range(KILLS):
            await asyncio.sleep(chance.uniform(0.0, 1.5))
            process.send_signal(signal.SIGKILL)
            await process.wait()
            self.kills.append(self.server.clock.now())
            process = await self.process()
        self.over = True

    async def somebody(self, role: str) -> None:
        """One person after the other answers an interview, as long as the evening lasts."""
        for number in itertools.count():
            if self.over:
                return
            person = await self.server.people.add_person(f"{role}-{number}", language_code="en")
            walker = Walker(self.server, person, patience=240.0)
            for step in [f"=/{role}", *steps(WALKS[role]), "!send"]:
                await (walker.says(step[1:]) if step.startswith("=") else walker.presses(step))
            self.walked.append((person, role))


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    """A server and settings for processes."""
    server = BotApiServer(limits=QUICK)
    await server.start()
    settings = settings_for(server, tmp_path)
    environment = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url,
        "DATABASE_URL": settings.database_url,
        "DATA_KEY_FILE": str(settings.data_key_file),
        "VAR_FOLDER": str(settings.var_folder),
        "FLOOD_PER_MINUTE": "0",
        "CHAT_SEND_RATE": "0",
        "GROUP_SENDS_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
    }
    running = Evening(server, settings, environment)
    yield running
    if running.last is not None and running.last.returncode is None:
        running.last.kill()
        await running.last.wait()
    await server.stop()


async def test_nothing_is_lost_and_nothing_is_doubled(evening: Evening) -> None:
    channel = await _bound(evening)
    chance = random.Random(20261125)
    async with asyncio.timeout(600), asyncio.TaskGroup() as busy:
        for number in range(SIDE_BY_SIDE):
            busy.create_task(evening.somebody(("host", "guest")[number % 2]))
        busy.create_task(evening.dies_again_and_again(chance))
    assert evening.last is not None
    await _every_case_is_told(evening, channel)
    await _stopped(evening.last)

    assert len(evening.kills) == KILLS
    assert len(evening.walked) >= SIDE_BY_SIDE, "hardly anybody got through"
    await _answers_are_as_given(evening)
    doubled = _doubled(evening)
    assert all(_just_before_a_kill(evening, at) for at in doubled), "a message came twice although the bot lived"
    print(f"{len(evening.kills)} kills, {len(evening.walked)} interviews, {len(doubled)} messages came twice")  # noqa: T201


async def _bound(evening: Evening) -> Place:
    """A channel bound by a living bot, which is then asked to stop."""
    world = World(evening.server)
    founder = await world.person("Founder", language="en")
    channel = await world.channel("Coordinators", founder)
    process = await evening.process()
    async with opened(evening.settings) as built:
        code = await groups.bind_code(built.store, built.house, TURKU)
    await founder.says(f"/bind {code}", in_=channel)
    await channel.sees("Turku")
    await _stopped(process)
    return channel


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """SIGTERM ends the bot by itself, in good order."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0


async def _answers_are_as_given(evening: Evening) -> None:
    """Whatever was acknowledged is there, and each press of a counter counted once."""
    async with opened(evening.settings) as built, built.store.look() as work:
        for telegram_id, role in evening.walked:
            person = await people.find(work, telegram_id)
            assert person is not None
            (interview,) = await interviews.of_person(work, person, role=role)
            answers = await interviews.answers(work, person, interview)
            for name, expected in EXPECTED[role].items():
                value = answers[name].value
                if isinstance(expected, dict):
                    assert isinstance(value, dict)
                    value = {part: value[part] for part in expected}
                assert value == expected, (role, name)
            assert len(await cases.of_person(work, person.id)) == 1


def _doubled(evening: Evening) -> list[dt.datetime]:
    """When messages were first sent that came a second time right behind themselves."""
    last: dict[int | None, tuple[str, str | None]] = {}
    found: list[dt.datetime] = []
    first_at: dict[int | None, dt.datetime] = {}
    for request in evening.server.journal.of("sendMessage"):
        if request.status != 200:
            continue
        words = (request.params.get("text", ""), request.params.get("reply_markup"))
        if last.get(request.chat_id) == words:
            found.append(first_at[request.chat_id])
        last[request.chat_id], first_at[request.chat_id] = words, request.at
    return found


def _just_before_a_kill(evening: Evening, at: dt.datetime) -> bool:
    return any(dt.timedelta() <= kill - at <= BEFORE_A_KILL for kill in evening.kills)


async def _every_case_is_told(evening: Evening, channel: Place) -> None:
    """Each case comes to the channel in an alert of its own."""
    async with opened(evening.settings) as built, built.store.look() as work:
        for telegram_id, _role in evening.walked:
            person = await people.find(work, telegram_id)
            assert person is not None
            (case,) = await cases.of_person(work, person.id)
            await channel.sees(case.number)
