"""Any answer can be changed from the summary, and what a change makes void is forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from conversations.answers import INTERVIEWS, Role
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.reopening import reopen
from conversations.screens import Ordered
from tests.conversations.filled import ROLES, at_summary, sent_and_reopened, words_for
from tests.kit.talk import Talk


def change(talk: Talk, label: str) -> None:
    """Opens an answer to be changed."""
    talk.presses("Change an answer")
    while not talk.buttons(label):
        talk.presses("More ›")
    talk.presses(label)


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_in_the_menu_and_can_be_changed(role: Role) -> None:
    for asked in INTERVIEWS[role].questions:
        talk = at_summary(role)
        if asked.question.part == "opening" or not talk.session.applies(asked.field):
            continue
        change(talk, talk.rehearsal.texts.plain(asked.question.label, "en"))
        assert talk.asks() == asked.field
        talk.says(words_for(role, asked.field))
        if asked.field == "places" and talk.asks():
            talk.presses("Done")
        assert talk.session.at == "summary", asked.field


def test_only_the_one_answer_is_asked_and_then_comes_the_summary() -> None:
    talk = at_summary("host")
    change(talk, "Name")
    talk.sees("Your answer so far: Maija")
    talk.says("Maija-Liisa")
    talk.sees("✓ Name: Maija-Liisa")
    talk.sees("is everything right?")


def test_back_while_changing_leads_to_the_summary_and_changes_nothing() -> None:
    talk = at_summary("host")
    change(talk, "Name")
    talk.presses("‹ Back")
    talk.sees("is everything right?")
    assert talk.answers["name"] == "Maija"


def test_the_menu_is_turned_in_place_by_buttons_and_below_by_words() -> None:
    talk = at_summary("guest")
    talk.presses("Change an answer")
    messages = len(talk.rehearsal.messages)
    talk.presses("More ›")
    assert len(talk.rehearsal.messages) == messages
    talk.says("Earlier")
    assert len(talk.rehearsal.messages) == messages + 2
    talk.presses("Back to the summary")
    talk.sees("is everything right?")


def test_an_optional_answer_can_be_taken_back() -> None:
    talk = at_summary("host", step_free="no")
    change(talk, "Step-free")
    talk.presses("Erase this answer")
    talk.sees("Step-free: erased")
    assert "step_free" not in talk.answers


def test_an_answer_that_is_needed_cannot_be_taken_back() -> None:
    talk = at_summary("host")
    change(talk, "Name")
    assert "Erase this answer" not in talk.labels


def test_from_family_to_woman_the_number_of_children_goes() -> None:
    talk = at_summary("host")
    change(talk, "Could host")
    talk.sees_button("Children at most: 1")
    talk.presses("A family with children")
    assert not talk.buttons("Children at most")
    talk.presses("Done")
    assert talk.answers["welcome"] == {"whom": ["woman"], "children": 0}
    HostAnswers.model_validate(INTERVIEWS["host"].own_answers(talk.answers))


def test_from_woman_to_family_the_number_of_children_is_asked() -> None:
    talk = at_summary("host", welcome={"whom": ["woman"], "children": 0})
    change(talk, "Could host")
    talk.presses("A family with children")
    talk.presses("Done")
    talk.sees("how many children at most")
    assert talk.asks() == "welcome"
    talk.presses("+")
    talk.presses("Done")
    assert talk.answers["welcome"] == {"whom": ["woman", "family"], "children": 1}


def test_when_nothing_must_stay_near_the_place_of_it_goes() -> None:
    talk = at_summary("guest", near=["work"], near_place="091")
    change(talk, "Must stay near")
    talk.presses("Work")
    talk.presses("None")
    assert talk.answers["near"] == []
    assert "near_place" not in talk.answers


def test_when_something_must_stay_near_it_is_asked_where_among_tell_more() -> None:
    talk = at_summary("guest")
    change(talk, "Must stay near")
    talk.presses("Work")
    talk.presses("Done")
    talk.sees("is everything right?")
    talk.presses("Tell more")
    assert talk.asks() == "near_place"


def test_taking_back_the_consent_takes_back_the_health_facts() -> None:
    talk = at_summary("guest")
    talk.presses("Tell more")
    while talk.asks() != "health":
        talk.says("/skip")
    talk.presses("Yes, ask me")
    talk.presses("Yes")
    talk.says("cat")
    assert {"step_free", "allergies"} <= {*talk.answers}
    talk.presses("Enough for now")
    change(talk, "Questions on health")
    talk.presses("Rather not say")
    assert talk.rehearsal.consents["health"] is False
    assert not {"step_free", "allergies"} & {*talk.answers}
    talk.does_not_see("Allergic to")


@pytest.mark.parametrize("role", ROLES)
def test_a_sent_interview_is_changed_and_the_change_is_told(role: Role) -> None:
    talk = sent_and_reopened(role)
    talk.sees("Your answers now")
    assert "Stop" not in talk.labels
    change(talk, "Name")
    talk.says("Robin")
    talk.sees("Your answers now")
    talk.presses("Done, keep these")
    talk.sees("✓ Changed.")
    assert (talk.rehearsal.sent, talk.rehearsal.changed) == (0, 1)
    assert talk.answers["name"] == "Robin"


@pytest.mark.parametrize("ended", ["Done, keep these", "/cancel"])
def test_a_sent_interview_that_was_only_looked_at_is_not_told_as_changed(ended: str) -> None:
    talk = sent_and_reopened("host")
    change(talk, "Name")
    talk.presses("Keep this answer")
    talk.says(ended)
    if ended == "/cancel":
        talk.presses("Yes, stop")
    talk.sees("✓ Nothing more to change.")
    assert (talk.session.at, talk.rehearsal.changed) == ("closed", 0)


def test_a_change_is_told_also_where_the_person_stops() -> None:
    talk = sent_and_reopened("host", step_free="no")
    change(talk, "Step-free")
    talk.presses("Erase this answer")
    talk.says("/cancel")
    talk.presses("Yes, stop")
    assert (talk.session.at, talk.rehearsal.changed) == ("closed", 1)
    talk.says("/edit")
    talk.presses("Done, keep these")
    assert talk.rehearsal.changed == 1


def test_edit_opens_a_sent_interview_again_and_nothing_else_does() -> None:
    talk = at_summary("host")
    talk.presses("Send now")
    for order in ("back", "skip", "pause", "resume", "cancel", "again"):
        talk.rehearsal.hears(Ordered(order))
        assert talk.session.at == "closed"
    talk.says("/edit")
    talk.sees("Your answers now")
    assert talk.session.at == "summary"


@pytest.mark.parametrize("role", ROLES)
def test_tell_more_after_sending_leads_to_what_is_left(role: Role) -> None:
    talk = at_summary(role)
    talk.presses("Send now")
    came = reopen(talk.session, talk.rehearsal.world, more=True)
    talk.rehearsal.take(came)
    assert talk.asks() == ("home_type" if role == "host" else "near")
    talk.presses("Enough for now")
    talk.sees("Your answers now")


def test_edit_while_something_is_open_goes_on_with_it() -> None:
    talk = at_summary("host")
    del talk.rehearsal.answers["since"]
    talk.says("/edit")
    talk.sees("is everything right?")
    talk.says("send")
    assert talk.asks() == "since"


def test_a_day_that_has_gone_by_is_asked_again_before_the_interview_is_sent() -> None:
    talk = at_summary("host", since="2027-01-20")
    talk.rehearsal.world = replace(talk.rehearsal.world, today=dt.date(2027, 1, 25))
    talk.presses("Send now")
    talk.sees("The day you gave has gone by.")
    assert talk.rehearsal.sent == 0
    assert talk.asks() == "since"
    talk.says("heti")
    talk.presses("Send now")
    assert talk.rehearsal.sent == 1
    assert talk.answers["since"] == "2027-01-25"


def test_a_day_that_has_gone_by_may_stay_once_the_interview_is_sent() -> None:
    talk = sent_and_reopened("host", since="2027-01-20")
    talk.rehearsal.world = replace(talk.rehearsal.world, today=dt.date(2027, 6, 1))
    change(talk, "Name")
    talk.says("Robin")
    talk.presses("Done, keep these")
    assert talk.rehearsal.changed == 1


def test_changing_for_whom_to_somebody_else_takes_back_what_only_the_person_can_say() -> None:
    talk = at_summary("guest", step_free="needed", safe="A door that locks.")
    talk.rehearsal.consents |= {"health": True, "safety": True}
    change(talk, "For whom")
    talk.presses("I’m helping someone else")
    assert not {"step_free", "allergies", "safe"} & {*talk.answers}
    assert talk.rehearsal.consents["health"] is False
    assert talk.rehearsal.consents["safety"] is False
    GuestAnswers.model_validate(INTERVIEWS["guest"].own_answers(talk.answers))
