"""Groups and channels: who is in them, who may do what, pins, topics, anonymity, migration."""

from telegram import (
    Bot,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Forbidden

from tests.kit.people import Actor, World
from tests.playground.conftest import SaysNo

EVERYTHING = ["message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member", "chat_member"]


async def news(bot: Bot) -> list[Update]:
    """Everything that has not been read yet, read and confirmed."""
    updates = list(await bot.get_updates(allowed_updates=EVERYTHING))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def test_the_bot_hears_what_it_becomes_in_a_channel(bot: Bot, world: World, anna: Actor) -> None:
    await news(bot)
    channel = await world.channel("Koordinaattorit", anna, with_bot=False)
    people = world.server.people
    await people.promotes(anna.id, channel.chat_id, people.bot_id, frozenset({"can_post_messages"}))
    await people.demotes(anna.id, channel.chat_id, people.bot_id)
    came, fell_out = (update.my_chat_member for update in await news(bot))
    assert came is not None
    assert fell_out is not None
    assert came.chat.title == "Koordinaattorit"
    assert came.from_user.id == anna.id
    assert isinstance(came.new_chat_member, ChatMemberAdministrator)
    assert came.new_chat_member.can_post_messages
    assert not came.new_chat_member.can_edit_messages
    assert fell_out.difference()["status"] == ("administrator", "left")


async def test_the_bot_hears_of_others_only_where_it_is_an_administrator(bot: Bot, world: World, anna: Actor) -> None:
    people = world.server.people
    group = await world.group("Ryhmä", anna, with_bot=False)
    await people.adds(anna.id, group.chat_id, people.bot_id)
    await news(bot)
    bertil = await world.person("Bertil")
    await people.joins(bertil.id, group.chat_id)
    (line,) = await news(bot)
    assert line.message is not None
    assert [user.id for user in line.message.new_chat_members] == [bertil.id]
    await people.promotes(anna.id, group.chat_id, people.bot_id)
    await people.removes(anna.id, group.chat_id, bertil.id)
    promoted, removed, line = await news(bot)
    assert promoted.my_chat_member is not None
    assert removed.chat_member is not None
    assert removed.chat_member.difference()["status"] == ("member", "kicked")
    assert line.message is not None
    assert line.message.left_chat_member is not None


async def test_blocking_the_bot_looks_like_being_kicked(bot: Bot, world: World, anna: Actor) -> None:
    await news(bot)
    await anna.blocks_bot()
    await anna.unblocks_bot()
    changes = [update.my_chat_member for update in await news(bot)]
    assert [change.difference()["status"] for change in changes if change] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_what_somebody_is_in_a_channel(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    people = world.server.people
    bertil, outsider = await world.person("Bertil"), await world.person("Ulla")
    channel = await world.channel("Kanava", anna, members=[bertil])
    chat = channel.chat_id
    assert isinstance(await bot.get_chat_member(chat, anna.id), ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(chat, bertil.id), ChatMemberMember)
    assert isinstance(await bot.get_chat_member(chat, outsider.id), ChatMemberLeft)
    own = await bot.get_chat_member(chat, bot.id)
    assert isinstance(own, ChatMemberAdministrator)
    assert own.can_delete_messages
    await people.removes(anna.id, chat, bertil.id)
    assert isinstance(await bot.get_chat_member(chat, bertil.id), ChatMemberBanned)
    assert await bot.get_chat_member_count(chat) == 2
    assert {member.user.id for member in await bot.get_chat_administrators(chat)} == {anna.id, bot.id}
    await says_no(bot.get_chat_member(chat, 999), BadRequest, "Bad Request: PARTICIPANT_ID_INVALID")
    await says_no(bot.get_chat_member(chat, 0), BadRequest, "Bad Request: invalid user_id specified")
    why = "Bad Request: there are no administrators in the private chat"
    await says_no(bot.get_chat_administrators(anna.id), BadRequest, why)


async def test_restricted_members_may_be_in_the_group_or_not(bot: Bot, world: World, anna: Actor) -> None:
    people = world.server.people
    bertil = await world.person("Bertil")
    group = await world.group("Ryhmä", anna, members=[bertil])
    for still_there in (True, False):
        await people.restricts(anna.id, group.chat_id, bertil.id, still_there=still_there)
        member = await bot.get_chat_member(group.chat_id, bertil.id)
        assert isinstance(member, ChatMemberRestricted)
        assert member.is_member is still_there
    assert await bot.get_chat_member_count(group.chat_id) == 2


async def test_members_are_looked_up_only_by_administrators(
    bot: Bot, world: World, anna: Actor, says_no: SaysNo
) -> None:
    channel = await world.channel("Kanava", anna)
    await bot.leave_chat(channel.chat_id)
    why = "Forbidden: bot is not a member of the channel chat"
    await says_no(bot.get_chat_member(channel.chat_id, anna.id), Forbidden, why)


async def test_channel_posts_come_from_the_channel(bot: Bot, world: World, anna: Actor) -> None:
    await news(bot)
    people = world.server.people
    chat = await people.create_chat(anna.id, "Kanava", "channel", username="kanava", signs_posts=True)
    await people.promotes(anna.id, chat, people.bot_id)
    await people.says(anna.id, "/bind ABC", chat)
    own = await bot.send_message("@kanava", "hei")
    assert own.from_user is None
    assert own.sender_chat is not None
    post = (await news(bot))[-1].channel_post
    assert post is not None
    assert post.from_user is None
    assert post.sender_chat is not None
    assert (post.text, post.sender_chat.id, post.author_signature) == ("/bind ABC", chat, "Anna")
    await people.edits(anna.id, post.message_id, "/bind DEF", chat)
    (edited,) = await news(bot)
    assert edited.edited_channel_post is not None
    assert edited.edited_channel_post.text == "/bind DEF"


async def test_an_anonymous_administrator_types_as_the_group_and_presses_as_a_person(
    bot: Bot, world: World, anna: Actor
) -> None:
    bertil = await world.person("Bertil")
    group = await world.group("Ryhmä", anna, members=[bertil])
    await world.server.people.promotes(anna.id, group.chat_id, bertil.id, is_anonymous=True, custom_title="vuorossa")
    await news(bot)
    await bertil.says("/status", in_=group)
    typed = (await news(bot))[-1].message
    assert typed is not None
    assert typed.from_user is not None
    assert typed.sender_chat is not None
    assert (typed.from_user.id, typed.from_user.username) == (1087968824, "GroupAnonymousBot")
    assert (typed.sender_chat.id, typed.author_signature) == (group.chat_id, "vuorossa")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Minä", callback_data="me")]])
    await bot.send_message(group.chat_id, "Kuka?", reply_markup=keyboard)
    await bertil.presses("Minä", in_=group)
    press = (await news(bot))[-1].callback_query
    assert press is not None
    assert press.from_user.id == bertil.id


async def test_pinning(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    channel = await world.channel("Kanava", anna)
    first, second = [await bot.send_message(channel.chat_id, text) for text in ("yksi", "kaksi")]
    await news(bot)
    await first.pin()
    await second.pin(disable_notification=True)
    pinned = [update.channel_post for update in await news(bot)]
    assert [post.pinned_message.message_id for post in pinned if post and post.pinned_message] == [
        first.message_id,
        second.message_id,
    ]
    full = await bot.get_chat(channel.chat_id)
    assert full.pinned_message is not None
    assert full.pinned_message.text == "kaksi"
    await bot.unpin_chat_message(channel.chat_id)
    assert channel.chat.pinned == [first.message_id]
    await bot.unpin_all_chat_messages(channel.chat_id)
    why = "Bad Request: message to unpin not found"
    await says_no(bot.unpin_chat_message(channel.chat_id), BadRequest, why)


async def test_topics_of_a_forum(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    people = world.server.people
    chat = await people.create_chat(anna.id, "Foorumi", "supergroup", is_forum=True)
    await people.adds(anna.id, chat, people.bot_id)
    topic = await people.adds_topic(anna.id, chat, "Turku")
    message = await bot.send_message(chat, "hei", message_thread_id=topic)
    assert (message.message_thread_id, message.is_topic_message) == (topic, True)
    answer = await message.reply_text("hei taas", do_quote=True)
    assert answer.message_thread_id == topic
    assert (await bot.send_message(chat, "yleinen")).message_thread_id is None
    why = "Bad Request: message thread not found"
    await says_no(bot.send_message(chat, "hei", message_thread_id=1), BadRequest, why)
    await people.closes_topic(anna.id, chat, topic)
    closed = bot.send_message(chat, "hei", message_thread_id=topic)
    await says_no(closed, BadRequest, "Bad Request: TOPIC_CLOSED")
    await people.deletes_topic(anna.id, chat, topic)
    await says_no(bot.send_message(chat, "hei", message_thread_id=topic), BadRequest, why)
    await says_no(message.edit_text("x"), BadRequest, "Bad Request: message to edit not found")


async def test_a_group_becomes_a_supergroup_and_says_so_in_both(bot: Bot, world: World, anna: Actor) -> None:
    people = world.server.people
    for new_first in (False, True):
        group = await world.group("Ryhmä", anna, kind="group")
        await news(bot)
        new = await people.upgrades_to_supergroup(anna.id, group.chat_id, new_chat_speaks_first=new_first)
        lines = [update.message for update in await news(bot)]
        told = [(line.migrate_to_chat_id, line.migrate_from_chat_id) for line in lines if line]
        expected = [(new, None), (None, group.chat_id)]
        assert told == (expected[::-1] if new_first else expected)
        assert isinstance(await bot.get_chat_member(new, bot.id), ChatMemberAdministrator)


async def test_without_rights_the_bot_hears_only_what_is_meant_for_it(bot: Bot, world: World, anna: Actor) -> None:
    people = world.server.people
    group = await world.group("Ryhmä", anna, with_bot=False)
    await people.adds(anna.id, group.chat_id, people.bot_id)
    own = await bot.send_message(group.chat_id, "hei")
    await news(bot)
    await anna.says("keskenämme", in_=group)
    await anna.says("/status@another_bot", in_=group)
    await anna.says("/status", in_=group)
    await anna.says(f"/STATUS@{bot.username.upper()}", in_=group)
    await anna.says("kiitos", in_=group, reply_to=own.message_id)
    heard = [update.message.text for update in await news(bot) if update.message]
    assert heard == ["/status", f"/STATUS@{bot.username.upper()}", "kiitos"]


async def test_leaving_and_what_there_is_to_know_of_a_chat(bot: Bot, world: World, anna: Actor) -> None:
    group = await world.group("Ryhmä", anna)
    full = await bot.get_chat(group.chat_id)
    assert (full.title, full.type) == ("Ryhmä", "supergroup")
    assert (await bot.get_chat(anna.id)).first_name == "Anna"
    await bot.leave_chat(group.chat_id)
    assert (await news(bot))[-1].message.left_chat_member.id == bot.id  # type: ignore[union-attr]
