"""The words and days of a safety exclusion, and whose word is still missing."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.exclusions import (
    AGREED,
    ASKED,
    EVENTS,
    LIFT,
    REASONS,
    REFUSED,
    Asked,
    Why,
    expires_on,
    waiting,
    words,
)


@pytest.mark.parametrize(
    ("today", "months", "until"),
    [
        (dt.date(2027, 3, 15), 24, dt.date(2029, 3, 15)),
        (dt.date(2027, 12, 1), 1, dt.date(2028, 1, 1)),
        (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
    ],
)
def test_it_ends_on_the_same_day_of_the_month(today: dt.date, months: int, until: dt.date) -> None:
    assert expires_on(today, months) == until


def test_every_reason_has_words_and_every_event_a_sentence() -> None:
    assert set(REASONS) == set(Why)
    assert {f"{code}:{what}" for code in (ASKED, AGREED) for what in (*Why, LIFT)} | {REFUSED} == set(EVENTS)
    assert words("violence") == REASONS[Why.VIOLENCE]
    assert words(LIFT) is None


def test_what_was_asked_waits_until_somebody_agrees_or_refuses() -> None:
    asked = [("sent", None), (f"{ASKED}:violence", "a")]
    assert waiting(asked) == Asked("violence", "a")
    assert waiting([*asked, ("spoken", "b")]) == Asked("violence", "a")
    assert waiting([*asked, (f"{AGREED}:violence", "b")]) is None
    assert waiting([*asked, (REFUSED, "b")]) is None
    assert waiting([*asked, (f"{AGREED}:violence", "b"), (f"{ASKED}:{LIFT}", "b")]) == Asked(LIFT, "b")
    assert waiting([]) is None
