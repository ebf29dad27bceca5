"""Before anything is kept: what the network is, the notice, the age, the consents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.answers import Role
from conversations.interview import begin, screen
from conversations.world import Limits
from tests.conversations.filled import ROLES, at_question, at_summary
from tests.kit.talk import Talk


@pytest.mark.parametrize("role", ROLES)
def test_first_come_what_the_network_is_and_the_notice_and_the_age(role: Role) -> None:
    talk = Talk(role)
    for told in ("no rent, and no work in return", "trust, respect for privacy", "meet first", "not emergency housing"):
        talk.sees(told)
    for told in ("Your data, in short", "Kotimajoitus", "erased after 30 days", "Telegram is a separate service"):
        talk.sees(told)
    assert talk.asks() == "adult"
    assert not talk.answers
    assert not talk.rehearsal.consents


def test_the_notice_says_that_it_is_a_trial_while_nobody_answers_for_the_data() -> None:
    talk = Talk("host")
    shown = screen(begin("host", replace(talk.rehearsal.world, controller="")).session, talk.rehearsal.world)
    assert "trial" not in talk.rehearsal.texts.plain(shown.text, "en")
    nobody = replace(talk.rehearsal.world, controller="")
    words = talk.rehearsal.texts.plain(screen(begin("host", nobody).session, nobody).text, "en")
    assert "This is a trial. Please give no real data." in words
    assert "Who answers for your data" not in words


def test_the_notice_says_the_time_that_is_set() -> None:
    talk = Talk("host")
    world = replace(talk.rehearsal.world, limits=Limits(unfinished_days=14))
    words = talk.rehearsal.texts.plain(screen(begin("host", world).session, world).text, "en")
    assert "erased after 14 days" in words


@pytest.mark.parametrize("typed", ["no", "nej", "ei", "No."])
@pytest.mark.parametrize("role", ROLES)
def test_no_to_the_age_ends_kindly_and_nothing_is_kept(role: Role, typed: str) -> None:
    talk = Talk(role)
    talk.says(typed)
    talk.sees("✓ 18 or over: No")
    talk.sees("Thank you for telling us")
    talk.sees("112")
    assert (talk.rehearsal.ended, talk.session.at) == ("under age", "closed")
    assert not talk.answers
    assert not talk.labels


def test_a_guest_under_age_is_told_whom_to_turn_to() -> None:
    talk = Talk("guest")
    talk.presses("No")
    talk.sees("your representative")
    talk.sees("If a parent is with you")


@pytest.mark.parametrize("role", ROLES)
def test_no_to_keeping_ends_kindly_and_nothing_is_kept(role: Role) -> None:
    talk = Talk(role)
    talk.presses("Yes")
    talk.sees("My answers may be kept and shown to the coordinators")
    talk.presses("No")
    talk.sees("That is quite all right")
    assert talk.rehearsal.ended == "no consent"
    assert not talk.answers
    assert not talk.rehearsal.consents


def test_the_optional_consents_are_asked_one_each_and_none_is_ticked_beforehand() -> None:
    talk = at_question("agreed", "host")
    assert [label[:1] for label in talk.labels[:3]] == ["☐", "☐", "☐"]
    for sentence in ("in coarse words", "our names and contacts", "the network’s news"):
        talk.sees(sentence)
    talk.presses("Send me news")
    talk.presses("Done")
    assert talk.rehearsal.consents == {"told": False, "contacts": False, "news": True}


def test_going_on_with_none_of_them_is_one_press() -> None:
    talk = at_question("agreed", "guest")
    talk.presses("None of these, go on")
    assert talk.rehearsal.consents == {"told": False, "contacts": False, "news": False}


def test_a_bare_yes_agrees_to_nothing_in_particular() -> None:
    talk = at_question("agreed", "guest")
    talk.says("yes")
    talk.sees("Choose as many as you like")
    assert not talk.rehearsal.consents


@pytest.mark.parametrize("typed", ["none", "ei mitään", "nej", "None of these, go on"])
def test_none_of_the_optional_consents_by_typing(typed: str) -> None:
    talk = at_question("agreed", "guest")
    talk.says(typed)
    assert talk.rehearsal.consents == {"told": False, "contacts": False, "news": False}


def test_all_of_the_optional_consents_by_typing() -> None:
    talk = at_question("agreed", "guest")
    talk.says("kaikki")
    assert talk.rehearsal.consents == {"told": True, "contacts": True, "news": True}


def test_a_consent_can_be_taken_back_with_back() -> None:
    talk = Talk("host")
    talk.presses("Yes")
    talk.presses("Yes, I agree")
    talk.presses("Back")
    talk.sees("Your answer so far: Yes, I agree")
    talk.presses("No")
    assert talk.rehearsal.ended == "no consent"


def test_the_opening_is_over_once_the_interview_is_sent() -> None:
    talk = at_summary("host")
    talk.presses("Send now")
    talk.says("/edit")
    fields = []
    while "Your answers now" in talk.rehearsal.messages[-1].text or talk.asks():
        talk.says("/back")
        if "This is the first question." in talk.rehearsal.messages[-1].text:
            break
        fields.append(talk.asks())
    assert fields[-1] == "name"
    assert not {"adult", "keep", "agreed"} & {*fields}


def test_an_age_corrected_to_no_ends_too() -> None:
    talk = Talk("guest")
    message = talk.says("yes")
    talk.presses("Yes, I agree")
    talk.edits(message, "no")
    assert talk.rehearsal.ended == "under age"
    assert not talk.rehearsal.consents
