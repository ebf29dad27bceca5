"""The sides of one role, each in a slot of its own, with columns of numbers beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import numpy as np

from bot.matching.columns.numbers import Ints, Slots, Words
from bot.matching.sides import Need, Offer

S = TypeVar("S", Offer, Need)
Taken = Mapping[str, Ints]
"""Some columns, at some slots."""


class Register(Generic[S]):
    """Who is in it, by case; a slot that was left is used again."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns: dict[str, Ints] = {name: np.zeros(64, np.int32) for name in (*columns, "open", "here")}
        self._words: Words = np.zeros((2, 64), np.uint64)
        self._sides: list[S | None] = [None] * 64
        self._slots: dict[str, int] = {}
        self._left: list[int] = []
        self._next = 0

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, case_id: str) -> bool:
        return case_id in self._slots

    def __iter__(self) -> Iterator[S]:
        return (side for side in self._sides if side is not None)

    def slot(self, case_id: str) -> int:
        """Raises KeyError for a case that is not here."""
        return self._slots[case_id]

    def side(self, slot: int) -> S:
        """Raises KeyError for a slot that is empty."""
        side = self._sides[slot]
        if side is None:
            raise KeyError(slot)
        return side

    def __getitem__(self, column: str) -> Ints:
        """A column, for every slot that was ever used."""
        return self._columns[column][: self._next]

    @property
    def words(self) -> Words:
        """Bits, as rows of words, for every slot that was ever used."""
        return self._words[:, : self._next]

    def open_slots(self) -> Slots:
        """Slots of the sides for which matches are looked for."""
        return np.flatnonzero(self["open"])

    def take(self, slots: Slots | Ints, columns: Iterable[str]) -> dict[str, Ints]:
        """Some columns at these slots."""
        return {name: self._columns[name][slots] for name in columns}

    def put(self, side: S, numbers: Mapping[str, int], bits: int) -> int:
        """Adds a side, or puts it in the place of the one with the same case; returns the slot."""
        slot = self._slots.get(side.case_id)
        if slot is None:
            slot = self._slots[side.case_id] = self._new_slot()
        self._sides[slot] = side
        for name, number in numbers.items():
            self._columns[name][slot] = number
        self._columns["here"][slot] = 1
        for at in range(len(self._words)):
            self._words[at, slot] = (bits >> (64 * at)) & 0xFFFF_FFFF_FFFF_FFFF
        return slot

    def remove(self, case_id: str) -> None:
        """Takes a side out; raises KeyError for a case that is not here."""
        slot = self._slots.pop(case_id)
        self._sides[slot] = None
        self._columns["open"][slot] = self._columns["here"][slot] = 0
        self._left.append(slot)

    def widen(self, words: int) -> None:
        """Makes room for more bits."""
        if words > len(self._words):
            more = np.zeros((words - len(self._words), self._words.shape[1]), np.uint64)
            self._words = np.concatenate([self._words, more])

    def _new_slot(self) -> int:
        if self._left:
            return self._left.pop()
        if self._next == len(self._sides):
            more = len(self._sides)
            self._columns = {name: np.concatenate([old, np.zeros_like(old)]) for name, old in self._columns.items()}
            self._words = np.concatenate([self._words, np.zeros_like(self._words)], axis=1)
            self._sides.extend([None] * more)
        self._next += 1
        return self._next - 1
