"""Looks whom a case could suit when something of it is new, and tells the coordinators of what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import CaseFacts, facts_of
from bot.casework.stages import LAPSED, SUGGESTED, Move, Refusal
from bot.matching import Index, Offer, Verdict, count_safety, why_none
from bot.matching.sides import Need
from bot.store import alerts, cases, interviews, matches, open_cases, people, safety_tallies
from bot.store.safety_tallies import Tally
from bot.store.tables import AlertState, CaseFile, Match
from bot.telegram import alerting, moves
from bot.telegram.alerting import AlertFacts
from bot.telegram.desk import recognising
from bot.telegram.interview_sessions import load
from bot.telegram.matching_index import OPEN_STATES, Side
from bot.telegram.turn import Turn
from conversations.session import Session
from conversations.text import Text

__all__ = ["OPEN_STATES", "facts_of_case", "judged", "look", "look_at", "possible", "suggest", "tell", "why_nobody"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What comes of a look at one case, before anything is written."""

    worth_telling: Sequence[Verdict]
    lapsing: Sequence[Match]
    """Suggestions that no longer hold."""
    housed: frozenset[str]
    """Guests for whom there is some home, as far as this case tells; the case itself where none is looked for."""
    tally: Tally


async def look(turn: Turn, case: CaseFile) -> None:
    """Suggests the best new pairs of a case, and takes back suggestions that no longer hold."""
    await recognising.kept_out(turn, case)
    await look_at(turn, [case.id])


async def look_at(turn: Turn, case_ids: Sequence[str]) -> None:
    """The same for several cases: only the pairs that they touch are looked at."""
    known = {case_id: await matches.of_case(turn.work, case_id) for case_id in case_ids}
    told_of = await open_cases.told_of(turn.work, Kind.NO_MATCH)
    index = await turn.house.kept.current(turn)
    found = [_looked(turn, index, case_id, known[case_id]) for case_id in case_ids]
    for one in found:
        for match in one.lapsing:
            if await _moved(turn, match, Move.LAPSE):
                await alerting.withdraw(turn, await alerts.of_match(turn.work, match.id))
        for verdict in one.worth_telling:
            await suggest(turn, verdict)
        for case_id in sorted(one.housed & told_of):
            nobody = [alert for alert in await alerts.of_case(turn.work, case_id) if alert.kind == Kind.NO_MATCH]
            await alerting.withdraw(turn, nobody, even_over=True)
    if any(one.tally.looked_at for one in found):
        looked_at = sum(one.tally.looked_at for one in found)
        forbidden = sum(one.tally.forbidden for one in found)
        await safety_tallies.add(turn.work, turn.house.today(turn.now), Tally(looked_at, forbidden))


def _looked(turn: Turn, index: Index, case_id: str, known: Sequence[Match]) -> Looked:
    today, least = turn.house.today(turn.now), turn.house.matching.figures.alert_points
    lapsing = [match for match in known if match.stage == SUGGESTED and not _holds(turn, match)]
    side = turn.house.kept.side(case_id)
    if side is None or not side.open_for_matches:
        return Looked((), lapsing, frozenset({case_id}), Tally())
    best = [verdict for verdict in index.suggestions(side, today) if verdict.score.points >= least]
    housed = frozenset(one.guest_case for one in index.candidates(side, today))
    counted = count_safety(index, today, side)
    fell = sum(spoken.fell for spoken in counted.rows.values())
    return Looked(best, lapsing, housed, Tally(counted.checked, fell))


def _holds(turn: Turn, match: Match) -> bool:
    verdict = turn.house.kept.judged(match, turn.house.today(turn.now))
    return verdict is not None and verdict.permitted


async def possible(turn: Turn, case: CaseFile) -> list[Verdict]:
    """Every permitted pair of a case, for a coordinator's private chat."""
    index = await turn.house.kept.current(turn)
    side = turn.house.kept.side(case.id)
    return [] if side is None else index.all_permitted(side, turn.house.today(turn.now))


async def page_of(turn: Turn, case: CaseFile, page: int, size: int) -> tuple[int, list[Verdict]]:
    """How many permitted pairs a case has, and some of them with their words, in the same order."""
    index = await turn.house.kept.current(turn)
    side, today = turn.house.kept.side(case.id), turn.house.today(turn.now)
    if side is None:
        return 0, []
    found = index.candidates(side, today)
    shown = found[page * size : (page + 1) * size]
    return len(found), [index.judge(index.offer(one.host_case), index.need(one.guest_case), today) for one in shown]


async def why_nobody(turn: Turn, case: CaseFile) -> tuple[Text, ...]:
    """Why there is no home for a guest, and what would open one: for a coordinator's private chat."""
    index = await turn.house.kept.current(turn)
    side = turn.house.kept.side(case.id)
    return why_none(side, index, turn.house.today(turn.now)).lines() if isinstance(side, Need) else ()


async def judged(turn: Turn, match: Match) -> Verdict | None:
    """What all rules say of a match now; None where one of its sides is not open any more."""
    await turn.house.kept.current(turn)
    return turn.house.kept.judged(match, turn.house.today(turn.now))


async def both(turn: Turn, host_case: str, guest_case: str) -> Verdict | None:
    """What all rules say of any two cases now; None where one of them cannot be matched at all just now."""
    index = await turn.house.kept.current(turn)
    offer: Side | None = turn.house.kept.side(host_case)
    need: Side | None = turn.house.kept.side(guest_case)
    if not isinstance(offer, Offer) or not isinstance(need, Need):
        return None
    return index.judge(offer, need, turn.house.today(turn.now))


async def suggest(turn: Turn, verdict: Verdict) -> Match:
    """The pair stands as a suggestion, and the coordinators are told unless they were; a match that is past that
    stays as it is.
    """
    match, new = await put(turn, verdict)
    if match.stage == LAPSED and await _moved(turn, match, Move.SUGGEST):
        match = await matches.get(turn.work, match.id) or match
    if new or (match.stage == SUGGESTED and not await _was_told(turn, match)):
        await tell(turn, match)
    return match


async def put(turn: Turn, verdict: Verdict, *, stage: str = SUGGESTED) -> tuple[Match, bool]:
    """The match of a pair, made if it is new (then True), with what may be kept of the verdict."""
    return await matches.put(
        turn.work,
        verdict.offer.case_id,
        verdict.need.case_id,
        stage=stage,
        reasons=[(code, outcome) for code, outcome in verdict.coarse_reasons()],
        score=verdict.score.points,
    )


async def _was_told(turn: Turn, match: Match) -> bool:
    found = await alerts.of_match(turn.work, match.id)
    return any(alert.kind == Kind.MATCH and alert.state is not AlertState.WITHDRAWN for alert in found)


async def tell(turn: Turn, match: Match) -> None:
    """The host's group gets the alert; the guest's group, where it is another one, is told."""
    found = [await cases.get(turn.work, one) for one in (match.host_case_id, match.guest_case_id)]
    host, guest = found
    if host is None or guest is None:
        return
    told = AlertFacts(
        cases=tuple([facts for case in (host, guest) if (facts := await facts_of_case(turn, case)) is not None]),
        reasons=tuple((code, outcome) for code, outcome in match.reasons),
    )
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


async def _session(turn: Turn, case: CaseFile) -> Session:
    owner = await people.get(turn.work, case.person_id)
    return await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))


async def _moved(turn: Turn, match: Match, move: Move) -> bool:
    pair = await moves.pair_of(turn, match.id)
    return pair is not None and not isinstance(await moves.write(turn, pair, move, "bot"), Refusal)
