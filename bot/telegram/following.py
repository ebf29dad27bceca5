"""What follows from a change of a sent interview: its group, its alerts and its matches come after it."""

from __future__ import annotations

from collections.abc import Collection

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import CaseFacts, case_line, facts_of
from bot.casework.ownership import owner_of, public_place
from bot.casework.stages import RECEIVED, SUGGESTED
from bot.casework.standing import CLOSED
from bot.casework.way_in import ENDED
from bot.network.groups import LocalGroup
from bot.store import alerts, cases, matches
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, breaking, matchmaking
from bot.telegram.alerting import OVER, AlertFacts
from bot.telegram.desk import recognising
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.session import Session
from conversations.text import Text, Verbatim, _

PLACES = frozenset({"municipality", "places", "now"})
"""Answers that decide which group a case belongs to."""


async def answers_changed(
    turn: Turn, person: Person, interview: Interview, session: Session, fields: Collection[str]
) -> None:
    """These answers of a sent interview are new. What a helper changes must be confirmed once more."""
    case = await cases.of_interview(turn.work, interview.id)
    if case is None or session.open_questions():
        return
    await cases.change(turn.work, case.id, held_on=turn.house.today(turn.now), hold_asked_at=None)
    if case.confirmed and not session.alone:
        await cases.change(turn.work, case.id, confirmed=False)
    await recognising.look(turn, case, session, fields)
    if PLACES & set(fields):
        await _follow_place(turn, person, case, session)
    await _tell_and_look(turn, case, session)


async def confirm(turn: Turn, case: CaseFile, session: Session) -> None:
    """What somebody else filled in is confirmed: from now on matches are looked for."""
    await cases.change(turn.work, case.id, confirmed=True)
    await recognising.look(turn, await cases.get(turn.work, case.id) or case, session)
    await _follow_place(turn, None, case, session)
    await _tell_and_look(turn, case, session)


async def move_to_group(turn: Turn, case: CaseFile, group: LocalGroup, session: Session) -> None:
    """Another local group looks after the case from now on: it is told, the one before sees that it is over there."""
    found = await alerts.of_case(turn.work, case.id)
    await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.INTERVIEW], even_over=True)
    closed = case.state in CLOSED or case.way in ENDED
    anew: dict[str, object] = {} if closed else {"state": RECEIVED, "set_aside_why": None}
    await cases.change(turn.work, case.id, group_slug=group.slug, **anew)
    fresh = await cases.get(turn.work, case.id)
    if fresh is None:
        return
    if not closed:
        await raise_anew(turn, fresh, session)
    for match in await matches.of_case(turn.work, case.id):
        if match.stage == SUGGESTED:
            await alerting.withdraw(turn, await alerts.of_match(turn.work, match.id), even_over=True)
            await matchmaking.tell(turn, match)


async def _follow_place(turn: Turn, person: Person | None, case: CaseFile, session: Session) -> None:
    answers = session.interview.own_answers(session.known())
    group = owner_of(session.person_role, answers, turn.house.groups)
    await cases.change(turn.work, case.id, municipality=public_place(session.person_role, answers))
    if group.slug != case.group_slug:
        await move_to_group(turn, case, group, session)
        if person is not None:
            told: Text = _("Your case is now with this group: {group}").of(group=Verbatim(group.name))
            await say(turn, person, (told,))


async def _tell_and_look(turn: Turn, case: CaseFile, session: Session) -> None:
    """The case's open alert tells what is so now; where none is open, a new one does."""
    fresh = await cases.get(turn.work, case.id)
    if fresh is None:
        return
    facts = coarse(fresh, session)
    found = [alert for alert in await alerts.of_case(turn.work, case.id) if alert.kind == Kind.INTERVIEW]
    if facts is not None and any(alert.state not in OVER for alert in found):
        await alerting.retell(turn, fresh, facts)
    elif fresh.confirmed and not case.confirmed:
        await raise_anew(turn, fresh, session)
    await matchmaking.look(turn, fresh)
    await breaking.looked_after(turn, fresh)


async def raise_anew(turn: Turn, case: CaseFile, session: Session) -> None:
    """The group is told of the case as of a new one."""
    facts = coarse(case, session)
    known = AlertFacts(cases=() if facts is None else (facts,))
    group = turn.house.groups.by_slug(case.group_slug)
    await alerting.raise_alert(turn, Kind.INTERVIEW, group, known, case_id=case.id)


def one_line(case: CaseFile, session: Session) -> Text:
    """The case in one line; while an answer that is needed is open, only that."""
    facts = coarse(case, session)
    if facts is None:
        return _("<b>{number}</b>: being changed just now").of(number=Verbatim(case.number))
    return case_line(facts)


def coarse(case: CaseFile, session: Session) -> CaseFacts | None:
    """What a channel may know of the case; None while an answer that is needed is open."""
    if session.open_questions():
        return None
    return facts_of(session.person_role, case.number, session.interview.own_answers(session.known()), case.confirmed)
