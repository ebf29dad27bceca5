"""A meeting as a file for a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

HELSINKI = ZoneInfo("Europe/Helsinki")
PRODUCT = "-//Home accommodation network//Bot//EN"
REMINDERS = (dt.timedelta(days=1), dt.timedelta(hours=2))
"""How long before a meeting the calendar reminds of it."""


def meeting_ics(
    uid: str,
    starts_at: dt.datetime,
    minutes: int,
    title: str,
    place: str | None,
    sequence: int,
    made_at: dt.datetime,
    *,
    cancelled: bool = False,
) -> bytes:
    """A meeting that begins at `starts_at`, in Helsinki's time, with two reminders; or that it is cancelled.

    `uid` stays the same for a meeting that is moved or cancelled, and `sequence` grows: so a calendar changes its
    entry instead of adding another. `title` and `place` stand in calendars that others may see: no names, no address.
    The same arguments give the same bytes. Raises ValueError for a time without a zone or a length below a minute.
    """
    if starts_at.tzinfo is None or made_at.tzinfo is None:
        raise ValueError("a meeting needs a time with its zone")
    if minutes < 1:
        raise ValueError("a meeting takes a minute at least")
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", made_at.astimezone(dt.UTC))
    event.add("dtstart", starts_at.astimezone(HELSINKI))
    event.add("dtend", (starts_at + dt.timedelta(minutes=minutes)).astimezone(HELSINKI))
    event.add("summary", title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if place is not None:
        event.add("location", place)
    for before in () if cancelled else REMINDERS:
        event.add_component(_reminder(before, title))
    return _in_calendar(event, "CANCEL" if cancelled else "PUBLISH")


def _reminder(before: dt.timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


def _in_calendar(event: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_helsinki())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _helsinki() -> Timezone:
    """Helsinki's clock by the rule that has held since 1996: two lines that every calendar understands.

    What icalendar makes of the zone's data is a list of days up to 2037, with the changes of spring an hour late.
    """
    zone = Timezone()
    zone.add("tzid", HELSINKI.key)
    winter, summer = dt.timedelta(hours=2), dt.timedelta(hours=3)
    for turn, name, since, month, before, after in (
        (TimezoneDaylight(), "EEST", dt.datetime(1997, 3, 30, 3), 3, winter, summer),  # noqa: DTZ001
        (TimezoneStandard(), "EET", dt.datetime(1996, 10, 27, 4), 10, summer, winter),  # noqa: DTZ001
    ):
        turn.add("tzname", name)
        turn.add("dtstart", since)
        turn.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        turn.add("tzoffsetfrom", before)
        turn.add("tzoffsetto", after)
        zone.add_component(turn)
    return zone
