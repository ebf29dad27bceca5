"""What is asked of Telegram right after a commit and not through the outbox: answers to presses, and memberships."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine
from typing import Final

import structlog
from telegram.error import TelegramError

from bot.store.interviews import Json
from bot.telegram.api import Api
from bot.telegram.turn import AskTelegram, CallbackAnswer, Membership

_log = structlog.get_logger("bot.afterwards")
_FINISH_SECONDS: Final = 2.0

Told = Callable[[AskTelegram, Membership], None]


class Afterwards:
    """Small calls that nobody waits for; none of them can fail in a way that matters."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, query_id: str, answer: CallbackAnswer) -> None:
        """Answer a press."""
        self._start(self._answer(query_id, answer))

    def ask(self, question: AskTelegram, told: Told) -> None:
        """Ask for a membership; `told` is called in any case."""
        self._start(self._ask(question, told))

    async def finish(self) -> None:
        """Wait a little for what is under way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_FINISH_SECONDS)
        for task in self._tasks:
            task.cancel()

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, query_id: str, answer: CallbackAnswer) -> None:
        params: dict[str, Json] = {"callback_query_id": query_id}
        if answer.url is not None:
            if await self._answered({**params, "url": answer.url}) or answer.otherwise is None:
                return
            params |= {"text": answer.otherwise, "show_alert": answer.alert}
        elif answer.text is not None:
            params |= {"text": answer.text, "show_alert": answer.alert}
        await self._answered(params)

    async def _answered(self, params: dict[str, Json]) -> bool:
        try:
            await self._api.call("answerCallbackQuery", params)
        except TelegramError as error:
            # Too late, or no connection: the press was handled, and the spinner ends by itself.
            _log.info("press_not_answered", error=type(error).__name__)
            return False
        return True

    async def _ask(self, question: AskTelegram, told: Told) -> None:
        membership = Membership("unknown", dt.datetime.now(dt.UTC))
        try:
            membership = await self._membership(question, membership.asked_at)
        except TelegramError as error:
            _log.warning("membership_not_known", error=type(error).__name__)
        finally:
            told(question, membership)

    async def _membership(self, question: AskTelegram, asked_at: dt.datetime) -> Membership:
        params: dict[str, Json] = {"chat_id": question.chat_id, "user_id": question.user_id}
        member = await self._api.call("getChatMember", params)
        status = member.get("status") if isinstance(member, dict) else None
        if not isinstance(member, dict) or not isinstance(status, str):
            return Membership("unknown", asked_at)
        if status == "restricted":
            return Membership("member" if member.get("is_member") is True else "left", asked_at)
        rights = frozenset(name for name, given in member.items() if name.startswith("can_") and given is True)
        return Membership(status, asked_at, rights)
