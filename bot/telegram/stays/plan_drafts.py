"""A plan of a stay while somebody fills it in: of which match it is, and who may go on with it."""

from __future__ import annotations

from pydantic import ValidationError

from bot.casework.stages import KNOWN
from bot.store import interviews
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import gate
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.session import Session
from conversations.text import _

ROLE = "plan"
"""The role of the row that keeps a plan until it is sent."""
LETTERS = 8
"""So much of a row's id stands in the buttons: somebody may fill in several plans at once."""

CLOSED = (InterviewState.SENT, InterviewState.ENDED)

OVER = _("This plan is not needed any more, so what was filled in is not kept.")


def key(interview: Interview) -> str:
    """How the buttons of a plan name it."""
    return f"p{interview.id[:LETTERS]}"


async def named(turn: Turn, person: Person, name: str) -> list[Interview]:
    """The plan that a button names, if the person fills it in now."""
    found = await interviews.of_person(turn.work, person, role=ROLE)
    return [one for one in found if key(one) == name]


async def of(turn: Turn, person: Person, match_id: str) -> Interview | None:
    """What the person has begun to fill in for a match."""
    for one in await interviews.of_person(turn.work, person, role=ROLE):
        session = session_of(one)
        if session is not None and session.about == match_id:
            return one
    return None


def session_of(interview: Interview) -> Session | None:
    """Where it stands, without its answers; None where the row cannot be read any more."""
    try:
        return Session.model_validate(interview.session)
    except ValidationError:
        return None


async def may_fill(turn: Turn, person: Person, pair: Pair) -> bool:
    """Whether the person may fill in the plan of the two: one of them, or their coordinator. Raises AskTelegram."""
    if pair.standing.stage not in KNOWN:
        return False
    return pair.side_of(person.id) is not None or await gate.may_work_on(turn, person, pair) is not None


async def is_for_others(turn: Turn, person: Person, session: Session) -> bool:
    """Whether whoever fills it in is neither of the two."""
    pair = await pair_of(turn, session.about)
    return pair is not None and pair.side_of(person.id) is None


async def is_needed(turn: Turn, interview: Interview) -> bool:
    """Whether the match of a plan that is being filled in still runs."""
    session = session_of(interview)
    pair = None if session is None else await pair_of(turn, session.about)
    return pair is not None and pair.standing.stage in KNOWN


async def stands(turn: Turn, person: Person, interview: Interview) -> bool:
    """Whether the person may go on; where not, it goes, and the person hears it. Raises AskTelegram."""
    session = session_of(interview)
    pair = None if session is None else await pair_of(turn, session.about)
    if pair is not None and await may_fill(turn, person, pair):
        return True
    await interviews.remove(turn.work, person, interview.id)
    await say(turn, person, (OVER,))
    return False


async def rest(turn: Turn, person: Person, interview: Interview, session: Session) -> None:
    """Somebody else was first: what was to be sent waits at its summary, until its writer has read what was sent."""
    waits = session.model_copy(
        update={
            "at": "summary",
            "field": "",
            "draft": None,
            "sent": session.seen > 0,
            "paused": True,
            "touched": True,
            "first_turn": session.turn + 1,
        }
    )
    state = InterviewState.PAUSED
    await interviews.save(turn.work, person, interview, session=waits.model_dump(mode="json"), state=state)


async def finished(turn: Turn, person: Person, interview: Interview) -> None:
    """A plan that was sent or put aside is kept with the match, or not at all."""
    for one in await interviews.of_person(turn.work, person, role=ROLE, states=CLOSED):
        if one.id == interview.id:
            await interviews.remove(turn.work, person, one.id)
