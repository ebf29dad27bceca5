"""Every screen in every language, as the messenger takes it: lengths, buttons, rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from bot.telegram.keyboards import MOST_BYTES, data
from bot.texts import LANGUAGES, units
from conversations.answers import Asked, Role
from conversations.interview import screen
from conversations.pages import CHANGES_A_PAGE
from conversations.questions.panel import Panel
from conversations.screens import Screen
from conversations.text import Text
from tests.conversations.filled import ROLES, at_summary
from tests.conversations.test_models import QUESTIONS, talk_at
from tests.kit.talk import Talk

LONGEST_MESSAGE, LONGEST_TOAST, LONGEST_LABEL, MOST_BUTTONS, WIDEST_ROW = 4096, 200, 40, 100, 8

DRAFTS: dict[str, list[JsonValue]] = {
    "a day": [{"month": "2027-05-01"}, {"guess": "2027-03-01"}],
    "a municipality": [["853", "091", "049"]],
    "municipalities and regions": [{"chosen": ["853"], "regions": True}, {"maybe": ["853", "region:01"]}],
    "a way to be reached": ["phone"],
    "who is coming": [{"children_0_2": 1, "only children": True}],
    "languages, best first": [["fi", "ti", "prs", "ckb"]],
}
"""States of a screen beyond its first, by the kind of question."""


def drawn(role: Role, asked: Asked) -> Iterator[tuple[Talk, Screen]]:
    """The question's screens: for the person and for a helper, first and further on, unanswered and answered."""
    for for_whom in ("self", "other") if role == "guest" and not asked.question.sensitive else ("self",):
        talk = talk_at(role, asked, "en")
        if role == "guest" and asked.field != "for_whom":
            talk.rehearsal.answers["for_whom"] = for_whom
        for draft in [None, *DRAFTS.get(asked.question.kind, [])]:
            yield talk, screen(talk.session.model_copy(update={"draft": draft}), talk.rehearsal.world)


def check(talk: Talk, shown: Screen, language: str) -> None:
    """The screen is such as the messenger takes it."""
    texts, session = talk.rehearsal.texts, talk.session
    assert texts.render(shown.text, language)
    assert units(texts.plain(shown.text, language)) <= LONGEST_MESSAGE
    assert len(list(shown.buttons())) <= MOST_BUTTONS
    assert all(0 < len(row) <= WIDEST_ROW for row in shown.rows)
    for button in shown.buttons():
        label = texts.plain(button.label, language)
        assert 0 < len(label) <= LONGEST_LABEL, label
        assert len(data("i", session.role[0], "9999999", button.press).encode()) <= MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "asked"), QUESTIONS)
def test_every_question_can_be_shown(role: Role, asked: Asked, language: str) -> None:
    shown = list(drawn(role, asked))
    assert shown
    for talk, one in shown:
        check(talk, one, language)
        assert one.contact or any(True for _button in one.buttons()) or asked.field == "name"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_the_screens_around_the_questions_can_be_shown(role: Role, language: str) -> None:
    talk = at_summary(role)
    for at in ("summary", "sure", "closed"):
        for sent in (False, True):
            session = talk.session.model_copy(update={"at": at, "sent": sent})
            check(talk, screen(session, talk.rehearsal.world), language)
    pages = [talk.session.model_copy(update={"at": "change", "page": page}) for page in range(5)]
    shown = [screen(session, talk.rehearsal.world) for session in pages]
    for one in shown:
        check(talk, one, language)
    changed = {button.press for one in shown for button in one.buttons() if button.press.startswith("!change:")}
    fields = {f"!change:{asked.field}" for asked in talk.session.applicable("send", "more")}
    assert fields <= changed
    assert len(fields) > CHANGES_A_PAGE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "asked"), QUESTIONS)
def test_a_friendly_sentence_fits_over_the_buttons(role: Role, asked: Asked, language: str) -> None:
    said: list[Text] = [asked.question.expected()]
    said += [asked.question.missing] if isinstance(asked.question, Panel) else []
    plain = talk_at(role, asked, language).rehearsal.texts.plain
    for sentence in said:
        assert units(plain(sentence, language)) <= LONGEST_TOAST
        assert "“" in sentence.message, "it has an example"
