"""The playground put together: the very same bot, the local Bot API server, and the people who are there at first."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from bot.app import CANNOT_LISTEN, Built, cannot_listen, opened, serve
from bot.playground.server import BotApiServer
from bot.process_lock import ProcessLock
from bot.settings import Settings
from bot.settings.forms import SQLITE
from bot.stage.scene import Scene

__all__ = ["awake", "play", "stage_settings"]

MEND = "Stop it first, or set another VAR_FOLDER."


def stage_settings(settings: Settings, api_url: str, folder: Path) -> Settings:
    """The settings of a bot that plays: a database of its own, and nobody but the local server to talk with."""
    return settings.model_copy(
        update={
            "telegram_api_url": api_url,
            "webhook_url": None,
            "database_url": f"{SQLITE}{folder / 'bot.db'}",
            "data_key_file": folder / "data.key",
            "backup_folder": folder / "backups",
            "poll_timeout": 10,
            # The local server takes whatever comes, and who plays does not want to wait for minutes.
            "group_sends_per_minute": 0,
        }
    )


def awake(built: Built) -> None:
    """Whoever plays in the evening sees what comes: there are no quiet hours, and so no morning to wait for."""
    built.house.policy = built.house.policy.without_night()


async def play(settings: Settings, stop: asyncio.Event, *, demo: bool = False) -> None:
    """Until `stop`. The chats live in memory, so each start begins with an empty database of the playground's own."""
    folder = settings.var_folder / "playground"
    server = BotApiServer()
    with ProcessLock(settings.var_folder, server.token, running="The playground is open already", mend=MEND):
        address = await _started(server, settings)
        try:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            await asyncio.to_thread(folder.mkdir, parents=True)
            async with opened(stage_settings(settings, address, folder), server.token, address) as built:
                awake(built)
                await _play(settings, server, built, stop, demo=demo)
        finally:
            await server.stop()


async def _started(server: BotApiServer, settings: Settings) -> str:
    """The address; raises SettingsError where it cannot be listened at."""
    listen = settings.playground_listen
    try:
        return await server.start(listen.host, listen.port)
    except OSError as error:
        await server.stop()
        if error.errno not in CANNOT_LISTEN:
            raise
        raise cannot_listen("PLAYGROUND_LISTEN", listen) from None


async def _play(settings: Settings, server: BotApiServer, built: Built, stop: asyncio.Event, *, demo: bool) -> None:
    ready = asyncio.Event()
    running = asyncio.create_task(serve(settings, built, stop, ready))
    acting = asyncio.create_task(_act(server, built, ready, stop, demo=demo))
    await asyncio.wait([running, acting], return_when=asyncio.FIRST_COMPLETED)
    if acting.done() and acting.exception() is not None:
        stop.set()
    await running
    # Nobody waits for a bot that has stopped.
    acting.cancel()
    (fault,) = await asyncio.gather(acting, return_exceptions=True)
    if isinstance(fault, Exception):
        raise fault


async def _act(server: BotApiServer, built: Built, ready: asyncio.Event, stop: asyncio.Event, *, demo: bool) -> None:
    """The first people come, then the address is told, and perhaps a whole group follows."""
    await ready.wait()
    scene = Scene(server, built)
    await scene.set_up()
    sys.stdout.write(f"The playground is open: {server.base_url}\n")
    sys.stdout.flush()
    if demo:
        await scene.fill(stop)
