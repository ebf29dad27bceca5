"""Coordinators' chats: bound to a local group, lost and found again, and who comes and goes there."""

from __future__ import annotations

import datetime as dt

from telegram import Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated

from bot.network.groups import LocalGroup
from bot.store import channels, codes, coordinators, outbox, people
from bot.telegram import alerting, failing
from bot.telegram.coordinating import GONE
from bot.telegram.desk import freeing
from bot.telegram.turn import AskTelegram, Membership, Turn
from conversations.text import Text, Verbatim, _

CODE_OVER = _("That code does not work: it works once, within an hour. Please make a new one.")
HOW_TO_BIND = _(
    "Hello! To bind this chat to a local group, make me an administrator who may post, edit, delete and pin, "
    "and write here: /bind and the code."
)


async def bind(turn: Turn, chat: Chat, thread_id: int | None, message_id: int, code: str) -> None:
    """/bind CODE in a channel or group: the code is used up, its message deleted, and waiting alerts are posted."""
    who, wrong = _writer(turn, chat), turn.house.wrong_codes
    looked_at = bool(code) and not wrong.too_many(who, turn.now)
    payload = await codes.look(turn.work, "bind", code) if looked_at else None
    if payload is None:
        if looked_at:
            wrong.note(who, turn.update_id, turn.now)
        await _tell(turn, chat.id, thread_id, CODE_OVER)
        return
    group = turn.house.groups.by_slug(payload["group"])
    missing = missing_rights(_own(turn, chat.id), chat.type)
    if missing is not None:
        await _tell(turn, chat.id, thread_id, missing, group)
        return
    await codes.use(turn.work, "bind", code)
    await bound(turn, group, chat.id, chat.type, thread_id)
    await turn.delete(chat.id, message_id)


def _writer(turn: Turn, chat: Chat) -> int:
    """Who wrote in a chat; the chat itself where it was nobody in particular, such as an anonymous administrator."""
    user = turn.update.effective_user if turn.update is not None else None
    return chat.id if user is None or user.is_bot or user.id in people.NOBODY else user.id


async def bound(turn: Turn, group: LocalGroup, chat_id: int, kind: str, thread_id: int | None) -> None:
    """The chat is the group's channel from now on."""
    await channels.bind(turn.work, group.slug, chat_id, kind, thread_id)
    await coordinators.forget_presence(turn.work, group.slug)
    text = _("This chat is now the coordinators’ channel of this group: {group}").of(group=Verbatim(group.name))
    await _tell(turn, chat_id, thread_id, text, group)
    await alerting.post_waiting(turn)


def _own(turn: Turn, chat_id: int) -> Membership:
    """The bot's own membership in a chat; raises AskTelegram where Telegram was not asked for this update."""
    own = turn.memberships.get((chat_id, turn.house.bot_id))
    if own is None:
        raise AskTelegram(chat_id, turn.house.bot_id)
    return own


NEEDED: dict[str, tuple[str, ...]] = {
    Chat.CHANNEL: ("can_post_messages", "can_edit_messages", "can_delete_messages"),
    Chat.SUPERGROUP: ("can_delete_messages", "can_pin_messages"),
    Chat.GROUP: ("can_delete_messages", "can_pin_messages"),
}
"""The rights without which a chat cannot be a group's channel."""

MISSING: dict[str, Text] = {
    "can_post_messages": _("I may not post here yet. Please give me that right, and send the code again."),
    "can_edit_messages": _("I may not edit messages here yet. Please give me that right, and send the code again."),
    "can_delete_messages": _("I may not delete messages here yet. Please give me that right, and send the code again."),
    "can_pin_messages": _("I may not pin messages here yet. Please give me that right, and send the code again."),
}


def missing_rights(own: Membership, kind: str) -> Text | None:
    """What the bot may not do there yet, and how to mend it; None where all is well."""
    if own.status != ChatMember.ADMINISTRATOR:
        return _("I am not an administrator here yet. Please make me one who may post, edit, delete and pin messages.")
    return next((MISSING[right] for right in NEEDED[kind] if right not in own.rights), None)


async def own_membership(turn: Turn, change: ChatMemberUpdated) -> None:
    """The bot itself came, went, or got other rights."""
    chat, status = change.chat, change.new_chat_member.status
    if chat.type == Chat.PRIVATE:
        await _blocked(turn, blocked=status == ChatMember.BANNED)
        return
    if status in {ChatMember.LEFT, ChatMember.BANNED}:
        await channels.lose(turn.work, chat.id)
        return
    came = change.old_chat_member.status in {ChatMember.LEFT, ChatMember.BANNED}
    if await channels.restore(turn.work, chat.id):
        await alerting.post_waiting(turn)
    elif came and status == ChatMember.ADMINISTRATOR and not await channels.in_chat(turn.work, chat.id):
        await _tell(turn, chat.id, None, HOW_TO_BIND)


async def _blocked(turn: Turn, *, blocked: bool) -> None:
    """A person stopped the bot, or started it again."""
    if turn.person is None:
        return
    if not blocked:
        await people.seen(turn.work, turn.person)
        await failing.reachable(turn, turn.person.id)
    elif await people.unreachable(turn.work, turn.person.id):
        await failing.unreachable(turn, turn.person.id)


async def somebodys_membership(turn: Turn, change: ChatMemberUpdated) -> None:
    """A coordinator joined or left the group's channel."""
    person = await people.find(turn.work, change.new_chat_member.user.id)
    if person is None:
        return
    for channel in await channels.in_chat(turn.work, change.chat.id):
        status = status_of(change.new_chat_member)
        # Telegram tells whole seconds: within one, that somebody left counts for more than that they were there.
        at = change.date + dt.timedelta(seconds=1) if status in GONE else change.date
        await coordinators.heard(turn.work, person.id, channel.group_slug, status, at)
        coordinator = await coordinators.find(turn.work, person.id, channel.group_slug)
        if status in GONE and coordinator is not None:
            await freeing.release(turn, coordinator.id)


def status_of(member: ChatMember) -> str:
    """Telegram's word for a membership; a restricted person counts as a member only while they are one."""
    if isinstance(member, ChatMemberRestricted):
        return ChatMember.MEMBER if member.is_member else ChatMember.LEFT
    return member.status


async def migrated(turn: Turn, old: int, new: int) -> None:
    """A group became a supergroup with another id."""
    await channels.move(turn.work, old, new)


async def _tell(turn: Turn, chat_id: int, thread_id: int | None, text: Text, group: LocalGroup | None = None) -> None:
    """A short word in a chat, in the group's language."""
    language = turn.house.channel_language(group or turn.house.groups.national)
    await turn.send(outbox.to_chat(turn.work, chat_id, thread_id), turn.house.texts.render(text, language))
