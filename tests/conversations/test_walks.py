"""Whole interviews, from the first word to *Send now*."""

from __future__ import annotations

import pytest

from bot.texts import LANGUAGES
from conversations.answers import INTERVIEWS, Role
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from tests.conversations.filled import ROLES, words_for
from tests.kit.talk import Talk

MOST_SCREENS = 12


def answer_all(talk: Talk, role: Role) -> list[str]:
    """Types an answer to each question until the summary; the fields in the order in which they were asked."""
    asked: list[str] = []
    while field := talk.asks():
        assert len(asked) < 40, talk.transcript()
        asked.append(field)
        talk.says(words_for(role, field))
        if field == "places" and talk.asks() == "places":
            talk.presses("Done")
    return asked


@pytest.mark.parametrize("role", ROLES)
def test_at_most_twelve_screens_come_before_send_now(role: Role) -> None:
    talk = Talk(role)
    asked = answer_all(talk, role)
    assert len(asked) <= MOST_SCREENS
    assert len(talk.rehearsal.messages) - 1 - len(asked) == len(asked) + 1, "one screen a question, then the summary"
    talk.sees_button("Send now")


def test_a_host_is_sent_with_what_must_be_known() -> None:
    talk = Talk("host")
    answer_all(talk, "host")
    talk.presses("Send now")
    talk.sees("✓ Sent.")
    assert talk.rehearsal.sent == 1
    kept = HostAnswers.model_validate(INTERVIEWS["host"].own_answers(talk.answers))
    assert (kept.municipality, kept.space.sleeps, kept.household.children) == ("853", 2, 2)


def test_a_guest_is_sent_with_what_must_be_known() -> None:
    talk = Talk("guest")
    answer_all(talk, "guest")
    talk.presses("Send now")
    assert talk.rehearsal.sent == 1
    kept = GuestAnswers.model_validate(INTERVIEWS["guest"].own_answers(talk.answers))
    assert (kept.places, kept.party.grown, kept.stay.shortest) == (("anywhere",), 2, "weeks")


@pytest.mark.parametrize("role", ROLES)
def test_all_of_tell_more_can_be_answered_by_typing(role: Role) -> None:
    talk = Talk(role)
    first = answer_all(talk, role)
    talk.says("tell more")
    second = answer_all(talk, role)
    assert {*first, *second} == {asked.field for asked in INTERVIEWS[role].questions} - NOT_ASKED_TWICE
    assert "Tell more" not in talk.labels, "nothing is left to tell"
    talk.says("send")
    assert talk.rehearsal.sent == 1
    INTERVIEWS[role].model.model_validate(INTERVIEWS[role].own_answers(talk.answers))


NOT_ASKED_TWICE: frozenset[str] = frozenset()


@pytest.mark.parametrize("role", ROLES)
def test_tell_more_can_be_skipped_question_by_question(role: Role) -> None:
    talk = Talk(role)
    answer_all(talk, role)
    known = dict(talk.answers)
    talk.presses("Tell more")
    while talk.asks():
        talk.presses("Skip")
        talk.sees("skipped")
    assert talk.answers == known
    talk.presses("Send now")
    assert talk.rehearsal.sent == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_walk_by_buttons_alone(role: Role, language: str) -> None:
    talk = Talk(role, language, first_name="Kim")
    for press in BY_BUTTONS[role]:
        screen = talk.rehearsal.screen
        assert screen is not None
        button = next(button for _label, button in screen.buttons() if button.press == press)
        talk.presses_old(button, talk.session.turn)
    assert talk.rehearsal.sent == 1, talk.transcript()


BY_BUTTONS: dict[Role, list[str]] = {
    "host": [
        *("yes", "yes", "done", "shown", "chat", "flip:fi", "flip:en", "done"),
        *("+:women", "done", "place:853", "pick:kind:own_room", "+:sleeps", "done"),
        *("flip:whom:woman", "done", "soon:week", "pick:months", "!send"),
    ],
    "guest": [
        *("yes", "yes", "pick:told", "done", "pick:self", "shown", "chat", "flip:ar", "done", "+:women", "done"),
        *("place:853", "regions", "place:region:01", "done", "soon:now"),
        *("pick:length:months", "pick:shortest:weeks", "done", "!send"),
    ],
}
