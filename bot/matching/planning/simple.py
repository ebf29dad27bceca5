"""The two simpler ways, to compare a plan with."""

from __future__ import annotations

import numpy as np

from bot.matching.columns.numbers import Ints
from bot.matching.planning.assignment import EMPTY
from bot.matching.planning.seats import Hall


def best_first(hall: Hall) -> Ints:
    """The seat of each guest where the best pair is taken first, then the best that is left."""
    edges = hall.edges
    # One whole number a pair, which sorts as (points, guest, seat) do, and much faster.
    key = (edges.points.max(initial=0) - edges.points.astype(np.int64)) * len(hall.guests) + edges.guests
    return _in_turn(hall, np.argsort(key * hall.seats + edges.seats))


def first_come(hall: Hall) -> Ints:
    """The seat of each guest where everybody, by who came first, takes the best seat that is left."""
    edges = hall.edges
    return _in_turn(hall, np.lexsort((edges.seats, -edges.points, edges.guests)))


def _in_turn(hall: Hall, order: np.typing.NDArray[np.intp]) -> Ints:
    taken, at_seat = [EMPTY] * len(hall.guests), [EMPTY] * hall.seats
    beside = [hall.beside(seat) for seat in range(hall.seats)]
    guests, seats = hall.edges.guests[order].tolist(), hall.edges.seats[order].tolist()
    for guest, seat in zip(guests, seats, strict=True):
        if taken[guest] >= 0 or at_seat[seat] >= 0:
            continue
        other = beside[seat]
        if other is None or at_seat[other] < 0 or hall.may_share(seat, guest, at_seat[other]):
            taken[guest], at_seat[seat] = seat, guest
    return np.array(taken, np.int32)
