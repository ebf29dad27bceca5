"""Single pairs that do not follow from the answers: set aside, agreed on, or one person in both roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from bot.matching.columns.book import Book
from bot.matching.columns.numbers import Flags, Ints, Slots
from bot.matching.outcomes import Pair, Pairs
from bot.matching.sides import Need, Offer

Cases = defaultdict[str, set[str]]


class Decided:
    """By case, so that a single side is looked up at once."""

    def __init__(self, book: Book, pairs: Pairs) -> None:
        self._book = book
        self.pairs = pairs
        self._refused, self._agreed = _both_ways(pairs.refused), _both_ways(pairs.agreed)
        self._homes_of: Cases = defaultdict(set)
        self._guests_of: Cases = defaultdict(set)

    def came(self, side: Offer | Need) -> None:
        """Remembers whose case it is."""
        self._of(side)[side.person_id].add(side.case_id)

    def left(self, side: Offer | Need) -> None:
        """Forgets it."""
        cases = self._of(side)
        cases[side.person_id].discard(side.case_id)
        if not cases[side.person_id]:
            del cases[side.person_id]

    def _of(self, side: Offer | Need) -> Cases:
        return self._homes_of if isinstance(side, Offer) else self._guests_of

    def without(self, side: Offer | Need, others: Slots) -> Slots:
        """The others of one side, without those with whom it is not to be."""
        own = (self._guests_of if isinstance(side, Offer) else self._homes_of).get(side.person_id, set())
        cases = own | self._refused.get(side.case_id, set())
        register = self._book.guests if isinstance(side, Offer) else self._book.hosts
        slots = [register.slot(case) for case in cases if case in register]
        return others[~np.isin(others, slots)] if slots else others

    def against(self, need: Need) -> tuple[list[int], list[int]]:
        """Homes of the guest's own, and homes that are set aside for them, as slots."""
        hosts = self._book.hosts
        own, refused = self._homes_of.get(need.person_id, set()), self._refused.get(need.case_id, set())
        return [hosts.slot(one) for one in own if one in hosts], [hosts.slot(one) for one in refused if one in hosts]

    def to_be(self, homes: Ints, guests: Ints) -> Flags | None:
        """Of all these pairs, which are not against a decision; None: all."""
        hosts, parties = self._book.hosts, self._book.guests
        slots = [(hosts.slot(h), parties.slot(g)) for h, g in self._not_to_be() if h in hosts and g in parties]
        if not slots:
            return None
        width = len(parties["open"])
        of_homes, of_guests = np.array(slots).T
        perhaps = np.flatnonzero(_at(of_homes, len(hosts["open"]))[homes] & _at(of_guests, width)[guests])
        against = np.isin(homes[perhaps].astype(np.int64) * width + guests[perhaps], of_homes * width + of_guests)
        keep = np.ones(len(homes), np.bool_)
        keep[perhaps[against]] = False
        return keep

    def agreed_of(self, case_id: str) -> frozenset[str]:
        """The other sides with which two coordinators have agreed on the pair."""
        return frozenset(self._agreed.get(case_id, ()))

    def _not_to_be(self) -> Iterable[Pair]:
        yield from self.pairs.refused
        for person in self._homes_of.keys() & self._guests_of.keys():
            yield from ((home, guest) for home in self._homes_of[person] for guest in self._guests_of[person])


def _both_ways(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    cases: Cases = defaultdict(set)
    for home, guest in pairs:
        cases[home].add(guest)
        cases[guest].add(home)
    return dict(cases)


def _at(slots: npt.NDArray[np.int64], length: int) -> Flags:
    flags = np.zeros(length, np.bool_)
    flags[slots] = True
    return flags
