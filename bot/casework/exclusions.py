"""Safety exclusions: somebody is not brought together with others for a time, on the word of two coordinators.

What was asked and agreed stands among the events of a case, as codes; who is excluded is known by keyed hashes only.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conversations.text import Text, _

EXCLUDED: Final = "excluded"
"""The state of a case whose person is excluded: no matches are looked for."""

LIFT: Final = "lift"
"""Asked for in place of a reason: the exclusion is to end before its time."""

ASKED, AGREED, REFUSED = "exclusion_asked", "exclusion_agreed", "exclusion_refused"
"""Events of a case; the first two with a reason or `LIFT` after a colon."""


class Why(enum.StrEnum):
    """Why somebody is excluded: one word, never a story."""

    VIOLENCE = "violence"
    HARASSMENT = "harassment"
    EXPLOITATION = "exploitation"
    CHILDREN = "children"
    DECEPTION = "deception"


REASONS: Final[dict[Why, Text]] = {
    Why.VIOLENCE: _("Violence or threats"),
    Why.HARASSMENT: _("Harassment"),
    Why.EXPLOITATION: _("Money, work or sex asked in return"),
    Why.CHILDREN: _("Children in danger"),
    Why.DECEPTION: _("Deceiving others"),
}
"""What coordinators read for each code."""

_ASKED = _("An exclusion for safety was asked for")
_AGREED = _("A second coordinator agreed to an exclusion for safety")

EVENTS: Final[dict[str, Text]] = {
    **{f"{ASKED}:{why}": _ASKED for why in Why},
    **{f"{AGREED}:{why}": _AGREED for why in Why},
    f"{ASKED}:{LIFT}": _("The end of an exclusion was asked for"),
    f"{AGREED}:{LIFT}": _("A second coordinator agreed to the end of an exclusion"),
    REFUSED: _("What was asked for about an exclusion was not agreed to"),
}
"""What stands in a case's history."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for a second coordinator's word: a reason, or `LIFT`."""

    what: str
    by: str | None
    """The coordinator who asked."""


def words(what: str) -> Text | None:
    """A code as coordinators read it; None for `LIFT` and for what is no code."""
    return REASONS[Why(what)] if what in set(Why) else None


def waiting(events: Sequence[tuple[str, str | None]]) -> Asked | None:
    """What a case's events (codes, and whose) say is still to be agreed to."""
    for what, by in reversed(events):
        code, _colon, rest = what.partition(":")
        if code == ASKED:
            return Asked(rest, by)
        if code in {AGREED, REFUSED}:
            return None
    return None


def expires_on(today: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(today.month - 1 + months, 12)
    year, month = today.year + years, month + 1
    return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
