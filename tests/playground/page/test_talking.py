"""Talking on the page: writing, buttons, edits, toasts, keyboards, commands."""

from telegram import (
    Bot,
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.kit.browser import PlaygroundPage
from tests.kit.phone import Phone
from tests.playground.page.conftest import IN_BROWSER, Inbox

pytestmark = IN_BROWSER


def buttons(*rows: tuple[str, ...]) -> InlineKeyboardMarkup:
    """Rows of buttons whose data is their label and place."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(label, callback_data=f"{label} {row} {column}")
                for column, label in enumerate(labels)
            ]
            for row, labels in enumerate(rows)
        ]
    )


async def test_a_table_for_four(page_of: PlaygroundPage) -> None:
    await page_of.browser_page.locator("[data-role=lay-table]").click()
    for name in ("Karin", "Amir", "Liisa", "Coordinators"):
        phone = await page_of.phone(name)
        box = await phone.root.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1440, "all four are seen at once"
        assert box["y"] + box["height"] <= 900


async def test_a_person_starts_the_bot_and_answers(page_of: PlaygroundPage, bot: Bot, inbox: Inbox) -> None:
    karin = await page_of.person("Karin", language="sv", last_name="Lindroos")
    await karin.starts()
    started = await inbox.message()
    assert (started.text, started.chat.full_name) == ("/start", "Karin Lindroos")
    assert started.from_user is not None
    assert started.from_user.language_code == "sv"

    question = await bot.send_message(started.chat_id, "Har du ett hem?", reply_markup=buttons(("Ja", "Nej")))
    assert (await karin.sees("Har du ett hem?")).buttons == ("Ja", "Nej")
    await karin.presses("Ja")
    press = await inbox.press()
    assert press.data == "Ja 0 0"
    await press.answer("Tack!")
    await question.edit_text("✓ Ja")

    await karin.sees_toast("Tack!")
    answered = await karin.sees("✓ Ja")
    assert not answered.buttons
    assert "edited" in answered.meta
    assert [bubble.whose for bubble in await karin.bubbles()] == ["self", "bot"]


async def test_buttons_of_the_same_name_are_told_apart(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    rows = buttons(("−", "Women 1", "+"), ("−", "Men 0", "+"))
    await bot.send_message(await karin.chat_id(), "Who lives there?", reply_markup=rows)
    await karin.sees("Who lives there?")
    await karin.presses_beside("Men", "+")
    assert (await inbox.press()).data == "+ 1 2"


async def test_a_button_is_busy_until_the_bot_answers(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await bot.send_message(await karin.chat_id(), "?", reply_markup=buttons(("Ja",)))
    await karin.presses("Ja")
    await karin.root.locator("[data-role=button][aria-busy=true]").wait_for()
    await (await inbox.press()).answer()
    await karin.root.locator("[data-role=button]:not([aria-busy])").wait_for()
    assert await karin.part("toast").count() == 0


async def test_an_alert_waits_until_it_is_read(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await bot.send_message(await karin.chat_id(), "?", reply_markup=buttons(("Ta",)))
    await karin.presses("Ta")
    await (await inbox.press()).answer("Redan tagen", show_alert=True)
    assert await karin.sees_alert("Redan") == "Redan tagen"
    assert await karin.part("alert").count() == 0


async def test_enter_sends_and_shift_enter_does_not(inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.says("rad ett\nrad två")
    assert (await inbox.message()).text == "rad ett\nrad två"
    field = karin.part("composer")
    assert await field.input_value() == ""
    assert await karin.part("send").is_disabled()
    await field.fill("   \n ")
    await field.press("Enter")
    await karin.says("sist")
    assert (await inbox.message()).text == "sist", "blanks are not sent"


async def test_messages_typed_in_a_hurry_keep_their_order(inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    for number in range(8):
        await karin.says(f"nummer {number}")
    assert [(await inbox.message()).text for _ in range(8)] == [f"nummer {number}" for number in range(8)]


async def test_one_s_own_message_is_edited_and_deleted(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.says("två")
    sent = await inbox.message()
    await karin.part("composer").press("ArrowUp")
    assert await karin.part("composer").input_value() == "två"
    await karin.part("composer").fill("tre")
    await karin.part("composer").press("Enter")
    edited = (await inbox.update()).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (sent.message_id, "tre")
    await karin.message("tre").wait_for()
    await karin.edits("fyra")
    edited = (await inbox.update()).edited_message
    assert edited is not None
    assert edited.text == "fyra"
    await karin.deletes("fyra")
    await karin.message("fyra").wait_for(state="detached")


async def test_a_reply_shows_what_it_replies_to(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await bot.send_message(await karin.chat_id(), "När?")
    await karin.sees("När?")
    await karin.replies("När?", "Genast")
    reply = await inbox.message()
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "När?"
    assert await karin.message("Genast").locator(".quote").inner_text() == "Kotimajoitus\nNär?"


async def test_keys_in_place_of_letters(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    chat = await karin.chat_id()
    keys = ReplyKeyboardMarkup(
        [[KeyboardButton("Dela mitt nummer", request_contact=True)], ["I den här chatten", "Annat"]],
        one_time_keyboard=True,
        input_field_placeholder="+358 …",
    )
    await inbox.message()
    await bot.send_message(chat, "Hur når man dig?", reply_markup=keys)
    await karin.sees("Hur når man dig?")
    await karin.part("key").first.wait_for()
    assert await karin.keys() == ["Dela mitt nummer", "I den här chatten", "Annat"]
    assert await karin.part("composer").get_attribute("placeholder") == "+358 …"

    await karin.presses("Dela mitt nummer")
    await karin.declines()
    await karin.presses("I den här chatten")
    assert (await inbox.message()).text == "I den här chatten", "nothing was shared before"
    await karin.part("keys").wait_for(state="hidden")

    await bot.send_message(chat, "Numret behövs", reply_markup=keys)
    await karin.sees("Numret behövs")
    await karin.shares_contact()
    shared = (await inbox.message()).contact
    assert shared is not None
    assert shared.user_id == chat
    await bot.send_message(chat, "Tack", reply_markup=ReplyKeyboardRemove())
    await karin.sees("Tack")
    await karin.part("keys").wait_for(state="detached")
    await bot.send_message(chat, "Skriv", reply_markup=ForceReply(input_field_placeholder="t.ex. Åbo"))
    await karin.sees("Skriv")
    assert await karin.part("composer").get_attribute("placeholder") == "t.ex. Åbo"


async def test_commands_come_in_the_person_s_language(
    page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone
) -> None:
    assert await karin.part("commands").is_hidden()
    await inbox.message()
    await bot.set_my_commands([BotCommand("status", "Where things stand"), BotCommand("stop", "Stop")])
    await bot.set_my_commands([BotCommand("status", "Läget"), BotCommand("hjalp", "Hjälp")], language_code="sv")
    await karin.part("commands").click()
    offered = karin.root.locator("[data-command]")
    assert await offered.all_inner_texts() == ["/status\nLäget", "/hjalp\nHjälp"]
    await karin.part("composer").fill("/h")
    assert await offered.all_inner_texts() == ["/hjalp\nHjälp"]
    await karin.part("composer").press("ArrowDown")
    await karin.part("composer").press("Enter")
    assert (await inbox.message()).text == "/hjalp"

    amir = await page_of.person("Amir", language="en")
    await amir.starts()
    await inbox.message()
    await amir.part("commands").click()
    await amir.root.locator("[data-command=stop]").click()
    assert (await inbox.message()).text == "/stop"
    await amir.says("/status nu")
    assert (await inbox.message()).text == "/status nu", "what is typed goes out as it was typed"


async def test_the_bot_types(bot: Bot, karin: Phone) -> None:
    await bot.send_chat_action(await karin.chat_id(), "typing")
    await karin.part("typing").wait_for()
    await bot.send_message(await karin.chat_id(), "Här är jag")
    await karin.sees("Här är jag")
    await karin.part("typing").wait_for(state="hidden")


async def test_before_start_the_bot_says_what_it_can_do(page_of: PlaygroundPage, bot: Bot) -> None:
    await bot.set_my_description("Vi hjälper till.", language_code="sv")
    karin = await page_of.person("Karin", language="sv")
    await karin.root.get_by_text("Vi hjälper till.").wait_for()
    assert await karin.part("composer").is_hidden()
    await bot.set_my_description("Vi hjälper alla.", language_code="sv")
    await karin.root.get_by_text("Vi hjälper alla.").wait_for()
    await karin.starts()
    await karin.part("composer").wait_for()
    assert await karin.root.get_by_text("Vi hjälper alla.").count() == 0


async def test_the_bot_is_blocked_and_let_back_in(inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.blocks_bot()
    blocked = (await inbox.update()).my_chat_member
    assert blocked is not None
    assert blocked.new_chat_member.status == "kicked"
    await karin.part("restart").click()
    back = (await inbox.update()).my_chat_member
    assert back is not None
    assert back.new_chat_member.status == "member"
    assert (await inbox.message()).text == "/start"
    await karin.blocks_bot()
    await karin.part("restart").wait_for()
    await karin.unblocks_bot()
    await karin.part("composer").wait_for()


async def test_another_name_and_language(bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    await karin.chooses("Name and language…")
    sheet = karin.root.locator("[data-dialog=profile]")
    await sheet.locator("[name=last_name]").fill("")
    await sheet.locator("[name=language_code]").select_option("fi")
    await sheet.locator("button[value=ok]").click()
    await karin.root.get_by_text("Finnish · with Kotimajoitus").wait_for()
    await karin.says("hei")
    user = (await inbox.message()).from_user
    assert user is not None
    assert (user.full_name, user.language_code) == ("Karin", "fi")
