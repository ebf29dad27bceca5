"""/status: where things stand, for every role a person has, and what they can do now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from bot.casework.course import StageTimer
from bot.casework.stages import KNOWN, STAYING, Stage
from bot.casework.standing import CLOSED, Standing, Unfinished, standing_text
from bot.casework.together import PlanState, Together, is_asked
from bot.store import agreed_plans, cases, interviews, meetings, stays
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.telegram import pausing, running, safety, sending, talks, withdrawing
from bot.telegram.interview_sessions import load
from bot.telegram.interviews import ROLES
from bot.telegram.keyboards import Choice
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import asking_sides, ending_wish, plan_reading
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, _

_TRIES: Final[dict[Stage, StageTimer]] = {
    Stage.AGREED: "introduce",
    Stage.INTRODUCED: "meeting",
    Stage.PLAN_AGREED: "move_in",
}
"""The stages at which a coordinator takes the next step, and the timer that says by when."""


async def shown(turn: Turn, person: Person) -> None:
    """The answer to /status; then the question about a match that waits for an answer, or else the one of a talk."""
    text: list[Paragraph] = []
    sent = []
    for interview in await interviews.of_person(turn.work, person):
        if interview.role not in ROLES:
            continue
        case = await cases.of_interview(turn.work, interview.id)
        sent += [] if case is None else [case]
        if (standing := await _standing(turn, person, interview, case)) is not None:
            text += standing_text(standing)
    rows = await _rows(turn, sent)
    if not text:
        text = [_("I know nothing of you yet. /host offers a home, /guest looks for one.")]
    await say(turn, person, text, rows)
    if not await _asked_again(turn, person, sent):
        await talks.ask_again(turn, person)


async def _rows(turn: Turn, sent: list[CaseFile]) -> list[list[Choice]]:
    """What can be done now: for hosts and guests of whom the coordinators know."""
    rows = [[safety.BUTTON], [safety.TALK]] if sent else []
    for case in sent:
        known = await running.known_to(turn, case)
        rows += [[plan_reading.button(pair)] for pair in known if pair.standing.stage in KNOWN]
        staying = [pair for pair in known if pair.standing.stage in STAYING]
        rows += [[ending_wish.button(pair)] for pair in staying]
        if case.role == "host" and case.state not in CLOSED:
            rows.append([pausing.button(case)])
        rows.append([withdrawing.button(case)])
    return rows


async def _standing(turn: Turn, person: Person, interview: Interview, case: CaseFile | None) -> Standing | None:
    if case is not None:
        known = await running.known_to(turn, case)
        together = tuple([await _together(turn, running.side_of(case), pair) for pair in known])
        return replace(await sending.standing_of(turn, case), together=together)
    session = await load(turn, person, interview)
    if session.at == "closed":
        return None
    return Unfinished(session.person_role, len(session.open_questions()), interview.state is InterviewState.PAUSED)


async def _together(turn: Turn, side: Role, pair: Pair) -> Together:
    standing, match_id = pair.standing, pair.match.id
    meeting = await meetings.is_set(turn.work, match_id) if standing.stage is Stage.MEETING_SET else None
    stay = await stays.get(turn.work, match_id) if standing.stage in STAYING else None
    return Together(
        role=side,
        stage=standing.stage,
        own_yes=standing.host_yes if side == "host" else standing.guest_yes,
        by=_by(turn, side, pair),
        meeting_at=None if meeting is None else meeting.at,
        plan=await _plan(turn, side, match_id),
        since=None if stay is None else stay.began_on,
        until=None if stay is None else stay.until,
    )


def _by(turn: Turn, side: Role, pair: Pair) -> dt.date | None:
    """Until when an answer is hoped for, or a coordinator tries to take the next step; None once that day is past."""
    course = turn.house.course
    lasts: dt.timedelta | None = None
    if is_asked(side, pair.standing):
        lasts = course.stage_lasts("answer")
    elif pair.standing.stage in _TRIES:
        lasts = course.stage_lasts(_TRIES[pair.standing.stage])
    day = None if lasts is None else turn.house.today(pair.match.stage_at + lasts)
    return day if day is not None and day >= turn.house.today(turn.now) else None


async def _plan(turn: Turn, side: Role, match_id: str) -> PlanState:
    plan = await agreed_plans.of_match(turn.work, match_id)
    if plan is None:
        return ""
    return "settled" if plan.settled else "theirs" if plan.agreed(side) else "yours"


async def _asked_again(turn: Turn, person: Person, sent: list[CaseFile]) -> bool:
    for case in sent:
        for pair in await running.known_to(turn, case):
            if is_asked(running.side_of(case), pair.standing):
                return await asking_sides.show_again(turn, person, pair)
    return False
