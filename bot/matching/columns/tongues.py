"""Points for the best language that both speak, as a table of lists of languages."""

from __future__ import annotations

import numpy as np

from bot.matching.columns.numbers import Ints
from bot.matching.order import language_points
from bot.matching.tables import Language

UNSPOKEN = 1000


class Tongues:
    """Each list of languages has a number on its side; the same list is the same number."""

    def __init__(self, worth: Language) -> None:
        self._worth = worth
        self._codes: dict[str, int] = {}
        self._lists: tuple[dict[tuple[str, ...], int], dict[tuple[str, ...], int]] = ({}, {})
        self._ranks = [np.full((8, 8), UNSPOKEN, np.int32) for _side in range(2)]
        self._table: Ints = np.zeros((8, 8), np.int32)
        self._by_steps = np.array([language_points(steps, worth) for steps in range(64)], np.int32)

    @property
    def table(self) -> Ints:
        """Thousandths of points, by the host's list and the guest's list."""
        return self._table

    def host(self, spoken: tuple[str, ...]) -> int:
        """The number of a host's list."""
        return self._kind(0, spoken)

    def guest(self, spoken: tuple[str, ...]) -> int:
        """The number of a guest's list."""
        return self._kind(1, spoken)

    def _kind(self, side: int, spoken: tuple[str, ...]) -> int:
        lists = self._lists[side]
        kind = lists.get(spoken)
        if kind is None:
            kind = lists[spoken] = len(lists)
            self._write(side, kind, spoken)
        return kind

    def _write(self, side: int, kind: int, spoken: tuple[str, ...]) -> None:
        columns = [self._codes.setdefault(code, len(self._codes)) for code in spoken]
        self._grow()
        for rank, column in reversed([*enumerate(columns)]):  # a language named twice counts where it stands first
            self._ranks[side][kind, column] = rank
        mine = self._ranks[side][kind, columns]
        others = self._ranks[1 - side][: len(self._lists[1 - side]), columns]
        steps = (others + mine).min(axis=1, initial=UNSPOKEN)
        points = np.where(steps < UNSPOKEN, self._by_steps[np.minimum(steps, 63)], 0)
        if side == 0:
            self._table[kind, : len(points)] = points
        else:
            self._table[: len(points), kind] = points

    def _grow(self) -> None:
        sizes = [_room(ranks.shape[0], len(lists)) for ranks, lists in zip(self._ranks, self._lists, strict=True)]
        width = _room(self._ranks[0].shape[1], len(self._codes))
        for side in range(2):
            self._ranks[side] = _larger(self._ranks[side], sizes[side], width, UNSPOKEN)
        self._table = _larger(self._table, sizes[0], sizes[1], 0)


def _room(have: int, needed: int) -> int:
    while have < needed:
        have *= 2
    return have


def _larger(old: Ints, rows: int, columns: int, empty: int) -> Ints:
    if old.shape == (rows, columns):
        return old
    new = np.full((rows, columns), empty, np.int32)
    new[: old.shape[0], : old.shape[1]] = old
    return new
