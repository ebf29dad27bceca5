"""An edited message changes the answer that it gave."""

from __future__ import annotations

from conversations.screens import Corrected
from tests.conversations.filled import at_question, at_summary
from tests.kit.talk import Talk


def test_an_edit_changes_the_answer_and_not_where_we_are() -> None:
    talk = at_question("name", "host")
    message = talk.says("Maja")
    talk.says("/back")
    asked = talk.asks()
    talk.edits(message, "Maija")
    talk.sees("✓ Changed. Name: Maija")
    assert talk.answers["name"] == "Maija"
    assert talk.asks() == asked


def test_an_edit_that_cannot_be_read_keeps_the_answer_and_says_what_is_expected() -> None:
    talk = at_question("municipality", "host")
    message = talk.says("Turku")
    talk.edits(message, "Xanadu")
    talk.sees("I kept your earlier answer")
    talk.sees("“Xanadu”")
    assert talk.answers["municipality"] == "853"


def test_an_edit_to_what_could_mean_several_places_keeps_the_answer() -> None:
    talk = at_question("municipality", "host")
    message = talk.says("Turku")
    talk.edits(message, "tampere, Turku")
    assert talk.answers["municipality"] in {"853", "837"}


def test_an_edit_of_a_panel_must_say_all_of_it() -> None:
    talk = at_question("space", "host")
    message = talk.says("own room, 2")
    talk.edits(message, "own room, 3")
    assert talk.answers["space"] == {"kind": "own_room", "sleeps": 3}
    talk.edits(message, "own room")
    talk.sees("I kept your earlier answer")
    assert talk.answers["space"] == {"kind": "own_room", "sleeps": 3}


def test_an_edit_of_several_choices() -> None:
    talk = at_question("animals", "host")
    message = talk.says("dog")
    talk.edits(message, "dog, cat")
    assert talk.answers["animals"] == ["dog", "cat"]
    talk.edits(message, "none")
    assert talk.answers["animals"] == []


def test_the_summary_shows_the_edited_answer() -> None:
    talk = at_question("name", "host")
    message = talk.says("Maja")
    assert talk.session.at == "summary"
    talk.edits(message, "Maija")
    assert talk.rehearsal.screen is not None
    assert "Name: Maija\n" in talk.rehearsal.screen.text
    talk.presses("Send now")
    assert talk.rehearsal.sent == 1


def test_an_edit_that_ends_the_present_question_goes_on() -> None:
    talk = at_summary("guest")
    talk.presses("Tell more")
    message = talk.says("work")
    assert talk.asks() == "near_place"
    talk.edits(message, "none")
    assert talk.answers["near"] == []
    assert talk.asks() == "now"


def test_an_edit_of_an_answer_that_is_not_asked_any_more_changes_nothing() -> None:
    talk = at_summary("guest")
    talk.rehearsal.hears(Corrected("Espoo", "near_place", 7))
    talk.sees("That question is not asked any more")
    assert "near_place" not in talk.answers
    talk.rehearsal.hears(Corrected("Espoo", "of another year", 7))
    assert talk.session.at == "summary"


def test_after_sending_an_edit_points_to_the_command() -> None:
    talk = at_question("name", "host")
    message = talk.says("Maja")
    talk.presses("Send now")
    talk.edits(message, "Maija")
    talk.sees("You can change them with /edit.")
    assert talk.answers["name"] == "Maja"


def test_an_edit_of_the_places_takes_all_that_are_named() -> None:
    talk = at_summary("guest")
    talk.rehearsal.hears(Corrected("Salo, Lahti", "places", 3))
    assert talk.answers["places"] == ["734", "398"]
    talk.rehearsal.hears(Corrected("Xanadu, Lahti", "places", 3))
    assert talk.answers["places"] == ["734", "398"]
    talk.rehearsal.hears(Corrected("anywhere in Finland", "places", 3))
    assert talk.answers["places"] == ["anywhere"]


def test_an_edit_in_a_pause_does_not_end_it() -> None:
    talk = at_question("name", "host")
    message = talk.says("Maja")
    talk.says("/pause")
    talk.edits(message, "Maija")
    assert talk.session.paused
    assert talk.answers["name"] == "Maija"


def test_an_edited_consent_counts_for_what_it_says_now() -> None:
    talk = Talk("host")
    talk.says("yes")
    talk.says("yes")
    talk.rehearsal.hears(Corrected("maybe", "keep", 3))
    talk.sees("I kept your earlier answer")
    assert talk.rehearsal.consents == {"keep": True}
    talk.rehearsal.hears(Corrected("no", "keep", 3))
    assert talk.rehearsal.ended == "no consent"
