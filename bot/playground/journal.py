"""Every request that came, and whether its reply left whole: what a kill -9 trial is judged by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.waiting import Bell
from bot.playground.wire import JsonObject, without_none


@dataclass
class Request:
    """One Bot API request."""

    number: int
    method: str
    at: datetime
    params: dict[str, str] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    """Uploaded files: name of the field → bytes."""
    chat_id: int | None = None
    fault: str | None = None
    status: int | None = None
    reply: JsonObject | None = None
    """What the method answered, also where a fault kept it from the client; None while it is being worked on."""
    written: bool = False
    """Was the whole reply handed over to the client's connection while that was open?"""

    def json(self) -> JsonObject:
        """For /play/requests."""
        return without_none(
            number=self.number,
            method=self.method,
            at=self.at.isoformat(),
            params=self.params,
            files=self.files,
            chat_id=self.chat_id,
            fault=self.fault,
            status=self.status,
            reply=self.reply,
            written=self.written,
        )


class Journal:
    """The requests, oldest first; the oldest are forgotten when there are very many."""

    def __init__(self, most: int = 200_000) -> None:
        self.requests: list[Request] = []
        self.bell = Bell()
        self._most = most
        self._number = 0

    def open(self, method: str, at: datetime) -> Request:
        """A request begins."""
        self._number += 1
        request = Request(self._number, method, at)
        self.requests.append(request)
        if len(self.requests) > self._most:
            del self.requests[: self._most // 10]
        return request

    def close(self, request: Request, *, written: bool) -> None:
        """A request ends, with or without its reply having reached the client's connection."""
        request.written = written
        self.bell.ring()

    def of(self, method: str, chat_id: int | None = None) -> list[Request]:
        """The requests of one method, and of one chat where it is given."""
        return [
            request
            for request in self.requests
            if request.method.lower() == method.lower() and chat_id in (None, request.chat_id)
        ]

    async def until(self, true: Callable[["Journal"], bool], within: float = 5.0) -> bool:
        """Wait until the journal fulfils a condition."""
        return await self.bell.until(lambda: true(self), within)
