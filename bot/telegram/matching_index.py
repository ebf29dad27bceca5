"""Everyone who is to be matched, kept in memory and brought up to date at each look by what has changed since.

The database decides: each case has a stamp that is another one as soon as something is written about it. So it makes
no difference whether a turn was undone, or whether another process wrote. Only what has changed is read and opened.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue, ValidationError

from bot.casework.endings import LOOKING
from bot.casework.stages import RECEIVED, RUNNING, Stage
from bot.matching import Index, Need, Offer, Pair, Pairs, Verdict
from bot.matching.outcomes import Ground
from bot.matching.second_space import left_beside, not_beside
from bot.matching.suggest import judge_on
from bot.store import interviews, open_cases, pair_decisions, people
from bot.store.open_cases import OpenCase, Running
from bot.store.tables import Match
from bot.telegram.interview_sessions import load
from bot.telegram.turn import Turn
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers

OPEN_STATES = (RECEIVED,)
"""States of a case in which matches are looked for."""
NOT_AGAIN = frozenset({Stage.SET_ASIDE, Stage.HOST_NO, Stage.GUEST_NO, Stage.BROKEN_OFF, Stage.WITHDRAWN})
"""A pair whose match ended like this is not suggested again. Who did not answer may be asked another time."""

Side = Offer | Need


@dataclass(frozen=True, slots=True)
class Read:
    """A case as it was read: its side (None: cannot be matched), and whether it still is that may be known."""

    stamp: tuple[object, ...] | None
    """None: read in the middle of a turn, and to be read again by the next look."""
    number: int
    """Another one for each reading."""
    side: Side | None


@dataclass(frozen=True, slots=True)
class View:
    """What one transaction sees."""

    today: dt.date
    cases: Sequence[OpenCase]
    running: Sequence[Running]
    not_again: frozenset[Pair]
    agreed: frozenset[Pair]


class KeptIndex:
    """One for the process. `current` waits for the database; what it gives is to be used before the next await,
    since another turn may go on meanwhile and see the world otherwise.
    """

    def __init__(self) -> None:
        self._index: Index | None = None
        self._read: dict[str, Read] = {}
        self._placed: dict[str, tuple[object, ...]] = {}
        self._readings = 0
        self._together: tuple[tuple[object, ...], frozenset[Pair]] | None = None

    async def current(self, turn: Turn) -> Index:
        """The index as this turn's transaction sees the world."""
        if self._index is None or self._index.tables is not turn.house.matching:
            self._begin(turn)
        view = await _look(turn)
        mine: dict[str, Side | None] = {}
        while to_read := [case for case in view.cases if case.id not in mine and not self._knows(case)]:
            for case in to_read:
                mine[case.id] = await _read(turn, case)
        return self._bring(turn, view, mine)

    def judged(self, match: Match, today: dt.date) -> Verdict | None:
        """What all rules say of a match, by the index as it is now; None where a side cannot be matched any more.

        The sides of a match that somebody works on are open to each other, and what was decided on this pair before
        is not held against it.
        """
        index = self.index
        pair, works = (match.host_case_id, match.guest_case_id), match.stage in RUNNING
        offer, need = (self.as_read(case_id) if works else self._as_placed(case_id) for case_id in pair)
        if not isinstance(offer, Offer) or not isinstance(need, Need):
            return None
        if works:
            offer = offer.model_copy(update={"held_on": None})
        refused = index.decided.pairs.refused
        kept = frozenset[Pair]() if works else refused - {pair} if match.stage in NOT_AGAIN else refused
        return judge_on(offer, need, replace(index.ground(today), pairs=Pairs(kept, index.decided.pairs.agreed)))

    @property
    def index(self) -> Index:
        """As it was brought up to date last. Raises LookupError before the first look."""
        if self._index is None:
            raise LookupError("not looked yet")
        return self._index

    def side(self, case_id: str) -> Side | None:
        """A case as others see it; None where it cannot be matched."""
        return self._as_placed(case_id)

    def forget(self, case_ids: Sequence[str]) -> None:
        """These are gone: nothing of them stays in memory."""
        for case_id in case_ids:
            self._read.pop(case_id, None)
            self._take_out(case_id)

    def _begin(self, turn: Turn) -> None:
        self._index = Index(turn.house.atlas, turn.house.matching)
        self._read, self._placed, self._together = {}, {}, None

    def _knows(self, case: OpenCase) -> bool:
        known = self._read.get(case.id)
        return not case.fresh and known is not None and known.stamp == case.stamp

    def as_read(self, case_id: str) -> Side | None:
        """A case by its answers, whoever it is in a match with; None where it cannot be matched."""
        return self._read[case_id].side if case_id in self._read else None

    def _as_placed(self, case_id: str) -> Side | None:
        index = self.index
        if case_id in index.book.hosts:
            return index.offer(case_id)
        return index.need(case_id) if case_id in index.book.guests else None

    def _bring(self, turn: Turn, view: View, mine: Mapping[str, Side | None]) -> Index:
        index = self.index
        self.forget([*(self._read.keys() - {case.id for case in view.cases})])
        for case in view.cases:
            if case.id in mine:
                self._keep(case, mine[case.id])
        with_whom = _with_whom(view.running)
        for case in view.cases:
            self._place(case, with_whom.get(case.id, ()), view.today)
        self._decide(view, index.ground(view.today))
        return index

    def _keep(self, case: OpenCase, side: Side | None) -> None:
        before = self._read.get(case.id)
        if before is None or before.side != side:
            self._readings += 1
        number = before.number if before is not None and before.side == side else self._readings
        self._read[case.id] = Read(None if case.fresh else case.stamp, number, side)

    def _place(self, case: OpenCase, with_whom: Sequence[Running], today: dt.date) -> None:
        """Puts a case into the index as it is to others, where that is not how it stands there already."""
        read = self._read[case.id]
        there = self._read.get(with_whom[0].guest_case) if len(with_whom) == 1 else None
        paused = case.paused_until is not None and case.paused_until > today
        how = (read.number, paused, tuple(with_whom), there.number if there and case.role == "host" else 0)
        if self._placed.get(case.id) == how:
            return
        side = read.side
        if isinstance(side, Offer):
            side = _home_now(side, with_whom, there.side if there else None, paused=paused)
        elif side is not None:
            waits = all(one.next_home == LOOKING for one in with_whom)
            side = side.model_copy(update={"open_for_matches": waits})
        self._take_out(case.id)
        if side is not None:
            self.index.put(side)
        self._placed[case.id] = how

    def _take_out(self, case_id: str) -> None:
        if self._placed.pop(case_id, None) is not None and self._index is not None:
            self._index.remove(case_id)

    def _decide(self, view: View, ground: Ground) -> None:
        index = self.index
        worked_on = frozenset((one.host_case, one.guest_case) for one in view.running)
        pairs = Pairs(view.not_again | worked_on | self._not_together(view, ground), view.agreed)
        if pairs != index.decided.pairs:
            index.decide(pairs)

    def _not_together(self, view: View, ground: Ground) -> frozenset[Pair]:
        """Guests who could not live beside the party in the other space of a home, with that home."""
        halves = [
            (offer, there)
            for one in view.running
            if isinstance(offer := self._as_placed(one.host_case), Offer) and offer.open_for_matches
            if isinstance(there := self.as_read(one.guest_case), Need)
        ]
        known = (view.running, tuple(self._placed.items()) if halves else ())
        if self._together is None or self._together[0] != known:
            guests = list(self.index.book.guests)
            found = ((offer, case) for offer, there in halves for case in not_beside(offer, there, guests, ground))
            self._together = known, frozenset((offer.case_id, case) for offer, case in found)
        return self._together[1]


def _with_whom(running: Sequence[Running]) -> dict[str, list[Running]]:
    """By case of either side."""
    found: defaultdict[str, list[Running]] = defaultdict(list)
    for one in running:
        found[one.host_case].append(one)
        found[one.guest_case].append(one)
    return dict(found)


def _home_now(offer: Offer, with_whom: Sequence[Running], there: Side | None, *, paused: bool) -> Offer:
    """A home as it is to others: open, or what is left of it beside one party, or closed."""
    left: Offer | None = offer
    if with_whom:
        left = left_beside(offer, there) if len(with_whom) == 1 and isinstance(there, Need) else None
    if paused or left is None:
        return offer.model_copy(update={"open_for_matches": False})
    return left


async def _look(turn: Turn) -> View:
    return View(
        today=turn.house.today(turn.now),
        cases=await open_cases.confirmed(turn.work, OPEN_STATES),
        running=await open_cases.running(turn.work, RUNNING),
        not_again=await open_cases.pairs_at(turn.work, NOT_AGAIN),
        agreed=await pair_decisions.agreed_by_two(turn.work),
    )


async def _read(turn: Turn, case: OpenCase) -> Side | None:
    """The side that the rules see; None while an answer that is needed is open, or a record cannot be read."""
    owner = await people.get(turn.work, case.person_id)
    session = await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))
    if session.open_questions():
        return None
    try:
        return _side(case, session.interview.own_answers(session.known()), turn.house.today(case.sent_at))
    except ValidationError:
        # Kept under an older model: one record that cannot be read must not keep all others from being matched.
        turn.log.error("case_not_readable", role=case.role)
        return None


def _side(case: OpenCase, answers: dict[str, JsonValue], sent_on: dt.date) -> Side:
    if case.role == "host":
        return Offer.of(
            HostAnswers.model_validate(answers),
            case_id=case.id,
            person_id=case.person_id,
            sent_at=case.sent_at,
            group=case.group_slug,
            # Sending an offer says that it holds: a host who never answers afterwards fades from that day on.
            held_on=case.held_on or sent_on,
        )
    return Need.of(
        GuestAnswers.model_validate(answers),
        case_id=case.id,
        person_id=case.person_id,
        sent_at=case.sent_at,
        group=case.group_slug,
        confirmed=True,
    )
