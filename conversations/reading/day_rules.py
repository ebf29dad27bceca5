"""The strict patterns of a single day, each with what it means. Day first everywhere, never month first."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable

from conversations.reading import day_words as words
from conversations.reading.number_words import NUMBER_WORDS
from conversations.reading.outcome import Guess, Unread, UnreadDay

DayRead = dt.date | Guess | Unread[UnreadDay]
Match = re.Match[str]

LATELY = 31
"""A day without its year that has gone so few days ago may be meant for this year: next year's is only a guess."""


def single_day(plain: str, today: dt.date) -> DayRead | None:
    """What a folded text means, if it is one day; None where no pattern fits. Limits are the caller's."""
    if (told := _by_phrase(plain, today)) is not None:
        return told
    for pattern, meaning in _RULES:
        if found := pattern.fullmatch(plain):
            return meaning(found, today)
    return None


def _by_phrase(plain: str, today: dt.date) -> DayRead | None:
    monday = today + dt.timedelta(days=7 - today.weekday())
    saturday = today if today.weekday() > 5 else today + dt.timedelta(days=5 - today.weekday())
    meanings: tuple[tuple[frozenset[str], DayRead], ...] = (
        (words.TODAY, today),
        (words.TOMORROW, today + dt.timedelta(days=1)),
        (words.DAY_AFTER, today + dt.timedelta(days=2)),
        (words.NEXT_WEEK, monday),
        (words.NEXT_MONTH, _months_on(today.replace(day=1), 1)),
        (words.WEEKEND, saturday),
        (words.NEXT_WEEKEND, Guess(monday + dt.timedelta(days=5))),
        (words.NEW_YEAR, Guess(dt.date(today.year + 1, 1, 1))),
        (words.GONE, Unread(UnreadDay.PAST)),
        (words.VAGUE, Unread(UnreadDay.VAGUE)),
    )
    return next((meaning for phrases, meaning in meanings if plain in phrases), None)


def _exact(found: Match, today: dt.date) -> DayRead:
    """A day and month by numbers or name, with or without its year."""
    parts = found.groupdict()
    month = words.MONTHS[parts["mon"]] if parts.get("mon") else int(parts["m"])
    return _day(int(parts["d"]), month, parts.get("y"), today)


def _day(day: int, month: int, year: str | None, today: dt.date) -> DayRead:
    if year:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year, next_year = _real(today.year, month, day), _real(today.year + 1, month, day)
    if isinstance(this_year, dt.date) and this_year >= today:
        return this_year
    lately = isinstance(this_year, dt.date) and (today - this_year).days <= LATELY
    return Guess(next_year) if lately and isinstance(next_year, dt.date) else next_year


def _real(year: int, month: int, day: int) -> dt.date | Unread[UnreadDay]:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return Unread(UnreadDay.NO_SUCH_DAY)


def _guessed(read: DayRead) -> DayRead:
    return Guess(read) if isinstance(read, dt.date) else read


def _digits_only(found: Match, today: dt.date) -> DayRead:
    return _guessed(_exact(found, today))


def _month(found: Match, today: dt.date) -> DayRead:
    """The first day of a month, or today if it is the present one."""
    parts = found.groupdict()
    month, year = words.MONTHS[parts["mon"]] if parts.get("mon") else int(parts["m"]), parts.get("y")
    if month == today.month and int(year or today.year) == today.year:
        return today
    first = _day(1, month, year, today)
    gone = (today.month - month) % 12
    return _guessed(first) if not year and gone in (1, 2) else first


def _part_of_month(found: Match, today: dt.date) -> DayRead:
    """The beginning, middle or end of a month; but for the beginning it is a guess."""
    parts = found.groupdict()
    part = words.PARTS[parts["part"]]
    if parts.get("mon"):
        month = _first_of(words.MONTHS[parts["mon"]], today)
    else:
        month = _months_on(today.replace(day=1), 1 if parts.get("next") else 0)
    if part == "last":
        return Guess(_last_of(month))
    if part == "middle":
        return Guess(month.replace(day=15))
    return month if month >= today else Guess(month.replace(year=month.year + 1))


def _day_of_relative_month(found: Match, today: dt.date) -> DayRead:
    parts = found.groupdict()
    month = _months_on(today.replace(day=1), 1 if parts.get("next") else 0)
    return _real(month.year, month.month, int(parts["d"]))


def _first_of(month: int, today: dt.date) -> dt.date:
    """The first day of that month this year, or next year if the month has gone."""
    return dt.date(today.year + (month < today.month), month, 1)


def _last_of(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _months_on(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last of the month where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _after(found: Match, today: dt.date) -> DayRead:
    """Some days, weeks, months or years from today."""
    parts = found.groupdict()
    said = (parts.get("n") or "1").strip()
    count = 1 if said in {"a", "an"} else int(said) if said.isdecimal() else NUMBER_WORDS[said]
    unit = parts["unit"]
    if unit.startswith(("pv", "pa", "vrk", "vuorok", "d")):
        return today + dt.timedelta(days=count)
    if unit.startswith(("vi", "vk", "ve", "w")) or unit == "v":
        return today + dt.timedelta(weeks=count)
    return _months_on(today, count * (12 if unit.startswith(("vuo", "ar", "y")) else 1))


def _half_year_on(_found: Match, today: dt.date) -> DayRead:
    return _months_on(today, 6)


def _weekday(found: Match, today: dt.date) -> DayRead:
    """The next such day; "next Friday" said before a Friday of this very week is only a guess."""
    parts = found.groupdict()
    ahead = (words.WEEKDAYS[parts["wd"]] - today.weekday()) % 7
    coming = today + dt.timedelta(days=ahead or 7)
    monday = today + dt.timedelta(days=7 - today.weekday())
    in_next_week = monday + dt.timedelta(days=words.WEEKDAYS[parts["wd"]])
    if parts.get("week"):
        return in_next_week
    if parts.get("next"):
        return coming if coming == in_next_week else Guess(in_next_week)
    return coming if ahead else Guess(coming)


def _short_weekday(found: Match, today: dt.date) -> DayRead:
    ahead = (words.SHORT_WEEKDAYS[found["wd"]] - today.weekday()) % 7
    return Guess(today + dt.timedelta(days=ahead or 7))


def _weekday_with_date(found: Match, today: dt.date) -> DayRead:
    """ "ma 1.3.": both must agree."""
    read = single_day(found["rest"], today)
    if not isinstance(read, dt.date | Guess):
        return Unread(UnreadDay.UNCLEAR) if read is None else read
    weekday = _WEEKDAYS[found["wd"]]
    day = read.day if isinstance(read, Guess) else read
    return read if day.weekday() == weekday else Unread(UnreadDay.NO_SUCH_DAY)


def _week(found: Match, today: dt.date) -> DayRead:
    """Monday of a numbered week (ISO 8601), or today within it."""
    week, year = int(found["w"]), found["y"]
    this_year, this_week, _weekday = today.isocalendar()
    wanted_year = int(year) if year else this_year + (week < this_week)
    if not year and week == this_week:
        return today
    try:
        return dt.date.fromisocalendar(wanted_year, week, 1)
    except ValueError:
        return Unread(UnreadDay.NO_SUCH_DAY)


def _day_of_month(found: Match, today: dt.date) -> DayRead:
    """ "The 15th": the next one, to be confirmed."""
    day = int(found["d"])
    month = today.replace(day=1) if day >= today.day else _months_on(today.replace(day=1), 1)
    return _guessed(_real(month.year, month.month, day))


def _vague(_found: Match, _today: dt.date) -> DayRead:
    return Unread(UnreadDay.VAGUE)


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_D = r"(?P<d>\d{1,2})"
_Y = r"(?P<y>\d{4}|\d{2})"
_MON = rf"(?P<mon>{_any(words.MONTHS)})\.?"
_LONG = rf"(?P<mon>{_any(words.LONG_MONTHS)})"
_PART = rf"(?P<part>{_any(words.PARTS)})"
_WD = rf"(?P<wd>{_any(words.WEEKDAYS)})"
_ORDINAL = r"(?:\.|:?e|:?a|:?s?ta|:?nde|st|nd|rd|th)"
_N = rf"(?P<n>\d{{1,3}}|{_any(NUMBER_WORDS)}|an?)"
_THIS = r"(?:taman kuun|kuluvan kuun|kuun|kuukauden|denna manad|den har manaden|manaden|this month|the month)"
_NEXT = r"(?P<next>ensi kuun|ens kuun|nasta manad|next month)"

_PAIVA = r"(?: ?(?:paiva(?:na)?|pv|pva))"
_WEEK = r"viikko|viikolla|viikon|viikosta|vkolla|vko|vk|vecka|v|week|wk"
_FINNISH_UNIT = r"paivan|pvn?|vrk|vuorokauden|viikon|vkon?|vkn|vk|kuukauden|kkn?|kuun|vuoden"
_ENGLISH_UNIT = r"days?|weeks?|wks?|months?|years?"
_COMING = r"(?:pa|on|nu pa|tana|tulevana|this|coming|the coming|kommande)"
_WEEKDAYS = {**words.WEEKDAYS, **words.SHORT_WEEKDAYS}

Rule = tuple[re.Pattern[str], Callable[[Match, dt.date], DayRead]]


def _rule(pattern: str, meaning: Callable[[Match, dt.date], DayRead]) -> Rule:
    return re.compile(pattern), meaning


_RULES: tuple[Rule, ...] = (
    _rule(rf"(?P<y>\d{{4}})(?P<s>[-./ ])(?P<m>\d{{1,2}})(?P=s){_D}\.?", _exact),
    _rule(rf"(?:den |the )?{_D} ?[./] ?(?P<m>\d{{1,2}})(?:(?: ?[./-] ?| ){_Y})?\.?", _exact),
    _rule(rf"{_D}-(?P<m>\d{{1,2}})-{_Y}", _exact),
    _rule(rf"{_D} (?P<m>\d{{1,2}}) (?P<y>\d{{4}})", _exact),
    _rule(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d)", _digits_only),
    _rule(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)", _digits_only),
    _rule(r"(?P<m>\d{1,2}) ?[./-] ?(?P<y>\d{4})", _month),
    _rule(r"(?P<y>\d{4})-(?P<m>\d{1,2})", _month),
    _rule(rf"(?:den |the )?{_D}{_ORDINAL}?(?: paiva(?:na)?)?(?: of)? ?{_MON},?(?: {_Y})?", _exact),
    _rule(rf"{_MON},? (?:the |den )?{_D}{_ORDINAL}?{_PAIVA}?(?:,? (?P<y>\d{{4}}))?", _exact),
    _rule(rf"(?:(?:i|in|during|under|ensi|nasta|next|this) )?{_LONG}(?: aikana)?(?:,? (?P<y>\d{{4}}))?", _month),
    _rule(rf"(?:{_LONG}|{_NEXT}|{_THIS}) {_PART}", _part_of_month),
    _rule(rf"(?:(?:i|in|at|by) )?(?:the )?{_PART}(?: of| av| pa|-)? ?(?:{_LONG}|{_NEXT}|{_THIS})", _part_of_month),
    _rule(rf"(?:{_NEXT}|{_THIS}) {_D}{_ORDINAL}?{_PAIVA}?", _day_of_relative_month),
    _rule(rf"(?:den |the )?{_D}{_ORDINAL}?(?: of| av| i)? (?:{_NEXT}|{_THIS})", _day_of_relative_month),
    _rule(rf"(?:{_N} )?(?P<unit>{_FINNISH_UNIT}) (?:paasta|paast|kuluttua)", _after),
    _rule(rf"om (?:{_N} )?(?P<unit>dag|dagar|dygn|veckor|vecka|v|manader|manad|man|ar)", _after),
    _rule(rf"(?:in|after) {_N} (?P<unit>{_ENGLISH_UNIT})'?(?: time)?", _after),
    _rule(rf"{_N} (?P<unit>{_ENGLISH_UNIT}) (?:from now|from today|later)", _after),
    _rule(
        r"puolen vuoden (?:paasta|kuluttua)|om (?:ett )?halvar|om ett halvt ar|in (?:half a|a half) year", _half_year_on
    ),
    _rule(rf"(?:{_COMING} )?{_WD}(?P<week> nasta vecka| next week)?", _weekday),
    _rule(rf"(?P<week>ensi viikon|ens viikon) {_WD}", _weekday),
    _rule(rf"(?P<next>ensi|ens|seuraavana|nasta|next) {_WD}", _weekday),
    _rule(rf"(?P<wd>{_any(words.SHORT_WEEKDAYS)})\.?", _short_weekday),
    _rule(rf"(?:pa |on )?(?P<wd>{_any(_WEEKDAYS)})\.?,? (?P<rest>.*\d.*)", _weekday_with_date),
    _rule(rf"(?:{_WEEK})\.? ?(?P<w>\d{{1,2}})(?:[/ ](?P<y>\d{{4}}))?", _week),
    _rule(r"(?P<w>\d{1,2})\. viikko(?:lla)?(?P<y>)", _week),
    _rule(rf"(?:den |the ){_D}{_ORDINAL}?", _day_of_month),
    _rule(rf"{_D}{_ORDINAL}{_PAIVA}?", _day_of_month),
    _rule(rf"(?:\w+ ){{0,2}}(?:{_any(words.SEASONS)})|20\d\d", _vague),
)
