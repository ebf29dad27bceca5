"""Who is there when the playground opens: a host, a guest, a coordinator, and two coordinators' channels."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from bot.app import Built
from bot.operating import coordinators, groups
from bot.playground.server import BotApiServer
from bot.playground.state import Right
from bot.stage.demo import fill
from bot.stage.walking import Walker
from bot.telegram.keyboards import data

RIGHTS: frozenset[Right] = frozenset(
    {"can_post_messages", "can_edit_messages", "can_delete_messages", "can_pin_messages", "can_manage_chat"}
)
LOCAL_GROUP, NATIONAL_GROUP = "turku-varsinais-suomi", "national"
TITLES = {LOCAL_GROUP: "Turun koordinaattorit", NATIONAL_GROUP: "Valtakunnalliset koordinaattorit"}


@dataclass
class Scene:
    """The people and channels of the playground, made as people make them in Telegram."""

    server: BotApiServer
    built: Built
    channels: dict[str, int] = field(default_factory=dict)
    """Channel numbers by the slug of their group."""

    async def set_up(self) -> None:
        """The first four: they are as people who have just installed Telegram, but the coordinator is invited."""
        people = self.server.people
        await people.add_person("Helena", "Lindqvist", language_code="sv")
        await people.add_person("Amir", language_code="en")
        kaisa = await people.add_person("Kaisa", "Virtanen", language_code="fi")
        for slug in TITLES:
            await self._bind(kaisa, slug)
            await self._join(kaisa, slug)

    async def fill(self, stop: asyncio.Event) -> None:
        """A believable group: twenty hosts and twenty guests, whose answers come by the real interviews."""
        house = self.built.house
        await fill(self.server, house.today(dt.datetime.now(dt.UTC)), stop)

    async def _bind(self, owner: int, slug: str) -> None:
        chat = await self.server.people.create_chat(owner, TITLES[slug], "channel")
        self.channels[slug] = chat
        await self.server.people.promotes(owner, chat, self.server.people.bot_id, RIGHTS)
        code = await groups.bind_code(self.built.store, self.built.house, slug)
        mark = len(self.server.feed.events)
        await self.server.people.says(owner, f"/bind {code}", chat)
        await Walker(self.server, owner).until_said(chat, mark)

    async def _join(self, person: int, slug: str) -> None:
        """The coordinator opens the invitation, accepts, and takes the name that Telegram shows."""
        link = await coordinators.invite(self.built.store, self.built.house, slug)
        walker = Walker(self.server, person)
        await walker.does(lambda: self.server.people.opens(person, link))
        await walker.presses_data(data("n", "promise", "yes"))
        await walker.presses_data(data("n", "myname"))
