"""Photos, files, contacts, things of every other kind, and messages passed on."""

import struct
import zlib

from telegram import Bot

from tests.kit.browser import PlaygroundPage
from tests.kit.phone import Kind, Phone
from tests.playground.page.conftest import IN_BROWSER, Inbox

pytestmark = IN_BROWSER


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x30\x50\x80" * width) * height
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


async def test_a_photo_from_the_bot(page_of: PlaygroundPage, bot: Bot, karin: Phone) -> None:
    await bot.send_photo(await karin.chat_id(), png(40, 20), caption="<b>Huset</b>", parse_mode="HTML")
    assert (await karin.sees("Huset")).media == "photo"
    image = karin.root.locator("[data-media=photo] img")
    await page_of.browser_page.wait_for_function("() => document.querySelector('.picture img').naturalWidth === 40")
    assert await karin.root.locator("[data-from=bot] strong").inner_text() == "Huset"
    await image.click()
    large = page_of.browser_page.locator("[data-dialog=picture]")
    await large.locator("img").wait_for()
    await page_of.browser_page.keyboard.press("Escape")
    await large.wait_for(state="detached")


async def test_a_photo_to_the_bot_is_sent_as_apps_send_it(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.sends_photo(png(2560, 1000), caption="mitt kök")
    sent = await inbox.message()
    assert sent.caption == "mitt kök"
    assert (sent.photo[-1].width, sent.photo[-1].height) == (1280, 500)
    content = await (await sent.photo[-1].get_file()).download_as_bytearray()
    assert content.startswith(b"\xff\xd8"), "a JPEG"
    await karin.root.locator("[data-from=self] [data-media=photo]").wait_for()


async def test_what_is_no_picture_is_not_sent_as_one(inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.chooses_file("Photo…", b"no picture", "photo.png")
    await karin.sees_toast("photo.png is not a picture")
    await karin.says("efter")
    assert (await inbox.message()).text == "efter"


async def test_files_both_ways(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await bot.send_document(await karin.chat_id(), b"all that is kept", filename="mina svar.txt", caption="Allt")
    await karin.sees("Allt")
    async with page_of.browser_page.expect_download() as download:
        await karin.root.locator("[data-media=document] a").click()
    saved = await download.value
    assert saved.suggested_filename == "mina svar.txt"
    assert (await saved.path()).read_bytes() == b"all that is kept"

    await karin.sends_document(b"%PDF-1.7", "avtal.pdf", "application/pdf", caption="se här")
    document = (await inbox.message()).document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("avtal.pdf", "application/pdf", 8)


async def test_one_of_every_other_kind(inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    kinds: tuple[Kind, ...] = (
        "voice",
        "sticker",
        "location",
        "poll",
        "video_note",
        "video",
        "animation",
        "audio",
        "venue",
        "dice",
        "story",
    )
    for kind in kinds:
        await karin.sends(kind)
        assert getattr(await inbox.message(), kind)
        await karin.root.locator(f"[data-media={kind}]").wait_for()


async def test_contacts(page_of: PlaygroundPage, inbox: Inbox, karin: Phone) -> None:
    amir = await page_of.person("Amir")
    await inbox.message()
    await karin.shares_contact()
    own = (await inbox.message()).contact
    assert own is not None
    assert own.user_id == await karin.chat_id()
    await karin.attaches("Somebody's contact…")
    await karin.root.locator("[name=whose]").select_option(str(await amir.chat_id()))
    await karin.confirms()
    other = (await inbox.message()).contact
    assert other is not None
    assert other.user_id == await amir.chat_id()
    await karin.attaches("Somebody's contact…")
    await karin.root.locator("[name=whose]").select_option("")
    await karin.confirms()
    unknown = (await inbox.message()).contact
    assert unknown is not None
    assert (unknown.first_name, unknown.user_id) == ("Kaisa", None)


async def test_a_helper_passes_a_link_on(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    amir = await page_of.person("Amir", language="en")
    await inbox.message()
    link = f"https://t.me/{bot.username}?start=confirm_once"
    await bot.send_message(await karin.chat_id(), f"Give this to your friend: {link}")
    await karin.sees("Give this")
    await karin.forwards("Give this", to="Amir")
    given = await amir.sees("Give this to your friend")
    assert given.whose == "given"
    await page_of.browser_page.reload()
    await page_of.is_live()
    await amir.follows("confirm_once")
    heard = await inbox.message()
    assert heard.text == "/start confirm_once", "of the passing on itself the bot hears nothing"
    assert heard.chat_id == await amir.chat_id()


async def test_forwards_to_the_bot(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.says("min text")
    await inbox.message()
    await karin.forwards("min text", to="Kotimajoitus")
    forwarded = await inbox.message()
    assert forwarded.forward_origin is not None
    assert (forwarded.forward_origin.type, forwarded.text) == ("user", "min text")
    await karin.root.get_by_text("Forwarded from Karin Lindroos").wait_for()
    await karin.chooses("Forward a text from elsewhere…")
    await karin.root.locator("[name=text]").fill("någon annans ord")
    await karin.confirms()
    foreign = await inbox.message()
    assert foreign.forward_origin is not None
    assert (foreign.forward_origin.type, foreign.text) == ("hidden_user", "någon annans ord")
