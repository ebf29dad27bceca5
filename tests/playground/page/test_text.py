"""What stands in messages: formatting, links, hidden and protected things, and texts that would like to be markup."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from tests.kit.browser import PlaygroundPage
from tests.kit.phone import Phone
from tests.playground.page.conftest import IN_BROWSER, Inbox

pytestmark = IN_BROWSER

NASTY = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


async def test_formatting_is_shown_as_it_is_meant(bot: Bot, karin: Phone) -> None:
    html = (
        "🏠 <b>fet <i>båda</i></b> <u>under</u> <s>bort</s> <code>K-7HQ2MX</code>\n"
        '<pre><code class="language-py">x = 1</code></pre><blockquote>så sagt</blockquote> <a href="https://example.org/a">länk</a>'
    )
    await bot.send_message(await karin.chat_id(), html, parse_mode="HTML")
    await karin.sees("🏠 fet båda under bort K-7HQ2MX")
    text = karin.root.locator("[data-from=bot] [data-role=text]")
    for selector, words in {
        "strong": "fet båda",
        "strong em": "båda",
        "u": "under",
        "s": "bort",
        "code": "K-7HQ2MX",
        "pre": "py\nx = 1",
        "blockquote": "så sagt",
        "[data-link='https://example.org/a']": "länk",
    }.items():
        assert await text.locator(selector).inner_text() == words


async def test_marks_that_cross_each_other_keep_the_text(bot: Bot, karin: Phone) -> None:
    entities = [
        MessageEntity("bold", offset=0, length=6),
        MessageEntity("italic", offset=3, length=6),
        MessageEntity("underline", offset=5, length=10),
    ]
    await bot.send_message(await karin.chat_id(), "abc🙂efghijklmno", entities=entities)
    assert (await karin.sees("abc")).text == "abc🙂efghijklmno"


async def test_a_spoiler_is_covered_until_it_is_pressed(bot: Bot, karin: Phone) -> None:
    await bot.send_message(await karin.chat_id(), "Svaret: <tg-spoiler>hemligt</tg-spoiler>", parse_mode="HTML")
    spoiler = karin.root.locator(".spoiler")
    await karin.root.locator(".spoiler.covered").wait_for()
    assert not await spoiler.locator("span").is_visible()
    await spoiler.focus()
    await spoiler.press("Enter")
    assert await spoiler.locator("span").is_visible()
    await spoiler.click()
    assert not await spoiler.locator("span").is_visible()


async def test_texts_never_become_markup(page_of: PlaygroundPage, bot: Bot, inbox: Inbox) -> None:
    nasty = await page_of.person("Anna", last_name=NASTY[:64])
    await nasty.starts()
    await inbox.message()
    await nasty.says(NASTY)
    chat = (await inbox.message()).chat_id
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(NASTY, callback_data="x")]])
    message = await bot.send_message(chat, NASTY, reply_markup=keyboard)
    await nasty.presses("script")
    await (await inbox.press()).answer(NASTY)
    await nasty.sees_toast("<img")
    await message.pin()
    await nasty.part("pinned").wait_for()
    await bot.send_document(chat, b"x", filename="<b>file.txt")
    await nasty.root.locator("[data-media=document]").wait_for()

    assert [bubble.text for bubble in await nasty.bubbles() if NASTY in bubble] == [NASTY, NASTY]
    assert await page_of.browser_page.title() == "Kotimajoitus · Playground"
    assert await page_of.browser_page.locator("img[src=x], .phone script").count() == 0


async def test_a_link_that_starts_the_bot_is_followed(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    link = f"https://t.me/{bot.username}?start=guest"
    await bot.send_message(await karin.chat_id(), f"För en vän: {link}")
    await karin.follows("start=guest")
    assert (await inbox.message()).text == "/start guest"
    await karin.opens("host")
    assert (await inbox.message()).text == "/start host"
    await karin.opens(f"t.me/{bot.username.upper()}?start=invite_7")
    assert (await inbox.message()).text == "/start invite_7"


async def test_a_link_to_elsewhere_is_only_shown(page_of: PlaygroundPage, bot: Bot, karin: Phone) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Läs mer", url="https://example.org/privacy")]])
    await bot.send_message(await karin.chat_id(), "Se https://evil.example/x", reply_markup=keyboard)
    for follow, url in (
        (karin.follows("evil.example"), "https://evil.example/x"),
        (karin.presses("Läs mer"), "https://example.org/privacy"),
    ):
        await follow
        assert await karin.part("url").inner_text() == url
        await karin.declines()
    assert len(page_of.browser_page.context.pages) == 1


async def test_commands_and_people_in_a_text(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    chat = await karin.chat_id()
    await bot.send_message(
        chat, f'Skriv /status eller fråga <a href="tg://user?id={chat}">Karin</a>', parse_mode="HTML"
    )
    await karin.follows("/status")
    assert (await inbox.message()).text == "/status"
    await karin.follows("tg://user")
    await karin.root.locator("[data-dialog=person]").get_by_text("no username · Swedish").wait_for()
    await karin.confirms()


async def test_silent_pinned_and_protected(bot: Bot, karin: Phone) -> None:
    chat = await karin.chat_id()
    silent = await bot.send_message(chat, "Tyst", disable_notification=True)
    assert "🔕" in (await karin.sees("Tyst")).meta
    await bot.send_message(chat, "Bara för dig", protect_content=True)
    assert "🔒" in (await karin.sees("Bara för dig")).meta
    await karin.message("Bara för dig").locator("[data-role=more]").focus()
    await karin.message("Bara för dig").locator("[data-role=more]").press("Enter")
    entries = await karin.page.browser_page.get_by_role("menuitem").all_inner_texts()
    assert "Reply" in entries
    assert not {"Forward…", "Copy text"} & set(entries)
    await karin.page.browser_page.keyboard.press("Escape")

    await silent.pin(disable_notification=True)
    await karin.part("pinned").get_by_text("Tyst").wait_for()
    await bot.send_message(chat, "\n".join("lång" for _ in range(80)))
    await karin.sees("lång")
    await karin.part("pinned").click()
    await karin.root.locator(".shine").get_by_text("Tyst").wait_for()
    await karin.on_message(karin.root.locator("[data-from=bot]").filter(has_text="Tyst"), "Unpin")
    await karin.part("pinned").wait_for(state="hidden")


async def test_what_the_bot_deletes_goes(bot: Bot, karin: Phone) -> None:
    message = await bot.send_message(await karin.chat_id(), "Kod: 1234")
    await karin.sees("Kod")
    await message.delete()
    await karin.message("Kod").wait_for(state="detached")
