"""The page over time: lost connections, another server, reloads, drafts, what is unread, many people."""

import asyncio
import contextlib

import aiohttp
from playwright.async_api import Browser
from telegram import Bot
from yarl import URL

from bot.playground.server import BotApiServer
from tests.kit.browser import PlaygroundPage, a_page
from tests.kit.phone import Phone
from tests.playground.page.conftest import IN_BROWSER, Inbox

pytestmark = IN_BROWSER


class Line:
    """A line to the server that can break."""

    def __init__(self, address: str) -> None:
        self._to = URL(address)
        self._ends: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> str:
        """Let through whoever comes; returns the address."""
        self._server = await asyncio.start_server(self._through, "127.0.0.1", port)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def cut(self) -> None:
        """Break every connection, and take no new one."""
        assert self._server is not None
        self._server.close()
        for end in self._ends:
            end.transport.abort()
        await self._server.wait_closed()

    async def _through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._to.host, self._to.port)
        self._ends += [writer, back]
        await asyncio.gather(_flow(reader, back), _flow(there, writer))


async def _flow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(1 << 16):
            writer.write(piece)
            await writer.drain()
    writer.close()


async def test_nothing_is_missed_over_a_lost_connection(server: BotApiServer, bot: Bot, browser: Browser) -> None:
    line = Line(server.base_url)
    address = await line.open()
    async with a_page(address, browser) as page_of:
        karin = await page_of.person("Karin")
        await karin.starts()
        await karin.message("/start").wait_for()
        chat = await karin.chat_id()
        first = await bot.send_message(chat, "före")
        await karin.sees("före")
        await line.cut()
        await page_of.browser_page.get_by_text("Connection lost, trying again…").wait_for()
        await bot.send_message(chat, "under tiden")
        await first.edit_text("ändrat")
        await karin.says("hör du?")
        await karin.sees_toast("The playground does not answer")
        assert await karin.part("composer").input_value() == "hör du?", "what could not be sent is not lost"
        await line.open(int(address.rsplit(":", 1)[1]))
        await karin.sees("under tiden")
        await page_of.is_live()
        assert [bubble.text for bubble in await karin.bubbles()] == ["/start", "ändrat", "under tiden"], "each once"
        page_of.errors.clear()
    await line.cut()


async def test_another_server_at_the_same_address_is_noticed(browser: Browser) -> None:
    old, new = BotApiServer(), BotApiServer()
    address = await old.start()
    async with a_page(address, browser) as page_of:
        await page_of.person("Karin")
        await old.stop()
        lost = page_of.browser_page.locator("[data-role=connection][data-state=lost]")
        await lost.wait_for(state="attached")
        await page_of.browser_page.get_by_text("Connection lost, trying again…").wait_for()
        await new.start(port=int(address.rsplit(":", 1)[1]))
        await page_of.browser_page.get_by_text("Nobody is here yet").wait_for(timeout=15_000)
        await page_of.is_live()
        assert await page_of.browser_page.locator(".phone").count() == 0
        page_of.errors.clear()
    await new.stop()


async def test_a_reload_keeps_phones_drafts_and_who_acts(page_of: PlaygroundPage, karin: Phone) -> None:
    await page_of.person("Amir")
    channel = await page_of.channel("Coordinators", karin)
    await channel.acts_as("Amir")
    await karin.part("composer").fill("en halv mening")
    await channel.chooses("Move to the left")
    order = await page_of.browser_page.locator(".phone").evaluate_all("phones => phones.map(p => p.dataset.phone)")
    await page_of.browser_page.reload()
    await page_of.is_live()
    assert await karin.part("composer").input_value() == "en halv mening"
    again = await page_of.browser_page.locator(".phone").evaluate_all("phones => phones.map(p => p.dataset.phone)")
    assert again == order
    assert await channel.part("acting-as").locator("option:checked").inner_text() == "Amir (not here)"


async def test_whoever_reads_further_up_is_not_pulled_down(bot: Bot, karin: Phone) -> None:
    chat = await karin.chat_id()
    await bot.send_message(chat, "\n".join(f"rad {number}" for number in range(90)))
    await karin.sees("rad 89")
    pane = karin.part("messages")
    assert await pane.evaluate("pane => pane.scrollHeight - pane.scrollTop - pane.clientHeight") < 5
    await pane.evaluate("pane => { pane.scrollTop = 0 }")
    await karin.part("unread").wait_for()
    await bot.send_message(chat, "nytt")
    await karin.sees("nytt")
    assert await pane.evaluate("pane => pane.scrollTop") == 0
    assert await karin.part("unread").inner_text() == "1"
    await karin.part("unread").click()
    await karin.part("unread").wait_for(state="hidden")
    await karin.message("nytt").wait_for()
    assert await pane.evaluate("pane => pane.scrollHeight - pane.scrollTop - pane.clientHeight") < 5


async def test_phones_are_put_away_and_taken_out(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await karin.chooses("Put this phone away")
    await karin.root.wait_for(state="detached")
    await bot.send_message((await inbox.message()).chat_id, "är du där?")
    more = page_of.browser_page.locator("[data-role=everyone]")
    await more.get_by_text("1", exact=True).wait_for()
    karin = await page_of.phone("Karin")
    await karin.message("är du där?").wait_for()
    await more.wait_for(state="hidden")


async def test_a_crowd_does_not_crowd_the_table(server: BotApiServer, browser: Browser) -> None:
    for number in range(40):
        await server.people.add_person(f"Person{number}", "Exempel", None, "fi")
    async with a_page(server.base_url, browser) as page_of:
        assert await page_of.browser_page.locator(".phone").count() == 3
        await page_of.browser_page.locator("[data-role=everyone]").click()
        await page_of.browser_page.get_by_placeholder("Find a name").fill("person37")
        await page_of.browser_page.locator(".found").get_by_text("Person37 Exempel").click()
        phone = await page_of.phone("Person37")
        await phone.starts()
        await phone.message("/start").wait_for()


async def test_a_narrow_screen_shows_one_phone_at_a_time(server: BotApiServer, browser: Browser) -> None:
    for name in ("Karin", "Amir", "Liisa"):
        await server.people.add_person(name)
    async with a_page(server.base_url, browser, size=(480, 860)) as page_of:
        karin, liisa = await page_of.phone("Karin"), await page_of.phone("Liisa")
        box = await karin.root.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert 380 <= box["width"] <= 480
        await page_of.browser_page.locator("nav [data-chip=Liisa]").click()
        await page_of.browser_page.wait_for_function(
            "() => Math.abs(document.querySelector('[data-phone=Liisa]').getBoundingClientRect().left - 12) < 40"
        )
        await liisa.starts()
        await liisa.message("/start").wait_for()
        assert await page_of.browser_page.evaluate("document.documentElement.scrollWidth") == 480


async def test_everything_works_by_keyboard(page_of: PlaygroundPage, inbox: Inbox) -> None:
    keyboard = page_of.browser_page.keyboard
    await page_of.browser_page.locator("[data-role=add-person]").focus()
    await keyboard.press("Enter")
    await keyboard.type("Karin")
    await keyboard.press("Enter")
    karin = await page_of.phone("Karin")
    await karin.root.locator("[data-role=start]:focus").wait_for()
    await page_of.browser_page.evaluate("document.activeElement.blur()")
    await keyboard.press("Alt+1")
    await karin.root.locator("[data-role=start]:focus").wait_for()
    await keyboard.press("Enter")
    assert (await inbox.message()).text == "/start"
    # The server knows of it before the page has put the field for words in the place of START.
    await karin.message("/start").wait_for()
    await karin.part("composer").wait_for()
    await page_of.browser_page.evaluate("document.activeElement.blur()")
    await keyboard.press("Alt+1")
    await karin.root.locator("[data-role=composer]:focus").wait_for()
    await keyboard.type("hej")
    await keyboard.press("Enter")
    assert (await inbox.message()).text == "hej"
    await karin.part("menu").focus()
    await keyboard.press("Enter")
    await keyboard.press("ArrowDown")
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await karin.root.locator("[data-dialog=profile]").wait_for()
    await keyboard.press("Escape")
    await karin.root.locator("[data-dialog=profile]").wait_for(state="detached")
    assert await karin.part("menu").evaluate("menu => menu === document.activeElement"), "back where one was"


async def test_every_control_has_a_name(page_of: PlaygroundPage, bot: Bot, karin: Phone) -> None:
    await page_of.channel("Coordinators", karin)
    await bot.send_message(await karin.chat_id(), "<tg-spoiler>x</tg-spoiler>", parse_mode="HTML")
    await karin.sees("")
    nameless = await page_of.browser_page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, [role=button], [role=log], section")]
            .filter(node => node.checkVisibility())
            .filter(node => !(node.ariaLabel || node.innerText.trim() || node.labels?.length || node.title))
            .map(node => node.outerHTML)"""
    )
    assert nameless == []


async def test_the_clock_is_the_server_s(page_of: PlaygroundPage, server: BotApiServer) -> None:
    before = server.clock.now().year
    assert await page_of.browser_page.locator("[data-role=clock]").get_attribute("datetime") is not None
    async with aiohttp.ClientSession() as session:
        await session.post(f"{server.base_url}/play/clock", json={"seconds": 400 * 86400})
    await page_of.browser_page.wait_for_function(
        "year => new Date(document.querySelector('[data-role=clock]').dateTime).getFullYear() > year", arg=before
    )


async def test_help_can_be_read(page_of: PlaygroundPage) -> None:
    await page_of.browser_page.locator("[data-role=help]").click()
    await page_of.browser_page.locator("[data-dialog=help]").get_by_text("You are everyone").wait_for()
    await page_of.browser_page.keyboard.press("Escape")
    await page_of.browser_page.locator("[data-dialog=help]").wait_for(state="detached")
