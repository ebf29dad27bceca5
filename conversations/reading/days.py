"""A day as people type it: day first, never month first."""

from __future__ import annotations

import datetime as dt
import re

from conversations.reading.day_guesses import guessed_day, without_slips
from conversations.reading.day_rules import DayRead, single_day
from conversations.reading.folding import fold
from conversations.reading.outcome import Guess, Unread, UnreadDay

LONGEST = 80
"""Characters of an answer that may be a day; more is a story."""

_TIME = re.compile(r"[, ]+(?:klo|kello|kl|klockan|at)\.? ?\d{1,2}(?:[.:]\d{2})?(?: ?[ap]m)?$")
_PART_OF_DAY = re.compile(
    r" (?:aamulla|aamupaivalla|paivalla|iltapaivalla|illalla|pa morgonen|pa formiddagen|pa eftermiddagen|pa kvallen"
    r"|morning|(?:in the )?(?:morning|afternoon|evening))$"
)
_BEFORE = re.compile(
    r"^(?:alkaen|aikaisintaan|vasta|jo|pvm|fran och med|fr\.? ?o\.? ?m\.?|fran|tidigast|redan|datum|from|starting from"
    r"|starting on|starting|earliest|as of|since|date|on the|on(?= \d))[ :]+"
)
_AFTER = re.compile(
    r"[ ,]+(?:alkaen|alk|lahtien|eteenpain|och framat|framat|onwards?|and onwards?|->)\.?$|(?<=[\d.]) ?-$"
)
_ABOUT = re.compile(
    r"^(?:noin|suunnilleen|ehka|n\.|ca\.?|cirka|ungefar|omkring|kring|kanske|about|around|approximately|maybe) "
    r"|[ ,]+(?:tienoilla|paikkeilla|maissa|ehka|kanske|maybe)$"
)
_COUPLE = re.compile(r"\bett par\b|\ba couple of\b|\ba couple\b")
_FIRST = re.compile(r"\b(?:ensimmainen|ensimmaisena|ensimmaista|eka|ekana|ekaa|forsta|first)\b")
_BETWEEN = re.compile(r" ?(?:-|\.\.\.?|–) ?| (?:tai|vai|ja|eller|till|och|or|to|and|until|asti|saakka)(?: |$)")


def read_day(typed: str, today: dt.date, days_ahead: int = 730) -> dt.date | Guess | Unread[UnreadDay]:
    """The day that is meant, from `today` on and at most `days_ahead` days ahead.

    Read are numbers ("1.3.", "1/3/27", "2027-03-01"; the day first, always), names of months and weekdays, and words
    such as "heti", "nästa vecka", "in two weeks", "viikolla 12". A month alone is its first day, "next week" its
    Monday, a day without its year the next one to come.

    What is only likely is a `Guess`, to be confirmed: a word with a slip in it, a weekday cut short, "about", "end
    of March", a day without its year that has just gone by, and whatever only the library dateparser understands.

    Not read, with its reason: two days or a range (only the first is asked), a day that does not exist, one before
    today, one too far ahead, a season.
    """
    plain = _plain(typed)
    if not plain or len(typed) > LONGEST:
        return Unread(UnreadDay.UNCLEAR)
    about = _ABOUT.search(plain) is not None
    plain = _ABOUT.sub("", plain).strip()
    read = single_day(plain, today) or _two_days(plain, today) or _with_slips(plain, today) or guessed_day(plain, today)
    if isinstance(read, dt.date) and about:
        read = Guess(read)
    return _within(read or Unread(UnreadDay.UNCLEAR), today, days_ahead)


def _plain(typed: str) -> str:
    """Folded, without the words around a day that do not change which day it is."""
    plain = fold(typed[: LONGEST + 1]).rstrip("!?;:, ").lstrip("(\"' ").rstrip(")\"' ")
    plain = _FIRST.sub("1.", _COUPLE.sub("par", plain))
    for around in (_BEFORE, _AFTER, _TIME, _PART_OF_DAY):
        plain = around.sub("", plain).strip()
    return plain


def _two_days(plain: str, today: dt.date) -> Unread[UnreadDay] | None:
    parts = [part.strip() for part in _BETWEEN.split(plain) if part.strip()]
    both = len(parts) > 1 and all(re.fullmatch(r"\d{1,2}\.?", part) or single_day(part, today) for part in parts)
    return Unread(UnreadDay.RANGE) if both else None


def _with_slips(plain: str, today: dt.date) -> DayRead | None:
    mended = without_slips(plain)
    read = single_day(mended, today) if mended else None
    return Guess(read) if isinstance(read, dt.date) else read


def _within(read: DayRead, today: dt.date, days_ahead: int) -> DayRead:
    if isinstance(read, Unread):
        return read
    day = read.day if isinstance(read, Guess) else read
    if day < today:
        return Unread(UnreadDay.PAST)
    return Unread(UnreadDay.TOO_FAR) if (day - today).days > days_ahead else read
