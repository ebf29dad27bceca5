"""Codes that do not work: whoever tries many of them is not listened to for a while, and hears nothing new.

A code has 128 random bits and cannot be guessed; this keeps the trying from costing anything. It is counted in memory:
after a restart nobody is worse off, and no row says who once opened an old link. It is counted by the Telegram id, so
that erasing oneself does not begin anew, and each update once, however often it is handled.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

_WITHIN: Final = dt.timedelta(hours=1)
_FORGET_ABOVE: Final = 10_000


class WrongCodes:
    """So many an hour and person (or chat, where nobody in particular wrote); 0 sets no limit."""

    def __init__(self, per_hour: int = 0) -> None:
        self._per_hour = per_hour
        self._tried: dict[int, dict[int, dt.datetime]] = {}

    def too_many(self, who: int, now: dt.datetime) -> bool:
        """Whether the next code of theirs is not looked at."""
        return bool(self._per_hour) and len(self._recent(who, now)) >= self._per_hour

    def note(self, who: int, update_id: int, now: dt.datetime) -> None:
        """A code did not work."""
        if len(self._tried) > _FORGET_ABOVE:
            self._tried = {one: recent for one in self._tried if (recent := self._recent(one, now))}
        self._tried[who] = {**self._recent(who, now), update_id: now}

    def _recent(self, who: int, now: dt.datetime) -> dict[int, dt.datetime]:
        # A clock that is set back makes nobody wait for longer than the hour.
        return {one: at for one, at in self._tried.get(who, {}).items() if abs(now - at) < _WITHIN}
