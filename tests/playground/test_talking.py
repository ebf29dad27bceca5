"""A person and a bot talk: messages, buttons, edits, toasts, through the real client."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.kit.people import World

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Kyllä", callback_data="yes"), InlineKeyboardButton("Ei", callback_data="no")]]
)


async def test_a_person_starts_the_bot_and_answers_by_button(bot: Bot, world: World) -> None:
    anna = await world.person("Anna", language="sv", last_name="Öberg", username="annaob")
    await anna.starts("host")

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start host"
    assert update.message.from_user is not None
    assert update.message.from_user.full_name == "Anna Öberg"
    assert update.message.from_user.language_code == "sv"
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}

    question = await bot.send_message(anna.id, "Onko sinulla koti?", reply_markup=YES_NO)
    await anna.sees("Onko sinulla koti?")
    assert list(anna.screen.buttons) == ["Kyllä", "Ei"]
    await anna.presses("Kyllä")

    (press,) = await bot.get_updates(offset=update.update_id + 1)
    assert press.callback_query is not None
    assert press.callback_query.data == "yes"
    assert press.callback_query.from_user.id == anna.id
    assert await press.callback_query.answer("Kiitos")
    await question.edit_text("✓ Kyllä")

    await anna.sees_toast("Kiitos")
    await anna.sees("✓ Kyllä")
    assert not anna.screen.buttons


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    await anna.starts()
    message = await bot.send_message(anna.id, "<b>Hei</b>", parse_mode="HTML", reply_markup=YES_NO)
    with pytest.raises(BadRequest, match=r"^Message is not modified: specified new message content"):
        await message.edit_text("<b>Hei</b>", parse_mode="HTML", reply_markup=YES_NO)
    await message.edit_text("Hei", reply_markup=YES_NO)
    await message.edit_reply_markup(None)
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await message.edit_reply_markup(None)


async def test_a_whole_application_polls_and_answers(world: World) -> None:
    """python-telegram-bot's own polling loop, from its first deleteWebhook to its last getUpdates."""

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"Sanoit: {update.effective_message.text}", reply_markup=YES_NO)

    async def pressed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Kiitos")

    server = world.server
    builder = Application.builder().token(server.token).base_url(f"{server.base_url}/bot").job_queue(None)
    application = builder.concurrent_updates(False).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(poll_interval=0, timeout=1)
        anna = await world.person("Anna")
        await anna.says("hei")
        await anna.sees("Sanoit: hei")
        await anna.presses("Kyllä")
        await anna.sees_toast("Kiitos")
        await application.updater.stop()
        await application.stop()
    assert not server.account.updates.pending()
