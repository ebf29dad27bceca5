"""How fast one person's updates are handled: a flood is slowed, nothing of it is dropped, and nobody else waits."""

from __future__ import annotations

import time
from typing import Final

from bot.telegram.pace import Bucket

_FORGET_ABOVE: Final = 10_000


class Flood:
    """So many updates a minute and lane; 0 sets no limit."""

    def __init__(self, per_minute: float) -> None:
        self._per_minute = per_minute
        self._buckets: dict[str, Bucket] = {}

    def wait(self, lane: str) -> float:
        """Seconds until one more of this lane may be handled; 0 where it is handled now, and counted."""
        if not self._per_minute:
            return 0.0
        now, most = time.monotonic(), max(1.0, self._per_minute)
        if len(self._buckets) > _FORGET_ABOVE:
            self._buckets = {one: bucket for one, bucket in self._buckets.items() if bucket.refill(now) < bucket.most}
        bucket = self._buckets.setdefault(lane, Bucket(self._per_minute / 60.0, most, most, now))
        wait = bucket.wait(now)
        if wait == 0:
            bucket.tokens -= 1.0
        return wait
