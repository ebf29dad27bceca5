"""The plan of the stay, walked by the same engine as the interviews: no opening, no consents, two sides who read it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pydantic import ValidationError

from bot.telegram.keyboards import MOST_BYTES, data
from bot.texts import LANGUAGES, units
from conversations.answers import PLAN, Asked
from conversations.interview import begin, screen
from conversations.plan import MOST_WORDS, read_plan
from conversations.plan_telling import changed_lines, in_chat, plan_lines
from conversations.questions.choice import Choice, Choices
from conversations.questions.panel import Panel
from conversations.reopening import reopen
from conversations.session import Session
from conversations.steps import ask, to_summary
from conversations.text import Verbatim, _
from tests.conversations.a_plan import PLANNED, TYPED
from tests.conversations.filled import at_question, standing
from tests.conversations.test_models import NEVER, asking
from tests.kit.talk import Talk

MUST_BE_SETTLED = [asked for asked in PLAN.questions if asked.question.part == "send"]


def at(field: str, language: str = "en") -> Talk:
    """A talk at one question of the plan, with all others answered."""
    return at_question(field, "plan", language)


def test_it_begins_with_its_first_question_and_asks_for_no_consent() -> None:
    talk = Talk("plan")
    assert talk.asks() == "spaces"
    assert "free of charge, and no work" in talk.transcript()
    assert not [asked for asked in PLAN.questions if asked.question.part == "opening"]


def test_a_plan_is_typed_from_the_first_word_to_both_sides() -> None:
    talk = Talk("plan")
    while field := talk.asks():
        talk.says(TYPED[field])
    talk.sees("is everything right?")
    talk.presses("Ask both sides to agree")
    talk.sees("goes to both sides")
    plan = read_plan(talk.answers)
    assert (plan.dates.since, plan.dates.until) == (dt.date(2027, 3, 1), dt.date(2027, 8, 31))
    assert (plan.notice_days, plan.trial_wished, plan.notice_from()) == (14, True, dt.date(2027, 8, 17))
    assert talk.rehearsal.sent == 1
    assert not talk.rehearsal.consents


def test_a_plan_is_made_by_buttons_alone() -> None:
    talk = Talk("plan")
    presses = (
        *("pick:sleeping:own_room", "pick:bathroom:shared", "pick:kitchen:own", "done", "done", "pick:knock", "done"),
        *("pick:smoking:no", "done", "pick:cleaning:talk", "done", "pick:none", "done", "pick:meals:together", "done"),
        *("pick:no_hours", "soon:month", "months:3", "pick:d30", "pick:talk", "!send"),
    )
    for press in presses:
        shown = talk.rehearsal.screen
        assert shown is not None
        talk.presses_old(next(button for _label, button in shown.buttons() if button.press == press), talk.session.turn)
    plan = read_plan(talk.answers)
    assert (plan.dates.since, plan.dates.until) == (dt.date(2027, 2, 1), dt.date(2027, 5, 1))
    assert (plan.animals, plan.housework.cleaning) == (frozenset(), "talk")
    assert talk.rehearsal.sent == 1


def test_back_pause_skip_and_stop_work_as_in_an_interview() -> None:
    talk = Talk("plan")
    talk.says(TYPED["spaces"])
    talk.says("/back")
    assert talk.asks() == "spaces"
    talk.sees("Your answer so far")
    talk.says("/pause")
    talk.says("/resume")
    assert talk.asks() == "spaces"
    talk.presses("Keep this answer")
    talk.says("/skip")
    talk.sees("good to settle before moving in")
    talk.says("/cancel")
    talk.presses("Yes, stop")
    talk.sees("nothing of it is kept")
    assert talk.rehearsal.ended == "cancelled"
    assert not talk.answers


def test_a_first_day_that_has_gone_by_is_asked_anew_before_it_is_sent() -> None:
    world = Talk("plan").rehearsal.world
    answers = {**PLANNED, "dates": {"since": "2027-01-01", "until": "2027-08-31"}}
    talk = standing("plan", to_summary(Session(role="plan", answers=answers), world))
    talk.presses("Ask both sides to agree")
    assert talk.asks() == "dates"
    talk.sees("has gone by")
    assert talk.rehearsal.sent == 0


def test_a_plan_that_was_sent_is_opened_again_and_a_change_is_told() -> None:
    world = Talk("plan").rehearsal.world
    closed = Session(role="plan", at="closed", sent=True, answers=dict(PLANNED))
    talk = standing("plan", reopen(closed, world))
    talk.sees("The plan as it is now")
    talk.presses("Change an answer")
    talk.presses("Visitors")
    talk.presses("No visitors")
    talk.presses("Ask both sides to agree")
    assert (talk.rehearsal.changed, talk.answers["visitors"]) == (1, "none")


def test_the_last_day_can_change_while_the_first_has_long_passed() -> None:
    talk = Talk("plan")
    answers = {**PLANNED, "dates": {"since": "2026-11-01", "until": "2027-02-01"}}
    session = Session(role="plan", sent=True, answers=answers, changing=True)
    talk = standing("plan", ask(session, PLAN.by_field["dates"], talk.rehearsal.world))
    talk.presses("Still 1 November 2026")
    talk.says("31.5.")
    assert talk.answers["dates"] == {"since": "2026-11-01", "until": "2027-05-31"}


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("3 months", "2027-06-01"),
        ("kaksi viikkoa", "2027-03-15"),
        ("tills vidare", None),
        ("31.5.", "2027-05-31"),
        ("Open for now", None),
        ("6 months", "2027-09-01"),
    ],
)
def test_the_last_day_counts_from_the_first(words: str, until: str | None) -> None:
    talk = at("dates")
    talk.says("1.3.")
    talk.says(words)
    assert talk.answers["dates"] == {"since": "2027-03-01", "until": until}


@pytest.mark.parametrize("words", ["long", "some months", "200 months", "no idea"])
def test_a_last_day_that_cannot_be_read_is_asked_again(words: str) -> None:
    talk = at("dates")
    talk.says("1.3.")
    talk.says(words)
    assert talk.asks() == "dates"
    assert "dates" not in talk.answers


def test_three_months_from_the_end_of_november_end_with_february() -> None:
    talk = at("dates")
    talk.says("30.11.2027")
    talk.presses("3 months")
    assert talk.answers["dates"] == {"since": "2027-11-30", "until": "2028-02-29"}


def test_a_stay_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError):
        read_plan({**PLANNED, "dates": {"since": "2027-03-01", "until": "2027-03-01"}})


def test_free_words_are_few_and_hold_no_identity_code() -> None:
    talk = at("anything")
    talk.says("x" * (MOST_WORDS + 1))
    assert talk.asks() == "anything"
    talk.sees(f"at most {MOST_WORDS} fit")
    talk.says("131052-308T")
    assert "anything" not in talk.answers


@pytest.mark.parametrize("asked", PLAN.questions, ids=lambda asked: asked.field)
def test_the_plan_asks_nothing_that_is_never_asked_and_no_sums(asked: Asked) -> None:
    words = asking(asked)
    assert not [what for what in NEVER.values() if re.search(what, words)]
    assert "€" not in words
    assert "euro" not in words
    assert " you " not in asked.question.ask.message or asked.question.part == "more", (
        "it fits all three who fill it in"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", PLAN.questions, ids=lambda asked: asked.field)
def test_every_screen_fits_the_messenger(asked: Asked, language: str) -> None:
    talk = at(asked.field, language)
    shown = screen(talk.session, talk.rehearsal.world)
    texts = talk.rehearsal.texts
    assert units(texts.plain(shown.text, language)) <= 4096
    for button in shown.buttons():
        assert 0 < len(texts.plain(button.label, language)) <= 40
        assert len(data("i", "p", "9999999", button.press).encode()) <= MOST_BYTES
    assert units(texts.plain(asked.question.expected(), language)) <= 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", MUST_BE_SETTLED, ids=lambda asked: asked.field)
def test_the_words_on_the_buttons_and_the_example_can_be_typed(asked: Asked, language: str) -> None:
    question = asked.question
    texts = Talk("plan").rehearsal.texts
    for option in question.options if isinstance(question, Choice | Choices) else ():
        talk = at(asked.field, language)
        talk.says(texts.plain(option.label, language))
        assert talk.answers[asked.field] == (option.code if isinstance(question, Choice) else [option.code])
    example = question.expected().values["example"]
    talk = at(asked.field, language)
    talk.says(texts.plain(example, language))
    assert asked.field in talk.answers, talk.transcript()
    assert not isinstance(question, Panel) or units(texts.plain(question.missing, language)) <= 200


def test_each_reads_the_plan_with_whose_words_they_are() -> None:
    texts = Talk("plan").rehearsal.texts
    answers = {**PLANNED, "anything": "Sauna <b>lauantaina</b>"}
    lines = plan_lines(answers, {"anything": Verbatim("Maija")})
    told = texts.render(in_chat(lines), "en")
    assert len(lines) == len(answers)
    assert "<b>Also agreed</b>, in the words of Maija: Sauna &lt;b&gt;lauantaina&lt;/b&gt;" in told
    assert "<b>Animals</b>: No animals" in told


def test_only_what_was_changed_is_told() -> None:
    texts = Talk("plan").rehearsal.texts
    before = {**PLANNED, "anything": "Sauna."}
    after = {**PLANNED, "visitors": "none"}
    told = texts.plain(in_chat(changed_lines(before, after, {"anything": _("the host")})), "en")
    assert told == "Visitors: No visitors\nAlso agreed: Nothing said"
    assert not changed_lines(before, before, {})


def test_the_plan_is_no_persons_interview() -> None:
    session = begin("plan", Talk("plan").rehearsal.world).session
    with pytest.raises(ValueError, match="no person"):
        _role = session.person_role
