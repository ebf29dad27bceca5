"""When people are asked whether it still holds, and who is called."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.casework.course import Course
from bot.casework.holds import Held, due
from bot.telegram.house import DATA

COURSE = Course.load(DATA / "casework.yaml")
SENT = dt.date(2027, 1, 15)
DAYS = st.integers(0, 400)


def _held(**known: object) -> Held:
    return Held(**{"role": "guest", "said_on": SENT, "asked_on": None, "called_for": False, **known})  # type: ignore[arg-type]  # a story gives what it is about


def _after(days: int) -> dt.date:
    return SENT + dt.timedelta(days=days)


def test_nobody_is_asked_before_a_month_has_passed() -> None:
    assert due(_held(), _after(COURSE.hold_days - 1), COURSE) == "nothing"
    assert due(_held(), _after(COURSE.hold_days), COURSE) == "ask"


def test_a_silent_guest_is_called_once_and_a_silent_host_is_not() -> None:
    silent = _after(COURSE.hold_days + COURSE.hold_call_days)
    asked = _after(COURSE.hold_days)
    assert due(_held(asked_on=asked), silent - dt.timedelta(days=1), COURSE) == "nothing"
    assert due(_held(asked_on=asked), silent, COURSE) == "call"
    assert due(_held(asked_on=asked, called_for=True), silent, COURSE) == "nothing"
    assert due(_held(asked_on=asked, role="host"), silent, COURSE) == "nothing"


@given(said=DAYS, answers=st.sets(DAYS), role=st.sampled_from(["host", "guest"]))
def test_day_by_day_nobody_is_asked_twice_in_a_month_and_no_silent_guest_is_forgotten(
    said: int, answers: set[int], role: str
) -> None:
    held = _held(role=role, said_on=_after(said))
    asked: list[int] = []
    called: list[int] = []
    for day in range(said, said + 200):
        match due(held, _after(day), COURSE):
            case "ask":
                asked.append(day)
                held = _held(role=role, said_on=held.said_on, asked_on=_after(day))
            case "call":
                called.append(day)
                held = _held(role=role, said_on=held.said_on, asked_on=held.asked_on, called_for=True)
        if day in answers:
            held = _held(role=role, said_on=_after(day))
    assert all(later - earlier >= COURSE.hold_days for earlier, later in itertools.pairwise(asked))
    silent = [day for day in asked if day + COURSE.hold_call_days < said + 200]
    unanswered = [day for day in silent if not answers & set(range(day, day + COURSE.hold_call_days))]
    expected = [day + COURSE.hold_call_days for day in unanswered] if role == "guest" else []
    assert called == expected
