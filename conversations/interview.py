"""One step of an interview: what somebody said, and what comes of it. Pure: same input, same result."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from conversations.answers import Asked, Subject
from conversations.consents import Consent
from conversations.events import End, Note, Settle, Toast
from conversations.household import AN_ADULT_NEEDED
from conversations.keeping import keep, sound
from conversations.opening import NOT_KEPT_GUEST, NOT_KEPT_HOST, UNDER_AGE_GUEST, UNDER_AGE_HOST
from conversations.orders import navigated, ordered, resumed
from conversations.pages import present_screen, pressed_by_words
from conversations.questions.base import Answered, Drafted, OnlyMinors, Unclear
from conversations.questions.reach import Reach
from conversations.screens import Corrected, Ordered, Other, OtherKind, Pressed, Said, Screen, SharedPhone, Typed
from conversations.session import Session
from conversations.steps import Step, change_in_place, go_on, show
from conversations.text import Text, _
from conversations.world import World

__all__ = ["OTHER_KINDS", "Step", "begin", "screen", "step"]

OTHER_KINDS: dict[OtherKind, Text] = {
    "picture": _("Thank you, but pictures don’t help here, and I don’t keep them. Please answer in writing."),
    "voice": _("I can’t listen to voice messages. Please answer in writing or with a button."),
    "sticker": _("Nice sticker! I need the answer in writing or with a button."),
    "poll": _("I can’t read polls. Please answer in writing or with a button."),
    "place": _("Please don’t send your location: the municipality is enough, in writing."),
    "file": _("I can’t read files, and I don’t keep them. Please answer in writing."),
    "forwarded": _("That is a forwarded message. Please answer in your own words."),
    "contact": _("I don’t need a contact here. Please answer in writing or with a button."),
    "unknown": _("I can’t read that kind of message. Please answer in writing or with a button."),
}


# Toast: the second tap on the same button
GOT_IT = _("Got it already.")


def begin(role: Subject, world: World, *, turn: int = 0) -> Step:
    """Opens an interview: what it is about, for a person the notice, and the first question.

    Its screens are counted from `turn`, so that no button of an earlier interview answers this one.
    """
    session = Session(role=role, turn=turn, first_turn=turn)
    return go_on(session, world).after(Note(session.interview.words.welcome))


def step(session: Session, said: Said, world: World) -> Step:
    """What comes of one press, message or command."""
    checked, gone = sound(session, world)
    came = _heard(checked, said, world).after(*gone)
    if isinstance(said, Pressed) and came.session.first_turn > checked.first_turn:
        return Step(came.session.model_copy(update={"settled_turn": said.turn}), came.events)
    return came


def screen(session: Session, world: World) -> Screen:
    """The present screen, without changing anything."""
    return present_screen(sound(session, world)[0], world)


def _heard(session: Session, said: Said, world: World) -> Step:
    if isinstance(said, Ordered):
        return ordered(session, said.order, world)
    if isinstance(said, Corrected):
        return _corrected(session, said, world)
    if session.at == "closed":
        return Step(session, ())
    session = session.model_copy(update={"paused": False})
    if isinstance(said, Other):
        return show(session, world, lead=OTHER_KINDS[said.kind])
    if isinstance(said, SharedPhone) and not (session.at == "question" and isinstance(session.question, Reach)):
        return show(session, world, lead=OTHER_KINDS["contact"])
    if isinstance(said, Typed) and (press := pressed_by_words(session, said.words, world)) is not None:
        return navigated(session, press, world, typed=True)
    if isinstance(said, Pressed) and not session.first_turn <= said.turn <= session.turn:
        return _old_button(session, said, world)
    if isinstance(said, Pressed) and said.press.startswith("!"):
        return navigated(session, said.press, world, typed=False)
    if session.at == "question":
        return _to_question(session, said, world)
    return show(session, world, lead=_("Please choose one of the buttons, or write what stands on it."))


def _old_button(session: Session, said: Pressed, world: World) -> Step:
    """A double tap is not worth a new message; any other old button shows where we are."""
    if said.turn == session.settled_turn:
        return Step(session, (Toast(GOT_IT),))
    # Toast: a button of an earlier question
    return resumed(session, world).after(Toast(_("That question is done. Here is where we are.")))


def _to_question(session: Session, said: Said, world: World) -> Step:
    asked = session.asked
    match session.question.read(said, session.draft, session.known().get(asked.field), world):
        case Answered(value) if asked.question.part == "opening" and value is False:
            why: Literal["no consent", "under age"] = (
                "no consent" if isinstance(asked.question, Consent) else "under age"
            )
            return _ended(session, asked, value, why)
        case OnlyMinors(value=value) if not session.sent:
            return _ended(session, asked, value, "under age")
        case OnlyMinors():
            return show(session.model_copy(update={"draft": None}), world, lead=AN_ADULT_NEEDED)
        case Answered(value) if asked.accepts(value):
            return _answered(session, asked, value, said, world)
        case Drafted(draft=draft, say=say, fresh=fresh):
            return _drafted(session, draft, say, world, fresh=fresh, pressed=isinstance(said, Pressed))
        case Unclear(say=say) if isinstance(said, Pressed):
            return Step(session, (Toast(say, alert=True),))
        case Unclear(say=say):
            return show(session, world, lead=say)
        case _:
            return show(session, world, lead=session.question.expected())


def _drafted(session: Session, draft: JsonValue, say: Text | None, world: World, *, fresh: bool, pressed: bool) -> Step:
    drafted = session.model_copy(update={"draft": draft})
    if not pressed or (fresh and draft != session.draft):
        return show(drafted, world, lead=say)
    toast = () if say is None else (Toast(say),)
    if present_screen(drafted, world) != present_screen(session, world):
        return change_in_place(drafted, world).after(*toast)
    return Step(drafted, toast or ((Toast(GOT_IT),) if fresh else ()))


def _answered(session: Session, asked: Asked, value: JsonValue, said: Said, world: World) -> Step:
    told = _("✓ {label}: {answer}").of(label=asked.question.label, answer=asked.question.tell(value))
    kept, events = keep(session, asked, value, said.message if isinstance(said, Typed) else None)
    remark = asked.question.remark(value)
    noted = () if remark is None else (Note((remark,)),)
    return go_on(kept, world).after(Settle(told), *events, *noted)


def _ended(session: Session, asked: Asked, value: JsonValue, why: Literal["no consent", "under age"]) -> Step:
    told = _("✓ {label}: {answer}").of(label=asked.question.label, answer=asked.question.tell(value))
    closed = session.model_copy(update={"at": "closed", "field": "", "draft": None, "answers": {}, "consents": {}})
    words = {
        ("no consent", "host"): NOT_KEPT_HOST,
        ("no consent", "guest"): NOT_KEPT_GUEST,
        ("under age", "host"): UNDER_AGE_HOST,
        ("under age", "guest"): UNDER_AGE_GUEST,
    }
    return Step(closed, (Settle(told), End(why, words[why, session.role])))


def _corrected(session: Session, said: Corrected, world: World) -> Step:
    """An edited message changes the answer that it gave, if it can be read; where we are stays the same."""
    if session.at == "closed":
        return Step(session, (Note((session.interview.words.sent_before,)),) if session.sent else ())
    asked = session.interview.by_field.get(said.field)
    if asked is None or not session.applies(said.field):
        return Step(session, (Note((_("That question is not asked any more, so the change is not needed."),)),))
    question = asked.question if session.alone else asked.question.of_helper()
    match question.reworded(said.words, world):
        case Answered(value) if question.part == "opening" and value is False:
            return _ended(session, asked, value, "no consent" if isinstance(question, Consent) else "under age")
        case Answered(value) if asked.accepts(value):
            return _changed(session, asked, value, said, world)
        case Unclear(say=say):
            kept = _("I kept your earlier answer, since I could not read the changed message.")
            return Step(session, (Note((kept, say)),))
        case _:
            kept = _("I kept your earlier answer, since I could not read the changed message.")
            return Step(session, (Note((kept, question.expected())),))


def _changed(session: Session, asked: Asked, value: JsonValue, said: Corrected, world: World) -> Step:
    told = _("✓ Changed. {label}: {answer}").of(label=asked.question.label, answer=asked.question.tell(value))
    kept, events = keep(session, asked, value, said.message)
    if kept.field and not kept.applies(kept.field):
        return go_on(kept, world).after(*events, Note((told,)))
    shown = change_in_place(kept, world).events if kept.at == "summary" else ()
    return Step(kept, (*shown, *events, Note((told,))))
