"""People in a story, played on the page in a real browser; the words are those of tests/kit/people.py.

    async with a_page(server.base_url) as page_of:
        anna = await page_of.phone("Anna")
        await anna.starts()
        await anna.presses("Kyllä")
        await anna.sees("Kiitos")

Everything is clicked and typed as a person would. What does not come in time fails the test with the phone's chat as a
transcript; an error in the page's own scripts fails it too (`page_of.clean()`, called at the end).
"""

import re
import shutil
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.kit.phone import Phone
from tests.kit.phone_view import PATIENCE

CHROMIUM = shutil.which("chromium")
"""Debian's browser."""

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="NO BROWSER HERE, so the page is NOT tested: install Debian's chromium (apt install chromium)",
)

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class PlaygroundPage:
    """The page, open in a browser."""

    def __init__(self, browser_page: Page) -> None:
        self.browser_page = browser_page
        self.errors: list[str] = []
        browser_page.set_default_timeout(PATIENCE * 1000)
        browser_page.on("pageerror", lambda error: self.errors.append(str(error)))
        browser_page.on("console", lambda line: self._notes(line.type, line.text))

    def _notes(self, kind: str, text: str) -> None:
        """What the browser complains of; that something is refused (400) is shown to the person, and no fault."""
        if kind == "error" and "status of 400" not in text:
            self.errors.append(text)

    async def goes_to(self, address: str) -> None:
        """Open the page and wait until it is connected."""
        await self.browser_page.goto(address)
        await self.is_live()

    async def is_live(self) -> None:
        """Wait until the page hears of what happens."""
        await self.browser_page.locator("[data-role=connection][data-state=live]").wait_for()

    async def phone(self, name: str) -> Phone:
        """Somebody's phone, by first name, or that of a group or channel by its title; taken out if it was put away."""
        root = self.browser_page.locator(f'[data-phone="{name}"]')
        chip = self.browser_page.locator(f'#everyone [data-chip="{name}"]')
        more = self.browser_page.locator("[data-role=everyone]:visible")
        await root.or_(more).first.wait_for()
        if not await root.count():
            await more.click()
            await chip.click()
        await root.wait_for()
        return Phone(self, name, root)

    async def person(self, name: str, *, language: str = "fi", last_name: str = "") -> Phone:
        """Add somebody with Telegram in this language."""
        await self.browser_page.locator("[data-role=add-person]").click()
        dialog = self.browser_page.locator("[data-dialog=add-person]")
        await dialog.locator("[name=first_name]").fill(name)
        await dialog.locator("[name=last_name]").fill(last_name)
        await dialog.locator("[name=language_code]").select_option(language)
        await dialog.locator("button[value=ok]").click()
        return await self.phone(name)

    async def channel(self, title: str, owner: Phone, *, members: Collection[Phone] = ()) -> Phone:
        """Make a channel with these people in it and the bot as administrator."""
        return await self.place("channel", title, owner, members)

    async def group(self, title: str, owner: Phone, *, members: Collection[Phone] = ()) -> Phone:
        """Make a supergroup with these people in it and the bot as administrator."""
        return await self.place("supergroup", title, owner, members)

    async def place(
        self, kind: Literal["channel", "group", "supergroup"], title: str, owner: Phone, members: Collection[Phone] = ()
    ) -> Phone:
        """Make a place of any kind."""
        await self.browser_page.locator("[data-role=add-place]").click()
        dialog = self.browser_page.locator("[data-dialog=add-place]")
        await dialog.locator("[name=title]").fill(title)
        await dialog.locator("[name=kind]").select_option(kind)
        await dialog.locator("[name=owner]").select_option(await owner.root.get_attribute("data-chat"))
        for member in members:
            await dialog.locator(f'[name=member][value="{await member.root.get_attribute("data-chat")}"]').check()
        await dialog.locator("button[value=ok]").click()
        made = await self.phone(title)
        # The phone may show before everybody is in; it takes the focus when the place is ready.
        await made.root.locator("[data-role=composer]:focus").wait_for()
        return made

    async def chooses(self, entry: str) -> None:
        """Choose from the menu that is open; a sign before the entry's words can be left out."""
        name = re.compile(rf"(?:^|\s){re.escape(entry)}$")
        plain = self.browser_page.get_by_role("menuitem", name=name)
        await plain.or_(self.browser_page.get_by_role("menuitemcheckbox", name=name)).click()

    async def picture(self, path: Path) -> None:
        """Take a picture of the page."""
        await self.browser_page.screenshot(path=path)

    def clean(self) -> None:
        """Fail if anything went wrong in the page's own scripts."""
        assert not self.errors, "\n".join(["the page had errors:", *self.errors])


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """A browser for several pages, one after the other."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        await browser.close()


@asynccontextmanager
async def a_page(
    address: str,
    browser: Browser | None = None,
    *,
    size: tuple[int, int] = (1440, 900),
    scheme: Literal["light", "dark"] = "light",
) -> AsyncIterator[PlaygroundPage]:
    """The playground's page, in this browser or in one of its own; at the end it must have had no errors."""
    async with AsyncExitStack() as stack:
        if browser is None:
            browser = await stack.enter_async_context(a_browser())
        context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        page = PlaygroundPage(await context.new_page())
        await page.goes_to(address)
        yield page
        page.clean()
        await context.close()
