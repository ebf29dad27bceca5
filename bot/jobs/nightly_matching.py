"""Every night all pairs are looked at anew; and the kept index is brought up to date as things change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.casework.alert_kinds import Kind
from bot.casework.stages import Stage
from bot.casework.way_in import Way
from bot.matching import Offer
from bot.store import cases, matches, open_cases, overtaken
from bot.store.store import Store
from bot.store.tables import Match
from bot.telegram import alerting, matchmaking
from bot.telegram.house import House
from bot.telegram.matching_index import OPEN_STATES
from bot.telegram.turn import Turn

AT_ONCE: Final = 50
"""So many cases in one transaction, which keeps others from writing only for a moment."""
_LIVES_THERE = frozenset({Stage.LIVING, Stage.ENDED})
"""A trial stay may still come to nothing."""


async def run(store: Store, house: House) -> int:
    """Suggestions come and lapse, guests without any home are told of, overtaken ones are counted; how many cases."""
    async with store.look() as look:
        found = [case.id for case in await open_cases.confirmed(look, OPEN_STATES)]
        closed = await _still_suggested(Turn(look, house), frozenset(found))
    for batch in _batches([*found, *closed]):
        async with store.work() as work:
            await matchmaking.look_at(Turn(work, house), batch)
    for batch in _batches(found):
        async with store.work() as work:
            await _tell_of_nobody(Turn(work, house), batch)
    await count_overtaken(store, house)
    return len(found)


async def keep_current(store: Store, house: House) -> None:
    """What has changed is read, and whoever is gone is forgotten, also where nobody looks for a while."""
    async with store.look() as look:
        await house.kept.current(Turn(look, house))


def _batches(found: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]


async def _still_suggested(turn: Turn, open_ones: frozenset[str]) -> list[str]:
    """Cases that are closed, but still stand in a suggestion."""
    pairs = await open_cases.pairs_at(turn.work, [Stage.SUGGESTED])
    return sorted({case for pair in pairs for case in pair} - open_ones)


async def _tell_of_nobody(turn: Turn, case_ids: Sequence[str]) -> None:
    """An approved guest for whom no home is permitted is told of, once until there is one."""
    known = await open_cases.told_of(turn.work, Kind.NO_MATCH)
    guests = [await cases.get(turn.work, one) for one in case_ids if one not in known]
    approved = [case for case in guests if case is not None and case.role == "guest" and case.way == Way.APPROVED]
    index = await turn.house.kept.current(turn)
    today = turn.house.today(turn.now)
    lonely = [
        case
        for case in approved
        if (side := turn.house.kept.side(case.id)) is not None and side.open_for_matches
        if not len(index.permitted(side, today).others)
    ]
    for case in lonely:
        await alerting.about_case(turn, Kind.NO_MATCH, case)


async def count_overtaken(store: Store, house: House) -> None:
    """Whoever waits and came before a guest who has moved into a home that would have suited them, was overtaken."""
    async with store.look() as look:
        moved_in = await overtaken.not_counted(look, _LIVES_THERE)
    for match in moved_in:
        async with store.work() as work:
            await _count(Turn(work, house), match)


async def _count(turn: Turn, match: Match) -> None:
    guest = await cases.get(turn.work, match.guest_case_id)
    index = await turn.house.kept.current(turn)
    home = turn.house.kept.as_read(match.host_case_id)
    passed: list[str] = []
    if guest is not None and isinstance(home, Offer):
        # The home as it was offered: that somebody lives there now is just what this is about.
        offered = home.model_copy(update={"held_on": None})
        found = index.permitted(offered, turn.house.today(turn.now)).others.tolist()
        needs = [index.book.guests.side(slot) for slot in found]
        passed = [need.case_id for need in needs if need.sent_at < guest.sent_at]
    await overtaken.add(turn.work, passed)
    await overtaken.forget(turn.work, [match.guest_case_id])
    await matches.note(turn.work, match.id, overtaken.COUNTED, by="bot")
