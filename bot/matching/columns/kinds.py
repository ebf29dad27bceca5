"""Tables of what is found for each kind of home and each kind of guest, asked once of a sample of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from bot.matching.columns.numbers import Ints
from bot.matching.sides import Need, Offer

OfferKey = Callable[[Offer], Hashable]
NeedKey = Callable[[Need], Hashable]


class Meeting:
    """What is found when a kind of home meets a kind of guest; grows with every kind that is new.

    Two homes are of one kind where `home` says the same of both: then they must be the same to what `finds`.
    """

    def __init__(self, home: OfferKey, guest: NeedKey, finds: Callable[[Offer, Need], int]) -> None:
        self._home, self._guest, self._finds = home, guest, finds
        self.homes: dict[Hashable, int] = {}
        self.guests: dict[Hashable, int] = {}
        self.offers: list[Offer] = []
        """A sample of each kind."""
        self.needs: list[Need] = []
        self._table: Ints = np.zeros((8, 8), np.int32)

    @property
    def table(self) -> Ints:
        """Kinds of homes by kinds of guests; has room for more."""
        return self._table

    def home_kind(self, offer: Offer) -> int:
        """The number of the home's kind."""
        key = self._home(offer)
        kind = self.homes.get(key)
        if kind is None:
            kind = self.homes[key] = len(self.offers)
            self.offers.append(offer)
            self._grow()
            for at, need in enumerate(self.needs):
                self._table[kind, at] = self._finds(offer, need)
        return kind

    def guest_kind(self, need: Need) -> int:
        """The number of the guest's kind."""
        key = self._guest(need)
        kind = self.guests.get(key)
        if kind is None:
            kind = self.guests[key] = len(self.needs)
            self.needs.append(need)
            self._grow()
            for at, offer in enumerate(self.offers):
                self._table[at, kind] = self._finds(offer, need)
        return kind

    def _grow(self) -> None:
        rows, columns = self._table.shape
        while rows < len(self.offers):
            rows *= 2
        while columns < len(self.needs):
            columns *= 2
        if (rows, columns) != self._table.shape:
            larger = np.zeros((rows, columns), np.int32)
            larger[: self._table.shape[0], : self._table.shape[1]] = self._table
            self._table = larger
