"""forwardMessage and copyMessage."""

from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.formatting import formatted
from bot.playground.methods_messages import send, with_people
from bot.playground.objects import message_json, origin_json
from bot.playground.params import Params
from bot.playground.state import Message
from bot.playground.wire import JsonObject


def forward_message(account: Account, params: Params) -> JsonObject:
    """forwardMessage."""
    source = _source(account, params, "message to forward")
    if source.service:
        raise bad_request("message can't be forwarded")
    chat = account.chat(params, "write")
    account.may_post(chat)
    message = send(account, params, chat, dict(source.content), origin=source.forward_origin or origin_json(source))
    return message_json(message)


def copy_message(account: Account, params: Params) -> JsonObject:
    """copyMessage: the same content, as the bot's own."""
    source = _source(account, params, "message to copy")
    if source.service or "poll" in source.content:
        raise bad_request("message can't be copied")
    chat = account.chat(params, "write")
    account.may_post(chat)
    content = dict(source.content)
    if params.has("caption") and "text" not in content:
        entities = params.json("caption_entities", "can't parse caption entities JSON object")
        caption = with_people(account, formatted(params.text("caption"), params.text("parse_mode"), entities))
        if caption.length > account.limits.caption:
            raise bad_request("message caption is too long")
        content |= {"caption": caption.text, "caption_entities": caption.entities}
    return {"message_id": send(account, params, chat, content).id}


def _source(account: Account, params: Params, what: str) -> Message:
    params.required("from_chat_id")
    message = account.message(params, "read", what, "from_chat_id")
    if message.protected:
        raise bad_request("message has protected content and can't be forwarded")
    return message


METHODS: dict[str, Handler] = {"forwardMessage": forward_message, "copyMessage": copy_message}
