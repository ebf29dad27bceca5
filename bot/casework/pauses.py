"""A host's pause: until a day, or until they say."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bot.casework.endings import FAR_AWAY
from conversations.text import Text, _, n_

NO_END: Final = FAR_AWAY
"""Kept where a pause lasts until the host says so."""
_WEEK: Final = 7
_MONTH: Final = 30


def is_paused(until: dt.date | None, today: dt.date) -> bool:
    """Whether no guests are suggested today."""
    return until is not None and until > today


def is_endless(until: dt.date) -> bool:
    """Whether the pause lasts until the host says so."""
    return until >= NO_END


def lasts(days: int) -> Text:
    """How long a pause is, as it stands on a button."""
    if days % _MONTH == 0:
        return n_("{n} month", "{n} months").of(n=days // _MONTH)
    if days % _WEEK == 0:
        return n_("{n} week", "{n} weeks").of(n=days // _WEEK)
    return n_("{n} day", "{n} days").of(n=days)


def pause_text(until: dt.date | None, today: dt.date) -> Text:
    """How it is now, in the host's words."""
    if until is None or not is_paused(until, today):
        return _("Your home is open: we are looking whom it could suit.")
    if is_endless(until):
        return _("Your home is having a break, until you say that we may go on.")
    return _("Your home is having a break until {day}.").of(day=until)
