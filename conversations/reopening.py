"""Interviews opened again: by whoever sent them, or by the person for whom somebody else filled one in."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from conversations.events import Note
from conversations.keeping import sound
from conversations.opening import WELCOME
from conversations.orders import tell_more
from conversations.session import Session
from conversations.steps import Step, go_on, to_summary
from conversations.text import _
from conversations.world import World

HANDED_OVER = _(
    "Somebody who helps you has filled in answers for you. First come a few questions to you alone; "
    "then you see the answers, change what you like, and send them."
)


def reopen(session: Session, world: World, *, more: bool = False) -> Step:
    """A sent interview at its summary, or (`more`) at the first question of *Tell more* that is left."""
    anew: dict[str, object] = {"field": "", "draft": None, "paused": False, "touched": False}
    opened = session.model_copy(update={"at": "summary", **anew})
    checked, gone = sound(opened, world)
    came = tell_more(checked, world) if more and not checked.open_questions() else to_summary(checked, world)
    return came.after(*gone)


def hand_over(session: Session, answers: Mapping[str, JsonValue], world: World, *, turn: int = 0) -> Step:
    """What somebody else filled in comes to the person it is about: the opening, what is missing, the summary.

    `session` is the helper's; the answers that go over are kept by the caller. Screens are counted from `turn`.
    """
    own = Session(
        role=session.role, turn=turn, first_turn=turn, skipped=session.skipped, confirmed=True, answers=dict(answers)
    )
    checked, gone = sound(own, world)
    return go_on(checked, world).after(Note(WELCOME), Note((HANDED_OVER,)), *gone)
