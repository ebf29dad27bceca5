"""The queue of updates that wait for the bot, with Telegram's rules of numbering, expiry and confirmation."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.playground.clock import Clock
from bot.playground.wire import JsonObject, is_array

UpdateKind = Literal[
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "poll",
    "poll_answer",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "shipping_query",
    "pre_checkout_query",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
    "managed_bot",
    "guest_message",
]
KINDS: tuple[UpdateKind, ...] = get_args(UpdateKind)
ON_REQUEST: frozenset[str] = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only if it names them in allowed_updates."""
DEFAULT_KINDS: frozenset[str] = frozenset(KINDS) - ON_REQUEST


@dataclass(frozen=True)
class Queued:
    """An update on its way; gone unread once its time is over."""

    update_id: int
    body: JsonObject
    expires: datetime
    lane: str
    """By webhook, updates of one lane (a chat's messages, a person's presses) keep their order."""

    def json(self) -> JsonObject:
        """The Update object."""
        return {"update_id": self.update_id, **self.body}


class UpdateQueue:
    """Updates in the order of their numbers, until the bot confirms them or they expire."""

    def __init__(self, clock: Clock, first_id: int = 100_000_001) -> None:
        self._clock = clock
        self._ids = itertools.count(first_id)
        self._queue: list[Queued] = []
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.listeners: list[Callable[[], None]] = []

    def add(self, kind: UpdateKind, body: JsonObject, *, keep: timedelta, lane: str) -> int | None:
        """Queue an update, unless its kind was not asked for; returns its number."""
        if kind not in self.allowed:
            return None
        return self.add_raw({kind: body}, keep=keep, lane=lane)

    def add_raw(self, body: JsonObject, *, keep: timedelta, lane: str = "raw") -> int:
        """Queue a body as it is, be it of an unknown kind or broken: to see how a bot takes it."""
        update_id = next(self._ids)
        self._queue.append(Queued(update_id, body, self._clock.now() + keep, lane))
        for notify in tuple(self.listeners):
            notify()
        return update_id

    def allow(self, kinds: object) -> bool:
        """Take over allowed_updates; what is no list of names leaves the previous choice. True if it changed."""
        if not is_array(kinds) or not all(isinstance(kind, str) for kind in kinds):
            return False
        chosen = frozenset(str(kind).lower() for kind in kinds) & frozenset(KINDS)
        before, self.allowed = self.allowed, chosen or DEFAULT_KINDS
        return before != self.allowed

    def pending(self) -> list[Queued]:
        """Everything that still waits."""
        now = self._clock.now()
        self._queue = [update for update in self._queue if update.expires > now]
        return list(self._queue)

    def read(self, offset: int, limit: int) -> list[Queued]:
        """The next updates. Those before a positive offset are forgotten; a negative one keeps only so many last."""
        waiting = self.pending()
        if offset < 0:
            waiting = waiting[offset:]
        elif offset > 0:
            waiting = [update for update in waiting if update.update_id >= offset]
        self._queue = waiting
        return waiting[:limit]

    def forget(self, update_ids: Iterable[int]) -> None:
        """These have been received."""
        done = set(update_ids)
        self._queue = [update for update in self._queue if update.update_id not in done]

    def clear(self) -> None:
        """Drop everything that waits (drop_pending_updates)."""
        self._queue = []
