"""The server that stays, and the process of the bot that is killed with SIGKILL and started anew."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Built, opened
from bot.operating import coordinators, groups
from bot.playground.server import BotApiServer
from bot.settings import HOUSE
from bot.stage.walking import Walker
from bot.telegram.keyboards import data
from tests.kit.network import QUICK, TURKU, settings_for
from tests.kit.people import Actor, Place, World

LONGEST_LIFE = 2.5
"""Seconds for which a process lives at most after it has begun to ask for updates."""
STARTING = 0.4
"""Seconds after which, at the latest, one dies that does not get as far as that."""
PROGRESS = 20
DIES_EARLY = 0.2
"""How many of them that is."""


@dataclass
class Evening:
    """The server, the process that dies, and the database as an operator beside it may open it."""

    server: BotApiServer
    built: Built
    nursery: asyncio.subprocess.Process
    """See tests.kit.evening.forking."""
    kills: list[dt.datetime] = field(default_factory=list)
    over: bool = False
    running: int = 0
    """The number of the process, 0 where there is none."""

    async def starts(self, *, until_it_asks: bool = True) -> None:
        """Starts the bot, and waits until it asks for updates."""
        asked = len(self.server.journal.of("getUpdates"))
        self.running = await self._tells("start")
        if until_it_asks:
            came = await self.server.journal.until(lambda journal: len(journal.of("getUpdates")) > asked, 60.0)
            assert came, "the bot did not start"

    async def dies(self) -> None:
        """kill -9."""
        os.kill(self.running, signal.SIGKILL)
        assert await self._tells("wait") == -signal.SIGKILL
        self.running = 0

    async def stops(self) -> None:
        """SIGTERM ends the bot by itself, in good order."""
        os.kill(self.running, signal.SIGTERM)
        async with asyncio.timeout(60):
            assert await self._tells("wait") == 0
        self.running = 0

    async def dies_again_and_again(self, times: int, chance: random.Random) -> None:
        """Kills the bot at random moments, some of them while it starts, and starts it anew; the last one lives."""
        for _number in range(times):
            early = chance.random() < DIES_EARLY
            await self.starts(until_it_asks=not early)
            await asyncio.sleep(chance.uniform(0.0, STARTING if early else LONGEST_LIFE))
            await self.dies()
            self.kills.append(self.server.clock.now())
            if len(self.kills) % PROGRESS == 0:
                print(f"{len(self.kills)} of {times} kills", flush=True)  # noqa: T201 - who waits for long sees it
        await self.starts()
        self.over = True

    async def _tells(self, word: str) -> int:
        """What the nursery answers."""
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(f"{word}\n".encode())
        async with asyncio.timeout(60):
            return int(await self.nursery.stdout.readline())

    async def set_up(self) -> tuple[Place, Actor]:
        """Starts the bot; a channel that is bound, and a coordinator in it."""
        world = World(self.server)
        founder, kaisa = [await world.person(name, language="en") for name in ("Founder", "Kaisa")]
        channel = await world.channel("Coordinators", founder, members=[kaisa])
        await self.starts()
        store, house = self.built.store, self.built.house
        await founder.says(f"/bind {await groups.bind_code(store, house, TURKU)}", in_=channel)
        await channel.sees("Turku")
        house.username = self.server.account.bot.username or ""
        link = await coordinators.invite(store, house, TURKU)
        walker = Walker(self.server, kaisa.id)
        await walker.does(lambda: self.server.people.opens(kaisa.id, link))
        await walker.presses_data(data("n", "promise", "yes"))
        await walker.presses_data(data("n", "myname"))
        return channel, kaisa


@asynccontextmanager
async def an_evening(folder: Path) -> AsyncIterator[Evening]:
    """A server and settings for processes. It is noon where they run: at night alerts would wait for the morning."""
    server = BotApiServer(limits=QUICK)
    await server.start()
    settings = settings_for(server, folder)
    environment = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url,
        "DATABASE_URL": settings.database_url,
        "DATA_KEY_FILE": str(settings.data_key_file),
        "VAR_FOLDER": str(settings.var_folder),
        "TIMEZONE": f"Etc/GMT{dt.datetime.now(dt.UTC).hour - 12:+d}",
        "FLOOD_PER_MINUTE": "0",
        "CHAT_SEND_RATE": "0",
        "GROUP_SENDS_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
    }
    nursery = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.kit.evening.forking"),
        cwd=HOUSE,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    async with opened(settings) as built:
        evening = Evening(server, built, nursery)
        try:
            yield evening
        finally:
            if evening.running:
                await evening.dies()
            nursery.terminate()
            await nursery.wait()
            await server.stop()
