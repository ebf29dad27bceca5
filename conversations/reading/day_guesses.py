"""Days that are only likely: words with a slip in them, and what the library dateparser makes of a text."""

from __future__ import annotations

import datetime as dt
import re

from rapidfuzz.distance import OSA

from conversations.reading import day_words as words
from conversations.reading.outcome import Guess

_PHRASES = (
    words.TODAY | words.TOMORROW | words.DAY_AFTER | words.NEXT_WEEK | words.NEXT_MONTH | words.WEEKEND
    | words.NEXT_WEEKEND | words.NEW_YEAR
)  # fmt: skip
_KNOWN = frozenset(
    {word for phrase in _PHRASES for word in phrase.split()}
    | set(words.MONTHS)
    | set(words.WEEKDAYS)
    | set(words.PARTS)
)
_LONG_KNOWN = sorted(word for word in _KNOWN if len(word) > 4)
_WORD = re.compile(r"[a-z]+")
_FOR_LIBRARY = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9 .,:/-]{5,40}")


def without_slips(plain: str) -> str | None:
    """The text with each unknown word of five letters and more set right; None where that is not clear."""
    mended = _WORD.sub(lambda found: _mended(found.group()), plain)
    return mended if mended != plain else None


def _mended(word: str) -> str:
    if word in _KNOWN or len(word) < 5:
        return word
    allowed = 1 if len(word) < 8 else 2
    away = {known: OSA.distance(word, known, score_cutoff=allowed) for known in _LONG_KNOWN}
    least = min(away.values())
    near = [known for known in away if away[known] == least]
    return near[0] if least <= allowed and len(near) == 1 else word


def guessed_day(plain: str, today: dt.date) -> Guess | None:
    """What dateparser understands of a text with both letters and digits, to be confirmed by the person.

    Never the answer itself: it reads "2" as a day in the past and "may" as the 25th.
    """
    if not _FOR_LIBRARY.fullmatch(plain):
        return None
    import dateparser  # half a second, and seldom needed

    found = dateparser.parse(
        plain,
        languages=["fi", "sv", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": dt.datetime.combine(today, dt.time(12)),
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return Guess(found.date()) if found else None
