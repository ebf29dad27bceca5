"""Everyone as numbers: homes and guests, the tables that compare them, and the bits by which most pairs fall.

Each kind of home, for each must, has a bit of its own. A guest carries the bits of all kinds that break a must with
them, a home those of its kinds: where the two share a bit, the pair breaks a must.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from bot.matching.columns.atlas import Atlas
from bot.matching.columns.numbers import CHECK, NO, Ints, Small
from bot.matching.columns.register import Register
from bot.matching.columns.tabled import lengths, meetings
from bot.matching.columns.tongues import Tongues
from bot.matching.order import HELSINKI
from bot.matching.sides import Need, Offer
from bot.matching.tables import Tables, thousandths

Grid = TypeVar("Grid", Small, Ints)

NEVER_ASKED = 2**30
"""Stands for the day on which an offer was last said to hold, where nobody has asked yet."""
MOST_PEOPLE = 63
"""Larger parties count as this large; no home has so many places to sleep."""

HOST_COLUMNS = ("town", "since", "least", "ends", "notice", "sleeps", "tongue", "held", "length")
GUEST_COLUMNS = ("wish", "near", "since", "shortest", "size", "tongue", "sent", "length")


class Book:
    """Adds and removes single sides at the cost of that side alone."""

    def __init__(self, atlas: Atlas, tables: Tables) -> None:
        self.atlas, self.tables = atlas, tables
        self.meetings = meetings(tables, atlas.places)
        self.lengths = lengths(tables, atlas.places)
        self.tongues = Tongues(tables.figures.order.language)
        self.hosts: Register[Offer] = Register((*HOST_COLUMNS, *self.meetings))
        self.guests: Register[Need] = Register((*GUEST_COLUMNS, *self.meetings))
        self._bits = 0
        self._bit: dict[str, list[int]] = {code: [] for code in self.meetings}
        self._forbids: dict[str, list[int]] = {code: [] for code in self.meetings}
        self._wishes: dict[frozenset[str], int] = {}
        self._nears: dict[object, int] = {}
        self.place: Small = np.zeros((8, len(atlas)), np.int8)
        """What the rule `place` finds, by wish and municipality."""
        self.place_worth: Ints = np.zeros((8, len(atlas)), np.int32)
        """Points for the way, and for having to ask about the place, in thousandths."""
        self.near: Small = np.zeros((8, len(atlas)), np.int8)
        self._waiting: Ints = np.zeros((len(atlas), MOST_PEOPLE + 1), np.int32)
        self._largest: Ints | None = None

    def put_offer(self, offer: Offer) -> int:
        """Adds a home, or changes it; returns its slot."""
        figures = self.tables.figures
        span = figures.lengths[offer.length]
        numbers = {
            "town": self.atlas.number(offer.municipality),
            "since": offer.since.toordinal(),
            "least": span.least,
            "ends": span.most is not None,
            "notice": 0 if offer.notice is None else figures.notice[offer.notice],
            "sleeps": min(offer.sleeps, MOST_PEOPLE),
            "tongue": self.tongues.host(offer.languages),
            "held": NEVER_ASKED if offer.held_on is None else offer.held_on.toordinal(),
            "length": self.lengths.home_kind(offer),
            "open": offer.open_for_matches,
        }
        bits = 0
        for code, meeting in self.meetings.items():
            kind = numbers[code] = meeting.home_kind(offer)
            if kind == len(self._bit[code]):
                self._new_bit(code, kind)
            bits |= self._bit[code][kind]
        return self.hosts.put(offer, numbers, bits)

    def put_need(self, need: Need) -> int:
        """Adds a guest, or changes them; returns their slot."""
        if need.case_id in self.guests:
            self._waits(self.guests.slot(need.case_id), -1)
        numbers = {
            "wish": self._wish(frozenset(need.places)),
            "near": self._near(need),
            "since": need.since.toordinal(),
            "shortest": self.tables.figures.shortest[need.shortest],
            "size": min(need.party.size, MOST_PEOPLE),
            "tongue": self.tongues.guest(need.languages),
            "sent": need.sent_at.astimezone(HELSINKI).date().toordinal(),
            "length": self.lengths.guest_kind(need),
            "open": need.open_for_matches and need.confirmed,
        }
        bits = 0
        for code, meeting in self.meetings.items():
            kind = numbers[code] = meeting.guest_kind(need)
            if kind == len(self._forbids[code]):
                no = np.flatnonzero(meeting.table[: len(self._bit[code]), kind] == NO)
                self._forbids[code].append(sum(self._bit[code][home] for home in no.tolist()))
            bits |= self._forbids[code][kind]
        slot = self.guests.put(need, numbers, bits)
        self._waits(slot, 1)
        return slot

    def remove_offer(self, case_id: str) -> None:
        """Raises KeyError for a case that is not here."""
        self.hosts.remove(case_id)

    def remove_need(self, case_id: str) -> None:
        """Raises KeyError for a case that is not here."""
        self._waits(self.guests.slot(case_id), -1)
        self.guests.remove(case_id)

    def largest(self) -> Ints:
        """By municipality and places to sleep: the size of the largest party that waits and has room there."""
        if self._largest is None:
            sizes = np.where(self._waiting > 0, np.arange(MOST_PEOPLE + 1, dtype=np.int32), 0)
            self._largest = np.maximum.accumulate(sizes, axis=1)
        return self._largest

    def _waits(self, slot: int, by: int) -> None:
        if self.guests["open"][slot]:
            could_live = self.place[self.guests["wish"][slot]] != NO
            self._waiting[could_live, self.guests["size"][slot]] += by
            self._largest = None

    def _new_bit(self, code: str, kind: int) -> None:
        """A kind of home that is new: whoever breaks a must with it, carries its bit."""
        at, word = divmod(self._bits, 64)[::-1]
        self.hosts.widen(word + 1)
        self.guests.widen(word + 1)
        bit = 1 << self._bits
        self._bits += 1
        self._bit[code].append(bit)
        no = self.meetings[code].table[kind] == NO
        forbids = self._forbids[code]
        for guest_kind in np.flatnonzero(no[: len(forbids)]).tolist():
            forbids[guest_kind] |= bit
        self.guests.words[word][no[self.guests[code]]] |= np.uint64(1 << at)

    def _wish(self, wished: frozenset[str]) -> int:
        kind = self._wishes.get(wished)
        if kind is None:
            kind = self._wishes[wished] = len(self._wishes)
            self.place, self.place_worth = _with_room(self.place, kind), _with_room(self.place_worth, kind)
            outcome, km = self.atlas.place(wished, self.tables.figures)
            order = self.tables.figures.order
            self.place[kind] = outcome
            self.place_worth[kind] = -thousandths(order.km) * km - thousandths(order.check) * (outcome == CHECK)
        return kind

    def _near(self, need: Need) -> int:
        key = (need.near, need.near_place if need.near else None)
        kind = self._nears.get(key)
        if kind is None:
            kind = self._nears[key] = len(self._nears)
            self.near = _with_room(self.near, kind)
            self.near[kind] = self.atlas.near(need, self.tables.figures)
        return kind


def counted(outcome: Small | Ints) -> Ints:
    """1 for each thing to check that counts."""
    return np.asarray(outcome == CHECK, np.int32)


def _with_room(table: Grid, row: int) -> Grid:
    return table if row < len(table) else np.concatenate([table, np.zeros_like(table)])
