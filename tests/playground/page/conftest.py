"""The page in a browser, and what the bot hears meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from telegram import Bot, CallbackQuery, Message, Update

from bot.playground.server import BotApiServer
from tests.kit.api_check import ApiCheck
from tests.kit.browser import PlaygroundPage, a_browser, a_page, needs_chromium
from tests.kit.phone import Phone
from tests.kit.phone_view import PATIENCE
from tests.playground.conftest import QUICK, new_bot

IN_BROWSER = [pytest.mark.browser, needs_chromium, pytest.mark.asyncio(loop_scope="module")]
"""The marks of a file of stories in a browser; they share one browser, and with it an event loop."""


class Inbox:
    """What the bot hears, one by one. Raises TimeoutError where it hears nothing of the kind within PATIENCE."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._offset = 0

    async def update(self) -> Update:
        """The next update."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for update in await self._bot.get_updates(
                    self._offset, limit=1, timeout=2, allowed_updates=Update.ALL_TYPES
                ):
                    self._offset = update.update_id + 1
                    return update

    async def message(self) -> Message:
        """The next message, whatever else comes before it."""
        while True:
            update = await self.update()
            if update.effective_message is not None and update.callback_query is None:
                return update.effective_message

    async def press(self) -> CallbackQuery:
        """The next press of a button."""
        while True:
            update = await self.update()
            if update.callback_query is not None:
                return update.callback_query


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all stories of a file; each gets a window of its own."""
    async with a_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def server(check: ApiCheck) -> AsyncIterator[BotApiServer]:
    """As elsewhere, in the browser's event loop."""
    server = BotApiServer(limits=QUICK, observer=check)
    await server.start()
    yield server
    await server.stop()
    check.clean()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """As elsewhere, in the browser's event loop."""
    async with new_bot(server) as bot:
        yield bot


@pytest.fixture
def inbox(bot: Bot) -> Inbox:
    """See Inbox."""
    return Inbox(bot)


@pytest_asyncio.fixture(loop_scope="module")
async def page_of(server: BotApiServer, browser: Browser) -> AsyncIterator[PlaygroundPage]:
    """The page, with nobody there yet."""
    async with a_page(server.base_url, browser) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def karin(page_of: PlaygroundPage) -> Phone:
    """Somebody with Telegram in Swedish who has started the bot."""
    karin = await page_of.person("Karin", language="sv", last_name="Lindroos")
    await karin.starts()
    # The server knows of it before the page shows it.
    await karin.root.get_by_text("/start", exact=True).first.wait_for()
    return karin
