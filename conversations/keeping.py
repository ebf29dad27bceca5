"""What is kept of an answer, and what is forgotten because its question is not asked any more."""

from __future__ import annotations

from pydantic import JsonValue

from conversations.answers import Asked
from conversations.consents import NEEDED, OPTIONAL, Consent, Consents
from conversations.events import Agree, Answer, Event, Forget
from conversations.questions.base import names
from conversations.session import Session
from conversations.world import World

Kept = tuple[Session, tuple[Event, ...]]
"""The session afterwards, and what the caller has to keep or forget."""


def keep(session: Session, asked: Asked, value: JsonValue, message: int | None) -> Kept:
    """Takes an answer or a consent, and forgets what it makes void."""
    kept, events = _kept(session, asked, value, message)
    kept, forgotten = _without_what_is_not_asked(kept)
    return kept, (*events, *forgotten)


def _kept(session: Session, asked: Asked, value: JsonValue, message: int | None) -> Kept:
    question = asked.question
    if isinstance(question, Consent):
        return _agreed(session, Agree(question.purpose, value is True))
    if isinstance(question, Consents):
        given = names(value)
        return _agreed(session, *(Agree(purpose, purpose in given) for purpose in OPTIONAL))
    answers = {**session.answers, asked.field: value}
    skipped = session.skipped - {asked.field}
    return (
        session.model_copy(update={"answers": answers, "skipped": skipped, "touched": True}),
        (Answer(asked.field, value, message),),
    )


def _agreed(session: Session, *agreed: Agree) -> Kept:
    consents = {**session.consents, **{one.purpose: one.given for one in agreed}}
    touched = session.touched or bool(agreed)
    return session.model_copy(update={"consents": consents, "touched": touched}), agreed


def erase(session: Session, field: str) -> Kept:
    """Takes an answer back, and forgets what that makes void."""
    answers = {name: value for name, value in session.answers.items() if name != field}
    skipped = session.skipped | {field}
    erased = session.model_copy(update={"answers": answers, "skipped": skipped, "touched": True})
    erased, forgotten = _without_what_is_not_asked(erased)
    return erased, (Forget(field), *forgotten)


def _without_what_is_not_asked(session: Session) -> Kept:
    """An answer whose question would not be asked any more is not kept, and a consent to it is withdrawn."""
    asked = {one.field for one in session.applicable("opening", "send", "more")}
    gone = [field for field in session.answers if field not in asked]
    answers = {field: value for field, value in session.answers.items() if field in asked}
    withdrawn = [
        Agree(one.question.purpose, given=False)
        for one in session.interview.questions
        if isinstance(one.question, Consent) and one.field not in asked and session.consents.get(one.question.purpose)
    ]
    kept, agreed = _agreed(session.model_copy(update={"answers": answers}), *withdrawn)
    return kept, (*(Forget(field) for field in gone), *agreed)


def sound(session: Session, world: World) -> Kept:
    """The session without what the interview of today does not know any more.

    An interview may have waited for weeks, and meanwhile a question, an option or a municipality may have gone.
    What cannot be read is asked anew.
    """
    by_field = session.interview.by_field
    answers = {field: value for field, value in session.answers.items() if _stands(by_field.get(field), value, world)}
    consents = {purpose: given for purpose, given in session.consents.items() if given or purpose != NEEDED}
    checked = session.model_copy(update={"answers": answers, "consents": consents})
    gone = tuple(Forget(field) for field in session.answers if field not in answers)
    known_field = not checked.field or checked.applies(checked.field)
    if known_field and (checked.field or checked.at != "question"):
        return checked, gone
    open_questions = checked.open_questions()
    field = open_questions[0].field if open_questions else ""
    at = ("question" if field else "summary") if checked.at == "question" else checked.at
    return checked.model_copy(update={"at": at, "field": field, "draft": None}), gone


def _stands(asked: Asked | None, value: JsonValue, world: World) -> bool:
    return asked is not None and asked.accepts(value) and asked.question.holds(value, world)
