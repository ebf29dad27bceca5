"""data/alert_policy.yaml: the quiet hours, and what a wrong edit is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.casework.policy import Policy
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


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("quiet_from: 21", "quiet_from: 24", 4, "“quiet_from”"),
        ("quiet_from: 21", "quiet_from: late", 4, "“quiet_from”"),
        ("member_seconds: 60", "member_seconds: 600", None, "“member_seconds”"),
        ("quiet_to: 8", "quiet_to: 8\nquite_to: 9", 6, "“quite_to”"),
        ("quiet_to: 8", "quiet_to: 8\nquiet_to: 9", 6, "“quiet_to” stands here a second time"),
        ("bind_minutes: 60", "", 1, "“bind_minutes”"),
        ("quiet_to: 8", "quiet_to: [8]", 5, "One word or name is expected here"),
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
    wanted = line or next(at for at, one in enumerate(text.splitlines(), 1) if one == before)
    assert caught.value.line == wanted
