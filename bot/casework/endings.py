"""The days of a stay: when both are asked how it goes, when the search for the next home opens, what comes after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from conversations.text import Text, _

NOT_KNOWN: Final = "not_known"
"""The code of a stay that was closed without anybody knowing where the guest lives next."""
LOOKING: Final = "looking"
"""The guest still lives in the home, and the next one is looked for."""

NEXT_HOMES: Final[dict[str, Text]] = {
    "host": _("With another host"),
    "own_rental": _("A rental home of their own"),
    "municipality": _("A place from a municipality"),
    "reception_centre": _("A reception centre"),
    "family_friends": _("With family or friends"),
    "elsewhere": _("Somewhere else"),
    NOT_KNOWN: _("Not known"),
}
"""Where the guest lives after the stay, by code: no stay is closed without one."""

WISHES: Final[dict[str, Text]] = {
    "found": _("A next home is found"),
    LOOKING: _("The next home is looked for"),
    "longer": _("Wants to stay longer"),
}
"""What the guest has said while the end comes near, as coordinators read it. Kept until the stay is closed."""

STILL_NEEDED: Final = frozenset({"reception_centre", NOT_KNOWN})
"""After these the guest is asked whether a home is still looked for."""

CASE_ENDED: Final = "ended"
"""A guest's case whose stay has ended and for whom no home is looked for any more, until they ask for it again."""

FAR_AWAY: Final = dt.date(9999, 12, 31)
"""The last day of a pause that has no end."""


def moment(day: dt.date, hour: int, timezone: ZoneInfo) -> dt.datetime:
    """This hour of a day in Finland, as it is stored."""
    return dt.datetime.combine(day, dt.time(hour), timezone).astimezone(dt.UTC)


def next_follow_up(began_on: dt.date, after: dt.date, first_days: Sequence[int], every: int) -> dt.date:
    """The first day later than `after` on which both are asked how it is going.

    `first_days`: how many days after the beginning; then every so many days after the last of them.
    """
    for days in sorted(first_days):
        if (day := began_on + dt.timedelta(days=days)) > after:
            return day
    last = began_on + dt.timedelta(days=max(first_days, default=0))
    rounds = max((after - last).days // every + 1, 1)
    return last + dt.timedelta(days=rounds * every)


def trial_over_on(begins: dt.date, days: int) -> dt.date:
    """The day on which a trial stay is over, and both are asked how it was."""
    return begins + dt.timedelta(days=days)


def search_opens_on(began_on: dt.date, until: dt.date, weeks: int) -> dt.date:
    """The day on which the search for the next home opens: so many weeks before the agreed end.

    Of a stay that is shorter than that it is the middle day, so that nobody who moves in today is asked today where to
    live next.
    """
    wanted = until - dt.timedelta(weeks=weeks)
    if wanted > began_on:
        return wanted
    return began_on + max(until - began_on, dt.timedelta(0)) / 2


def reopens_guest(next_home: str) -> bool:
    """Whether a home may still be needed where the guest lives next."""
    return next_home in STILL_NEEDED


def is_open_though_living(next_home: str | None) -> bool:
    """Whether a guest who still lives in a home is open for matches with the next one."""
    return next_home == LOOKING
