"""Which handler an update goes to. Handlers are blocking and run one by one inside the update's own transaction."""

from __future__ import annotations

from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot.store import people
from bot.store.people import Person
from bot.telegram import chats, presses, private
from bot.telegram.commands import meant_for_another, read_command
from bot.telegram.turn import Context, Turn
from bot.telegram.workbench import invite_to_private
from bot.texts import language_of


def register(application: Application) -> None:  # type: ignore[type-arg]
    """All handlers of the bot."""
    private_chat = filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(private_chat & filters.UpdateType.MESSAGE, private_message))
    application.add_handler(MessageHandler(private_chat & filters.UpdateType.EDITED_MESSAGE, private_edit))
    application.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.UpdateType.MESSAGE, group_message))
    application.add_handler(MessageHandler(filters.UpdateType.CHANNEL_POST, channel_post))
    application.add_handler(CallbackQueryHandler(callback))
    application.add_handler(ChatMemberHandler(own_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(ChatMemberHandler(somebodys_membership, ChatMemberHandler.CHAT_MEMBER))


async def known(turn: Turn, update: Update) -> Person | None:
    """The person an update is from, with a record from now on; None for bots, for nobody, and for Telegram itself."""
    user = update.effective_user
    if user is None or user.is_bot or user.id in people.NOBODY:
        return None
    person = turn.person
    if person is None:
        return await people.add(turn.work, user.id, language_of(user.language_code))
    return person


async def private_message(update: Update, context: Context) -> None:
    """A message in a private chat."""
    person = await known(context.turn, update)
    if person is not None and update.message is not None:
        await private.heard(context.turn, person, update.message)


async def private_edit(update: Update, context: Context) -> None:
    """An edited message in a private chat."""
    person = await known(context.turn, update)
    if person is not None and update.edited_message is not None:
        await private.edited(context.turn, person, update.edited_message)


async def group_message(update: Update, context: Context) -> None:
    """A message in a group: only commands for this bot, and Telegram's word that the group has moved, count."""
    message = update.message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await chats.migrated(context.turn, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await chats.migrated(context.turn, message.migrate_from_chat_id, message.chat.id)
    else:
        await chat_command(context.turn, message)


async def channel_post(update: Update, context: Context) -> None:
    """A post in a channel: only commands for this bot count."""
    if update.channel_post is not None:
        await chat_command(context.turn, update.channel_post)


async def chat_command(turn: Turn, message: Message) -> None:
    """/bind CODE, the link that adds the bot to a group with a code, and /cases; silence for everything else."""
    typed = message.text or ""
    command = read_command(typed, turn.house.username)
    if command is None or meant_for_another(typed, turn.house.username):
        return
    thread = message.message_thread_id if message.is_topic_message else None
    if command.name == "bind" or (command.name == "start" and command.rest):
        await chats.bind(turn, message.chat, thread, message.message_id, command.rest)
    elif command.name == "cases":
        await invite_to_private(turn, message.chat, thread)


async def callback(update: Update, context: Context) -> None:
    """A press on a button, anywhere. A button that leads nowhere makes no record of whoever presses it."""
    turn, query = context.turn, update.callback_query
    if query is None:
        return
    if turn.person is None and presses.refused_to_stranger(
        turn, query.data, language_of(query.from_user.language_code)
    ):
        return
    person = await known(turn, update)
    if person is not None:
        chat: Chat | None = query.message.chat if query.message is not None else None
        await presses.pressed(turn, person, query.data, in_private=chat is None or chat.type == ChatType.PRIVATE)


async def own_membership(update: Update, context: Context) -> None:
    """The bot itself came, went, or got other rights; in a private chat: blocked or unblocked."""
    change = update.my_chat_member
    if change is not None:
        await chats.own_membership(context.turn, change)


async def somebodys_membership(update: Update, context: Context) -> None:
    """Somebody joined or left a chat."""
    if update.chat_member is not None:
        await chats.somebodys_membership(context.turn, update.chat_member)
