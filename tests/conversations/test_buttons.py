"""Buttons: pressed twice, pressed late, hammered; and what they may carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from conversations.events import Toast
from conversations.interview import step
from conversations.screens import Pressed
from tests.conversations.filled import at_question, at_summary
from tests.kit.talk import Talk


def test_a_double_tap_is_one_answer() -> None:
    talk = Talk("host")
    button, turn = talk.button("Yes"), talk.session.turn
    talk.presses_old(button, turn)
    messages = len(talk.rehearsal.messages)
    talk.presses_old(button, turn)
    talk.sees("Got it already.")
    assert talk.asks() == "keep"
    assert [message.who for message in talk.rehearsal.messages[messages:]] == ["toast"]


@pytest.mark.parametrize("label", ["Tell more", "Change an answer", "Stop"])
def test_a_double_tap_at_the_summary_shows_nothing_twice(label: str) -> None:
    talk = at_summary("host")
    button, turn = talk.button(label), talk.session.turn
    talk.presses_old(button, turn)
    messages = len(talk.rehearsal.messages)
    talk.presses_old(button, turn)
    assert [message.who for message in talk.rehearsal.messages[messages:]] == ["toast"]


def test_a_double_tap_on_send_sends_once() -> None:
    talk = at_summary("host")
    button, turn = talk.button("Send now"), talk.session.turn
    talk.presses_old(button, turn)
    talk.presses_old(button, turn)
    assert talk.rehearsal.sent == 1


def test_a_double_tap_on_by_phone_asks_for_the_number_once() -> None:
    talk = at_question("contact", "host")
    button, turn = talk.button("By phone"), talk.session.turn
    talk.presses_old(button, turn)
    messages = len(talk.rehearsal.messages)
    talk.presses_old(button, turn)
    assert [message.who for message in talk.rehearsal.messages[messages:]] == ["toast"]


def test_an_old_button_shows_where_we_are() -> None:
    talk = Talk("host")
    button, turn = talk.button("Yes"), talk.session.turn
    talk.says("yes")
    talk.presses_old(button, turn)
    talk.sees("That question is done.")
    talk.sees("May we keep your answers")
    assert talk.asks() == "keep"
    assert talk.rehearsal.consents == {}, "the yes to the age is no yes to this"


def test_the_buttons_of_a_question_stay_good_when_it_is_asked_again() -> None:
    talk = at_question("lockable", "host")
    button, turn = talk.button("Yes"), talk.session.turn
    talk.says("purple")
    talk.sees("Please answer “Yes” or “No”.")
    talk.presses_old(button, turn)
    assert talk.answers["lockable"] is True


def test_a_button_from_the_time_before_back_does_not_answer_the_other_question() -> None:
    talk = at_question("lockable", "host")
    button, turn = talk.button("No"), talk.session.turn
    talk.says("/back")
    asked, known = talk.asks(), dict(talk.answers)
    talk.presses_old(button, turn)
    assert talk.asks() == asked
    assert talk.answers == known


def test_hammering_plus_and_minus_counts_every_tap_and_stops_at_the_ends() -> None:
    talk = at_question("household", "host")
    turn = talk.session.turn
    plus, minus = talk.buttons("+")[0], talk.buttons("−")[0]
    for _tap in range(30):
        talk.presses_old(plus, turn)
    talk.sees("Here it goes from 0 to 12.")
    talk.sees_button("Women: 12")
    for _tap in range(11):
        talk.presses_old(minus, turn)
    talk.sees_button("Women: 1")
    for _tap in range(5):
        talk.presses_old(minus, turn)
    talk.sees_button("Women: 0")
    assert talk.session.turn == turn, "one message, changed in place"
    talk.presses("Done")
    talk.sees("At least one adult lives in the home")
    assert talk.asks() == "household"


def test_a_press_that_changes_nothing_does_not_change_the_message() -> None:
    talk = at_question("household", "host")
    shown = step(talk.session, Pressed("=:women", talk.session.turn), talk.rehearsal.world).events
    assert shown == ()
    stopped = step(talk.session, Pressed("-:women", talk.session.turn), talk.rehearsal.world).events
    assert [type(event) for event in stopped] == [Toast]


@pytest.mark.parametrize(
    "press", ["", "!", "!send", "!stop", "!more", "!change:adult", "pick:", "flip::", "☃", "a" * 64]
)
@pytest.mark.parametrize(
    "field", ["name", "contact", "languages", "household", "municipality", "since", "length", "keep"]
)
def test_a_press_that_is_not_on_the_screen_answers_nothing(field: str, press: str) -> None:
    talk = at_question(field, "host")
    known, consents = dict(talk.answers), dict(talk.rehearsal.consents)
    talk.rehearsal.hears(Pressed(press, talk.session.turn))
    assert (talk.answers, talk.rehearsal.consents) == (known, consents)
    assert talk.asks() == field
    assert talk.rehearsal.sent == 0
    assert talk.rehearsal.ended == ""


def test_quick_days_count_from_the_day_on_which_they_are_pressed() -> None:
    talk = at_question("since", "host")
    talk.rehearsal.world = replace(talk.rehearsal.world, today=dt.date(2027, 1, 16))
    talk.presses("At once")
    assert talk.answers["since"] == "2027-01-16"


@pytest.mark.parametrize(
    ("label", "day"), [("Next week", "2027-01-18"), ("In two weeks", "2027-01-29"), ("Next month", "2027-02-01")]
)
def test_the_quick_days(label: str, day: str) -> None:
    talk = at_question("since", "host")
    talk.presses(label)
    assert talk.answers["since"] == day


def test_the_calendar_has_the_weekdays_of_the_language_and_only_days_that_can_be_chosen() -> None:
    talk = at_question("since", "host", "sv")
    talk.says("kalender")
    screen = talk.rehearsal.screen
    assert screen is not None
    title, weekdays, *weeks = [[label for label, _button in row] for row in screen.rows][:7]
    assert title == ["·", "januari 2027", "›"]
    assert weekdays == ["må", "ti", "on", "to", "fr", "lö", "sö"]
    assert weeks[0] == ["·", "·", "·", "·", "15", "16", "17"], "the days before have gone by"
    talk.presses("›")
    talk.presses("28")
    assert talk.answers["since"] == "2027-02-28"


def test_the_calendar_ends_where_the_limit_is() -> None:
    talk = at_question("since", "host")
    talk.presses("Calendar")
    months = 0
    while talk.buttons("›"):
        talk.presses("›")
        months += 1
    assert months == 24
    with pytest.raises(pytest.fail.Exception):
        talk.presses("31")
    talk.presses("14")
    assert talk.answers["since"] == "2029-01-14"
    assert dt.date(2029, 1, 14) - dt.date(2027, 1, 15) == dt.timedelta(days=730)
