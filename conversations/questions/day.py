"""A day: quick buttons, a month calendar, or the date as people type it."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from conversations.button_words import typed_button
from conversations.questions.base import Answered, Drafted, Question, Reply, Unclear, mapping
from conversations.reading import Guess, Unread, UnreadDay, read_day, read_yes_no
from conversations.screens import Button, Rows, Screen, short_day
from conversations.text import MonthName, Text, Value, Verbatim, WeekdayName, _
from conversations.world import World

NOT_A_BUTTON = "-"
"""Pressing a weekday's name or an empty cell changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Day(Question):
    """A day from today on, no further than the limit of days ahead."""

    kind: ClassVar[str] = "a day"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """Quick buttons; or the calendar of the drafted month; or a guess to confirm."""
        state = mapping(draft)
        if guess := _day(state.get("guess")):
            sure = (Button(_("Yes, that day"), f"day:{guess}"), Button(_("No, another day"), "calendar"))
            return Screen((self.ask, _("Do you mean this day: {day}?").of(day=guess)), (sure,))
        if month := _day(state.get("month")):
            return Screen(self.paragraphs(), month_rows(month.replace(day=1), world))
        return Screen(self.paragraphs(), QUICK_ROWS)

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A day, another month, or back to the quick buttons."""
        verb, _colon, given = press.partition(":")
        if verb == "calendar":
            return Drafted({"month": world.today.replace(day=1).isoformat()})
        if verb == "quick":
            return Drafted({})
        if press == NOT_A_BUTTON:
            return Drafted(draft)
        day = quick_day(given, world.today) if verb == "soon" else _day(given)
        if day is None:
            return Unclear(self.expected())
        if verb == "month":
            return Drafted({"month": day.replace(day=1).isoformat()})
        return self._within(day, world)

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A date or words such as "next week"; what is only a guess is confirmed first."""
        if press := typed_button(words, (*self.screen(known, draft, world).rows, *QUICK_ROWS), world):
            return self.pressed(press, draft, known, world)
        if (guess := _day(mapping(draft).get("guess"))) and isinstance(plainly := read_yes_no(words), bool):
            return self.pressed(f"day:{guess}" if plainly else "calendar", draft, known, world)
        match read_day(words, world.today, world.limits.days_ahead):
            case dt.date() as day:
                return self._within(day, world)
            case Guess(day=day):
                within = self._within(day, world)
                return Drafted({"guess": day.isoformat()}, fresh=True) if isinstance(within, Answered) else within
            case Unread(reason=reason):
                return Unclear(self._refusal(reason))

    def outdated(self, value: JsonValue, world: World) -> Text | None:
        """A day that has gone by while the interview waited."""
        day = _day(value)
        if day is not None and day >= world.today:
            return None
        return _("The day you gave has gone by. Please give a new one, for example “1.3.”.")

    def _within(self, day: dt.date, world: World) -> Reply:
        if day < world.today:
            return Unclear(self._refusal(UnreadDay.PAST))
        if (day - world.today).days > world.limits.days_ahead:
            return Unclear(self._refusal(UnreadDay.TOO_FAR))
        return Answered(day.isoformat())

    def _refusal(self, reason: UnreadDay) -> Text:
        match reason:
            case UnreadDay.NO_SUCH_DAY:
                return _("There is no such day in the calendar. Please write it for example like this: “1.3.”.")
            case UnreadDay.PAST:
                # Toast: shown over the buttons, too
                return _("That day has already gone. Please give today or a later day, for example “1.3.”.")
            case UnreadDay.TOO_FAR:
                # Toast: shown over the buttons, too
                return _("That is very far ahead. Please give a nearer day, for example “1.3.”.")
            case UnreadDay.RANGE:
                return _("Please give only the first day, for example “1.3.”.")
            case UnreadDay.VAGUE:
                return _("Please give a day or a month, as near as you know it now, for example “1.3.” or “March”.")
            case _:
                return self.expected()

    def expected(self) -> Text:
        """Two ways of writing a day."""
        # Toast: shown over the buttons, too
        return _("Please choose a day, or write it for example “1.3.” or “next week”.")

    def tell(self, value: JsonValue) -> Value:
        """The day in the reader's language."""
        return dt.date.fromisoformat(str(value))


def _day(value: JsonValue) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


QUICK_ROWS: Rows = (
    (Button(_("At once"), "soon:now"), Button(_("Next week"), "soon:week")),
    (Button(_("In two weeks"), "soon:two_weeks"), Button(_("Next month"), "soon:month")),
    (Button(_("Calendar …"), "calendar"),),
)
"""At once, a week, two weeks, a month, and the calendar; they count from the day on which they are pressed."""


def quick_day(which: str, today: dt.date) -> dt.date | None:
    """The day of a quick button: next week begins on Monday, next month on the first."""
    match which:
        case "now":
            return today
        case "week":
            return today + dt.timedelta(days=7 - today.weekday())
        case "two_weeks":
            return today + dt.timedelta(days=14)
        case "month":
            return next_month(today)
        case _:
            return None


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def month_rows(first: dt.date, world: World) -> Rows:
    """A month as rows of Monday to Sunday; days that cannot be chosen are empty."""
    last_allowed = world.today + dt.timedelta(days=world.limits.days_ahead)
    first = min(max(first, world.today.replace(day=1)), last_allowed.replace(day=1))
    weekdays = tuple(Button(WeekdayName(day), NOT_A_BUTTON) for day in range(7))
    weeks = tuple(
        tuple(
            Button(short_day(day), f"day:{day}")
            if day.month == first.month and world.today <= day <= last_allowed
            else Button(Verbatim("·"), NOT_A_BUTTON)
            for day in week
        )
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        if week[-1] >= world.today and week[0] <= last_allowed
    )
    quick = (Button(_("Back to quick choices"), "quick"),)
    return (*_turning(first, world.today, last_allowed), weekdays, *weeks, quick)


def _turning(first: dt.date, today: dt.date, last_allowed: dt.date) -> Rows:
    """The month's name between arrows; an arrow that leads nowhere is a dot."""
    before, after = (first - dt.timedelta(days=1)).replace(day=1), next_month(first)
    left = Button(Verbatim("‹"), f"month:{before}") if first > today else Button(Verbatim("·"), NOT_A_BUTTON)
    right = Button(Verbatim("›"), f"month:{after}") if after <= last_allowed else Button(Verbatim("·"), NOT_A_BUTTON)
    return ((left, Button(MonthName(first.year, first.month), NOT_A_BUTTON), right),)
