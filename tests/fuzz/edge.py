"""Telegram, at the edge of the process: the playground's methods are called directly, with no HTTP between."""

from __future__ import annotations

import inspect
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.playground.account import Account
from bot.playground.errors import Refused
from bot.playground.keyboards import buttons
from bot.playground.methods import METHODS
from bot.playground.params import Params
from bot.playground.wire import Upload

EXPECTED = (
    "chat not found",
    "bot was blocked",
    "bot was kicked",
    "bot is not a member",
    "bot can't initiate conversation",
    "user is deactivated",
    "not enough rights",
    "need administrator rights",
    "message is not modified",
    "to edit not found",
    "to delete not found",
    "to pin not found",
    "can't be edited",
    "query is too old",
    "upgraded to a supergroup",
    "thread not found",
    "TOPIC_CLOSED",
    "user not found",
    "PARTICIPANT_ID_INVALID",
    "message can't be deleted",
)
"""What Telegram may refuse without the bot having done anything wrong: it could not have known."""


MADE_UP = "9"
"""How the numbers of presses begin that the account knows nothing of: they are answered like any other."""


@dataclass(frozen=True)
class Said:
    """What the bot wrote or changed."""

    method: str
    chat_id: int
    words: str
    """Everything that can be read, labels of buttons last."""
    presses: tuple[str, ...] = ()
    """The data of its buttons."""
    links: tuple[str, ...] = ()
    """Where its buttons lead."""


class Edge(BaseRequest):
    """The library's way to Telegram, answered at once by the playground's account."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.said: list[Said] = []
        self.tried: set[str] = set()
        """The presses that the bot wanted to answer, in time or not."""
        self.answered: Counter[str] = Counter()
        """How many times each press was answered, also where it had been before."""
        self.refused: list[str] = []
        """Refusals that are the bot's own fault."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        params = Params() if request_data is None else _params(request_data)
        self._look(name, params)
        query = params.text("callback_query_id")
        if query.startswith(MADE_UP):
            self.answered[query] += 1
            return 200, b'{"ok": true, "result": true}'
        try:
            result = METHODS[name.lower()][1](self.account, params)
            if inspect.isawaitable(result):
                result = await result
        except Refused as refusal:
            if self.answered[query]:
                self.answered[query] += 1
            reply = refusal.reply()
            if not any(known in str(reply.get("description")) for known in EXPECTED):
                self.refused.append(f"{name}: {reply.get('description')}: {_shape(params)}")
            return refusal.code, json.dumps(reply).encode()
        if query:
            self.answered[query] += 1
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _look(self, name: str, params: Params) -> None:
        if name == "answerCallbackQuery":
            self.tried.add(params.text("callback_query_id"))
        elif name.startswith(("send", "edit")):
            chat = params.text("chat_id")
            found = buttons(json.loads(params.text("reply_markup") or "{}"))
            words = "\n".join([params.text("text"), params.text("caption"), *(one.label for one in found)])
            links = tuple(one.url for one in found if one.url)
            number = int(chat) if chat.lstrip("-").isdecimal() else 0
            self.said.append(Said(name, number, words, tuple(one.data for one in found if one.data), links))


def _params(request: RequestData) -> Params:
    files: dict[str, Upload] = {}
    for name, (filename, content, mime_type) in (request.multipart_data or {}).items():
        files[name] = Upload(filename, content if isinstance(content, bytes) else content.read(), mime_type)
    return Params(dict(request.json_parameters), files)


def _shape(params: Params) -> str:
    """What a refused call held; only made people write here."""
    return json.dumps({name: value[:2000] for name, value in params.values.items()}, ensure_ascii=True)
