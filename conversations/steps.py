"""What every step is made of: showing a screen, asking a question, going on to the next."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.answers import Asked
from conversations.events import Event, Show
from conversations.pages import present_screen
from conversations.screens import Screen
from conversations.session import At, Session
from conversations.text import Text
from conversations.world import World


@dataclass(frozen=True, slots=True)
class Step:
    """The interview after the step, and what the step brings about, in order."""

    session: Session
    events: tuple[Event, ...]

    def after(self, *events: Event) -> Step:
        """The same step, with these events before its own."""
        return Step(self.session, (*events, *self.events))


def show(session: Session, world: World, *, lead: Text | None = None) -> Step:
    """A new screen below, with a sentence before it where there is something to say."""
    turned = session.model_copy(update={"turn": session.turn + 1})
    shown = present_screen(turned, world)
    if lead is not None:
        shown = Screen((lead, *shown.text), shown.rows, shown.contact)
    return Step(turned, (Show(shown),))


def change_in_place(session: Session, world: World) -> Step:
    """The same message with other buttons."""
    return Step(session, (Show(present_screen(session, world), fresh=False),))


def move(session: Session, at: At, world: World, *, field: str = "", lead: Text | None = None) -> Step:
    """To another place of the interview; buttons of the places before do not count any more."""
    moved = session.model_copy(update={"at": at, "field": field, "draft": None, "first_turn": session.turn + 1})
    return show(moved, world, lead=lead)


def ask(session: Session, asked: Asked, world: World, *, lead: Text | None = None) -> Step:
    """One question."""
    return move(session, "question", world, field=asked.field, lead=lead)


def to_summary(session: Session, world: World) -> Step:
    """All answers, to be sent or changed."""
    return move(session.model_copy(update={"changing": False}), "summary", world)


def go_on(session: Session, world: World) -> Step:
    """The next question that is open, or the summary."""
    if open_questions := session.open_questions():
        return ask(session, open_questions[0], world)
    going_through = session.field and session.asked.question.part == "more" and not session.changing
    if going_through and (more := session.more_questions()):
        return ask(session, more[0], world)
    return to_summary(session, world)
