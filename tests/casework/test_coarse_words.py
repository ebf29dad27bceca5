"""What a possible match reads: coarse words, and nothing by which somebody is known, reached or found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from bot.casework.coarse_words import coarse_lines
from bot.casework.home_words import home_asked
from bot.casework.introduction import Known, introduced
from bot.casework.party_words import party_asked
from bot.texts import LANGUAGES
from conversations.answers import INTERVIEWS, Role
from conversations.questions.reach import Reach
from conversations.questions.words import Name, Words
from conversations.session import Session
from tests.casework.conftest import Reads
from tests.conversations.filled import GUEST, HOST

UNTIL = dt.date(2027, 1, 20)
SECRET = "Canary Kanarialintu"

TOLD_MUCH: Mapping[Role, Mapping[str, JsonValue]] = {
    "host": {
        **HOST,
        "name": SECRET,
        "contact": {"way": "phone", "phone": "+358409998877"},
        "animals": ["dog"],
        "smoking": "outside",
        "step_free": "yes",
        "wishes": SECRET,
        "tenure": {"tenure": "rented", "landlord_knows": "not_yet"},
        "experience": "none",
    },
    "guest": {
        **GUEST,
        "name": SECRET,
        "contact": {"way": "phone", "phone": "+358409998877"},
        "now": "905",
        "near": ["school"],
        "near_place": "091",
        "registered": "yes",
        "own_room": "needed",
        "women_only": True,
        "smoking": "smoke_free",
        "health": True,
        "step_free": "needed",
        "allergies": ["cat"],
        "safety": True,
        "safe": SECRET,
        "anything": SECRET,
    },
}


def session(role: Role, answers: Mapping[str, JsonValue]) -> Session:
    return Session(role=role, answers=dict(answers), consents={"health": True, "safety": True})


def test_a_host_reads_how_many_they_are_when_and_for_how_long(reads: Reads) -> None:
    words = reads(party_asked(session("guest", TOLD_MUCH["guest"]), UNTIL), "en")
    for told in (
        "1 woman",
        "cat",
        "Arabic",
        "1 February 2027",
        "Some months",
        "A room of their own: Yes, it is needed",
    ):
        assert told in words


def test_a_guest_reads_where_it_is_and_who_lives_there(reads: Reads) -> None:
    words = reads(home_asked(session("host", TOLD_MUCH["host"]), UNTIL), "en")
    for told in ("Turku", "A room of their own", "for 2 people", "1 woman", "child (3–6)", "Dog", "Only outside"):
        assert told in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_a_name_a_contact_a_place_of_today_free_words_or_health(reads: Reads, language: str) -> None:
    party = reads(party_asked(session("guest", TOLD_MUCH["guest"]), UNTIL), language)
    home = reads(home_asked(session("host", TOLD_MUCH["host"]), UNTIL), language)
    for words in (party, home):
        for secret in (SECRET, "+358", "Vaasa", "Vasa", "Helsinki", "Helsingfors"):
            assert secret not in words
    step_free = reads((INTERVIEWS["guest"].by_field["step_free"].question.label,), language)
    allergies = reads((INTERVIEWS["guest"].by_field["allergies"].question.label,), language)
    assert step_free not in party
    assert allergies not in party


@pytest.mark.parametrize("role", ["host", "guest"])
def test_no_question_that_may_be_told_asks_for_words_a_contact_or_something_sensitive(role: Role) -> None:
    for asked in INTERVIEWS[role].questions:
        if asked.question.told:
            assert asked.question.sensitive is None
            assert not isinstance(asked.question, Name | Words | Reach)


def test_a_line_for_each_answer_that_was_given_and_may_be_told() -> None:
    for role, answers in TOLD_MUCH.items():
        given = session(role, answers)
        may = [
            one
            for one in given.applicable("send", "more")
            if one.question.told and not one.question.sensitive and one.field in answers
        ]
        assert len(coarse_lines(given)) == len(may) > 5


def test_the_introduced_read_a_name_and_the_contact_that_was_agreed_to(reads: Reads) -> None:
    known = Known.of(session("guest", TOLD_MUCH["guest"]), agreed=True)
    words = reads(introduced("host", known), "en")
    assert SECRET in words
    assert "+358409998877" in words
    assert "first meeting" in words


def test_who_wanted_the_chat_is_reached_through_a_coordinator(reads: Reads) -> None:
    words = reads(introduced("guest", Known.of(session("host", HOST), agreed=True)), "en")
    assert "Maija" in words
    assert "a coordinator passes them on" in words


def test_who_has_not_agreed_stays_without_a_name(reads: Reads) -> None:
    words = reads(introduced("host", Known.of(session("guest", TOLD_MUCH["guest"]), agreed=False)), "en")
    assert SECRET not in words
    assert "+358" not in words
    assert "you hear it when you meet" in words
