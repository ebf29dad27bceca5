"""One message to Telegram: the call, and the ways out that can be taken at once."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import Final

from telegram.error import TelegramError

from bot.store.dispatch import Payload
from bot.store.interviews import Json
from bot.store.outbox import Ready
from bot.telegram.api import Api
from bot.telegram.outcomes import (
    BAD_ENTITIES,
    EDIT_GONE,
    NOT_MODIFIED,
    TARGET_GONE,
    THREAD_GONE,
    TOO_OLD_TO_DELETE,
    Failed,
    Outcome,
    Refused,
    Sent,
    judge,
)

_TAG: Final = re.compile(r"<[^<>]*>")
_MOST_CALLS: Final = 4
# How to name the message that a method is about. (A reply names it otherwise.)
REPEATABLE: Final = ("edit", "delete", "pin", "unpin", "set")
"""Methods whose names begin so do no harm when they are called twice."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is about to be called."""

    letter: Ready
    method: str
    params: dict[str, Json] = field(repr=False)
    file: tuple[str, str, str] | None = field(repr=False)
    replaces: bool = False
    """The message that was to be edited is gone, and this is the new one."""
    left_thread: bool = False
    protects: bool = False
    """Of an edit: a new message in its place cannot be passed on."""
    instead: str | None = field(default=None, repr=False)
    """Of a deletion: what the message says from then on where it is too old to be deleted."""


def first_call(letter: Ready, payload: Payload, message_id: int | None) -> Call:
    """The call for a message; `message_id` is the one that it edits, deletes, pins or answers."""
    params = dict(payload.params)
    if "scope" not in params:
        params["chat_id"] = payload.chat_id if letter.chat_id is None else letter.chat_id
    if letter.thread_id is not None and letter.method.startswith("send"):
        params["message_thread_id"] = letter.thread_id
    if message_id is not None and letter.method.startswith("send"):
        params["reply_parameters"] = {"message_id": message_id, "allow_sending_without_reply": True}
    elif message_id is not None:
        params["message_id"] = message_id
    if letter.repeats and payload.again is not None and "text" in params:
        params["text"] = payload.again
    protects = not letter.method.startswith("send") and bool(params.pop("protect_content", False))
    instead = payload.again if letter.method == "deleteMessage" else None
    return Call(letter, letter.method, params, payload.file, protects=protects, instead=instead)


def as_new_message(call: Call) -> Call:
    """An edit of a message that is gone, as a message of its own."""
    params = {name: value for name, value in call.params.items() if name != "message_id"}
    if call.letter.thread_id is not None:
        params["message_thread_id"] = call.letter.thread_id
    if call.protects:
        params["protect_content"] = True
    return replace(call, method="sendMessage", params=params, replaces=True)


async def carry(api: Api, call: Call) -> Outcome:
    """Make the call, and take the ways out that lie open; what becomes of it. Raises InvalidToken."""
    for _ in range(_MOST_CALLS - 1):
        outcome = await _once(api, call)
        other = _other_way(call, outcome)
        if other is None:
            return outcome
        call = other
    return await _once(api, call)


async def _once(api: Api, call: Call) -> Outcome:
    try:
        answer = await api.call(call.method, call.params, file=call.file)
    except TelegramError as error:
        outcome = judge(error)
    else:
        message_id = answer.get("message_id") if isinstance(answer, dict) else None
        known = message_id if isinstance(message_id, int) else None
        return Sent(known, replaced=call.replaces, left_thread=call.left_thread)
    if isinstance(outcome, Refused) and _is_as_wished(call, outcome):
        return Sent()
    return outcome


def _is_as_wished(call: Call, refused: Refused) -> bool:
    if refused.code == NOT_MODIFIED:
        return True
    if call.instead is not None:
        return refused.code in {TARGET_GONE, EDIT_GONE}
    return refused.code in {TARGET_GONE, TOO_OLD_TO_DELETE} and call.method.startswith(("delete", "unpin"))


def _other_way(call: Call, outcome: Outcome) -> Call | None:
    """The call to make instead, at once."""
    if isinstance(outcome, Failed) and outcome.offline and call.letter.tries == 0:
        # Nothing has left this machine: once more does no harm, and often a connection had only gone stale.
        return replace(call, letter=replace(call.letter, tries=1))
    if not isinstance(outcome, Refused):
        return None
    if outcome.code == BAD_ENTITIES and "parse_mode" in call.params:
        return _as_plain_text(call)
    if outcome.code == THREAD_GONE and "message_thread_id" in call.params:
        params = {name: value for name, value in call.params.items() if name != "message_thread_id"}
        return replace(call, params=params, left_thread=True)
    if outcome.code == TOO_OLD_TO_DELETE and call.instead is not None:
        return _without_its_words(call, call.instead)
    if outcome.code == EDIT_GONE and call.letter.fresh and call.method == "editMessageText":
        return as_new_message(call)
    return None


def _without_its_words(call: Call, instead: str) -> Call:
    """An edit in place of a deletion: that may be done at any age."""
    params: dict[str, Json] = {**call.params, "text": instead, "parse_mode": "HTML"}
    return replace(call, method="editMessageText", params=params)


def _as_plain_text(call: Call) -> Call:
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        marked = params.get(name)
        if isinstance(marked, str):
            params[name] = html.unescape(_TAG.sub("", marked))
    return replace(call, params=params)
