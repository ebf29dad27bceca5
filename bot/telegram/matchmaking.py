"""Looks whom a case could suit when something of it is new, and tells the coordinators of what is worth a look."""

from __future__ import annotations

from pydantic import JsonValue, ValidationError

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import CaseFacts, facts_of
from bot.casework.stages import LAPSED, RECEIVED, SET_ASIDE, SUGGESTED, Move, Refusal
from bot.matching import Index, Need, Offer, Pairs, Verdict, judge, why_none
from bot.store import alerts, cases, interviews, matches, people
from bot.store.tables import CaseFile, Match
from bot.telegram import alerting, moves
from bot.telegram.alerting import AlertFacts
from bot.telegram.interview_sessions import load
from bot.telegram.turn import Turn
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.session import Session
from conversations.text import Text

OPEN_STATES = (RECEIVED,)
"""States of a case in which matches are looked for."""


async def look(turn: Turn, case: CaseFile) -> None:
    """Suggests the best new pairs of a case, and takes back suggestions that no longer hold."""
    mine = await _side(turn, case)
    await _take_back(turn, case, mine)
    if mine is None:
        return
    index = await _index(turn, case)
    for verdict in index.suggestions(mine, turn.house.today(turn.now)):
        await _suggest(turn, verdict)


async def possible(turn: Turn, case: CaseFile) -> list[Verdict]:
    """Every permitted pair of a case, for a coordinator's private chat."""
    mine = await _side(turn, case)
    if mine is None:
        return []
    return (await _index(turn, case)).all_permitted(mine, turn.house.today(turn.now))


async def why_nobody(turn: Turn, case: CaseFile) -> tuple[Text, ...]:
    """Why there is no home for a guest, and what would open one: for a coordinator's private chat."""
    mine = await _side(turn, case)
    if not isinstance(mine, Need):
        return ()
    return why_none(mine, await _index(turn, case), turn.house.today(turn.now)).lines()


async def judged(turn: Turn, match: Match) -> Verdict | None:
    """What all rules say of a match now; None where one of its sides is not open any more."""
    host, guest = await cases.get(turn.work, match.host_case_id), await cases.get(turn.work, match.guest_case_id)
    offer = None if host is None else await _side(turn, host)
    need = None if guest is None else await _side(turn, guest)
    if not isinstance(offer, Offer) or not isinstance(need, Need):
        return None
    return judge(offer, need, turn.house.today(turn.now), turn.house.municipalities, turn.house.matching)


async def _index(turn: Turn, case: CaseFile) -> Index:
    """All who are open for matches, as a case sees them: pairs that were set aside are not looked at again."""
    known = [await _side(turn, one) for role in ("host", "guest") for one in await _open(turn, role)]
    aside = [match for match in await matches.of_case(turn.work, case.id) if match.stage == SET_ASIDE]
    pairs = Pairs(refused=frozenset((match.host_case_id, match.guest_case_id) for match in aside))
    sides = [side for side in known if side is not None]
    return Index.of(sides, turn.house.atlas, turn.house.matching, pairs)


async def _open(turn: Turn, role: str) -> list[CaseFile]:
    return await cases.with_role(turn.work, role, states=OPEN_STATES)


async def _side(turn: Turn, case: CaseFile) -> Offer | Need | None:
    """The side that the rules see; None while the case is closed, unconfirmed or being changed."""
    if not case.confirmed or case.state not in OPEN_STATES:
        return None
    session = await _session(turn, case)
    if session.open_questions():
        return None
    try:
        return _read(case, session.interview.own_answers(session.known()))
    except ValidationError:
        # Kept under an older model: one record that cannot be read must not keep all others from being matched.
        turn.log.error("case_not_readable", role=case.role)
        return None


def _read(case: CaseFile, answers: dict[str, JsonValue]) -> Offer | Need:
    if case.role == "host":
        host = HostAnswers.model_validate(answers)
        return Offer.of(host, case_id=case.id, person_id=case.person_id, sent_at=case.sent_at)
    guest = GuestAnswers.model_validate(answers)
    return Need.of(guest, case_id=case.id, person_id=case.person_id, sent_at=case.sent_at, confirmed=case.confirmed)


async def _session(turn: Turn, case: CaseFile) -> Session:
    owner = await people.get(turn.work, case.person_id)
    return await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))


async def _suggest(turn: Turn, verdict: Verdict) -> None:
    match, new = await matches.put(
        turn.work,
        verdict.offer.case_id,
        verdict.need.case_id,
        stage=SUGGESTED,
        reasons=[(code, outcome) for code, outcome in verdict.coarse_reasons()],
        score=verdict.score.points,
    )
    if new or (match.stage == LAPSED and await _moved(turn, match, Move.SUGGEST)):
        await tell(turn, match)


async def tell(turn: Turn, match: Match) -> None:
    """The host's group gets the alert; the guest's group, where it is another one, is told."""
    found = [await cases.get(turn.work, one) for one in (match.host_case_id, match.guest_case_id)]
    host, guest = found
    if host is None or guest is None:
        return
    both = tuple([facts for case in (host, guest) if (facts := await facts_of_case(turn, case)) is not None])
    reasons = tuple((code, outcome) for code, outcome in match.reasons)
    told = AlertFacts(cases=both, reasons=reasons)
    groups = turn.house.groups
    await alerting.raise_alert(turn, Kind.MATCH, groups.by_slug(host.group_slug), told, match_id=match.id)
    if guest.group_slug != host.group_slug:
        await alerting.raise_alert(turn, Kind.MATCH_TOLD, groups.by_slug(guest.group_slug), told, match_id=match.id)


async def facts_of_case(turn: Turn, case: CaseFile) -> CaseFacts | None:
    """What a channel may know of a case; None while an answer that is needed is open."""
    session = await _session(turn, case)
    if session.open_questions():
        return None
    answers = session.interview.own_answers(session.known())
    return facts_of(session.person_role, case.number, answers, case.confirmed)


async def _take_back(turn: Turn, case: CaseFile, mine: Offer | Need | None) -> None:
    """Suggestions of the case that break a must now lapse, and their alerts say so."""
    for match in await matches.of_case(turn.work, case.id):
        verdict = None if mine is None else await judged(turn, match)
        if verdict is not None and verdict.permitted:
            continue
        if match.stage == SUGGESTED and await _moved(turn, match, Move.LAPSE):
            await alerting.withdraw(turn, await alerts.of_match(turn.work, match.id))


async def _moved(turn: Turn, match: Match, move: Move) -> bool:
    pair = await moves.pair_of(turn, match.id)
    return pair is not None and not isinstance(await moves.write(turn, pair, move, "bot"), Refusal)
