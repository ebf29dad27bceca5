"""The days of a stay: when both are asked, when the search for the next home opens, what is said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.end_answers import EndAnswer
from bot.casework.endings import (
    NEXT_HOMES,
    NOT_KNOWN,
    WISHES,
    is_open_though_living,
    moment,
    next_follow_up,
    reopens_guest,
    search_opens_on,
    trial_over_on,
)
from bot.casework.moving_in import moved_in, trial_begins
from bot.casework.stay_words import StayFacts, open_line, stay_lines
from conversations.text import Paragraph

Reads = Callable[[tuple[Paragraph, ...], str], str]
HELSINKI = ZoneInfo("Europe/Helsinki")
MOVED_IN = dt.date(2027, 3, 1)
A_DAY = st.dates(dt.date(2027, 1, 1), dt.date(2030, 1, 1))


def after(days: int) -> dt.date:
    return MOVED_IN + dt.timedelta(days=days)


def asked(first: tuple[int, ...] = (3, 14), every: int = 30, rounds: int = 5) -> list[int]:
    """On which days of the stay both are asked, one round after the other."""
    day, found = MOVED_IN, []
    for _round in range(rounds):
        day = next_follow_up(MOVED_IN, day, first, every)
        found.append((day - MOVED_IN).days)
    return found


def test_both_are_asked_after_three_days_two_weeks_and_then_monthly() -> None:
    assert asked() == [3, 14, 44, 74, 104]


def test_the_days_may_stand_in_the_settings_in_any_order_or_there_may_be_none() -> None:
    assert asked((14, 3)) == asked((3, 14))
    assert asked((), 7, 3) == [7, 14, 21]


def test_who_could_not_be_asked_for_weeks_is_asked_once_and_not_for_each_day_that_went_by() -> None:
    assert next_follow_up(MOVED_IN, after(50), (3, 14), 30) == after(74)
    assert next_follow_up(MOVED_IN, after(44), (3, 14), 30) == after(74)
    assert next_follow_up(MOVED_IN, after(43), (3, 14), 30) == after(44)


@given(A_DAY, st.lists(st.integers(1, 60), max_size=4), st.integers(1, 60))
def test_the_next_question_is_always_later_and_never_further_away_than_the_settings_say(
    day: dt.date, first: list[int], every: int
) -> None:
    found = next_follow_up(dt.date(2027, 1, 1), day, first, every)
    assert found > day
    assert (found - day).days <= max([every, *first])


def test_the_search_for_the_next_home_opens_weeks_before_the_agreed_end() -> None:
    assert search_opens_on(MOVED_IN, dt.date(2027, 8, 31), 6) == dt.date(2027, 7, 20)


def test_of_a_stay_shorter_than_these_weeks_it_opens_in_the_middle_and_not_on_the_day_of_moving_in() -> None:
    assert search_opens_on(MOVED_IN, after(28), 6) == after(14)
    assert search_opens_on(MOVED_IN, after(42), 6) == after(21)
    assert search_opens_on(MOVED_IN, after(43), 6) == after(1)


@given(A_DAY, st.integers(0, 900), st.integers(1, 26))
def test_the_search_never_opens_before_the_stay_begins_or_after_it_ends(begins: dt.date, days: int, weeks: int) -> None:
    until = begins + dt.timedelta(days=days)
    assert begins <= search_opens_on(begins, until, weeks) <= until


def test_a_trial_that_begins_on_friday_is_over_on_monday() -> None:
    friday = dt.date(2027, 3, 5)
    assert trial_over_on(friday, 3).strftime("%A") == "Monday"


def test_an_hour_in_finland_is_kept_as_it_is_on_both_sides_of_the_change_to_summer_time() -> None:
    before, on_the_day = moment(dt.date(2027, 3, 27), 17, HELSINKI), moment(dt.date(2027, 3, 28), 17, HELSINKI)
    assert (before.hour, on_the_day.hour) == (15, 14)
    assert on_the_day.astimezone(HELSINKI).hour == 17


def test_every_stay_can_be_closed_also_where_nobody_knows_what_comes_after_it() -> None:
    assert NOT_KNOWN in NEXT_HOMES
    assert not set(NEXT_HOMES) & set(WISHES)
    assert {code for code in NEXT_HOMES if reopens_guest(code)} == {"reception_centre", NOT_KNOWN}


def test_only_a_guest_who_looks_for_the_next_home_is_open_for_matches_while_living_in_one() -> None:
    assert [code for code in (None, *WISHES, *NEXT_HOMES) if is_open_though_living(code)] == ["looking"]


def test_an_answer_at_the_end_is_read_back_as_it_was_said_step_by_step() -> None:
    answer = EndAnswer.read(None)
    assert answer.step == "was"
    for code, step, kept in (
        (answer.felt("mixed"), "better", "mixed"),
        (EndAnswer.read("mixed").turned("plan"), "better", "mixed:plan"),
        (EndAnswer.read("mixed:plan").turned("meeting"), "better", "mixed:meeting,plan"),
        (EndAnswer.read("mixed:meeting,plan").turned("plan"), "better", "mixed:meeting"),
        (EndAnswer.read("mixed:meeting").with_better_said(), "again", "mixed:meeting:"),
        (EndAnswer.read("mixed:meeting:").with_again("later"), "over", "mixed:meeting:later"),
    ):
        assert code is not None
        assert (code.step, code.code) == (step, kept)
        assert EndAnswer.read(kept) == code


def test_nothing_stands_alone_and_who_would_rather_not_say_is_not_asked_more() -> None:
    nothing = EndAnswer.read("well:meeting,plan").turned("nothing")
    assert nothing is not None
    assert nothing.better == ("nothing",)
    again = nothing.turned("support")
    assert again is not None
    assert again.better == ("support",)
    silent = EndAnswer().felt("rather_not")
    assert silent is not None
    assert silent.step == "again"


def test_a_code_that_is_no_answer_is_none() -> None:
    assert EndAnswer().felt("talk") is None
    assert EndAnswer.read("well").turned("money") is None


@pytest.mark.parametrize("language", ["en"])
def test_the_guest_hears_of_the_reception_centre_and_the_host_of_the_landlord(reads: Reads, language: str) -> None:
    guest = reads(moved_in("guest", MOVED_IN, None), language)
    host = reads(moved_in("host", MOVED_IN, dt.date(2027, 8, 31)), language)
    assert "reception centre" in guest
    assert "landlord" not in guest
    assert "landlord" in host
    assert "31 August 2027" in host
    assert "No end is agreed" in guest


def test_a_trial_says_how_long_it_is_and_that_nobody_has_to_say_yes(reads: Reads) -> None:
    text = reads(trial_begins("host", MOVED_IN, 3), "en")
    assert "3 days" in text
    assert "Nobody has to say yes" in text


def test_the_card_tells_the_days_of_a_stay_and_after_it_where_the_guest_lives(reads: Reads) -> None:
    stay = StayFacts(dt.date(2027, 2, 19), MOVED_IN, dt.date(2027, 8, 31), 14, "looking", None)
    told = reads(stay_lines(stay), "en")
    assert "Agreed until 31 August 2027" in told
    assert "14 days" in told
    assert "looked for" in told
    ended = StayFacts(None, MOVED_IN, dt.date(2027, 8, 31), 14, "own_rental", dt.date(2027, 8, 1))
    told = reads(stay_lines(ended), "en")
    assert "Ended on 1 August 2027" in told
    assert "rental home" in told
    assert "Agreed until" not in told


def test_whether_the_home_is_open_again_is_said_with_its_day(reads: Reads) -> None:
    assert "open again." in reads((open_line(None, MOVED_IN),), "en")
    assert "open again." in reads((open_line(MOVED_IN, MOVED_IN),), "en")
    assert "15 March 2027" in reads((open_line(after(14), MOVED_IN),), "en")
    assert "not open" in reads((open_line(dt.date(9999, 12, 31), MOVED_IN),), "en")
