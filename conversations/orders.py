"""Commands in the middle of an interview, and the buttons that belong to it and not to a question."""

from __future__ import annotations

from conversations.consents import Consents
from conversations.events import Changed, End, Note, Send, Settle
from conversations.keeping import erase, keep
from conversations.pages import ASK_STOP, BACK, CHANGE, ENOUGH, ERASE, KEEP, MORE, SEND, SKIP, STOP, before
from conversations.screens import Order
from conversations.session import Session
from conversations.steps import Step, ask, change_in_place, go_on, move, show, to_summary
from conversations.text import _
from conversations.world import World


def ordered(session: Session, order: Order, world: World) -> Step:
    """What a command does where the interview stands now."""
    if session.at == "closed":
        return _reopened(session, order, world)
    session = session.model_copy(update={"paused": False})
    match order:
        case "pause":
            paused = session.model_copy(update={"paused": True})
            return Step(paused, (Note((_("Take your time. Your answers are safe, and /resume goes on from here."),)),))
        case "cancel":
            return _are_you_sure(session, world)
        case "back":
            return _back(session, world)
        case "skip":
            return _skip(session, world)
        case "summary" if not session.open_questions():
            return to_summary(session, world)
        case _:
            return resumed(session, world)


def _reopened(session: Session, order: Order, world: World) -> Step:
    """An interview that was sent can be changed: /edit shows the summary again."""
    if not session.sent or order != "summary":
        return Step(session, ())
    return to_summary(session.model_copy(update={"touched": False}), world)


def _are_you_sure(session: Session, world: World) -> Step:
    """Asked over the place where the interview stands; "no" comes back to it, with all that was put together there."""
    return show(session.model_copy(update={"at": "sure", "first_turn": session.turn + 1}), world)


def resumed(session: Session, world: World) -> Step:
    """The place where the interview stands, once more."""
    if session.at == "sure":
        at = "question" if session.field else "summary"
        session = session.model_copy(update={"at": at, "first_turn": session.turn + 1})
    return show(session, world)


def navigated(session: Session, press: str, world: World, *, typed: bool) -> Step:
    """A button of the interview, at the place where it is shown; elsewhere the place is only shown again."""
    verb, _colon, given = press.partition(":")
    match session.at, verb:
        case "question", verb if verb == KEEP and session.field in session.known():
            return _kept_as_it_is(session, world)
        case "question", verb if verb == ERASE and session.field in session.answers:
            return _erased(session, world)
        case "question", verb if verb == ENOUGH and session.asked.question.part == "more":
            return to_summary(session, world)
        case "question", verb if verb in {SKIP, BACK}:
            return _skip(session, world) if verb == SKIP else _back(session, world)
        case "summary", verb if verb == SEND:
            return _sent(session, world)
        case "summary", verb if verb == MORE:
            return tell_more(session, world)
        case (("summary" | "change"), verb) if verb == CHANGE:
            return _change(session, given, world, typed=typed)
        case "change", verb if verb == ENOUGH:
            return to_summary(session, world)
        case "summary", verb if verb == ASK_STOP:
            return _are_you_sure(session, world)
        case "sure", verb if verb == STOP:
            return _stopped(session)
        case _:
            return resumed(session, world)


def _kept_as_it_is(session: Session, world: World) -> Step:
    question = session.question
    told = _("✓ {label}: {answer}").of(label=question.label, answer=question.tell(session.known()[session.field]))
    return go_on(session, world).after(Settle(told))


def _erased(session: Session, world: World) -> Step:
    if session.asked.question.part != "more":
        return resumed(session, world)
    erased, events = erase(session, session.field)
    told = _("{label}: erased").of(label=session.asked.question.label)
    return go_on(erased, world).after(Settle(told), *events)


def _sent(session: Session, world: World) -> Step:
    """Sent or changed for good; a question that is open, or a day that has gone by meanwhile, is asked first."""
    if open_questions := session.open_questions():
        return ask(session, open_questions[0], world)
    for asked in () if session.sent else session.applicable("send"):
        if why := asked.question.outdated(session.answers[asked.field], world):
            return ask(session, asked, world, lead=why)
    if session.sent:
        return _closed_again(session)
    closed = session.model_copy(update={"at": "closed", "sent": True, "field": "", "draft": None})
    return Step(closed, (Settle(session.interview.words.sent), Send()))


def _closed_again(session: Session) -> Step:
    """A sent interview after it was looked at, and perhaps changed."""
    closed = session.model_copy(update={"at": "closed", "field": "", "draft": None})
    if session.touched:
        return Step(closed, (Settle(_("✓ Changed.")), Changed()))
    return Step(closed, (Settle(_("✓ Nothing more to change.")),))


def tell_more(session: Session, world: World) -> Step:
    """The first question of *Tell more* that is left; those skipped before, where no other is."""
    if not session.more_questions():
        session = session.model_copy(update={"skipped": frozenset()})
    more = session.more_questions()
    return ask(session.model_copy(update={"changing": False}), more[0], world) if more else to_summary(session, world)


def _change(session: Session, given: str, world: World, *, typed: bool) -> Step:
    if given.isdecimal() or not given:
        turned = session.model_copy(update={"page": min(int(given or "0"), 99)})
        if session.at == "change" and not typed:
            return change_in_place(turned, world)
        return move(turned, "change", world)
    asked = session.interview.by_field.get(given)
    if asked is None or asked.question.part == "opening" or not session.applies(given):
        return resumed(session, world)
    return ask(session.model_copy(update={"changing": True}), asked, world)


def _stopped(session: Session) -> Step:
    words = session.interview.words
    if session.sent and not words.stopped_changing:
        return _closed_again(session)
    nothing: dict[str, object] = {"field": "", "draft": None, "answers": {}, "consents": {}}
    gone = session.model_copy(update={"at": "closed", **nothing})
    said = words.stopped_changing if session.sent else words.stopped
    return Step(gone, (Settle(_("✓ Stopped.")), End("cancelled", said)))


def _skip(session: Session, world: World) -> Step:
    """Passes a question that may stay open; where it is answered already, the answer stays."""
    if session.at != "question":
        return show(session, world, lead=_("There is nothing to skip here."))
    if session.field in session.known():
        return _kept_as_it_is(session, world)
    if isinstance(session.asked.question, Consents):
        return _agreed_to_none(session, world)
    if session.asked.question.part != "more":
        return show(session, world, lead=session.interview.words.needed)
    told = Settle(_("{label}: skipped").of(label=session.asked.question.label))
    skipped = session.model_copy(update={"skipped": session.skipped | {session.field}})
    return go_on(skipped, world).after(told)


def _agreed_to_none(session: Session, world: World) -> Step:
    """Not answering about optional consents is agreeing to none of them."""
    question = session.asked.question
    kept, events = keep(session, session.asked, [], None)
    told = _("✓ {label}: {answer}").of(label=question.label, answer=question.tell([]))
    return go_on(kept, world).after(Settle(told), *events)


def _back(session: Session, world: World) -> Step:
    """The question before this one; its answer stands until a new one is given."""
    if session.at == "sure":
        return resumed(session, world)
    if session.at == "change" or session.changing:
        return to_summary(session, world)
    earlier = before(session)
    if earlier is None:
        return show(session, world, lead=_("This is the first question."))
    return ask(session, session.interview.by_field[earlier], world)
