"""Somebody helps another person to a home: other words, and nothing sensitive, until the person speaks."""

from __future__ import annotations

from conversations.answers import INTERVIEWS
from conversations.reopening import hand_over
from tests.conversations.filled import GUEST, at_question, at_summary, filled, standing
from tests.conversations.test_walks import answer_all

SENSITIVE = {asked.field for asked in INTERVIEWS["guest"].questions if asked.question.sensitive}


def test_a_helper_is_told_how_it_goes_on() -> None:
    talk = at_question("for_whom", "guest", name="")
    talk.presses("I’m helping someone else")
    talk.sees("The person confirms your answers before we look for a home")


def test_everyone_is_told_to_ask_the_centre_where_an_authority_has_ordered_the_place() -> None:
    talk = at_question("for_whom", "guest")
    talk.sees("ask your reception centre first")
    talk.sees("nothing of it is kept")


def test_a_helper_is_asked_in_other_words_and_never_anything_sensitive() -> None:
    talk = at_summary("guest", for_whom="other")
    talk.presses("Tell more")
    asked = []
    while field := talk.asks():
        asked.append(field)
        talk.says("/skip")
    assert {"health", "step_free", "allergies", "safety", "safe"} == SENSITIVE
    assert not SENSITIVE & {*asked}
    assert asked == ["near", "now", "registered", "own_room", "women_only", "smoking", "anything"]


def test_a_helper_is_asked_for_the_other_persons_name_and_not_offered_their_own() -> None:
    talk = at_question("name", "guest", for_whom="other", first_name="Helper")
    talk.sees("What would the person who needs the home like to be called?")
    assert "Helper" not in talk.labels
    talk.says("Amal")
    assert talk.answers["name"] == "Amal"


def test_who_speaks_for_themself_is_offered_their_name() -> None:
    talk = at_question("name", "guest", first_name="Amal")
    talk.sees("What would you like to be called?")
    talk.presses("Amal")
    assert talk.answers["name"] == "Amal"


def test_sensitive_questions_do_not_stand_in_a_helpers_menu() -> None:
    talk = at_summary("guest", for_whom="other")
    talk.says("Step-free")
    assert talk.session.at == "summary"
    talk.presses("Change an answer")
    talk.presses("More ›")
    assert not talk.buttons("Step-free")


def test_what_a_helper_filled_in_goes_over_to_the_person() -> None:
    helper = filled("guest", for_whom="other", own_room="needed")
    carried = {field: value for field, value in helper.answers.items() if field not in {"adult", "contact"}}
    world = at_summary("guest").rehearsal.world
    talk = standing("guest", hand_over(helper, {**carried, "for_whom": "self"}, world))
    talk.sees("Somebody who helps you has filled in answers for you.")
    assert talk.asks() == "adult"
    assert not talk.rehearsal.consents, "nothing that the helper agreed to counts"
    assert answer_all(talk, "guest") == ["adult", "keep", "agreed", "contact"]
    talk.sees("A room of their own: Yes, it is needed")
    talk.presses("Tell more")
    assert talk.asks() == "near"
    while talk.asks() != "health":
        talk.says("/skip")
    talk.presses("Yes, ask me")
    talk.says("yes")
    assert talk.answers["step_free"] == "needed"
    talk.presses("Enough for now")
    talk.presses("Send now")
    INTERVIEWS["guest"].model.model_validate(INTERVIEWS["guest"].own_answers(talk.answers))


def test_what_goes_over_and_cannot_be_read_any_more_is_asked_anew() -> None:
    helper = filled("guest", for_whom="other")
    world = at_summary("guest").rehearsal.world
    talk = standing("guest", hand_over(helper, {**GUEST, "for_whom": "self", "places": ["999"]}, world))
    answer_all(talk, "guest")
    assert talk.answers["places"] == ["anywhere"]
