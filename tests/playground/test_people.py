"""What people do in their apps, and what the bot gets to see of it."""

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)

from bot.playground.media import Kind
from bot.playground.people_base import NotPossible
from tests.kit.people import Actor, World


async def last_message(bot: Bot) -> Message:
    update = (await bot.get_updates())[-1]
    message = update.message or update.edited_message
    assert message is not None
    return message


@pytest.mark.parametrize(
    "kind",
    ["voice", "video_note", "video", "animation", "audio", "sticker", "poll", "location", "venue", "dice", "story"],
)
async def test_everything_that_is_no_text(bot: Bot, anna: Actor, kind: Kind) -> None:
    await anna.sends(kind)
    message = await last_message(bot)
    assert message.text is None
    assert getattr(message, kind)


async def test_photos_and_documents_can_be_fetched(bot: Bot, anna: Actor, world: World) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (320).to_bytes(4, "big") + (200).to_bytes(4, "big")
    await anna.sends_photo(picture, "koti @anna_ob")
    message = await last_message(bot)
    assert (message.photo[-1].width, message.photo[-1].height, message.caption) == (320, 200, "koti @anna_ob")
    assert list(message.parse_caption_entities().values()) == ["@anna_ob"]
    file = await message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    await world.server.people.sends_document(anna.id, b"%PDF-1.7", "sopimus.pdf", "application/pdf")
    document = (await last_message(bot)).document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("sopimus.pdf", "application/pdf", 8)


async def test_a_shared_number_is_known_to_be_ones_own(bot: Bot, anna: Actor, world: World) -> None:
    people = world.server.people
    bertil = await world.person("Bertil")
    await anna.shares_contact()
    own = (await last_message(bot)).contact
    await people.shares_contact_of(anna.id, bertil.id)
    others = (await last_message(bot)).contact
    await people.shares_unknown_contact(anna.id, "+9996612345", "Tuntematon")
    unknown = (await last_message(bot)).contact
    assert own is not None
    assert others is not None
    assert unknown is not None
    assert [own.user_id, others.user_id, unknown.user_id] == [anna.id, bertil.id, None]
    assert own.phone_number == people.person(anna.id).phone_number


async def test_a_key_sends_its_label_or_shares_the_number(bot: Bot, anna: Actor) -> None:
    keys = ReplyKeyboardMarkup([["Kyllä", "Ei"], [KeyboardButton("Jaa numero", request_contact=True)]])
    asked = await bot.send_message(anna.id, "Numero?", reply_markup=keys)
    assert await anna.world.server.people.keys(anna.id) == ["Kyllä", "Ei", "Jaa numero"]
    await anna.presses("Jaa numero")
    shared = await last_message(bot)
    assert shared.contact is not None
    assert shared.reply_to_message is not None
    assert shared.reply_to_message.message_id == asked.message_id
    await anna.presses("Ei")
    assert (await last_message(bot)).text == "Ei"
    await bot.send_message(anna.id, "Kiitos", reply_markup=ReplyKeyboardRemove())
    assert await anna.world.server.people.keys(anna.id) == []
    with pytest.raises(NotPossible, match="no key"):
        await anna.world.server.people.presses_key(anna.id, "Ei")


async def test_links_start_the_bot_with_what_they_carry(bot: Bot, anna: Actor, world: World) -> None:
    await anna.opens(f"https://t.me/{bot.username}?start=host")
    assert (await last_message(bot)).text == "/start host"
    await anna.opens(f"tg://resolve?domain={bot.username.upper()}&start=guest")
    assert (await last_message(bot)).text == "/start guest"
    for illegal in ("a" * 65, "%00'\""):
        await anna.opens(f"https://t.me/{bot.username}?start={illegal}")
        assert (await last_message(bot)).text == "/start"
        with pytest.raises(NotPossible, match="cannot carry"):
            await anna.starts(illegal)
    assert (await anna.opens("https://example.org/")).message_id is None
    group = await world.group("Ryhmä", anna, with_bot=False)
    await anna.opens(f"https://t.me/{bot.username}?startgroup=CODE", in_=group)
    assert (await last_message(bot)).text == f"/start@{bot.username} CODE"
    assert group.chat.member(world.server.account.bot).inside


async def test_a_button_with_a_link_opens_it(bot: Bot, anna: Actor) -> None:
    links = InlineKeyboardMarkup([[InlineKeyboardButton("Ala", url=f"https://t.me/{bot.username}?start=x")]])
    await bot.send_message(anna.id, "?", reply_markup=links)
    await anna.presses("Ala")
    assert (await last_message(bot)).text == "/start x"


async def test_forwarded_messages_tell_where_they_come_from(bot: Bot, anna: Actor, world: World) -> None:
    people = world.server.people
    bertil = await world.person("Bertil")
    group = await world.group("Ryhmä", anna, kind="group", members=[bertil])
    channel = await world.channel("Kanava", bertil, members=[anna])
    number = await bertil.says("kaksi huonetta", in_=group)
    await people.forwards(anna.id, number, group.chat_id)
    from_bertil = await last_message(bot)
    assert from_bertil.from_user is not None
    assert from_bertil.from_user.id == anna.id
    assert from_bertil.forward_origin is not None
    assert from_bertil.forward_origin.type == "user"
    await people.changes_profile(bertil.id, hides_forwards=True)
    await people.forwards(anna.id, number, group.chat_id)
    post = await bertil.says("tiedote", in_=channel)
    await people.forwards(anna.id, post, channel.chat_id)
    await people.forwards_from_outside(anna.id, "hei", "Joku")
    origins = [update.message.forward_origin for update in (await bot.get_updates())[-4:] if update.message]
    assert [origin.type for origin in origins if origin] == ["hidden_user", "channel", "hidden_user"]


async def test_an_edited_message_comes_again_as_edited(bot: Bot, anna: Actor) -> None:
    number = await anna.says("kaksi")
    await anna.edits("kolme", message_id=number)
    update = (await bot.get_updates())[-1]
    assert update.edited_message is not None
    assert update.edited_message.edit_date is not None
    assert (update.edited_message.text, update.edited_message.message_id) == ("kolme", number)


async def test_a_deleted_message_is_gone_without_a_word(bot: Bot, anna: Actor, world: World) -> None:
    before = len(await bot.get_updates())
    message = await bot.send_message(anna.id, "?", reply_markup=button())
    await world.server.people.deletes(anna.id, message.message_id)
    anna.has_not_seen("?")
    assert len(await bot.get_updates()) == before
    await world.server.people.presses_data(anna.id, message.message_id, "n")
    press = (await bot.get_updates())[-1].callback_query
    assert press is not None
    assert press.message is not None
    assert not press.message.is_accessible


async def test_a_very_long_text_comes_in_several_messages(bot: Bot, anna: Actor) -> None:
    await anna.says("a" * 5000)
    first, second = [update.message for update in (await bot.get_updates())[-2:]]
    assert first is not None
    assert second is not None
    assert [len(first.text or ""), len(second.text or "")] == [4096, 904]


async def test_two_presses_of_one_button_are_two_questions(bot: Bot, anna: Actor) -> None:
    message = await bot.send_message(anna.id, "?", reply_markup=button())
    for _ in range(2):
        await anna.world.server.people.presses(anna.id, message.message_id, "Nappi")
    presses = [update.callback_query for update in (await bot.get_updates())[-2:]]
    assert len({press.id for press in presses if press}) == 2


async def test_what_an_app_would_not_allow(bot: Bot, anna: Actor, world: World) -> None:
    people = world.server.people
    bertil = await world.person("Bertil")
    channel = await world.channel("Kanava", anna, members=[bertil])
    own = await anna.says("minun")
    await people.says(bertil.id, "hei")
    for call, why in (
        (people.says(bertil.id, "hei", channel.chat_id), "may not post"),
        (people.says(bertil.id, " "), "empty text"),
        (people.edits(bertil.id, own, "x", anna.id), "is not in"),
        (people.deletes(bertil.id, own), "somebody else|no message"),
        (people.says(12345, "hei"), "no person"),
        (people.history(bertil.id, -5), "no chat"),
        (people.presses(anna.id, own, "Nappi"), "no button"),
        (people.promotes(bertil.id, channel.chat_id, bertil.id), "does not lead"),
        (people.adds(anna.id, channel.chat_id, people.bot_id), "already"),
    ):
        with pytest.raises(NotPossible, match=why):
            await call
    await people.blocks_bot(bertil.id)
    with pytest.raises(NotPossible, match="has blocked"):
        await people.says(bertil.id, "hei")
    await people.starts(bertil.id)
    assert (await last_message(bot)).text == "/start"


async def test_another_name_and_language_come_with_the_next_message(bot: Bot, anna: Actor, world: World) -> None:
    await world.server.people.changes_profile(anna.id, first_name="<b>A_*&", last_name="", language_code="sv")
    await anna.says("hei")
    sender = (await last_message(bot)).from_user
    assert sender is not None
    assert (sender.first_name, sender.last_name, sender.language_code) == ("<b>A_*&", None, "sv")


async def test_numbers_of_messages_grow_and_are_not_used_twice(bot: Bot, anna: Actor, world: World) -> None:
    bertil = await world.person("Bertil")
    numbers = [await anna.says("1"), await bertil.says("2"), (await bot.send_message(anna.id, "3")).message_id]
    assert numbers == sorted(set(numbers))
    updates: tuple[Update, ...] = await bot.get_updates()
    ids = [update.update_id for update in updates]
    assert ids == list(range(ids[0], ids[0] + len(ids)))


def button() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Nappi", callback_data="n")]])
