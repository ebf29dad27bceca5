"""How long things are kept: the data file, and what is done on which day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.retention import Kept, Period, Record, Retention, Step, Told, goes_on, kind_of, next_step
from bot.network.edits import WrongEdit
from bot.telegram.house import DATA

FILE = DATA / "retention.yaml"
TODAY = dt.date(2027, 3, 1)
PERIOD = Period(days=30, warn_days=5)


def kept(days: int, **changes: object) -> Kept:
    """Something with no sign of life for so many days."""
    at = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC) - dt.timedelta(days=days)
    plain: dict[str, object] = {
        "kind": Told.UNMATCHED,
        "since": at,
        "since_on": at.date(),
        "warned_at": None,
        "goes_on": None,
        "can_be_told": True,
        "waits_for_call": False,
        "busy": False,
        "at_work": False,
    }
    return Kept(**{**plain, **changes})  # type: ignore[arg-type]  # a test's shorthand


def told(days_ago: int, left: int) -> dict[str, object]:
    """They were told so many days ago that it goes in so many days."""
    at = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC) - dt.timedelta(days=days_ago)
    return {"warned_at": at, "goes_on": TODAY + dt.timedelta(days=left)}


@pytest.mark.parametrize(
    ("what", "step"),
    [
        (kept(24), "nothing"),
        (kept(25), "tell"),
        (kept(300), "tell"),
        (kept(29, **told(4, 1)), "nothing"),
        (kept(30, **told(5, 0)), "erase"),
        (kept(30, **told(5, 0), waits_for_call=True), "nothing"),
        (kept(3, **told(5, 0)), "forget_warning"),
        (kept(29, can_be_told=False), "nothing"),
        (kept(30, can_be_told=False), "erase"),
        (kept(300, busy=True), "nothing"),
        (kept(300, busy=True, **told(9, -2)), "nothing"),
        (kept(29, at_work=True), "nothing"),
        (kept(30, at_work=True), "held_up"),
        (kept(40, at_work=True, warned_at=dt.datetime(2027, 2, 20, tzinfo=dt.UTC)), "nothing"),
        (kept(40, warned_at=dt.datetime(2027, 2, 20, tzinfo=dt.UTC)), "tell"),
    ],
)
def test_what_is_done_today(what: Kept, step: Step) -> None:
    assert next_step(what, TODAY, PERIOD) == step


@given(
    days=st.integers(0, 400),
    warn=st.integers(1, 29),
    running=st.lists(st.booleans(), min_size=1, max_size=60),
)
def test_nobody_who_can_be_told_is_erased_without_the_days_of_a_warning(
    days: int, warn: int, running: list[bool]
) -> None:
    """Whatever days the job runs on."""
    period, state = Period(days=30, warn_days=warn), kept(days)
    for ahead, runs in enumerate(running):
        today = TODAY + dt.timedelta(days=ahead)
        step = next_step(state, today, period) if runs else "nothing"
        if step == "tell":
            state = kept(days, warned_at=state.since + dt.timedelta(days=days), goes_on=goes_on(state, today, period))
            told_on = today
        if step == "erase":
            assert state.goes_on is not None
            assert (today - told_on).days >= warn
            assert (today - state.since_on).days >= period.days
            return


@pytest.mark.parametrize(
    ("state", "way", "confirmed", "kind"),
    [
        ("received", "received", False, Told.UNFINISHED),
        ("received", "approved", True, Told.UNMATCHED),
        ("received", "not_now", True, Told.DECLINED),
        ("received", "declined", True, Told.DECLINED),
        ("excluded", "approved", True, Told.DECLINED),
        ("withdrawn", "approved", True, Told.WITHDRAWN),
        ("ended", "approved", True, Told.STAYED),
    ],
)
def test_what_kind_a_case_is(state: str, way: str, confirmed: bool, kind: Told) -> None:
    assert kind_of(state, way, confirmed=confirmed) is kind


def test_the_file_keeps_what_is_promised() -> None:
    own = Retention.load(FILE)
    assert own.unfinished_days == 30
    assert own.people[Told.UNMATCHED].days <= 183
    assert max(own.people[kind].days for kind in (Told.WITHDRAWN, Told.STAYED)) <= 92
    assert own.records[Record.UPDATES_ASIDE] <= 30
    assert own.records[Record.CONSENT_PROOF] <= 731


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("warn_days: 5", "warn_days: 30", "a warning after 30 days or more would come too late"),
        ("notes: 365", "notez: 365", "line 49: .* should be .*notes"),
        ("  notes: 365\n", "", "these are missing: notes"),
        ("handled_updates: 3", "handled_updates: 9", "it must be from 2 to 6 days"),
        ("days: 180", "days: never", "days"),
    ],
)
def test_a_wrong_edit_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    words = FILE.read_text("utf-8")
    assert old in words
    wrong = tmp_path / "retention.yaml"
    wrong.write_text(words.replace(old, new, 1), "utf-8")
    with pytest.raises(WrongEdit, match=sentence):
        Retention.load(wrong)
