"""What the models of the interviews ask, and that they ask it well in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.texts import LANGUAGES
from conversations.answers import INTERVIEWS, Asked, Role
from conversations.consents import SENTENCES, Consent, Purpose, version
from conversations.questions.choice import Choice, Choices, YesNo
from conversations.questions.panel import Panel, Pick, Toggles
from conversations.questions.panel_parts import parts_of
from conversations.text import Text
from tests.conversations.filled import ROLES, at_question
from tests.kit.talk import Talk


def every_question() -> Iterator[tuple[Role, Asked]]:
    """Each question of each role."""
    for role, interview in INTERVIEWS.items():
        for asked in interview.questions:
            yield role, asked


def talk_at(role: Role, asked: Asked, language: str) -> Talk:
    """A talk at the question, with the consent that it needs."""
    talk = at_question(asked.field, role, language)
    if asked.question.sensitive and not isinstance(asked.question, Consent):
        purpose: Purpose = "health" if asked.question.sensitive == "health" else "safety"
        talk.rehearsal.consents[purpose] = True
    if asked.field == "near_place":
        talk.rehearsal.answers["near"] = ["work"]
    return talk


QUESTIONS = [pytest.param(role, asked, id=f"{role} {asked.field}") for role, asked in every_question()]


@pytest.mark.parametrize("role", ROLES)
def test_no_two_questions_have_the_same_field(role: Role) -> None:
    fields = [asked.field for asked in INTERVIEWS[role].questions]
    assert sorted(fields) == sorted(set(fields))
    assert len(INTERVIEWS[role].by_field) == len(fields)


@pytest.mark.parametrize("role", ROLES)
def test_every_field_of_the_models_is_asked(role: Role) -> None:
    interview = INTERVIEWS[role]
    assert {asked.field for asked in interview.questions} == {
        *interview.opening.model_fields,
        *interview.model.model_fields,
    }


def test_what_is_asked_before_sending_is_asked_of_everyone() -> None:
    for role, asked in every_question():
        if asked.question.part != "more":
            assert asked.question.when({}), f"{role} {asked.field}"
            assert asked.question.sensitive is None, f"{role} {asked.field}"


def test_only_what_may_be_skipped_may_be_missing() -> None:
    for interview in INTERVIEWS.values():
        for asked in interview.questions:
            model = interview.opening if asked.question.part == "opening" else interview.model
            assert model.model_fields[asked.field].is_required() == (asked.question.part != "more"), asked.field


def test_every_question_says_what_it_is_for() -> None:
    for role, asked in every_question():
        assert len(asked.question.why.split()) > 3, f"{role} {asked.field}"
        assert asked.question.why.endswith(".")


NEVER = {
    "why somebody seeks asylum": r"why (?:did|have|are) you|reason|persecut|flee|fled|return to|asylum (?:case|claim)",
    "the permit": r"permit|status|visa|passport|document|papers|case number|customer number",
    "orders by authorities": r"have you been ordered|must you|has an authority (?:ordered|decided)",
    "religion": r"religio|church|mosque|muslim|christian|faith|pray|halal|kosher",
    "ethnic background": r"ethnic|nationalit|country of|which country|are you from|origin|tribe|clan|race\b|citizen",
    "politics": r"politic|party member|union|vote",
    "orientation": r"orientation|gay|lesbian|lgbt|sexual|transgender",
    "an identity code": r"identity code|birth date|date of birth|when were you born|how old are you|personal id",
    "the street address": r"your address|street|postal|which building|door code|where exactly",
}
"""What an interview must never ask, by words that would ask it."""

SAID_IN_HINTS = re.compile(r"<i>.*?</i>", re.DOTALL)


def asking(asked: Asked) -> str:
    """All words with which something is asked: the question, its options and parts, without the hints."""
    question = asked.question
    texts: list[Text | None] = [question.ask, question.ask_helper, question.label]
    if isinstance(question, Choice | Choices):
        texts += [option.label for option in question.options]
    if isinstance(question, Panel):
        for part in parts_of(question.model).values():
            texts.append(part.label)
            texts += [option.label for option in part.options] if isinstance(part, Pick | Toggles) else []
    return SAID_IN_HINTS.sub("", " | ".join(text.message for text in texts if text is not None)).lower()


@pytest.mark.parametrize(("role", "asked"), QUESTIONS)
def test_nothing_on_the_list_of_what_is_never_asked_is_asked(role: Role, asked: Asked) -> None:
    words = asking(asked)
    assert not [what for what, pattern in NEVER.items() if re.search(pattern, words)], f"{role}: {words}"


@pytest.mark.parametrize(
    "words",
    [
        "Why did you leave your country?",
        "What is your residence permit?",
        "Has an authority ordered where you live?",
        "Which religion do you have?",
        "Which nationality do you have?",
        "What is your street address?",
        "What is your date of birth?",
    ],
)
def test_the_list_of_what_is_never_asked_finds_such_questions(words: str) -> None:
    assert any(re.search(pattern, words.lower()) for pattern in NEVER.values())


def test_a_free_text_says_what_not_to_write() -> None:
    free = [(role, asked) for role, asked in every_question() if asked.question.kind == "free words"]
    assert len(free) == 3
    for role, asked in free:
        talk = talk_at(role, asked, "en")
        talk.says("/resume")
        talk.sees("Please don’t write addresses, identity codes, reasons for seeking asylum")


def test_sensitive_questions_come_right_after_their_own_consent() -> None:
    fields = [asked.field for asked in INTERVIEWS["guest"].questions]
    for asked in INTERVIEWS["guest"].questions:
        if asked.question.sensitive and not isinstance(asked.question, Consent):
            purpose = asked.question.sensitive
            before = [INTERVIEWS["guest"].by_field[field].question for field in fields[: fields.index(asked.field)]]
            since = [one.sensitive for one in before[[one.label for one in before].index(consent_to(purpose).label) :]]
            assert set(since) == {purpose}
            assert not asked.question.when({})
            assert not asked.question.when({purpose: False})
            assert asked.question.when({purpose: True})


def consent_to(purpose: str) -> Consent:
    """The question for this consent."""
    return next(
        asked.question
        for _role, asked in every_question()
        if isinstance(asked.question, Consent) and asked.question.purpose == purpose
    )


def test_health_facts_and_words_on_safety_are_never_told_to_a_match() -> None:
    told = {asked.field for _role, asked in every_question() if asked.question.told}
    private = {"name", "contact", "wishes", "anything", "safe", "allergies", "now", "registered"}
    assert not told & private
    assert not {asked.field for _role, asked in every_question() if asked.question.told and asked.question.sensitive}


def test_every_purpose_has_its_sentence_and_version() -> None:
    assert set(SENTENCES) == set(get_args(Purpose))
    assert len({version(purpose) for purpose in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "asked"), QUESTIONS)
def test_the_words_on_every_button_can_be_typed_instead(role: Role, asked: Asked, language: str) -> None:
    question = asked.question
    plain = talk_at(role, asked, language).rehearsal.texts.plain
    if isinstance(question, YesNo):
        for label, value in ((question.yes, True), (question.no, False)):
            talk = talk_at(role, asked, language)
            talk.says(plain(label, language))
            assert talk.rehearsal.ended or talk.session.known()[asked.field] is value
    elif isinstance(question, Choice):
        for option in question.options:
            talk = talk_at(role, asked, language)
            talk.says(plain(option.label, language))
            assert talk.answers[asked.field] == option.code
    elif isinstance(question, Choices):
        for option in question.options:
            talk = talk_at(role, asked, language)
            talk.says(plain(option.label, language))
            assert talk.session.known()[asked.field] == [option.code]
    elif isinstance(question, Panel):
        for name, part in parts_of(question.model).items():
            for option in part.options if isinstance(part, Pick | Toggles) and part.when({"tenure": "rented"}) else ():
                talk = talk_at(role, asked, language)
                talk.says(plain(option.label, language))
                assert option.code in str(set_so_far(talk, asked.field).get(name)), plain(option.label, language)


def set_so_far(talk: Talk, field: str) -> dict[str, object]:
    """What is answered or drafted of a panel."""
    state = talk.answers.get(field, talk.session.draft)
    assert isinstance(state, dict), talk.transcript()
    return dict(state)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "asked"), QUESTIONS)
def test_the_example_that_is_given_is_understood(role: Role, asked: Asked, language: str) -> None:
    talk = talk_at(role, asked, language)
    example = asked.question.expected().values.get("example")
    if example is None:
        return
    words = talk.rehearsal.texts.plain(example, language)
    talk.says(words)
    assert asked.field in talk.session.known(), f"{words!r} is not read\n{talk.transcript()}"
