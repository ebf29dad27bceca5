"""What Telegram says of a chat: what it is, and what the bot may do there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import Chat, ChatMember
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.operating import Impossible
from bot.telegram.api import Api
from bot.telegram.chats import NEEDED

IN_WORDS: Final = {
    "can_post_messages": "post messages",
    "can_edit_messages": "edit messages",
    "can_delete_messages": "delete messages",
    "can_pin_messages": "pin messages",
}
"""The rights of an administrator, by their names in the Bot API."""


class NotShown(Impossible):
    """Telegram does not let the bot look into the chat."""


async def own_name(api: Api) -> tuple[int, str]:
    """The bot's number and username; raises Impossible where Telegram does not say."""
    me = await _asked(api, "getMe", {})
    number, name = me.get("id"), me.get("username")
    return (number if isinstance(number, int) else 0), (name if isinstance(name, str) else "")


async def kind_of(api: Api, chat_id: int) -> str:
    """Telegram's word for a chat that can be bound; raises NotShown, or Impossible for another kind of chat."""
    kind = (await _asked(api, "getChat", {"chat_id": chat_id})).get("type")
    if kind not in {Chat.CHANNEL, Chat.GROUP, Chat.SUPERGROUP}:
        raise Impossible("Only a channel or a group can be bound; this is somebody's private chat.")
    return str(kind)


async def missing_rights(api: Api, bot_id: int, chat_id: int, kind: str) -> list[str] | None:
    """In words, the rights that the bot lacks there; None where it is no administrator. Raises NotShown."""
    member = await _asked(api, "getChatMember", {"chat_id": chat_id, "user_id": bot_id})
    if member.get("status") != ChatMember.ADMINISTRATOR:
        return None
    return in_words([right for right in needed(kind) if member.get(right) is not True])


def needed(kind: str) -> tuple[str, ...]:
    """The rights without which a chat of this kind cannot be a group's channel."""
    return NEEDED.get(kind, NEEDED[Chat.SUPERGROUP])


def in_words(rights: Sequence[str]) -> list[str]:
    """What these rights allow."""
    return [IN_WORDS[right] for right in rights]


def unreachable(error: TelegramError) -> Impossible:
    """The sentence for a Telegram that gives no answer."""
    if isinstance(error, InvalidToken):
        return Impossible("Telegram does not know TELEGRAM_BOT_TOKEN. Copy it once more from @BotFather into .env.")
    return Impossible(
        f"Telegram cannot be reached ({type(error).__name__}). Is there a connection to the internet? "
        "Is TELEGRAM_API_URL right?"
    )


async def _asked(api: Api, method: str, params: dict[str, str | int]) -> dict[str, object]:
    try:
        answer = await api.call(method, params)
    except (BadRequest, Forbidden):
        chat = params.get("chat_id", "that chat")
        raise NotShown(f"Telegram does not show me chat {chat}. Is the bot an administrator there?") from None
    except TelegramError as error:
        raise unreachable(error) from None
    return dict(answer) if isinstance(answer, dict) else {}
