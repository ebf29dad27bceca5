"""The whole bot, running against a local Bot API server: real python-telegram-bot over HTTP, a real SQLite file.

async with a_network(tmp_path) as network:
    kaisa = await network.coordinator("Kaisa", "turku-varsinais-suomi")
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import Built, opened, serve
from bot.network.groups import LocalGroup, LocalGroups
from bot.operating import coordinators, groups
from bot.playground.limits import Limits
from bot.playground.server import BotApiServer
from bot.settings import Settings
from bot.settings.forms import SQLITE
from bot.stage.walking import Walker
from bot.store import cases, inbox, outbox
from bot.telegram.house import House
from bot.telegram.keyboards import data
from tests.kit.api_check import ApiCheck
from tests.kit.people import PATIENCE, Actor, Place, World

QUICK = Limits(same_offset_wait=0.0, same_offset_single=0.0, conflict_hold=0.0)
"""Telegram's limits, but for the pauses with which it slows down hasty clients."""

SOON = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
"""A day from which a home is offered."""

HOST: Mapping[str, str | Sequence[str]] = {
    "adult": "yes",
    "keep": "yes",
    "agreed": ("pick:told", "pick:contacts", "done"),
    "name": "=Helena",
    "contact": "chat",
    "languages": "=Swedish, English",
    "household": ("+:women", "done"),
    "municipality": "=Turku",
    "space": ("pick:kind:own_room", "+:sleeps", "done"),
    "welcome": ("flip:whom:woman", "flip:whom:man", "flip:whom:couple", "done"),
    "since": f"={SOON}",
    "length": "pick:months",
}
"""The steps of a host's interview, by field: what is pressed, or after "=" typed."""

GUEST: Mapping[str, str | Sequence[str]] = {
    "adult": "yes",
    "keep": "yes",
    "agreed": ("pick:told", "pick:contacts", "done"),
    "for_whom": "pick:self",
    "name": "=Amir",
    "contact": "chat",
    "languages": "=Arabic, English",
    "party": ("+:women", "done"),
    "places": ("=Turku", "done"),
    "since": f"={SOON + dt.timedelta(days=9)}",
    "stay": ("pick:length:months", "pick:shortest:weeks", "done"),
}
"""The steps of a guest's interview."""

GLANCE = 0.02
"""How many seconds pass before one looks again whether the bot has nothing left to do."""

TURKU = "turku-varsinais-suomi"
NATIONAL = "national"


@dataclass
class Network:
    """The bot, the people around it, and the groups' channels that were bound."""

    world: World
    built: Built
    folder: Path
    channels: dict[str, Place] = field(default_factory=dict)
    founder: Actor | None = None

    @property
    def server(self) -> BotApiServer:
        """The local Bot API server."""
        return self.world.server

    async def person(self, name: str, language: str = "en") -> Actor:
        """Somebody with Telegram."""
        return await self.world.person(name, language=language)

    async def channel(self, slug: str = TURKU) -> Place:
        """The group's channel, bound by a code that its founder writes there."""
        if self.founder is None:
            self.founder = await self.world.person("Founder", language="en")
        place = await self.world.channel(f"Coordinators of {slug}", self.founder)
        code = await groups.bind_code(self.built.store, self.built.house, slug)
        await self.founder.says(f"/bind {code}", in_=place)
        await place.sees(self.built.house.groups.by_slug(slug).name)
        self.channels[slug] = place
        return place

    async def coordinator(self, name: str, slug: str = TURKU, *, language: str = "en") -> Actor:
        """Somebody who was invited, has promised, and is in the group's channel."""
        if slug not in self.channels:
            await self.channel(slug)
        actor = await self.world.person(name, language=language)
        await self.server.people.joins(actor.id, self.channels[slug].chat_id)
        link = await coordinators.invite(self.built.store, self.built.house, slug)
        walker = Walker(self.server, actor.id)
        await walker.does(lambda: self.server.people.opens(actor.id, link))
        await walker.presses_data(data("n", "promise", "yes"))
        await walker.presses_data(data("n", "myname"))
        return actor

    async def host(self, called: str = "Helena", /, *, language: str = "en", **answers: str | Sequence[str]) -> Actor:
        """Somebody whose offer of a home is sent; `answers` replace those of HOST, by field."""
        return await self._sent(called, language, "host", {**HOST, **answers})

    async def guest(self, called: str = "Amir", /, *, language: str = "en", **answers: str | Sequence[str]) -> Actor:
        """Somebody whose search for a home is sent; `answers` replace those of GUEST, by field."""
        return await self._sent(called, language, "guest", {**GUEST, **answers})

    async def _sent(self, name: str, language: str, role: str, answers: Mapping[str, str | Sequence[str]]) -> Actor:
        actor = await self.person(name, language)
        await self.walks(actor, f"=/{role}", *steps(answers), "!send")
        await actor.sees("K-")
        return actor

    async def walks(self, actor: Actor, *steps: str) -> None:
        """Steps through an interview: what its buttons say, or after "=" what is typed."""
        walker = Walker(self.server, actor.id, len(self.server.feed.events))
        for step in steps:
            actor.mark = len(self.server.feed.events)
            await (walker.says(step[1:]) if step.startswith("=") else walker.presses(step))

    async def until(self, true: Callable[[], bool], what: str, *, within: float = PATIENCE) -> None:
        """Waits until something is so, looking whenever something happens in a chat or the bot has called Telegram."""
        feed, journal = self.server.feed.bell, self.server.journal.bell
        waits = [asyncio.create_task(bell.until(true, within)) for bell in (feed, journal)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        if not true():
            pytest.fail(f"not within {within} s: {what}", pytrace=False)

    async def quiet(self, *, within: float = PATIENCE) -> None:
        """Waits until the bot has taken, handled and sent everything that there is."""
        async with asyncio.timeout(within):
            while self.server.account.updates.pending() or await self._under_way():
                await self.server.journal.bell.until(lambda: False, GLANCE)

    async def _under_way(self) -> int:
        async with self.built.store.look() as work:
            return (await inbox.count(work)).waiting + (await outbox.count(work)).waiting

    async def approved(self, *actors: Actor) -> None:
        """The way in of these people's cases is finished, whatever else stands in them."""
        for actor in actors:
            number = await self.case_number(actor)
            async with self.built.store.work() as work:
                case = await cases.by_number(work, number)
                assert case is not None
                await cases.change(work, case.id, way="approved")

    def host_steps(self) -> list[str]:
        """The steps of a host's interview between its opening and *Send now*."""
        return steps(HOST)

    async def case_number(self, actor: Actor) -> str:
        """The number in the last message of the receipt."""
        told = [screen for screen in actor.screens if "Your case number is K-" in screen]
        screen = told[-1] if told else await actor.sees("K-")
        return screen.text[screen.text.index("K-") :][:8]


def steps(answers: Mapping[str, str | Sequence[str]]) -> list[str]:
    """One after the other."""
    return [step for steps in answers.values() for step in ([steps] if isinstance(steps, str) else steps)]


def settings_for(server: BotApiServer, folder: Path) -> Settings:
    """Settings that know nothing of this machine's environment; a story does not wait for the pace to a channel."""
    return Settings.load(
        env_file=None,
        telegram_bot_token=server.token,
        telegram_api_url=server.base_url,
        database_url=f"{SQLITE}{folder / 'bot.db'}",
        data_key_file=folder / "data.key",
        var_folder=folder,
        backup_folder=folder / "backups",
        poll_timeout=2,
        national_language="en",
        flood_per_minute=0,
        chat_send_rate=0,
        group_sends_per_minute=0,
    )


@asynccontextmanager
async def a_network(folder: Path, *, english: bool = True) -> AsyncIterator[Network]:
    """A running network. `english`: the channels are written to in English, so that a story is about what happens."""
    check = ApiCheck()
    server = BotApiServer(limits=QUICK, observer=check)
    await server.start()
    try:
        async with running(server, folder, english=english) as built:
            yield Network(World(server), built, folder)
    finally:
        await server.stop()
    check.clean()


@asynccontextmanager
async def running(server: BotApiServer, folder: Path, *, english: bool = True) -> AsyncIterator[Built]:
    """The bot alone, started and at the end stopped as by SIGTERM; may be done again on the same folder."""
    settings = settings_for(server, folder)
    stop, ready = asyncio.Event(), asyncio.Event()
    async with opened(settings) as built:
        if english:
            speak_english(built.house)
        never_night(built.house)
        serving = asyncio.create_task(serve(settings, built, stop, ready))
        begun = asyncio.create_task(ready.wait())
        await asyncio.wait([serving, begun], return_when=asyncio.FIRST_COMPLETED)
        try:
            yield built
        finally:
            stop.set()
            begun.cancel()
            await serving


def never_night(house: House) -> None:
    """A story may be told at any hour of the day; those about the night say so."""
    house.policy = house.policy.without_night()


def speak_english(house: House) -> None:
    """All groups' channels are written to in English."""

    def in_english(group: LocalGroup) -> LocalGroup:
        return group.model_copy(update={"languages": ("en",)})

    local = tuple(in_english(group) for group in house.groups.local)
    house.groups = LocalGroups(in_english(house.groups.national), local, house.municipalities)
