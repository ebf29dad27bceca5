"""/status: where things stand, for every role a person has."""

from __future__ import annotations

from bot.casework.standing import Standing, Unfinished, standing_text
from bot.store import cases, interviews
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import sending
from bot.telegram.interview_sessions import load
from bot.telegram.interviews import ROLES
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph, _


async def shown(turn: Turn, person: Person) -> None:
    """The answer to /status."""
    text: list[Paragraph] = []
    for interview in await interviews.of_person(turn.work, person):
        if interview.role in ROLES and (standing := await _standing(turn, person, interview)) is not None:
            text += standing_text(standing)
    if not text:
        text = [_("I know nothing of you yet. /host offers a home, /guest looks for one.")]
    await say(turn, person, text)


async def _standing(turn: Turn, person: Person, interview: Interview) -> Standing | None:
    case = await cases.of_interview(turn.work, interview.id)
    if case is not None:
        return await sending.standing_of(turn, case)
    session = await load(turn, person, interview)
    if session.at == "closed":
        return None
    return Unfinished(session.person_role, len(session.open_questions()), interview.state is InterviewState.PAUSED)
