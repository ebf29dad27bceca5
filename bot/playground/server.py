"""The local Bot API server, whole: the Bot API for the bot, the people's side for tests and the page.

Run by itself: python -m bot.playground.server --port 8081 --token 123:abc
"""

import argparse
import asyncio
import contextlib
import signal
import sys

from aiohttp import web

from bot.playground.account import Account
from bot.playground.bot_api import BotApi, Observer
from bot.playground.clock import Clock
from bot.playground.feed import Feed
from bot.playground.guard import guard
from bot.playground.limits import TELEGRAM, Limits
from bot.playground.people import People
from bot.playground.play import Play
from bot.playground.state import Person
from bot.playground.web import mount

TOKEN = "7000000001:playground-token-for-this-machine-only"  # noqa: S105 — opens nothing but this server
USERNAME = "kotimajoitusbot"


class BotApiServer:
    """One bot's Bot API server and the people around it; its state is in memory.

    `people` acts as the people do, `faults` makes things go wrong, `journal` tells what was asked, and
    `clock` can be moved.
    """

    def __init__(
        self,
        token: str = TOKEN,
        bot_username: str = USERNAME,
        *,
        bot_name: str = "Kotimajoitus",
        clock: Clock | None = None,
        limits: Limits = TELEGRAM,
        observer: Observer | None = None,
    ) -> None:
        bot = Person(int(token.split(":")[0]), bot_name, username=bot_username, is_bot=True)
        self.token = token
        self.account = Account(bot, clock, limits)
        self.clock = self.account.clock
        self.people = People(self.account)
        self.api = BotApi(token, self.account, observer)
        self.faults = self.api.faults
        self.journal = self.api.journal
        self.base_url = ""
        self.app = web.Application(middlewares=[guard], client_max_size=limits.upload_bytes + (1 << 20))
        self.play = Play(self.people, self.api)
        self.app.add_routes(self.api.routes())
        self.play.mount(self.app)
        mount(self.app)
        self._runner: web.AppRunner | None = None

    @property
    def feed(self) -> Feed:
        """What has happened, in order."""
        return self.account.feed

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and return the address (the bot's base_url is this and "/bot")."""
        self._runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        self.base_url = f"http://{host}:{bound[1]}"
        return self.base_url

    async def stop(self) -> None:
        """Stop listening; whoever waits is sent away."""
        self.api.stopping.set()
        self.feed.bell.close()
        self.journal.bell.close()
        await self.account.webhook.unset()
        if self._runner is not None:
            await self._runner.cleanup()


async def serve(port: int, token: str, username: str) -> None:
    """Run until SIGINT or SIGTERM, having printed the address on one line."""
    server = BotApiServer(token, username)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    sys.stdout.write(await server.start(port=port) + "\n")
    sys.stdout.flush()
    await stop.wait()
    await server.stop()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=USERNAME, help="the bot's @username")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.token, arguments.username))


if __name__ == "__main__":
    main()
