"""What became of a call to Telegram, told from its error."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted it. `replaced`: a new message took the place of one that was gone."""

    message_id: int | None = None
    replaced: bool = False
    left_thread: bool = False
    """The forum topic is gone; it went to the main chat."""


@dataclass(frozen=True, slots=True)
class Held:
    """Telegram asks to wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another id now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never accept it. `unreachable`: nor anything else that is sent to this chat."""

    code: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Telegram's answer never came: it may have arrived."""

    code: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive, and may be tried again. `offline`: Telegram could not be reached at all."""

    code: str
    offline: bool = False


Outcome = Sent | Held | Moved | Refused | Unknown | Failed

NOT_MODIFIED: Final = "not_modified"
EDIT_GONE: Final = "message_to_edit_gone"
TARGET_GONE: Final = "message_gone"
TOO_OLD_TO_DELETE: Final = "message_too_old_to_delete"
BAD_ENTITIES: Final = "bad_entities"
THREAD_GONE: Final = "thread_gone"

# Telegram's descriptions, as far as they make a difference; compared in small letters, the first that fits counts.
_CODES: Final = (
    ("message is not modified", NOT_MODIFIED),
    ("message to edit not found", EDIT_GONE),
    ("message_id_invalid", EDIT_GONE),
    ("message can't be edited", EDIT_GONE),
    ("message to delete not found", TARGET_GONE),
    ("message can't be deleted", TOO_OLD_TO_DELETE),
    ("message to pin not found", TARGET_GONE),
    ("message to unpin not found", TARGET_GONE),
    ("can't parse entities", BAD_ENTITIES),
    ("message thread not found", THREAD_GONE),
    ("topic_deleted", THREAD_GONE),
    ("topic_closed", "topic_closed"),
    ("chat not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("not enough rights", "no_rights"),
    ("have no rights", "no_rights"),
    ("need administrator rights", "no_rights"),
    ("chat_write_forbidden", "no_rights"),
    ("chat_admin_required", "no_rights"),
    ("query is too old", "query_too_old"),
    ("message is too long", "too_long"),
    ("message text is empty", "text_empty"),
    ("button_data_invalid", "button_data"),
)
_UNREACHABLE: Final = {"chat_not_found", "no_rights"}
_FORBIDDEN: Final = (
    ("bot was blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
    ("not a member", "not_a_member"),
    ("can't initiate", "never_started"),
)
# Errors of the HTTP client before the request has left this machine.
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


def judge(error: TelegramError) -> Outcome:
    """What a failed call means. Raises InvalidToken again: then nothing can be sent at all.

    The order matters: BadRequest and TimedOut are NetworkErrors to the library.
    """
    match error:
        case RetryAfter():
            return Held(_seconds(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Refused(_code(error, _FORBIDDEN, "forbidden"), unreachable=True)
        case InvalidToken():
            if "method not found" in error.message.lower():
                return Refused("unknown_method")
            raise error
        case BadRequest():
            code = _code(error, _CODES, "bad_request")
            return Refused(code, unreachable=code in _UNREACHABLE)
        case TimedOut() | NetworkError():
            return _network(error)
        case _:
            return Unknown("unreadable_answer")


def _network(error: NetworkError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, _NOT_SENT):
        return Failed("no_connection", offline=True)
    if isinstance(error, TimedOut):
        return Unknown("no_answer")
    if cause is None or isinstance(cause, TelegramError):
        # An answer came (500, 502…), perhaps without JSON: Telegram did not accept it.
        return Failed("server_error")
    return Unknown("connection_lost")


def _code(error: TelegramError, codes: tuple[tuple[str, str], ...], otherwise: str) -> str:
    said = error.message.lower()
    return next((code for words, code in codes if words in said), otherwise)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)
