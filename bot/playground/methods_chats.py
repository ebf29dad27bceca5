"""Chats and their members: looked up, left, with messages pinned."""

from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.objects import PERMISSIONS, chat_json, member_json, message_json, user_json
from bot.playground.params import Params
from bot.playground.state import Chat, ChatKind, Member
from bot.playground.wire import JsonObject

_NO_GIFTS: JsonObject = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def get_chat(account: Account, params: Params) -> JsonObject:
    """getChat: a ChatFullInfo."""
    chat = account.chat(params, "read")
    body: JsonObject = {
        **chat_json(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict(_NO_GIFTS),
    }
    if chat.username:
        body["active_usernames"] = [chat.username]
    if chat.is_group:
        body["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        body["pinned_message"] = message_json(chat.messages[chat.pinned[-1]], with_reply=False)
    return body


def get_chat_member(account: Account, params: Params) -> JsonObject:
    """getChatMember. About others than itself, a bot learns for certain only where it is an administrator."""
    wanted = params.integer("user_id")
    if wanted <= 0:
        raise bad_request("invalid user_id specified")
    own = wanted == account.bot.id
    chat = account.chat(params, "read" if own else "members")
    person = account.bot if own else account.state.people.get(wanted)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID" if chat.kind is not ChatKind.PRIVATE else "user not found")
    if chat.kind is ChatKind.PRIVATE:
        inside = own or person is chat.person
        return {"user": user_json(person), "status": "member" if inside else "left"}
    if chat.kind is ChatKind.CHANNEL and not own and not chat.member(account.bot).leads:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return member_json(chat.member(person), chat)


def get_chat_administrators(account: Account, params: Params) -> list[JsonObject]:
    """getChatAdministrators: the owner and all administrators, but of bots only this one."""
    chat = account.chat(params, "members")
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    return [member_json(member, chat) for member in chat.members.values() if member.leads]


def get_chat_member_count(account: Account, params: Params) -> int:
    """getChatMemberCount."""
    chat = account.chat(params, "read")
    if chat.kind is ChatKind.PRIVATE:
        return 2
    return sum(1 for member in chat.members.values() if member.inside)


def leave_chat(account: Account, params: Params) -> bool:
    """leaveChat."""
    chat = account.chat(params, "read")
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    account.postbox.change_member(chat, Member(account.bot, "left"), account.bot)
    if chat.kind is not ChatKind.CHANNEL:
        account.postbox.service(chat, {"left_chat_member": user_json(account.bot)}, account.bot)
    return True


def send_chat_action(account: Account, params: Params) -> bool:
    """sendChatAction: "typing…"."""
    action = params.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = account.chat(params, "write")
    account.may_post(chat)
    account.feed.add("typing", {"chat_id": chat.id, "action": action})
    return True


def pin_chat_message(account: Account, params: Params) -> bool:
    """pinChatMessage."""
    message = account.message(params, "write", "message to pin")
    _may_pin(account, message.chat)
    if message.service:
        raise bad_request("service messages can't be pinned")
    if message.id in message.chat.pinned:
        return True
    account.postbox.pin(message, account.bot)
    return True


def unpin_chat_message(account: Account, params: Params) -> bool:
    """unpinChatMessage: this message, or without a number the newest pinned one."""
    chat = account.chat(params, "write")
    if params.has("message_id"):
        message = account.message(params, "write", "message to unpin")
        _may_pin(account, chat)
        account.postbox.unpin(chat, [message.id] if message.id in chat.pinned else [])
        return True
    if not chat.pinned:
        raise bad_request("message to unpin not found")
    _may_pin(account, chat)
    account.postbox.unpin(chat, chat.pinned[-1:])
    return True


def unpin_all_chat_messages(account: Account, params: Params) -> bool:
    """unpinAllChatMessages."""
    chat = account.chat(params, "write")
    _may_pin(account, chat)
    account.postbox.unpin(chat, list(chat.pinned))
    return True


def _may_pin(account: Account, chat: Chat) -> None:
    """In a channel pinning goes with the right to edit, in a group it is a right of its own."""
    if chat.kind is ChatKind.PRIVATE:
        return
    member = chat.member(account.bot)
    if not member.may("can_edit_messages" if chat.kind is ChatKind.CHANNEL else "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


METHODS: dict[str, Handler] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "sendChatAction": send_chat_action,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
