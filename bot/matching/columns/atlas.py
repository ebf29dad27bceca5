"""The map as columns: every municipality has a number, and what is no longer on the map has the last one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bot.matching.columns.numbers import CHECK, FITS, NO, UNSAID, Flags, Floats, Ints, Small
from bot.matching.outcomes import Places
from bot.matching.sides import Need
from bot.matching.tables import Figures
from conversations.questions.place import ANYWHERE


class Atlas:
    """Made once: the distances of all pairs of municipalities are asked of the map."""

    def __init__(self, places: Places) -> None:
        self.places = places
        codes = [town.code for town in places]
        self._number = {code: at for at, code in enumerate(codes)}
        self.nowhere = len(codes)
        """The number of what is not on the map."""
        self._km = np.zeros((len(codes), len(codes)))
        for at, code in enumerate(codes):
            for before in range(at):
                self._km[at, before] = self._km[before, at] = places.distance_km(code, codes[before])
        self._regions: dict[str, list[int]] = {}
        for at, code in enumerate(codes):
            self._regions.setdefault(places.region_of(code), []).append(at)

    def __len__(self) -> int:
        """How many numbers there are."""
        return self.nowhere + 1

    def number(self, code: str) -> int:
        """The number of a municipality."""
        return self._number.get(code, self.nowhere)

    def _towns(self, code: str) -> list[int]:
        """A municipality, or all of a region; nothing where it is not on the map."""
        return [self._number[code]] if code in self._number else self._regions.get(code, [])

    def away(self, wished: Iterable[str]) -> tuple[Flags, Floats, bool]:
        """For each municipality: whether it is wished, and the kilometres to the nearest that is (inf: none is known).

        Last, whether all that is wished is on the map.
        """
        found = [self._towns(code) for code in wished]
        named = np.zeros(len(self), dtype=np.bool_)
        km = np.full(len(self), np.inf)
        towns = [town for some in found for town in some]
        if towns:
            named[towns] = True
            km[: self.nowhere] = self._km[towns].min(axis=0)
        km[named] = 0.0
        return named, km, all(found)

    def place(self, wished: frozenset[str], figures: Figures) -> tuple[Small, Ints]:
        """What the rule `place` finds in each municipality, and the whole kilometres that count."""
        if ANYWHERE in wished:
            return np.full(len(self), FITS, np.int8), np.zeros(len(self), np.int32)
        named, km, known = self.away(wished)
        near_enough = km <= figures.neighbour_km
        outcome = np.where(named, FITS, np.where(near_enough | (not known), CHECK, NO)).astype(np.int8)
        outcome[self.nowhere] = CHECK
        whole = np.rint(np.where(np.isfinite(km), km, 0.0)).astype(np.int32)
        return outcome, whole

    def near(self, need: Need, figures: Figures) -> Small:
        """What the rule `near` finds in each municipality."""
        if need.near is False:
            return np.full(len(self), FITS, np.int8)
        if need.near is None or need.near_place is None:
            return np.full(len(self), UNSAID, np.int8)
        _named, km, known = self.away([need.near_place])
        if not known:
            return np.full(len(self), CHECK, np.int8)
        limits = figures.near
        outcome = np.where(km <= limits.fits_km, FITS, np.where(km <= limits.check_km, CHECK, NO)).astype(np.int8)
        outcome[self.nowhere] = CHECK
        return outcome
