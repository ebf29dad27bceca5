"""What each of Telegram's answers means; above all, what may be sent again and what must not."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.outcomes import Failed, Held, Moved, Outcome, Refused, Unknown, judge


def _caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


REFUSALS = [
    ("Bad Request: chat not found", Refused("chat_not_found", unreachable=True)),
    ("Bad Request: not enough rights to send text messages to the chat", Refused("no_rights", unreachable=True)),
    ("Bad Request: need administrator rights in the channel chat", Refused("no_rights", unreachable=True)),
    ("Bad Request: message is not modified: specified new message content…", Refused("not_modified")),
    ("Bad Request: message to edit not found", Refused("message_to_edit_gone")),
    ("Bad Request: message can't be edited", Refused("message_to_edit_gone")),
    ("Bad Request: message to delete not found", Refused("message_gone")),
    ("Bad Request: message can't be deleted for everyone", Refused("message_too_old_to_delete")),
    ("Bad Request: can't parse entities: unsupported start tag", Refused("bad_entities")),
    ("Bad Request: message thread not found", Refused("thread_gone")),
    ("Bad Request: TOPIC_CLOSED", Refused("topic_closed")),
    ("Bad Request: BUTTON_DATA_INVALID", Refused("button_data")),
    ("Bad Request: something that nobody has seen yet", Refused("bad_request")),
]


@pytest.mark.parametrize(("said", "outcome"), REFUSALS)
def test_a_bad_request_is_never_sent_again_although_it_is_a_network_error_to_the_library(
    said: str, outcome: Outcome
) -> None:
    assert issubclass(BadRequest, NetworkError)
    assert judge(BadRequest(said)) == outcome


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: user is deactivated", "deactivated"),
        ("Forbidden: bot was kicked from the channel chat", "kicked"),
        ("Forbidden: bot is not a member of the supergroup chat", "not_a_member"),
        ("Forbidden: bot can't initiate conversation with a user", "never_started"),
        ("Forbidden: new reason", "forbidden"),
    ],
)
def test_who_forbids_it_cannot_be_reached(said: str, code: str) -> None:
    assert judge(Forbidden(said)) == Refused(code, unreachable=True)


def test_waiting_and_moving() -> None:
    assert judge(RetryAfter(17)) == Held(17.0)
    assert judge(ChatMigrated(-1005)) == Moved(-1005)


@pytest.mark.parametrize("cause", [httpx.ConnectTimeout("x"), httpx.ConnectError("x"), httpx.PoolTimeout("x")])
def test_what_never_left_this_machine_may_be_sent_again(cause: Exception) -> None:
    assert judge(_caused(TimedOut(), cause)) == Failed("no_connection", offline=True)
    assert judge(_caused(NetworkError("x"), cause)) == Failed("no_connection", offline=True)


@pytest.mark.parametrize(
    "cause", [httpx.ReadTimeout("x"), httpx.ReadError("x"), httpx.RemoteProtocolError("x"), httpx.WriteError("x")]
)
def test_what_may_have_arrived_is_unknown(cause: Exception) -> None:
    error = TimedOut() if isinstance(cause, httpx.TimeoutException) else NetworkError("x")
    assert isinstance(judge(_caused(error, cause)), Unknown)


def test_an_answer_that_cannot_be_read_says_nothing() -> None:
    assert judge(TelegramError("Invalid server response")) == Unknown("unreadable_answer")


def test_a_servers_error_is_an_answer() -> None:
    assert judge(NetworkError("Internal Server Error")) == Failed("server_error")
    bad_gateway = _caused(NetworkError("Bad Gateway (502). Parsing…"), TelegramError("Invalid server response"))
    assert judge(bad_gateway) == Failed("server_error")


def test_a_second_program_is_no_reason_to_stop_sending() -> None:
    assert isinstance(judge(Conflict("terminated by other getUpdates request")), Unknown)


def test_without_a_token_nothing_goes() -> None:
    with pytest.raises(InvalidToken):
        judge(InvalidToken("Unauthorized"))
    assert judge(InvalidToken("Not Found: method not found")) == Refused("unknown_method")
    assert issubclass(EndPointNotFound, TelegramError)
