"""How fast messages may go: overall, and to one chat. Only what nobody is waiting for is held back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# How many messages may go at once before the rate counts.
_CHAT_BURST: Final = 5.0
_GROUP_BURST: Final = 5.0
# So many different chats told to wait within this time mean that the whole bot is too fast.
_FLOODED_CHATS: Final = 3
_FLOODED_SECONDS: Final = 10.0
_FORGET_ABOVE: Final = 1000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at a rate; may be overdrawn by what is not held back."""

    rate: float
    most: float
    tokens: float
    at: float

    def refill(self, now: float) -> float:
        """The tokens there are now."""
        self.tokens = min(self.most, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return self.tokens

    def wait(self, now: float) -> float:
        """Seconds until there is a whole token."""
        return max(0.0, (1.0 - self.refill(now)) / self.rate)


class Pace:
    """Telegram's limits, kept by ourselves: overall, to one chat, and to one group or channel. A rate of 0: none.

    Units: `send_rate` and `chat_rate` messages a second, `group_per_minute` messages a minute.
    """

    def __init__(
        self,
        send_rate: float,
        chat_rate: float,
        group_per_minute: float = 20.0,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        # In no minute more than the limit: what may go at once is no longer there for the rest of it.
        group_rate = max(group_per_minute - _GROUP_BURST, group_per_minute / 2) / 60.0
        self._rates = {False: (chat_rate, _CHAT_BURST), True: (group_rate, min(_GROUP_BURST, group_per_minute / 2))}
        self._overall = Bucket(send_rate, max(1.0, send_rate), max(1.0, send_rate), clock()) if send_rate else None
        self._chats: dict[str, Bucket] = {}
        self._flooded: dict[str, float] = {}
        self._halted_until = 0.0

    def halted(self) -> float:
        """Seconds for which nothing at all may go."""
        return max(0.0, self._halted_until - self._clock())

    def halt(self, seconds: float) -> None:
        """Nothing may go for so long."""
        self._halted_until = max(self._halted_until, self._clock() + seconds)

    def wait(self, lane: str, *, group: bool) -> float:
        """Seconds until an unasked message may go to this chat."""
        now = self._clock()
        overall = self._overall.wait(now) if self._overall else 0.0
        bucket = self._bucket(lane, group=group)
        return max(overall, bucket.wait(now) if bucket else 0.0)

    def overall_wait(self) -> float:
        """Seconds until an unasked message may go to anybody."""
        return self._overall.wait(self._clock()) if self._overall else 0.0

    def slow(self) -> dict[str, float]:
        """The chats that must wait before they get something unasked, and for how many seconds."""
        now = self._clock()
        waits = ((lane, bucket.wait(now)) for lane, bucket in self._chats.items())
        return {lane: wait for lane, wait in waits if wait > 0}

    def went(self, lane: str, *, group: bool) -> None:
        """A message goes to this chat now."""
        now = self._clock()
        for bucket in (self._overall, self._bucket(lane, group=group)):
            if bucket:
                # Overdrawn by answers to people, but not so far that what is unasked would wait for long.
                bucket.tokens = max(bucket.refill(now) - 1.0, -bucket.most)

    def told_to_wait(self, lane: str, seconds: float) -> bool:
        """Telegram told a chat to wait. True where so many were told lately that everything halts."""
        now = self._clock()
        self._flooded = {other: at for other, at in self._flooded.items() if now - at < _FLOODED_SECONDS}
        self._flooded[lane] = now
        if len(self._flooded) < _FLOODED_CHATS:
            return False
        self.halt(seconds)
        return True

    def _bucket(self, lane: str, *, group: bool) -> Bucket | None:
        rate, burst = self._rates[group]
        if not rate:
            return None
        if len(self._chats) > _FORGET_ABOVE:
            now = self._clock()
            self._chats = {name: bucket for name, bucket in self._chats.items() if bucket.refill(now) < bucket.most}
        return self._chats.setdefault(lane, Bucket(rate, max(1.0, burst), max(1.0, burst), self._clock()))
