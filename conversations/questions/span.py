"""From when until when: the first day, then the last one, or open for now."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import ClassVar

from pydantic import BaseModel, JsonValue, model_validator

from conversations.button_words import typed_button
from conversations.questions.base import Answered, Drafted, Question, Reply, Unclear, mapping
from conversations.questions.day import Day
from conversations.reading import Span, Unit, Unread, UnreadDay, read_day, read_span
from conversations.screens import Button, Rows, Screen
from conversations.text import Text, Value, Verbatim, _, n_
from conversations.world import World

BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=[\d.])-(?=\d)")
"""What stands between two days: "1.3.–31.5."."""

MONTHS = (1, 3, 6)
OPEN, AGAIN, STILL = "open", "again", "still"


class Dates(BaseModel, hide_input_in_errors=True):
    """The first day of a stay and the last one; without a last one it is open, and looked at together again."""

    since: dt.date
    until: dt.date | None = None

    @model_validator(mode="after")
    def _it_ends_after_it_begins(self) -> Dates:
        if self.until is not None and self.until <= self.since:
            raise ValueError("the last day comes after the first")
        return self


@dataclass(frozen=True, kw_only=True)
class FromUntil(Question):
    """Two days, one after the other. The last one counts from the first: "3 months" is three months from then."""

    ask_until: Text
    """Asked when the first day is known; {day} is that day."""
    kind: ClassVar[str] = "from and until"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The question of a day, twice."""
        state = mapping(draft)
        since = _day(state.get("since"))
        if since is None:
            shown = self._days().screen(None, state.get("day"), world)
            before = _day(mapping(known).get("since"))
            still = () if before is None else ((Button(_("Still {day}").of(day=before), STILL),),)
            return Screen(shown.text, (*still, *shown.rows))
        ask = self.ask_until.of(day=since)
        if mapping(state.get("day")):
            return self._days(ask).screen(None, state.get("day"), _from(since, world))
        return Screen((ask,), UNTIL_ROWS)

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A day, a number of months, open; or the first day once more."""
        state = mapping(draft)
        since = _day(state.get("since"))
        if since is None:
            before = mapping(known).get("since")
            if press == STILL and _day(before):
                return Drafted({"since": before}, fresh=True)
            return self._begun(self._days().pressed(press, state.get("day"), None, world))
        if press == AGAIN:
            return Drafted({}, fresh=True)
        if press == OPEN:
            return _answered(since, None)
        verb, _colon, given = press.partition(":")
        if verb == "months":
            whole = given.isdecimal() and int(given) in MONTHS
            return _answered(since, months_after(since, int(given))) if whole else Unclear(self.expected())
        return self._ended(since, self._days().pressed(press, state.get("day"), None, _from(since, world)))

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Both days at once, or the one that is asked now."""
        state = mapping(draft)
        since = _day(state.get("since"))
        if press := typed_button(words, self.screen(known, draft, world).rows, world):
            return self.pressed(press, draft, known, world)
        if both := self._both(words, world):
            return both
        if since is None:
            return self._begun(self._days().typed(words, state.get("day"), None, world))
        if press := typed_button(words, UNTIL_ROWS, world):
            return self.pressed(press, draft, known, world)
        return self._last_day(words, since, state.get("day"), world)

    def _both(self, words: str, world: World) -> Reply | None:
        pieces = BETWEEN.split(words)
        if len(pieces) != 2:
            return None
        since = read_day(pieces[0], world.today, world.limits.days_ahead)
        if not isinstance(since, dt.date):
            return None
        until = read_day(pieces[1], since + dt.timedelta(days=1), world.limits.days_ahead)
        return _answered(since, until) if isinstance(until, dt.date) else None

    def _last_day(self, words: str, since: dt.date, draft: JsonValue, world: World) -> Reply:
        span = read_span(words)
        if isinstance(span, Span) and (end := after(since, span)) is not None:
            return self.pressed(f"day:{end}", {"since": since.isoformat()}, None, world)
        if isinstance(span, Span) and span.unit in {Unit.OPEN, Unit.PROCESS}:
            return _answered(since, None)
        later = _from(since, world)
        read = read_day(words, later.today, world.limits.days_ahead)
        if isinstance(read, Unread) and read.reason is UnreadDay.PAST:
            sentence = _("The last day comes after {day}. Please write it for example “{example}”.")
            return Unclear(sentence.of(day=since, example=n_("{n} month", "{n} months").of(n=MONTHS[1])))
        return self._ended(since, self._days().typed(words, draft, None, later))

    def _days(self, ask: Text | None = None) -> Day:
        return Day(ask=ask or self.ask, label=self.label, why=self.why, hint=None if ask else self.hint)

    @staticmethod
    def _begun(reply: Reply) -> Reply:
        match reply:
            case Answered(value):
                return Drafted({"since": value}, fresh=True)
            case Drafted(draft=draft, say=say, fresh=fresh):
                return Drafted({"day": draft}, say, fresh)
            case _:
                return reply

    @staticmethod
    def _ended(since: dt.date, reply: Reply) -> Reply:
        match reply:
            case Answered(value):
                return _answered(since, _day(value))
            case Drafted(draft=draft, say=say, fresh=fresh):
                return Drafted({"since": since.isoformat(), "day": draft}, say, fresh)
            case _:
                return reply

    def outdated(self, value: JsonValue, world: World) -> Text | None:
        """A first day that has gone by while the plan waited."""
        since = _day(mapping(value).get("since"))
        if since is not None and since >= world.today:
            return None
        return _("The day you gave has gone by. Please give a new one, for example “1.3.”.")

    def expected(self) -> Text:
        """Both days as the example."""
        # Toast: shown over the buttons, too
        return _("Please choose a day, or write both, for example “{example}”.").of(example=Verbatim("1.3.–31.5."))

    def tell(self, value: JsonValue) -> Value:
        """Both days, or that it is open."""
        dates = Dates.model_validate(value)
        if dates.until is None:
            return _("From {since}, open for now").of(since=dates.since)
        return _("From {since} until {until}").of(since=dates.since, until=dates.until)


UNTIL_ROWS: Rows = (
    tuple(Button(n_("{n} month", "{n} months").of(n=n), f"months:{n}") for n in MONTHS),
    (Button(_("Open for now"), OPEN), Button(_("Calendar …"), "calendar")),
    (Button(_("Another first day"), AGAIN),),
)
"""Some months, open, or a day; and the first day once more."""


def after(since: dt.date, span: Span) -> dt.date | None:
    """The last day of a stay that is so long; None where its length was not said in one number."""
    count = span.most
    if count is None or span.least not in {None, count}:
        return None
    match span.unit:
        case Unit.DAYS:
            return since + dt.timedelta(days=count)
        case Unit.WEEKS:
            return since + dt.timedelta(weeks=count)
        case Unit.MONTHS:
            return months_after(since, count)
        case _:
            return None


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of a later month; the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _from(since: dt.date, world: World) -> World:
    """The world seen from the day after the first one, so that the last day can only come later."""
    return replace(world, today=max(world.today, since + dt.timedelta(days=1)))


def _answered(since: dt.date, until: dt.date | None) -> Reply:
    return Answered(Dates(since=since, until=until).model_dump(mode="json"))


def _day(value: JsonValue) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
