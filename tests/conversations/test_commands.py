"""/back, /skip, /pause, /resume and /cancel in the middle; and the buttons of the interview, typed."""

from __future__ import annotations

import pytest

from tests.conversations.filled import at_question, at_summary, sent_and_reopened
from tests.kit.talk import Talk


def test_back_shows_the_question_before_with_its_answer() -> None:
    talk = at_question("languages", "host")
    talk.says("/back")
    assert talk.asks() == "contact"
    talk.sees("Your answer so far: In this chat")
    assert "contact" in talk.answers, "the answer stands until a new one is given"
    talk.presses("Keep this answer")
    talk.sees("✓ Contact: In this chat")
    assert talk.asks() == "languages"


def test_back_at_the_first_question_says_so() -> None:
    talk = Talk("host")
    assert "‹ Back" not in talk.labels
    talk.says("/back")
    talk.sees("This is the first question.")
    assert talk.asks() == "adult"


def test_back_from_the_summary_shows_the_last_question_that_was_asked() -> None:
    talk = at_summary("host", step_free="no")
    talk.says("/back")
    assert talk.asks() == "step_free"


def test_skip_passes_a_question_that_may_stay_open() -> None:
    talk = at_summary("guest")
    talk.presses("Tell more")
    talk.says("/skip")
    talk.sees("Must stay near: skipped")
    assert talk.asks() == "now"
    assert "near" not in talk.answers


def test_skip_is_refused_kindly_where_an_answer_is_needed() -> None:
    talk = at_question("name", "host")
    talk.says("/skip")
    talk.sees("can’t be skipped")
    assert talk.asks() == "name"


def test_skipping_the_optional_consents_agrees_to_none_of_them() -> None:
    talk = at_question("agreed", "host")
    talk.says("/skip")
    talk.sees("✓ What I have agreed to: None")
    assert talk.rehearsal.consents == {"told": False, "contacts": False, "news": False}


def test_skip_keeps_an_answer_that_is_there() -> None:
    talk = at_question("languages", "host")
    talk.says("/back")
    talk.says("/skip")
    assert talk.answers["contact"] == {"way": "chat", "phone": None}
    assert talk.asks() == "languages"


@pytest.mark.parametrize("role", ["host", "guest"])
def test_skip_at_the_summary_says_that_there_is_nothing_to_skip(role: str) -> None:
    talk = at_summary("host" if role == "host" else "guest")
    talk.says("/skip")
    talk.sees("There is nothing to skip here.")


def test_what_was_skipped_can_be_told_later() -> None:
    talk = at_summary("host")
    talk.presses("Tell more")
    while talk.asks():
        talk.says("/skip")
    talk.presses("Tell more")
    assert talk.asks() == "home_type"


def test_enough_for_now_leads_back_to_the_summary() -> None:
    talk = at_summary("host")
    talk.presses("Tell more")
    talk.presses("Enough for now")
    talk.sees("is everything right?")
    talk.presses("Tell more")
    assert talk.asks() == "home_type"


def test_a_pause_and_resuming() -> None:
    talk = at_question("household", "host")
    talk.presses("+", at=0)
    talk.says("/pause")
    talk.sees("/resume goes on from here")
    assert [talk.session.paused] == [True]
    talk.says("/resume")
    assert [talk.session.paused] == [False]
    assert talk.asks() == "household"
    talk.sees("Who lives in your home")
    talk.sees_button("Women: 1")


def test_an_answer_ends_a_pause_too() -> None:
    talk = at_question("name", "host")
    talk.says("/pause")
    talk.says("Maija")
    assert not talk.session.paused
    assert talk.answers["name"] == "Maija"


@pytest.mark.parametrize("typed", ["yes", "kyllä", "ja", "Yes, stop"])
def test_cancel_asks_once_and_then_nothing_is_kept(typed: str) -> None:
    talk = at_question("since", "host")
    talk.says("/cancel")
    talk.sees("Stop the interview? Nothing of it is kept then.")
    assert talk.rehearsal.ended == ""
    talk.says(typed)
    talk.sees("nothing of it is kept")
    assert talk.rehearsal.ended == "cancelled"
    assert not talk.answers


@pytest.mark.parametrize("typed", ["no", "ei", "nej", "No, go on", "/resume", "/back"])
def test_thinking_better_of_it_comes_back_to_the_same_screen(typed: str) -> None:
    talk = at_question("household", "host")
    talk.presses("+", at=0)
    talk.says("/cancel")
    talk.says(typed)
    assert talk.asks() == "household"
    talk.sees_button("Women: 1")


def test_stopping_to_change_a_sent_interview_keeps_it() -> None:
    talk = sent_and_reopened("host")
    talk.says("/cancel")
    talk.sees("Your answers stay as they are now.")
    talk.presses("Yes, stop")
    talk.sees("✓ Nothing more to change.")
    assert talk.rehearsal.ended == ""
    assert talk.answers["name"] == "Maija"
    assert talk.session.at == "closed"


@pytest.mark.parametrize(
    ("typed", "field"), [("tillbaka", "contact"), ("Takaisin", "contact"), ("back", "contact"), ("‹ Back", "contact")]
)
def test_back_can_be_typed_in_any_language(typed: str, field: str) -> None:
    talk = at_question("languages", "host")
    talk.says(typed)
    assert talk.asks() == field


@pytest.mark.parametrize("typed", ["ohita", "hoppa över", "skip", "SKIP!"])
def test_skip_can_be_typed_in_any_language(typed: str) -> None:
    talk = at_question("lockable", "host")
    talk.says(typed)
    talk.sees("Lockable door: skipped")


@pytest.mark.parametrize("typed", ["riittää", "det räcker", "enough", "Enough for now"])
def test_enough_can_be_typed_in_any_language(typed: str) -> None:
    talk = at_question("lockable", "host")
    talk.says(typed)
    talk.sees("is everything right?")


@pytest.mark.parametrize("typed", ["lähetä", "Skicka", "send", "Send now"])
def test_send_can_be_typed_in_any_language(typed: str) -> None:
    talk = at_summary("guest")
    talk.says(typed)
    assert talk.rehearsal.sent == 1


@pytest.mark.parametrize("typed", ["done", "valmis", "klar", "Done, keep these"])
def test_a_change_can_be_ended_by_typing_but_done_alone_sends_nothing(typed: str) -> None:
    talk = sent_and_reopened("host")
    talk.says(typed)
    assert talk.session.at == "closed"
    talk = at_summary("host")
    talk.says(typed)
    assert talk.rehearsal.sent == 0


@pytest.mark.parametrize("typed", ["muuta", "ändra", "change", "Change an answer"])
def test_change_can_be_typed_in_any_language_and_then_what(typed: str) -> None:
    talk = at_summary("host")
    talk.says(typed)
    talk.sees("Which answer would you like to change?")
    talk.says("languages")
    assert talk.asks() == "languages"


def test_words_that_are_no_button_at_the_summary_get_a_sentence_and_the_summary_again() -> None:
    talk = at_summary("host")
    talk.says("hello there")
    talk.sees("Please choose one of the buttons")
    talk.sees("is everything right?")


def test_nothing_is_sent_before_the_button() -> None:
    talk = at_question("name", "host")
    talk.says("send")
    assert talk.rehearsal.sent == 0
    assert talk.answers["name"] == "send", "at a question for a name, it is a name"
