"""Whom the bot can reach and what it may touch, refused in Telegram's words where it can not."""

from datetime import timedelta

from telegram import Bot, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken

from tests.kit.people import Actor, World
from tests.playground.conftest import Raw, SaysNo, new_bot

NOT_EDITABLE = "Bad Request: message can't be edited"
NOT_DELETABLE = "Bad Request: message can't be deleted"


async def test_a_wrong_token(world: World, says_no: SaysNo) -> None:
    stranger = new_bot(world.server, "123:wrong")
    await says_no(stranger.initialize(), InvalidToken, "Unauthorized")
    await stranger.shutdown()


async def test_an_unknown_method(bot: Bot, says_no: SaysNo, raw: Raw) -> None:
    assert (await raw("makeCoffee"))["error_code"] == 404
    await says_no(bot.do_api_request("makeCoffee"), EndPointNotFound, "Not Found: method not found")


async def test_method_names_may_be_written_in_any_case(raw: Raw) -> None:
    assert (await raw("GETme"))["ok"] is True


async def test_a_chat_that_does_not_exist(bot: Bot, says_no: SaysNo, raw: Raw) -> None:
    for chat in (123456, -100123, "@nobody_here", "abc"):
        await says_no(bot.send_message(chat, "hei"), BadRequest, "Bad Request: chat not found")
    assert (await raw("sendMessage", text="hei"))["description"] == "Bad Request: chat_id is empty"


async def test_a_person_who_has_not_started_the_bot(bot: Bot, world: World, says_no: SaysNo) -> None:
    anna, bertil = await world.person("Anna"), await world.person("Bertil")
    await says_no(bot.send_message(bertil.id, "hei"), BadRequest, "Bad Request: chat not found")
    await world.channel("Kanava", anna, members=[bertil])
    why = "Forbidden: bot can't initiate conversation with a user"
    await says_no(bot.send_message(bertil.id, "hei"), Forbidden, why)


async def test_a_person_who_has_blocked_the_bot(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_message(anna.id, "hei")
    await anna.blocks_bot()
    for call in (bot.send_message(anna.id, "hei"), bot.send_chat_action(anna.id, "typing")):
        await says_no(call, Forbidden, "Forbidden: bot was blocked by the user")
    await message.edit_text("muokattu")
    await anna.unblocks_bot()
    await bot.send_message(anna.id, "hei taas")
    await anna.sees("hei taas")


async def test_a_person_who_has_left_telegram(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_message(anna.id, "hei")
    await anna.world.server.people.deletes_account(anna.id)
    for call in (bot.send_message(anna.id, "hei"), message.edit_text("hei hei")):
        await says_no(call, Forbidden, "Forbidden: user is deactivated")


async def test_a_message_that_is_gone(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_message(anna.id, "hei")
    await message.delete()
    await says_no(message.edit_text("hei hei"), BadRequest, "Bad Request: message to edit not found")
    await says_no(message.delete(), BadRequest, "Bad Request: message to delete not found")
    await says_no(message.pin(), BadRequest, "Bad Request: message to pin not found")
    await says_no(message.forward(anna.id), BadRequest, "Bad Request: message to forward not found")
    await says_no(message.copy(anna.id), BadRequest, "Bad Request: message to copy not found")
    reply = bot.send_message(anna.id, "hei", reply_parameters=ReplyParameters(message.message_id))
    await says_no(reply, BadRequest, "Bad Request: message to be replied not found")
    lenient = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    assert (await bot.send_message(anna.id, "hei", reply_parameters=lenient)).reply_to_message is None
    assert await bot.delete_messages(anna.id, [message.message_id])


async def test_messages_that_the_bot_may_not_edit(bot: Bot, anna: Actor, says_no: SaysNo, raw: Raw) -> None:
    number = await anna.says("minun")
    await says_no(bot.edit_message_text("sinun", anna.id, number), BadRequest, NOT_EDITABLE)
    with_keys = await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup([["Kyllä"]]))
    await says_no(with_keys.edit_text("✓"), BadRequest, NOT_EDITABLE)
    document = await bot.send_document(anna.id, b"%PDF", filename="a.pdf")
    why = "Bad Request: there is no text in the message to edit"
    await says_no(document.edit_text("hei"), BadRequest, why)
    text = await bot.send_message(anna.id, "hei")
    why = "Bad Request: there is no caption in the message to edit"
    await says_no(text.edit_caption("hei"), BadRequest, why)
    keys = {"keyboard": [["Kyllä"]]}
    reply = await raw("editMessageReplyMarkup", chat_id=anna.id, message_id=text.message_id, reply_markup=keys)
    assert reply["description"] == "Bad Request: inline keyboard expected"
    assert (await raw("editMessageText", text="x"))["description"] == "Bad Request: message identifier is not specified"


async def test_old_messages_can_be_edited_but_not_deleted(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    channel = await world.channel("Kanava", anna)
    private = await bot.send_message(anna.id, "hei")
    post = await bot.send_message(channel.chat_id, "hei")
    world.server.clock.move(timedelta(hours=48, seconds=1))
    await says_no(private.delete(), BadRequest, f"{NOT_DELETABLE} for everyone")
    await says_no(post.delete(), BadRequest, NOT_DELETABLE)
    world.server.clock.move(timedelta(days=400))
    await private.edit_text("yhä muokattavissa")
    await post.edit_text("yhä muokattavissa")
    await channel.sees("yhä muokattavissa")


async def test_a_group_that_has_become_a_supergroup(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    group = await world.group("Ryhmä", anna, kind="group")
    message = await bot.send_message(group.chat_id, "hei")
    new = await world.server.people.upgrades_to_supergroup(anna.id, group.chat_id)
    for call in (bot.send_message(group.chat_id, "hei"), message.delete()):
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        refusal = await says_no(call, ChatMigrated, why)
        assert isinstance(refusal, ChatMigrated)
        assert refusal.new_chat_id == new
    await says_no(message.edit_text("hei hei"), BadRequest, NOT_EDITABLE)
    assert (await bot.send_message(new, "hei")).chat.id == new


async def test_a_chat_that_the_bot_is_not_in(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    people = world.server.people
    for place in (
        await world.group("Ryhmä", anna, kind="group", with_bot=False),
        await world.group("Ryhmä", anna, with_bot=False),
        await world.channel("Kanava", anna, with_bot=False),
    ):
        kind = place.chat.kind.value
        why = f"Forbidden: bot is not a member of the {kind} chat"
        await says_no(bot.send_message(place.chat_id, "hei"), Forbidden, why)
        await people.promotes(anna.id, place.chat_id, people.bot_id)
        await bot.send_message(place.chat_id, "päästiin sisään")
        await place.sees("päästiin sisään")
        await people.removes(anna.id, place.chat_id, people.bot_id)
        why = f"Forbidden: bot was kicked from the {kind} chat"
        await says_no(bot.send_message(place.chat_id, "hei"), Forbidden, why)


async def test_rights_that_the_bot_lacks(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    channel = await world.channel("Kanava", anna, bot_rights=[])
    foreign = await anna.says("minun", in_=channel)
    why = "Bad Request: need administrator rights in the channel chat"
    await says_no(bot.send_message(channel.chat_id, "hei"), BadRequest, why)
    await says_no(bot.edit_message_text("hei", channel.chat_id, foreign), BadRequest, NOT_EDITABLE)
    await says_no(bot.delete_message(channel.chat_id, foreign), BadRequest, NOT_DELETABLE)
    why = "Bad Request: not enough rights to manage pinned messages in the chat"
    await says_no(bot.pin_chat_message(channel.chat_id, foreign), BadRequest, why)


async def test_rights_that_the_bot_has(bot: Bot, world: World, anna: Actor) -> None:
    channel = await world.channel("Kanava", anna, bot_rights=["can_edit_messages", "can_delete_messages"])
    foreign = await anna.says("minun", in_=channel)
    await bot.edit_message_text("hei", channel.chat_id, foreign)
    assert channel.screens[-1].text == "hei"
    assert await bot.pin_chat_message(channel.chat_id, foreign)
    assert channel.chat.pinned == [foreign]
    assert await bot.delete_message(channel.chat_id, foreign)
    assert foreign not in [screen.message_id for screen in channel.screens]


async def test_a_protected_message_is_not_passed_on(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_message(anna.id, "vain sinulle", protect_content=True)
    assert message.has_protected_content
    why = "Bad Request: message has protected content and can't be forwarded"
    await says_no(message.forward(anna.id), BadRequest, why)
