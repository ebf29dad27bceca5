"""Answers to put into an interview, to start a story in the middle of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from pydantic import JsonValue

from bot.rehearsal import Rehearsal
from conversations.answers import Role, Subject, interview_of
from conversations.consents import OPTIONAL, Purpose
from conversations.reopening import reopen
from conversations.session import Session
from conversations.steps import Step, ask, to_summary
from tests.conversations.a_plan import PLANNED
from tests.kit.talk import A_DAY, Talk

ROLES: tuple[Role, ...] = get_args(Role)

HOST: Mapping[str, JsonValue] = {
    "adult": True,
    "name": "Maija",
    "contact": {"way": "chat", "phone": None},
    "languages": ["fi", "en"],
    "household": {"women": 1, "children_3_6": 1},
    "municipality": "853",
    "space": {"kind": "own_room", "sleeps": 2},
    "welcome": {"whom": ["woman", "family"], "children": 1},
    "since": "2027-02-01",
    "length": "months",
}

GUEST: Mapping[str, JsonValue] = {
    "adult": True,
    "for_whom": "self",
    "name": "Amal",
    "contact": {"way": "phone", "phone": "+358401234567"},
    "languages": ["ar", "en"],
    "party": {"women": 1, "animals": ["cat"]},
    "places": ["853", "region:01"],
    "since": "2027-02-01",
    "stay": {"length": "months", "shortest": "weeks"},
}

ANSWERS: Mapping[Subject, Mapping[str, JsonValue]] = {"host": HOST, "guest": GUEST, "plan": PLANNED}

AGREED: Mapping[Purpose, bool] = {"keep": True, **dict.fromkeys(OPTIONAL, False)}

WORDS: Mapping[str, str] = {
    "adult": "yes",
    "keep": "yes",
    "agreed": "none",
    "name": "Maija",
    "contact": "in this chat",
    "languages": "Finnish, English",
    "household": "one woman, children 3 and 7",
    "municipality": "Turku",
    "space": "own room, 2",
    "welcome": "woman, couple",
    "since": "in two weeks",
    "length": "some months",
    "for_whom": "for myself (and my family)",
    "party": "1 woman and 1 man",
    "places": "anywhere in Finland",
    "stay": "some months, two weeks at least",
    "home_type": "a flat",
    "second_space": "yes, for two people",
    "facilities": "own bathroom, shared kitchen",
    "step_free": "yes",
    "lockable": "yes",
    "animals": "dog",
    "animals_welcome": "no",
    "smoking": "only outside",
    "tenure": "rented, the landlord knows",
    "notice": "a month",
    "experience": "not yet",
    "wishes": "Quiet evenings.",
    "near": "work",
    "near_place": "Espoo",
    "now": "Kouvola",
    "registered": "rather not say",
    "own_room": "not needed",
    "women_only": "no",
    "health": "yes",
    "allergies": "cat",
    "safety": "yes",
    "safe": "A door that locks.",
    "anything": "Thank you.",
}
"""An answer that can be typed to each question, in English; `smoking` of a guest is asked in other words."""

GUEST_WORDS: Mapping[str, str] = {**WORDS, "smoking": "it doesn’t matter", "name": "Amal"}


def words_for(role: Role, field: str) -> str:
    """What can be typed as the answer to a question."""
    return (GUEST_WORDS if role == "guest" else WORDS)[field]


def filled(role: Subject, **changed: JsonValue) -> Session:
    """An interview of which all is answered that must be."""
    answers = {**ANSWERS[role], **changed}
    return Session(role=role, at="summary", turn=20, answers=answers, consents=dict(AGREED))


def standing(role: Subject, step: Step, language: str = "en", first_name: str = "") -> Talk:
    """A talk that stands where this step has led."""
    talk = Talk(role, language, today=A_DAY, first_name=first_name)
    talk.rehearsal.put_up(step)
    return talk


def at_question(field: str, role: Subject, language: str = "en", first_name: str = "", **changed: JsonValue) -> Talk:
    """A talk at one question, everything before *Send now* but this being answered."""
    session = filled(role, **changed)
    without = {name: value for name, value in session.answers.items() if name != field}
    asked = interview_of(role).by_field[field]
    session = session.model_copy(update={"answers": without})
    if asked.question.part == "opening":
        session = session.model_copy(update={"consents": {}})
    world = Rehearsal.opened(role, language, A_DAY, first_name).world
    return standing(role, ask(session, asked, world), language, first_name)


def at_summary(role: Role, language: str = "en", **changed: JsonValue) -> Talk:
    """A talk at the summary."""
    world = Rehearsal.opened(role, language, A_DAY).world
    return standing(role, to_summary(filled(role, **changed), world), language)


def sent_and_reopened(role: Role, language: str = "en", **changed: JsonValue) -> Talk:
    """A talk at the summary of an interview that was sent before, as /edit opens it."""
    world = Rehearsal.opened(role, language, A_DAY).world
    closed = filled(role, **changed).model_copy(update={"at": "closed", "sent": True})
    return standing(role, reopen(closed, world), language)
