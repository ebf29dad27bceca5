"""The two sides' meeting: which of the offered times suits both, and which hours of a day can be offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from conversations.answers import Role

HALF = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Offered:
    """One offered time (aware) and whether it suits each side; None: not said yet."""

    at: dt.datetime
    host: bool | None = None
    guest: bool | None = None

    def suits(self, side: Role) -> bool | None:
        """What a side has said of it."""
        return self.host if side == "host" else self.guest


def has_answered(times: Iterable[Offered], side: Role) -> bool:
    """Whether a side has said of every time whether it suits."""
    return all(one.suits(side) is not None for one in times)


def common(times: Iterable[Offered], now: dt.datetime) -> dt.datetime | None:
    """The first time still to come that suits both; None while a side has not answered, and where none suits both."""
    offered = sorted(times, key=lambda one: one.at)
    if not (has_answered(offered, "host") and has_answered(offered, "guest")):
        return None
    return next((one.at for one in offered if one.host and one.guest and one.at > now), None)


def starts_of(day: dt.date, first: int, last: int, now: dt.datetime, timezone: ZoneInfo) -> Sequence[dt.datetime]:
    """The half hours of a day at which a meeting may begin, between two whole hours, in UTC; none that is past."""
    begin = dt.datetime.combine(day, dt.time(first), timezone)
    # Counted on the clock of the wall: the day may have an hour more or less.
    steps = range(2 * (last - first) + 1)
    moments = [(begin + step * HALF).astimezone(dt.UTC) for step in steps]
    return [moment for moment in moments if moment > now]


def reminders(at: dt.datetime, hours: Iterable[int], now: dt.datetime) -> Sequence[dt.datetime]:
    """When both sides are reminded of a meeting: so many hours before, as far as that is still to come."""
    moments = (at - dt.timedelta(hours=before) for before in hours)
    return sorted(moment for moment in moments if moment > now)
