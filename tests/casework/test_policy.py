"""data/alert_policy.yaml: how urgent what is, the quiet hours, and what a wrong edit is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.casework.alert_kinds import Kind
from bot.casework.policy import Level, Policy
from bot.network.edits import WrongEdit
from bot.telegram.house import DATA

FILE = DATA / "alert_policy.yaml"
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def policy() -> Policy:
    """The network's own."""
    return Policy.load(FILE)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(20, False), (21, True), (23, True), (0, True), (3, True), (7, True), (8, False), (12, False)]
)
def test_alerts_are_silent_from_nine_to_eight_in_finland(policy: Policy, hour: int, quiet: bool) -> None:
    for month in (1, 7):
        moment = dt.datetime(2027, month, 10, hour, 30, tzinfo=HELSINKI)
        assert policy.quiet(moment.astimezone(dt.UTC), HELSINKI) is quiet


def test_the_hour_that_happens_twice_is_quiet_both_times(policy: Policy) -> None:
    first = dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)
    assert all(policy.quiet(first + dt.timedelta(hours=hours), HELSINKI) for hours in range(6))
    assert not policy.quiet(dt.datetime(2027, 10, 31, 6, 0, tzinfo=dt.UTC), HELSINKI)


def test_quiet_hours_within_a_day_and_none_at_all(policy: Policy) -> None:
    noon = dt.datetime(2027, 1, 10, 12, 0, tzinfo=HELSINKI)
    assert policy.model_copy(update={"quiet_from": 11, "quiet_to": 13}).quiet(noon, HELSINKI)
    assert not policy.model_copy(update={"quiet_from": 13, "quiet_to": 15}).quiet(noon, HELSINKI)
    assert not policy.model_copy(update={"quiet_from": 12, "quiet_to": 12}).quiet(noon, HELSINKI)


def test_the_file_keeps_what_the_design_promises(policy: Policy) -> None:
    assert policy.member_seconds <= 60, "details open only on an answer that is a minute old at most"
    assert policy.bind_minutes == 60


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment by the clocks in Finland."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI).astimezone(dt.UTC)


DAYS = [dt.date(2027, 1, 10), dt.date(2027, 3, 27), dt.date(2027, 3, 28), dt.date(2027, 10, 30), dt.date(2027, 10, 31)]


@pytest.mark.parametrize("day", DAYS)
def test_what_waits_is_shown_at_eight_of_the_next_morning(policy: Policy, day: dt.date) -> None:
    next_day = day + dt.timedelta(days=1)
    blue, orange, red = Kind.STAGE_OLD, Kind.QUESTION, Kind.UNSAFE
    for hour in range(24):
        morning = at(day, 8) if hour < 8 else at(next_day, 8)
        night = hour < 8 or hour >= 21
        assert policy.shows_at(red, at(day, hour, 30), HELSINKI) is None
        assert policy.shows_at(orange, at(day, hour, 30), HELSINKI) == (morning if night else None)
        assert policy.shows_at(blue, at(day, hour, 30), HELSINKI) == morning
        assert policy.morning(at(day, hour, 30), HELSINKI) == (
            at(day, 8) if hour >= 8 else at(day - dt.timedelta(days=1), 8)
        )
    assert policy.morning(at(day, 8), HELSINKI) == at(day, 8)
    assert policy.next_morning(at(day, 8), HELSINKI) == at(next_day, 8)


def test_without_a_night_everything_is_shown_at_once(policy: Policy) -> None:
    awake = policy.without_night()
    for kind in Kind:
        assert awake.shows_at(kind, at(DAYS[0], 2), HELSINKI) is None


def test_whoever_may_be_in_need_is_not_left_until_the_morning(policy: Policy) -> None:
    assert policy.kinds[Kind.UNSAFE].level is Level.RED
    assert 0 < policy.kinds[Kind.UNSAFE].again_hours <= policy.kinds[Kind.UNSAFE].national_hours <= 1
    for kind in (Kind.WANTS_TALK, Kind.QUESTION, Kind.WITHDREW, Kind.UNREACHABLE, Kind.INTERVIEW):
        assert policy.kinds[kind].level is not Level.BLUE
    for kind, urgency in policy.kinds.items():
        assert not urgency.national_hours or urgency.again_hours <= urgency.national_hours, kind


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("quiet_from: 21", "quiet_from: 24", 4, "“quiet_from”"),
        ("quiet_from: 21", "quiet_from: late", 4, "“quiet_from”"),
        ("member_seconds: 60", "member_seconds: 600", None, "“member_seconds”"),
        ("quiet_to: 8", "quiet_to: 8\nquite_to: 9", 6, "“quite_to”"),
        ("quiet_to: 8", "quiet_to: 8\nquiet_to: 9", 6, "“quiet_to” stands here a second time"),
        ("bind_minutes: 60", "", 4, "“bind_minutes” is missing"),
        ("quiet_to: 8", "quiet_to: [8]", 5, "“quiet_to”"),
        ("  known_again: {level: blue}", "", None, "these are missing: known_again"),
        ("  known_again: {level: blue}", "  known_again: {level: green}", None, "“level” is not right"),
        ("unsafe: {level: red", "unsafe: {level: orange", None, "is always red"),
    ],
)
def test_a_wrong_edit_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int | None, told: str
) -> None:
    file = tmp_path / FILE.name
    text = FILE.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(WrongEdit, match=told) as caught:
        Policy.load(file)
    wanted = line or next(at for at, one in enumerate(text.splitlines(), 1) if before in one)
    assert after == "" or caught.value.line == wanted
