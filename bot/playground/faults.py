"""Faults on purpose: everything that goes wrong between a bot and Telegram sooner or later."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter

from bot.playground.clock import Clock
from bot.playground.errors import Refused, too_many_requests
from bot.playground.wire import JsonObject

FaultKind = Literal["too_many_requests", "error", "bad_gateway", "delay", "hang", "cut", "garbage"]
APPLIED_FIRST: frozenset[FaultKind] = frozenset({"hang", "cut", "garbage"})
"""Faults that, unless told otherwise, strike after the method has done its work: the message was in fact sent."""


@dataclass
class Fault:
    """One fault, and where it strikes.

    - too_many_requests: 429 with `retry_after`; with `seconds` it lasts that long and counts down.
    - error: `code` and `description` (and `parameters`), 500 "Internal Server Error" if nothing is given.
    - bad_gateway: 502 with a page of HTML.
    - delay: nothing happens for `seconds`, then the request is accepted; not at all if the client has gone by then.
    - hang: the method does its work, but the reply never comes.
    - cut: the method does its work, and the connection breaks in the middle of the reply.
    - garbage: the method does its work, and the reply is no JSON.

    `method` and `chat_id` narrow it down; it strikes `times` times (None: until cleared). `applied` says whether the
    method does its work first, where the kind's own way is not wanted.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    retry_after: int = 1
    seconds: float = 0.0
    code: int = 500
    description: str = "Internal Server Error"
    parameters: JsonObject | None = None
    applied: bool | None = None
    id: int = 0
    struck: int = 0
    until: datetime | None = field(default=None)

    @property
    def after(self) -> bool:
        """Does it strike after the method has done its work?"""
        return self.kind in APPLIED_FIRST if self.applied is None else self.applied

    def refusal(self, now: datetime) -> Refused:
        """The error that the client gets."""
        if self.kind == "too_many_requests":
            left = int((self.until - now).total_seconds()) + 1 if self.until else self.retry_after
            return too_many_requests(max(left, 1))
        return Refused(self.code, self.description, self.parameters)

    def strikes(self, method: str, chat_id: int | None, now: datetime) -> bool:
        """Does it strike this request?"""
        if self.times is not None and self.struck >= self.times:
            return False
        if self.until is not None and now >= self.until:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or self.chat_id == chat_id


class Faults:
    """The faults that are laid out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = itertools.count(1)
        self.laid: list[Fault] = []

    def add(self, fault: Fault) -> int:
        """Lay out a fault; the number takes it back with clear()."""
        fault.id = next(self._ids)
        if fault.kind == "too_many_requests" and fault.seconds:
            fault.times = None
            fault.until = self._clock.now() + timedelta(seconds=fault.seconds)
        self.laid.append(fault)
        return fault.id

    def clear(self, fault_id: int | None = None) -> None:
        """Take back one fault, or all."""
        self.laid = [fault for fault in self.laid if fault_id is not None and fault.id != fault_id]

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The first fault that strikes this request, counted as struck."""
        now = self._clock.now()
        fault = next((fault for fault in self.laid if fault.strikes(method, chat_id, now)), None)
        if fault is not None:
            fault.struck += 1
        return fault


FAULT: TypeAdapter[Fault] = TypeAdapter(Fault)
"""Reads a fault from JSON, for /play/faults."""

BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
