"""The best assignment: as many guests as can be, and among those the most points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.columns.numbers import Flags, Ints, Slots

EMPTY = -1


@dataclass(frozen=True, slots=True)
class Edges:
    """Guests and seats by number, with the points of each pair in thousandths."""

    guests: Ints
    seats: Ints
    points: Ints

    def __len__(self) -> int:
        return len(self.guests)

    def only(self, which: Flags | Slots) -> Edges:
        """Some of them."""
        return Edges(self.guests[which], self.seats[which], self.points[which])


def best(edges: Edges, guests: int, seats: int) -> Ints:
    """The seat of each guest, or EMPTY: exact, by SciPy's sparse assignment.

    Each guest has a place of their own beside the seats, "not housed", so dear that one more guest housed is worth
    more than all points together. All costs are whole numbers far below 2**53, so nothing is lost in rounding.
    """
    taken = np.full(guests, EMPTY, np.int32)
    if not len(edges):
        return taken
    rows = np.flatnonzero(np.bincount(edges.guests, minlength=guests))
    row_of = np.zeros(guests, np.int32)
    row_of[rows] = np.arange(len(rows))
    cost = edges.points.max() + 1 - edges.points.astype(np.float64)
    unhoused = cost.max() * (len(rows) + 1)
    own = np.arange(len(rows), dtype=np.int32)
    matrix = csr_matrix(
        (
            np.concatenate([cost, np.full(len(rows), unhoused)]),
            (np.concatenate([row_of[edges.guests], own]), np.concatenate([edges.seats, seats + own])),
        ),
        shape=(len(rows), seats + len(rows)),
    )
    matrix.sort_indices()
    _rows, columns = min_weight_full_bipartite_matching(matrix)
    taken[rows] = np.where(columns < seats, columns, EMPTY)
    return taken
