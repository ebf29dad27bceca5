"""Everyone who is to be matched, kept so that single sides can come, change and go, and any question is quick.

It answers as the plain rules do (`judge`, `suggestions`, `all_permitted` of `bot.matching.suggest`), pair for pair and
point for point; words are made by those rules, and only for what is shown. Lives in memory and is made anew from
the sides at any time; it holds health facts, so it is never kept or logged.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from bot.matching.columns.atlas import Atlas
from bot.matching.columns.book import MOST_PEOPLE, Book
from bot.matching.columns.decided import Decided
from bot.matching.columns.numbers import NO, Flags, Ints, Slots
from bot.matching.columns.pairing import Day, Found
from bot.matching.outcomes import Ground, Pair, Pairs
from bot.matching.rules.dates import silent_days
from bot.matching.sides import Need, Offer
from bot.matching.suggest import Verdict, judge_on, open_needs, paired, public_order
from bot.matching.tables import Tables

SCRATCH = "?"
"""What the case ids begin with under which sides that are not in the index are looked at; no case has such an id."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A permitted pair without words."""

    host_case: str
    guest_case: str
    points: float


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The permitted others of one side: slots, points in thousandths, and how many things are to be asked."""

    others: Slots
    points: Ints
    to_ask: Ints
    """Counted only where it was asked for."""

    def only(self, which: Flags) -> Shortlist:
        """Some of them, without what is to be asked."""
        return Shortlist(self.others[which], self.points[which], NO_INTS)


NO_INTS: Ints = np.zeros(0, np.int32)
NOBODY = Shortlist(np.zeros(0, np.intp), NO_INTS, NO_INTS)


class Index:
    """Homes and guests; `today` is always the day in Helsinki."""

    def __init__(self, atlas: Atlas, tables: Tables, pairs: Pairs | None = None) -> None:
        self.atlas, self.tables = atlas, tables
        self.book = Book(atlas, tables)
        self.decided = Decided(self.book, pairs or Pairs())
        self._day: tuple[dt.date, Day] | None = None
        self._scratch = itertools.count()

    @classmethod
    def of(cls, sides: Iterable[Offer | Need], atlas: Atlas, tables: Tables, pairs: Pairs | None = None) -> Self:
        """An index of these sides; in whatever order they come, it gives the same answers."""
        index = cls(atlas, tables, pairs)
        for side in sides:
            index.put(side)
        return index

    def put(self, side: Offer | Need) -> None:
        """Adds a side, or changes the one with the same case."""
        self._forget(side.case_id)
        if isinstance(side, Offer):
            self.book.put_offer(side)
        else:
            self.book.put_need(side)
        self.decided.came(side)
        self._day = None

    def remove(self, case_id: str) -> None:
        """Takes a side out; a case that is not here makes no difference."""
        self._forget(case_id)
        if case_id in self.book.hosts:
            self.book.remove_offer(case_id)
        if case_id in self.book.guests:
            self.book.remove_need(case_id)
        self._day = None

    def __contains__(self, case_id: str) -> bool:
        return case_id in self.book.hosts or case_id in self.book.guests

    def _forget(self, case_id: str) -> None:
        if case_id in self.book.hosts:
            self.decided.left(self.offer(case_id))
        if case_id in self.book.guests:
            self.decided.left(self.need(case_id))

    def decide(self, pairs: Pairs) -> None:
        """What people have decided on single pairs, from now on."""
        decided = Decided(self.book, pairs)
        for side in (*self.book.hosts, *self.book.guests):
            decided.came(side)
        self.decided = decided

    def refuse(self, pair: Pair) -> None:
        """One more pair is not to be suggested."""
        self.decide(replace(self.decided.pairs, refused=self.decided.pairs.refused | {pair}))

    def offer(self, case_id: str) -> Offer:
        """Raises KeyError for a case that is not here."""
        return self.book.hosts.side(self.book.hosts.slot(case_id))

    def need(self, case_id: str) -> Need:
        """Raises KeyError for a case that is not here."""
        return self.book.guests.side(self.book.guests.slot(case_id))

    def largest(self, offer: Offer) -> int:
        """The largest party that waits, could live in that place, and has room there; 0: none."""
        return int(self.book.largest()[self.atlas.number(offer.municipality), min(offer.sleeps, MOST_PEOPLE)])

    def ground(self, today: dt.date) -> Ground:
        """What the plain rules may know, this index among it."""
        return Ground(today, self.atlas.places, self.tables, self.decided.pairs, self)

    def judge(self, offer: Offer, need: Need, today: dt.date) -> Verdict:
        """What all rules say of a pair, with the words."""
        return judge_on(offer, need, self.ground(today))

    def day(self, today: dt.date) -> Day:
        """Everyone as they are to each other on this day."""
        if self._day is None or self._day[0] != today:
            self._day = (today, Day(self.book, today))
        return self._day[1]

    def suggestions(self, side: Offer | Need, today: dt.date) -> list[Verdict]:
        """The best pairs of a side, best first, at most `suggestions_per_case`; the side need not be in the index."""
        most = self.tables.figures.suggestions_per_case
        found = self.permitted(side, today)
        if len(found.others) > most:
            found = found.only(found.points >= np.partition(found.points, -most)[-most])
        best = sorted(self._pairs(side, found), key=_order)[:most]
        ground = self.ground(today)
        return [judge_on(offer, need, ground) for _points, offer, need in best]

    def all_permitted(self, side: Offer | Need, today: dt.date) -> list[Verdict]:
        """Every permitted pair of a side with its words, for a coordinator's private chat only."""
        ground = self.ground(today)
        pairs = self._pairs(side, self.permitted(side, today))
        told = sorted((judge_on(offer, need, ground) for _points, offer, need in pairs), key=public_order)
        return sorted(told, key=open_needs) if isinstance(side, Need) else told

    def candidates(self, side: Offer | Need, today: dt.date) -> list[Candidate]:
        """The same in the same order, without words: for a list that is paged. In private only."""
        found = self.permitted(side, today, with_asks=isinstance(side, Need))
        pairs = self._pairs(side, found)
        asks = found.to_ask.tolist() if isinstance(side, Need) else [0] * len(pairs)
        ordered = sorted(zip(asks, pairs, strict=True), key=lambda one: (one[0], *_order(one[1])))
        return [Candidate(offer.case_id, need.case_id, points / 1000) for _asks, (points, offer, need) in ordered]

    def permitted(self, side: Offer | Need, today: dt.date, *, with_asks: bool = False) -> Shortlist:
        """The permitted others of a side, as slots of their register."""
        if not may_be_matched(side, self.ground(today)):
            return NOBODY
        with self.at(side) as slot:
            day = self.day(today)
            others = day.guests_for(slot) if isinstance(side, Offer) else day.homes_for(slot)
            others = np.concatenate([self.decided.without(side, others), self._agreed(side, others, today)])
            pairs = (np.full(len(others), slot), others)
            homes, guests = pairs if isinstance(side, Offer) else pairs[::-1]
            asks = day.to_ask(homes, guests) if with_asks else NO_INTS
            return Shortlist(others, day.points(homes, guests), asks)

    def everything(self, today: dt.date) -> Found:
        """Every permitted pair there is, as slots of `book.hosts` and `book.guests`, in no order."""
        day = self.day(today)
        homes, guests = day.everything()
        keep = self.decided.to_be(homes, guests)
        if keep is not None:
            homes, guests = homes[keep], guests[keep]
        more = self._agreed_pairs(today)
        if more:
            homes = np.concatenate([homes, np.array([home for home, _guest in more], np.int32)])
            guests = np.concatenate([guests, np.array([guest for _home, guest in more], np.int32)])
        return Found(homes, guests, day.points(homes, guests))

    def _agreed(self, side: Offer | Need, others: Slots, today: dt.date) -> Slots:
        """Others with whom the pair is permitted only because two coordinators agreed on it."""
        register = self.book.guests if isinstance(side, Offer) else self.book.hosts
        slots = [register.slot(case) for case in self.decided.agreed_of(side.case_id) if case in register]
        ground, known = self.ground(today), set(others.tolist())
        return np.array(
            [
                slot
                for slot in sorted(slots)
                if slot not in known and judge_on(*paired(side, register.side(slot)), ground).permitted
            ],
            np.intp,
        )

    def _agreed_pairs(self, today: dt.date) -> list[tuple[int, int]]:
        """All such pairs."""
        hosts, guests, ground = self.book.hosts, self.book.guests, self.ground(today)
        pairs = [
            (hosts.slot(home), guests.slot(guest))
            for home, guest in sorted(self.decided.pairs.agreed)
            if home in hosts and guest in guests
        ]
        table = self.book.meetings["safety"].table
        return [
            (home, guest)
            for home, guest in pairs
            if table[hosts["safety"][home], guests["safety"][guest]] == NO
            and judge_on(hosts.side(home), guests.side(guest), ground).permitted
        ]

    def _pairs(self, side: Offer | Need, found: Shortlist) -> list[tuple[int, Offer, Need]]:
        register = self.book.guests if isinstance(side, Offer) else self.book.hosts
        slots = zip(found.points.tolist(), found.others.tolist(), strict=True)
        return [(points, *paired(side, register.side(slot))) for points, slot in slots]

    @contextmanager
    def at(self, side: Offer | Need) -> Iterator[int]:
        """The slot of a side; one that is not in the index as it is, is looked at in a slot of its own."""
        register = self.book.hosts if isinstance(side, Offer) else self.book.guests
        if side.case_id in register and register.side(slot := register.slot(side.case_id)) == side:
            yield slot
            return
        scratch = f"{SCRATCH}{next(self._scratch)}"
        alone = side.model_copy(update={"case_id": scratch, "open_for_matches": False})
        slot = self.book.put_offer(alone) if isinstance(alone, Offer) else self.book.put_need(alone)
        try:
            yield slot
        finally:
            register.remove(scratch)


def may_be_matched(side: Offer | Need, ground: Ground) -> bool:
    """Whether no must is broken by the side alone."""
    if isinstance(side, Offer):
        days = silent_days(side, ground)
        return side.open_for_matches and (days is None or days <= ground.figures.fading.gone_days)
    return side.open_for_matches and side.confirmed


def _order(pair: tuple[int, Offer, Need]) -> tuple[int, dt.datetime, dt.datetime, str, str]:
    """`public_order`, before the verdict is made."""
    points, offer, need = pair
    return -points, need.sent_at, offer.sent_at, offer.case_id, need.case_id
