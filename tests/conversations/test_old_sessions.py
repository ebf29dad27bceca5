"""An interview may wait for weeks; meanwhile the questions, the places and the drafts may have changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from conversations.answers import INTERVIEWS, Asked, Role
from conversations.interview import screen, step
from conversations.pages import summary_lines
from conversations.screens import Ordered, Pressed, Said, Typed
from conversations.session import Session
from tests.conversations.filled import ROLES, at_question, at_summary
from tests.conversations.test_models import every_question
from tests.conversations.test_walks import answer_all
from tests.kit.talk import Talk

KEYS = [
    *("chosen", "maybe", "rest", "regions", "month", "guess", "to be completed", "only children"),
    *("women", "men", "children_0_2", "animals", "kind", "sleeps", "whom", "children", "tenure", "length", "shortest"),
]

SCALARS: list[JsonValue] = ["", "phone", "2027-02-01", "091", "xx", "no"]

JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)

QUESTIONS = list(every_question())


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(QUESTIONS), JSON, st.sampled_from(["done", "none", "Turku", "2", "yes", "Finnish", "1.3."]))
def test_a_draft_that_does_not_fit_is_passed_over(question: tuple[Role, Asked], draft: JsonValue, words: str) -> None:
    role, asked = question
    talk = at_question(asked.field, role)
    session = talk.session.model_copy(update={"draft": draft})
    world, texts = talk.rehearsal.world, talk.rehearsal.texts
    shown = screen(session, world)
    for language in ("fi", "sv", "en"):
        texts.render(shown.text, language)
        assert all(texts.plain(button.label, language) for button in shown.buttons())
    everything: list[Said] = [Typed(words)]
    everything += [Pressed(button.press, session.turn) for button in shown.buttons()]
    for said in everything:
        after = step(session, said, world).session
        screen(after, world)


@pytest.mark.parametrize(
    "value", ["none", 3, None, [], {"way": "pigeon"}, {"way": "phone"}, {"kind": "castle", "sleeps": 1}]
)
@pytest.mark.parametrize("role", ROLES)
def test_an_answer_that_is_none_any_more_is_asked_anew(role: Role, value: JsonValue) -> None:
    for asked in INTERVIEWS[role].questions:
        if asked.question.part != "send" or asked.accepts(value):
            continue
        talk = at_summary(role)
        talk.rehearsal.answers[asked.field] = value
        talk.says("send")
        assert talk.asks() == asked.field
        assert talk.rehearsal.sent == 0
        answer_all(talk, role)
        talk.says("send")
        assert talk.rehearsal.sent == 1
        INTERVIEWS[role].model.model_validate(INTERVIEWS[role].own_answers(talk.answers))


def test_an_optional_answer_that_is_none_any_more_is_forgotten() -> None:
    talk = at_summary("host")
    talk.rehearsal.answers |= {"home_type": "castle", "of_another_year": "x"}
    talk.says("send")
    assert talk.rehearsal.sent == 1
    assert not {"home_type", "of_another_year"} & {*talk.answers}


def test_what_cannot_be_read_any_more_still_stands_in_the_summary_of_what_is_kept() -> None:
    talk = at_summary("host")
    talk.rehearsal.answers["home_type"] = "castle"
    lines = talk.rehearsal.texts.plain(summary_lines(talk.session), "en")
    assert "Kind of home: castle" in lines


def test_a_municipality_that_is_no_more_is_asked_anew() -> None:
    talk = at_summary("host")
    talk.rehearsal.answers["municipality"] = "999"
    talk.says("send")
    assert talk.asks() == "municipality"


def test_a_language_that_cannot_be_named_is_asked_anew() -> None:
    talk = at_summary("guest")
    talk.rehearsal.answers["languages"] = ["xx-klingon"]
    talk.says("send")
    assert talk.asks() == "languages"


def test_a_question_that_is_no_more_gives_way_to_the_next_one() -> None:
    talk = at_summary("host")
    session = talk.session.model_copy(update={"at": "question", "field": "of another year"})
    came = step(session, Typed("hello"), talk.rehearsal.world)
    assert came.session.at == "summary"
    assert screen(session, talk.rehearsal.world) == screen(talk.session, talk.rehearsal.world)


def test_a_question_added_since_is_asked_before_sending() -> None:
    talk = at_summary("guest")
    del talk.rehearsal.answers["stay"]
    talk.presses("Send now")
    assert talk.asks() == "stay"
    talk.says("some months, two weeks at least")
    talk.presses("Send now")
    assert talk.rehearsal.sent == 1


def test_a_consent_withdrawn_meanwhile_is_asked_again_before_sending() -> None:
    talk = at_summary("guest")
    talk.rehearsal.consents["keep"] = False
    talk.presses("Send now")
    assert talk.asks() == "keep"
    assert talk.rehearsal.sent == 0


def test_a_session_of_an_earlier_bot_can_be_read() -> None:
    known = Talk("host").session.model_dump(mode="json")
    for new in ("first_turn", "settled_turn", "confirmed", "page"):
        known.pop(new)
    old = Session.model_validate(known)
    assert old.asked.field == "adult"
    came = step(old, Pressed("yes", old.turn), Talk("host").rehearsal.world)
    assert came.session.field == "keep"


def test_what_was_begun_in_one_language_goes_on_in_another() -> None:
    talk = at_question("household", "host", "fi")
    talk.presses("+", at=0)
    talk.rehearsal.language = "sv"
    talk.rehearsal.hears(Ordered("again"))
    talk.sees("4/9")
    talk.presses("+", at=0)
    talk.rehearsal.hears(Typed("done"))
    assert talk.answers["household"] == {
        **dict.fromkeys(["men", "adults", "children_0_2", "children_3_6", "children_7_12", "children_13_17"], 0),
        "women": 2,
    }
