"""The Bot API's objects, written out from the state as Telegram would write them."""

from bot.playground.clock import unix
from bot.playground.state import GENERAL_TOPIC_ID, Chat, ChatKind, Member, Message, Person, Press, Right
from bot.playground.wire import JsonObject, without_none

_CHANNEL_RIGHTS: tuple[Right, ...] = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
_GROUP_RIGHTS: tuple[Right, ...] = ("can_pin_messages", "can_manage_tags")
_ALL_CHATS: tuple[Right, ...] = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)

PERMISSIONS: tuple[str, ...] = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def rights_in(kind: ChatKind) -> tuple[Right, ...]:
    """The administrator rights that exist in this kind of chat."""
    if kind is ChatKind.CHANNEL:
        return _ALL_CHATS + _CHANNEL_RIGHTS
    return _ALL_CHATS + _GROUP_RIGHTS + (("can_manage_topics",) if kind is ChatKind.SUPERGROUP else ())


def user_json(person: Person) -> JsonObject:
    """A User."""
    return without_none(
        id=person.id,
        is_bot=person.is_bot,
        first_name="" if person.deactivated else person.first_name,
        last_name=None if person.deactivated else person.last_name,
        username=None if person.deactivated else person.username,
        language_code=person.language_code,
    )


def chat_json(chat: Chat) -> JsonObject:
    """A Chat, as it stands inside a message."""
    if chat.person is not None:
        person = user_json(chat.person)
        names: JsonObject = {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
        return {"id": chat.id, **names, "type": chat.kind.value}
    return without_none(
        id=chat.id,
        title=chat.title,
        username=chat.username,
        is_forum=True if chat.is_forum else None,
        type=chat.kind.value,
    )


def message_json(message: Message, *, with_reply: bool = True) -> JsonObject:
    """A Message; the one that it replies to is shown without its own reply."""
    reply = message.reply_to if with_reply else None
    topic = message.thread_id if message.thread_id != GENERAL_TOPIC_ID else None
    return without_none(
        message_id=message.id,
        **{"from": user_json(message.sender) if message.sender else None},
        author_signature=message.author_signature,
        sender_chat=chat_json(message.sender_chat) if message.sender_chat else None,
        chat=chat_json(message.chat),
        date=unix(message.date),
        edit_date=unix(message.edit_date) if message.edit_date else None,
        message_thread_id=topic,
        is_topic_message=True if topic and message.chat.is_forum else None,
        forward_origin=message.forward_origin,
        reply_to_message=message_json(reply, with_reply=False) if reply and not reply.deleted else None,
        has_protected_content=True if message.protected else None,
        **message.content,
        reply_markup=message.inline_keyboard,
    )


def inaccessible_json(message: Message) -> JsonObject:
    """What stands for a message that is gone."""
    return {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}


def origin_json(message: Message) -> JsonObject:
    """Where a forwarded message says that it comes from."""
    date = unix(message.date)
    if message.chat.kind is ChatKind.CHANNEL:
        origin = {"type": "channel", "chat": chat_json(message.chat), "message_id": message.id, "date": date}
        return {**origin, **without_none(author_signature=message.author_signature)}
    if message.sender_chat is not None:
        return {"type": "chat", "sender_chat": chat_json(message.sender_chat), "date": date}
    if message.sender is None or message.sender.hides_forwards:
        name = message.sender.first_name if message.sender else "Deleted Account"
        return {"type": "hidden_user", "sender_user_name": name, "date": date}
    return {"type": "user", "sender_user": user_json(message.sender), "date": date}


def press_json(press: Press, *, chat_instance: str) -> JsonObject:
    """A CallbackQuery."""
    message = press.message
    return {
        "id": press.id,
        "from": user_json(press.person),
        "message": inaccessible_json(message) if message.deleted else message_json(message),
        "chat_instance": chat_instance,
        "data": press.data,
    }


def member_json(member: Member, chat: Chat, *, editable: bool = False) -> JsonObject:
    """A ChatMember of the kind that the member's status says."""
    body: JsonObject = {"user": user_json(member.person), "status": member.status}
    if member.status == "creator":
        body["is_anonymous"] = member.is_anonymous
    elif member.status == "administrator":
        body["can_be_edited"] = editable
        body["is_anonymous"] = member.is_anonymous
        body |= {right: right in member.rights for right in rights_in(chat.kind)}
    elif member.status == "restricted":
        body |= dict.fromkeys(PERMISSIONS, False)
        body |= {"is_member": member.still_there, "until_date": 0}
    elif member.status == "kicked":
        body["until_date"] = 0
    if member.leads and member.custom_title:
        body["custom_title"] = member.custom_title
    return body
