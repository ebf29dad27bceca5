"""The plan for everyone: computed, compared, and explained. A coordinator decides; nothing of it is told to anyone.

It follows from health facts, too (a step-free home goes to who needs it), so it is for private chats only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from bot.matching.columns.numbers import Flags, Ints
from bot.matching.index import Candidate, Index
from bot.matching.planning.assignment import EMPTY, Edges, best
from bot.matching.planning.fair import Queue, held_back, seated
from bot.matching.planning.seats import Hall
from bot.matching.planning.simple import best_first, first_come
from bot.matching.tables import thousandths

NO_COUNTS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Total:
    """How many guests are housed, and the points of their pairs together."""

    housed: int
    points: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets which home."""

    pairs: tuple[Candidate, ...]
    """By guest, who came first first."""
    unhoused: tuple[str, ...]
    """Cases of guests who could live in some home, and have none in the plan; who came first first."""
    held: tuple[str, ...]
    """Cases of homes that are held back from somebody and left empty."""
    overtaken: Mapping[str, int] = field(repr=False)
    """How often each of the unhoused was overtaken, with what was before; to be given to the next plan."""
    total: Total
    bound: Total | None
    """No plan can be better: fair waiting and what two parties in one home need left aside."""
    by_best_first: Total | None
    """What comes of taking the best pair first."""
    by_first_come: Total | None
    """What comes of letting everybody, by who came first, take the best home that is left."""


def plan(
    index: Index,
    today: dt.date,
    *,
    homes: Collection[str] | None = None,
    guests: Collection[str] | None = None,
    overtaken: Mapping[str, int] = NO_COUNTS,
    compare: bool = True,
) -> Plan:
    """The best joint assignment of everyone, or of these cases (a group, a region).

    First as many guests as can be, then those who have the fewest chances, then the most points, within what fair
    waiting asks for. `overtaken`: how often each guest was overtaken before. Without `compare` the other totals are
    not computed.
    """
    hall = Hall.of(index, today, homes, guests)
    held = held_back(hall, index.ground(today), overtaken)
    allowed = _with_chances(hall, index.tables.figures.fair.scarce).only(~held)
    taken = best(allowed, len(hall.guests), hall.seats)
    bound = _total(hall.edges, best(hall.edges, len(hall.guests), hall.seats)) if compare else None
    queue = Queue(hall, overtaken, index.tables.figures.fair)
    _settle(hall, allowed, queue, taken)
    return Plan(
        pairs=_pairs(hall, taken),
        unhoused=tuple(hall.guests[guest].case_id for guest in np.flatnonzero(taken == EMPTY).tolist()),
        held=_left_empty(hall, held, taken),
        overtaken=queue.counts(taken),
        total=_total(hall.edges, taken),
        bound=bound,
        by_best_first=_total(hall.edges, best_first(hall)) if compare else None,
        by_first_come=_total(hall.edges, first_come(hall)) if compare else None,
    )


def _with_chances(hall: Hall, scarce: float) -> Edges:
    """The pairs with other points: more for whom fewer homes would suit, so that they are not left out."""
    less = np.rint(thousandths(scarce) * np.log2(1 + hall.chances)).astype(np.int32)
    return Edges(hall.edges.guests, hall.edges.seats, hall.edges.points - less[hall.edges.guests])


def _settle(hall: Hall, allowed: Edges, queue: Queue, taken: Ints) -> None:
    """Changes an assignment until two parties in a home can live together, and nobody is overtaken too often.

    Ends: each pair is cut at most once, each exchange moves a seat to who came earlier, each filling houses one more.
    """
    cut: set[tuple[int, int]] = set()
    changed = True
    while changed:
        changed = _apart(hall, taken, cut)
        changed |= queue.keep(taken)
        changed |= _fill(hall, allowed, taken, cut)


def _apart(hall: Hall, taken: Ints, cut: set[tuple[int, int]]) -> bool:
    """Where two parties in a home cannot live together, the one in the second space is to go elsewhere."""
    at_seat = seated(taken, hall.seats)
    changed = False
    for home, second in hall.second_of.items():
        one, other = int(at_seat[home]), int(at_seat[second])
        if one != EMPTY and other != EMPTY and not hall.may_share(home, one, other):
            cut.add((other, second))
            taken[other] = EMPTY
            changed = True
    return changed


def _fill(hall: Hall, allowed: Edges, taken: Ints, cut: set[tuple[int, int]]) -> bool:
    """Gives seats that are free to guests who have none; tells whether anybody got one."""
    at_seat = seated(taken, hall.seats)
    left = np.flatnonzero((taken[allowed.guests] == EMPTY) & (at_seat[allowed.seats] == EMPTY))
    open_to = [at for at in left.tolist() if _may_fill(hall, allowed, at, at_seat, cut)]
    found = best(allowed.only(np.array(open_to, np.intp)), len(hall.guests), hall.seats)
    got = found != EMPTY
    taken[got] = found[got]
    return bool(got.any())


def _may_fill(hall: Hall, edges: Edges, at: int, at_seat: Ints, cut: set[tuple[int, int]]) -> bool:
    guest, seat = int(edges.guests[at]), int(edges.seats[at])
    beside = hall.beside(seat)
    if (guest, seat) in cut:
        return False
    return beside is None or at_seat[beside] == EMPTY or hall.may_share(seat, guest, int(at_seat[beside]))


def _pairs(hall: Hall, taken: Ints) -> tuple[Candidate, ...]:
    chosen = _chosen(hall.edges, taken)
    return tuple(
        Candidate(hall.homes[hall.home_of(seat)].case_id, hall.guests[guest].case_id, points / 1000)
        for guest, seat, points in sorted(
            zip(chosen.guests.tolist(), chosen.seats.tolist(), chosen.points.tolist(), strict=True)
        )
    )


def _left_empty(hall: Hall, held: Flags, taken: Ints) -> tuple[str, ...]:
    at_seat = seated(taken, hall.seats)
    homes = {hall.home_of(seat) for seat in np.unique(hall.edges.seats[held]).tolist() if at_seat[seat] == EMPTY}
    return tuple(hall.homes[home].case_id for home in sorted(homes))


def _chosen(edges: Edges, taken: Ints) -> Edges:
    return edges.only(taken[edges.guests] == edges.seats)


def _total(edges: Edges, taken: Ints) -> Total:
    return Total(int((taken != EMPTY).sum()), int(_chosen(edges, taken).points.sum(dtype=np.int64)) / 1000)
