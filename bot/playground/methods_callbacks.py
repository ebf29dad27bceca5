"""answerCallbackQuery: what the person who pressed a button sees at once."""

from bot.playground import errors
from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.links import can_start, start_link
from bot.playground.params import Params
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject


def answer_callback_query(account: Account, params: Params) -> bool:
    """answerCallbackQuery. A press can be answered once, and only for a while."""
    text, url = params.text("text"), params.text("url")
    if units(text) > account.limits.toast:
        raise bad_request("MESSAGE_TOO_LONG")
    press = account.state.presses.get(params.text("callback_query_id"))
    now = account.clock.now()
    if press is None or press.answer is not None or now - press.pressed_at > account.limits.answer_within:
        raise bad_request(errors.QUERY_TOO_OLD)
    if url and not _is_own_link(url, account.bot.username or "", account.limits.start_payload):
        raise bad_request("URL_INVALID")
    answer: JsonObject = {"text": text, "show_alert": params.flag("show_alert"), "url": url}
    press.answer = answer
    account.feed.add(
        "toast",
        {
            "person_id": press.person.id,
            "chat_id": press.message.chat.id,
            "message_id": press.message.id,
            "callback_query_id": press.id,
            **answer,
        },
    )
    return True


def _is_own_link(url: str, username: str, longest: int) -> bool:
    """A bot may answer only with a link that starts itself."""
    link = start_link(url, username)
    if link is None:
        return False
    kind, payload = link
    return kind == "start" and (payload == "" or can_start(payload, longest))


METHODS: dict[str, Handler] = {"answerCallbackQuery": answer_callback_query}
