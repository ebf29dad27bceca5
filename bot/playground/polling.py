"""Long polling: one bot waits for its updates, and only one."""

import asyncio

from bot.playground import errors
from bot.playground.errors import Refused, conflict
from bot.playground.limits import Limits
from bot.playground.updates import Queued, UpdateQueue
from bot.playground.wire import JsonObject


class Poll:
    """Long polling for one bot. Only one request may wait at a time; a newer one ends the older."""

    def __init__(self, queue: UpdateQueue, limits: Limits) -> None:
        self._queue = queue
        self._limits = limits
        self._waiting: asyncio.Future[None] | None = None
        self._ended: dict[asyncio.Future[None], Refused] = {}
        self._last_offset: int | None = None
        self._last_start = 0.0
        self._last_conflict: float | None = None
        queue.listeners.append(self._wake)

    @property
    def is_waiting(self) -> bool:
        """Does a bot wait for updates at this moment?"""
        return self._waiting is not None

    async def get(self, offset: int, limit: int, wait: float) -> list[JsonObject]:
        """The updates from this offset on, waiting up to so many seconds for the first.

        Who asks again at once for what it just asked is slowed down: it waits at least 3 s, or gets one update.
        Raises Refused (409) when a newer poll or a webhook takes over.
        """
        limits = self._limits
        now = asyncio.get_running_loop().time()
        if offset == self._last_offset:
            if now < self._last_start + limits.same_offset_wait:
                wait = max(wait, limits.same_offset_wait)
            if now < self._last_start + limits.same_offset_single:
                limit = 1
        self._last_offset, self._last_start = offset, now
        found = self._queue.read(offset, limit)
        if not found and wait:
            found = await self._wait(max(offset, 0), limit, wait)
        return [update.json() for update in found]

    async def _wait(self, offset: int, limit: int, wait: float) -> list[Queued]:
        self.end(conflict(errors.OTHER_POLLER))
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = turn
        try:
            await asyncio.wait([turn], timeout=wait)
        finally:
            if self._waiting is turn:
                self._waiting = None
        if turn in self._ended:
            refusal = self._ended.pop(turn)
            await self.hold_conflict()
            raise refusal
        return self._queue.read(offset, limit)

    def end(self, refusal: Refused) -> None:
        """Send away whoever waits now."""
        if self._waiting is not None and not self._waiting.done():
            self._ended[self._waiting] = refusal
            self._waiting.set_result(None)
            self._waiting = None

    async def hold_conflict(self) -> None:
        """As Telegram does, tell of conflicts one after the other, not at once, so that two bots do not spin."""
        loop = asyncio.get_running_loop()
        last, self._last_conflict = self._last_conflict, loop.time()
        if last is not None and loop.time() < last + self._limits.conflict_hold:
            await asyncio.sleep(self._limits.conflict_hold)

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
