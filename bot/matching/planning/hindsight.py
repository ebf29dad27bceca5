"""How well a way of choosing does while people come day by day: beside first come, first served, and beside hindsight.

Every day those who have come are looked at, whoever is chosen moves in at once, and a home is full for good: harder
than life, where homes become free again. Nobody leaves without a home.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.matching.columns.atlas import Atlas
from bot.matching.index import Index
from bot.matching.outcomes import Pair
from bot.matching.planning.assignment import EMPTY, Edges, best
from bot.matching.planning.plan import plan
from bot.matching.planning.seats import Hall
from bot.matching.planning.simple import first_come
from bot.matching.sides import Need, Offer
from bot.matching.tables import Tables

Arrivals = Sequence[tuple[dt.date, Offer | Need]]
"""Who comes on which day, in the order of the days; `sent_at` is then."""
Chosen = tuple[Sequence[Pair], Mapping[str, int]]
Choice = Callable[[Index, dt.date, Mapping[str, int]], Chosen]
"""Chooses pairs on a day, told how often each guest was overtaken; says it of those who are left."""


@dataclass(frozen=True, slots=True)
class Course:
    """How it went."""

    housed: int
    waited_days: float
    """On average, of those who were housed."""
    overtaken_most: int
    """How often the guest who was overtaken most was, by the counts of the choice itself."""
    moves: tuple[tuple[dt.date, Pair], ...] = field(repr=False)
    """Who moved in where, and when."""


def by_plan(index: Index, today: dt.date, overtaken: Mapping[str, int]) -> Chosen:
    """The plan of the day, carried out."""
    made = plan(index, today, overtaken=overtaken, compare=False)
    return [(pair.host_case, pair.guest_case) for pair in made.pairs], made.overtaken


def by_first_come(
    index: Index, today: dt.date, _overtaken: Mapping[str, int]
) -> tuple[Sequence[Pair], Mapping[str, int]]:
    """Everybody takes the best home that is left when it is their turn."""
    hall = Hall.of(index, today, None, None)
    taken = first_come(hall)
    housed = np.flatnonzero(taken != EMPTY).tolist()
    return [(hall.homes[hall.home_of(int(taken[one]))].case_id, hall.guests[one].case_id) for one in housed], {}


def course(arrivals: Arrivals, choose: Choice, atlas: Atlas, tables: Tables, *, every: int = 1) -> Course:
    """Lets everybody come, and chooses on every so manyth day that somebody came on."""
    index = Index(atlas, tables)
    overtaken: dict[str, int] = {}
    moves: list[tuple[dt.date, Pair]] = []
    most, days = 0, sorted({day for day, _side in arrivals})
    for at, today in enumerate(days):
        for side in (side for day, side in arrivals if day == today):
            index.put(side)
        if at % every:
            continue
        pairs, counts = choose(index, today, overtaken)
        overtaken.update(counts)
        most = max([most, *overtaken.values()])
        moves.extend((today, pair) for pair in pairs)
        for home, guest in pairs:
            _move_in(index, home, guest)
    came = {side.case_id: day for day, side in arrivals}
    waits = [(day - came[guest]).days for day, (_home, guest) in moves]
    return Course(len(moves), float(np.mean(waits)) if waits else 0.0, most, tuple(moves))


def _move_in(index: Index, home: str, guest: str) -> None:
    """The home is full, or its other space is left; it stays known."""
    index.remove(guest)
    offer = index.offer(home)
    left = {"sleeps": offer.second_sleeps, "second_sleeps": 0}
    index.put(offer.model_copy(update=left if offer.second_sleeps else {"open_for_matches": False}))


def best_in_hindsight(arrivals: Arrivals, atlas: Atlas, tables: Tables, *, every: int = 1) -> int:
    """How many could have been housed at most by somebody who knew from the first day who will come.

    Pairs that were permitted on some day on which choices are made; what two parties in one home need of each other
    is left aside, so it is never too few.
    """
    index = Index(atlas, tables)
    days = sorted({day for day, _side in arrivals})
    seen: set[tuple[str, str, int]] = set()
    for at, today in enumerate(days):
        for side in (side for day, side in arrivals if day == today):
            index.put(side)
        if at % every == 0:
            hall = Hall.of(index, today, None, None)
            for guest, seat in zip(hall.edges.guests.tolist(), hall.edges.seats.tolist(), strict=True):
                seen.add(
                    (hall.guests[guest].case_id, hall.homes[hall.home_of(seat)].case_id, int(seat >= len(hall.homes)))
                )
    return _most(seen)


def _most(seen: set[tuple[str, str, int]]) -> int:
    guests = {case: at for at, case in enumerate(sorted({guest for guest, _home, _space in seen}))}
    seats = {seat: at for at, seat in enumerate(sorted({(home, space) for _guest, home, space in seen}))}
    pairs = sorted(seen)
    edges = Edges(
        np.array([guests[guest] for guest, _home, _space in pairs], np.int32),
        np.array([seats[home, space] for _guest, home, space in pairs], np.int32),
        np.zeros(len(pairs), np.int32),
    )
    return int((best(edges, len(guests), len(seats)) != EMPTY).sum())
