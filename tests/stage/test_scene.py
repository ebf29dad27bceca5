"""The playground as it opens: a host, a guest, a coordinator, and the coordinators' channels; and the demo's people."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Built, opened, serve
from bot.casework.numbers import ALPHABET
from bot.casework.standing import receipt_number
from bot.playground.server import BotApiServer
from bot.settings import Settings
from bot.stage import awake, stage_settings
from bot.stage.demo import GUESTS, HOSTS, made_people
from bot.stage.scene import Scene
from bot.store import alerts, cases, channels, coordinators
from bot.store.tables import AlertState, ChannelState
from bot.texts import LANGUAGES
from tests.kit.network import NATIONAL, TURKU
from tests.kit.people import View, World

NUMBER = re.compile(rf"K-[{ALPHABET}]{{6}}")
TAKING_LONG = 240.0
"""Seconds after which the demo has hung, also on a busy machine; alone, it takes about fifteen."""


@dataclass
class Stage:
    """A playground without its page being open."""

    server: BotApiServer
    built: Built
    scene: Scene

    def chats_of_people(self) -> dict[int, str]:
        """All that the bot has said to each person, by Telegram id."""
        world = World(self.server)
        ids = [chat.id for chat in self.server.account.state.chats.values() if chat.person is not None]
        return {id_: "\n".join(s.text for s in View(world, id_).screens if s.from_bot) for id_ in ids}

    def in_channel(self, slug: str) -> list[str]:
        """The bot's messages in a group's channel."""
        found = View(World(self.server), self.scene.channels[slug]).screens
        return [screen.text for screen in found if screen.from_bot]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot with the settings of the playground, and the scene set up."""
    server = BotApiServer()
    address = await server.start()
    settings = stage_settings(Settings.load(None, var_folder=tmp_path), address, tmp_path)
    stop, ready = asyncio.Event(), asyncio.Event()
    async with opened(settings, server.token, address) as built:
        awake(built)
        serving = asyncio.create_task(serve(settings, built, stop, ready))
        async with asyncio.timeout(30):
            await ready.wait()
        scene = Scene(server, built)
        await scene.set_up()
        yield Stage(server, built, scene)
        stop.set()
        await serving
    await server.stop()


async def test_the_scene_stands_as_promised(stage: Stage) -> None:
    people = [person for person in stage.server.account.state.people.values() if not person.is_bot]
    languages = {person.first_name: person.language_code for person in people}
    assert languages == {"Helena": "sv", "Amir": "en", "Kaisa": "fi"}
    async with stage.built.store.look() as look:
        bound = {channel.group_slug: channel for channel in await channels.every(look)}
        found = await coordinators.every(look)
    assert {slug: channel.chat_id for slug, channel in bound.items()} == stage.scene.channels
    assert set(bound) == {TURKU, NATIONAL}
    assert all(channel.state is ChannelState.WORKING for channel in bound.values())
    assert {(one.group_slug, one.shown_name, one.active) for one in found} == {
        (TURKU, "Kaisa", True),
        (NATIONAL, "Kaisa", True),
    }
    names = {person.id: person.first_name for person in people}
    said = {names[person]: words for person, words in stage.chats_of_people().items()}
    assert not said.get("Helena")
    assert not said.get("Amir"), "they are as people who have just installed Telegram"
    assert not [text for slug in bound for text in stage.in_channel(slug) if "K-" in text]


async def test_the_demos_people_walk_through_the_real_interviews(stage: Stage) -> None:
    clock = asyncio.get_running_loop().time
    began = clock()
    async with asyncio.timeout(TAKING_LONG):
        await stage.scene.fill(asyncio.Event())
    print(f"{HOSTS} hosts and {GUESTS} guests in {clock() - began:.0f} seconds")  # noqa: T201
    async with stage.built.store.look() as look:
        made = [case for role in ("host", "guest") for case in await cases.with_role(look, role, states={"received"})]
        raised = [alert for case in made for alert in await alerts.of_case(look, case.id)]
        waiting = await alerts.waiting(look)
    assert Counter(case.role for case in made) == {"host": HOSTS, "guest": GUESTS}
    assert len({case.number for case in made}) == HOSTS + GUESTS
    assert len({case.group_slug for case in made}) >= 4
    assert Counter(alert.kind for alert in raised)["interview"] == HOSTS + GUESTS
    assert not waiting
    assert all(alert.state is AlertState.OPEN for alert in raised)

    receipts = {person: words for person, words in stage.chats_of_people().items() if NUMBER.search(words)}
    assert len(receipts) == HOSTS + GUESTS
    thanks = {language: _before_the_number(stage, language) for language in LANGUAGES}
    spoken = Counter(one for words in receipts.values() for one, thank in thanks.items() if thank in words)
    assert sum(spoken.values()) == HOSTS + GUESTS
    assert all(spoken[language] >= 5 for language in LANGUAGES), spoken
    await _alerts_are_shown(stage, {case.number for case in made})


def _before_the_number(stage: Stage, language: str) -> str:
    """How the sentence with the case number begins."""
    return stage.built.house.texts.plain(receipt_number("K-234567")[:1], language).partition("K-")[0]


async def _alerts_are_shown(stage: Stage, numbers: set[str]) -> None:
    """Each case's number stands in a channel, and so do some matches."""

    def shown() -> set[str]:
        return {n for slug in (TURKU, NATIONAL) for text in stage.in_channel(slug) for n in NUMBER.findall(text)}

    await stage.server.feed.bell.until(lambda: shown() == numbers, 60.0)
    assert shown() == numbers
    matches = [text for text in stage.in_channel(TURKU) if len(set(NUMBER.findall(text))) == 2]
    assert matches, "no host of the demo could suit any guest"


def test_the_same_people_come_at_each_start_but_for_the_dates() -> None:
    today = dt.date(2027, 1, 15)
    made = made_people(today)
    assert len(made) == HOSTS + GUESTS == 40
    assert made == made_people(today)
    assert [one.name for one in made] == [one.name for one in made_people(today + dt.timedelta(days=1))]
    assert {one.language for one in made} == {"en", "fi", "sv"}
    for one in made:
        assert f"={one.name}" in one.steps, "they say the name that Telegram shows"
        days = [dt.date.fromisoformat(step[1:]) for step in one.steps if re.fullmatch(r"=\d{4}-\d\d-\d\d", step)]
        assert len(days) == 1
        assert today <= days[0] <= today + dt.timedelta(days=60)
