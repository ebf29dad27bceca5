"""A meeting in a calendar: the right hour on both sides of the change of the clocks, moved, cancelled, reminded of."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Alarm, Calendar, Event, Timezone

from bot.papers.calendar import meeting_ics

HELSINKI = ZoneInfo("Europe/Helsinki")
MADE = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)


def ics(starts_at: dt.datetime, sequence: int = 0, *, cancelled: bool = False) -> bytes:
    """A meeting of an hour."""
    return meeting_ics(
        "m7@home", starts_at, 60, "Tapaaminen; tervetuloa", "Kirjasto, Turku", sequence, MADE, cancelled=cancelled
    )


def event_of(written: bytes) -> Event:
    """The one meeting in it."""
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert isinstance(event, Event)
    return event


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ((2027, 3, 27, 15), "20270327T170000"),
        ((2027, 3, 28, 15), "20270328T180000"),
        ((2027, 10, 30, 15), "20271030T180000"),
        ((2027, 10, 31, 15), "20271031T170000"),
    ],
)
def test_the_hour_is_that_of_helsinki_on_the_day(utc: tuple[int, int, int, int], local: str) -> None:
    starts_at = dt.datetime(*utc, tzinfo=dt.UTC)
    written = ics(starts_at)
    assert f"DTSTART;TZID=Europe/Helsinki:{local}".encode() in written
    assert event_of(written).start == starts_at
    assert event_of(written).end - event_of(written).start == dt.timedelta(hours=1)


def test_an_hour_over_the_change_of_the_clocks_is_an_hour() -> None:
    written = ics(dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC))
    assert b"DTSTART;TZID=Europe/Helsinki:20270328T023000" in written
    assert b"DTEND;TZID=Europe/Helsinki:20270328T043000" in written


def test_the_zone_that_goes_with_it_says_what_the_worlds_own_table_says() -> None:
    (zone,) = Calendar.from_ical(ics(MADE)).walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    own = zone.to_tz(lookup_tzid=False)
    day = dt.datetime(2026, 1, 1, 12)  # noqa: DTZ001
    for at in (day + dt.timedelta(days=count) for count in range(365 * 12)):
        assert at.replace(tzinfo=own).utcoffset() == at.replace(tzinfo=HELSINKI).utcoffset(), at
    for hour in (2, 4, 5):
        at = dt.datetime(2027, 3, 28, hour, 30)  # noqa: DTZ001
        assert at.replace(tzinfo=own).utcoffset() == at.replace(tzinfo=HELSINKI).utcoffset(), at


def test_two_reminders_go_with_it() -> None:
    alarms = [alarm for alarm in event_of(ics(MADE)).walk("VALARM") if isinstance(alarm, Alarm)]
    assert [alarm.TRIGGER for alarm in alarms] == [dt.timedelta(days=-1), dt.timedelta(hours=-2)]


def test_a_cancelled_meeting_is_the_same_one_and_reminds_of_nothing() -> None:
    first, gone = ics(MADE), ics(MADE, 2, cancelled=True)
    assert Calendar.from_ical(first)["METHOD"] == "PUBLISH"
    assert Calendar.from_ical(gone)["METHOD"] == "CANCEL"
    assert event_of(first)["UID"] == event_of(gone)["UID"]
    assert (event_of(gone)["SEQUENCE"], event_of(gone)["STATUS"]) == (2, "CANCELLED")
    assert not event_of(gone).walk("VALARM")
    assert event_of(first)["SUMMARY"] == "Tapaaminen; tervetuloa"
    assert event_of(first)["LOCATION"] == "Kirjasto, Turku"


def test_the_same_meeting_gives_the_same_bytes_and_needs_a_zone() -> None:
    assert ics(MADE) == ics(MADE)
    with pytest.raises(ValueError, match="zone"):
        ics(dt.datetime(2027, 3, 1, 9))  # noqa: DTZ001
    with pytest.raises(ValueError, match="minute"):
        meeting_ics("m7@home", MADE, 0, "Meeting", None, 0, MADE)
    assert "LOCATION" not in event_of(meeting_ics("m7@home", MADE, 5, "Meeting", None, 0, MADE))
