"""Calls to the Bot API: python-telegram-bot's client, raw answers, and no call inside a database transaction."""

from __future__ import annotations

import base64
import json
import os
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.store.interviews import Json

# The library's switch to its coming way of giving periods; without it, each 429 is also a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_in_transaction: ContextVar[bool] = ContextVar("in_transaction", default=False)


@contextmanager
def no_calls() -> Iterator[None]:
    """In this block, and in what it awaits, every call to Telegram is refused: a transaction is open."""
    token = _in_transaction.set(True)
    try:
        yield
    finally:
        _in_transaction.reset(token)


@cache
def certificates() -> ssl.SSLContext:
    """Whom both clients trust, read once: it is a long file."""
    return httpx.create_ssl_context()


class Request(HTTPXRequest):
    """The HTTP client. What cannot be read is not written to a log, as the library would."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; raises TelegramError where it is no JSON object."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if _in_transaction.get():
            raise RuntimeError("no call to Telegram while a transaction is open: put it into the outbox")
        return await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )


class Api:
    """Any method of the Bot API by its name, with its answer as JSON.

    (The library's own methods build objects of the answer first: a field that it does not expect in Telegram's answer
    to a message would look like a message that was not sent.)
    """

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def call(
        self,
        method: str,
        params: Mapping[str, Json],
        *,
        file: tuple[str, str, str] | None = None,
        read_timeout: float | None = None,
    ) -> Json:
        """Raises telegram.error.TelegramError; also where the answer cannot be read."""
        data: dict[str, Any] = dict(params)
        if file is not None:
            name, filename, content = file
            data[name] = InputFile(base64.b64decode(content), filename=filename)
        timeout = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        try:
            answer: Json = await self.bot._post(method, data, read_timeout=timeout)
        except (KeyError, TypeError, AttributeError):
            raise TelegramError("Invalid server response") from None
        return answer
