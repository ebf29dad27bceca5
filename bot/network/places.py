"""Finds municipalities and regions by what people type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from bot.network.municipalities import Municipalities
from bot.network.place_file import PlaceNames, read_place_names
from bot.network.place_index import NOBODY, Named, PlaceIndex
from conversations.reading import fold, folded_words, name_key
from conversations.world import Found

MOST = 5
"""Places offered to choose from."""
LONGEST = 120
"""Characters that may name a place; more is a story."""

_NOTHING = Found((), sure=False)
_PART = re.compile(r"[,;/()\n|]+")
_POSTCODE = re.compile(r"\b(?:fi-?|fin-)?\d{5}\b")


def _keys(*lines: str) -> frozenset[str]:
    return frozenset(map(name_key, folded_words(*lines)))


_BESIDE = _keys(
    "asun asumme asuu olen kotini koti on kunta kunnassa kaupunki kaupungissa keskusta keskustassa suomi suomessa maa",
    "täällä haluan haluaisin muuttaa mieluiten vain",
    "i på jag vi bor centrum stad staden kommun kommunen finland uti från till gärna helst vill bo",
    "in at from to live lives living we am the city of town municipality downtown centre center prefer preferably fi",
    "fin my home is",
)
"""Words around a name that do not change which place is meant."""
_LOOSE = _keys(
    "lähellä lähelle seutu seudulla seudulle seutua alue alueella alueelle ympäristö ympäristössä tai ei en paitsi",
    "ulkopuolella nära kring runt omkring trakten regionen området eller inte utom utanför",
    "near around close nearby area region surroundings or not except but outside",
)
"""Words that make a name a hint only: what is found is offered, never taken."""


class Places:
    """Search by name, in any language and spelling; implements `conversations.world.Places`."""

    def __init__(self, municipalities: Municipalities, names: PlaceNames) -> None:
        self.municipalities = municipalities
        self._usual = names.usual
        official = [(name, one.code) for one in municipalities for name in (one.name_fi, one.name_sv)]
        regions = [
            (name, code)
            for code, region in municipalities.all_regions.items()
            for name in (region.name_fi, region.name_sv, region.name_en)
        ]
        self._towns = PlaceIndex(official, names.municipalities, names.well_known)
        self._regions = PlaceIndex(regions, names.regions)
        self._areas_too = PlaceIndex([*regions, *official], [*names.regions, *names.municipalities], names.well_known)
        self._several = PlaceIndex([(name, " ".join(codes)) for name, codes in names.areas], ())

    @classmethod
    def load(cls, data: Path) -> Self:
        """Reads the municipalities, regions and aliases in the folder; raises WrongEdit with file and line."""
        municipalities = Municipalities.load(data)
        return cls(municipalities, read_place_names(data / "place_aliases.yaml", municipalities))

    def find(self, typed: str) -> Found:
        """Municipalities that the typed name may mean, the likeliest first, at most five.

        Sure is only what is named exactly, in any spelling, or with a case ending that can be nothing else. A slip of
        the fingers, a beginning, a region and a word such as "near" give places to choose from.
        """
        found = self._search(typed, self._towns)
        if found.sure:
            return found
        key = name_key(typed)
        regions, _sure = self._regions.exact(key)
        towns = [town for region in regions or self._regions.inflected(key)[0] for town in self._towns_of(region)]
        return _choice([*self._towns.exact(key)[0], *towns]) if towns else found

    def find_area(self, typed: str) -> Found:
        """As `find`, but regions ("region:01") count too."""
        return self._search(typed, self._areas_too)

    def usual(self) -> Sequence[str]:
        """Municipality codes worth a button of their own, the most wished first."""
        return self._usual

    def regions(self) -> Sequence[str]:
        """All region codes, in the order in which they are shown."""
        return tuple(self.municipalities.all_regions)

    def knows(self, code: str) -> bool:
        """Whether there is a municipality or region with this code."""
        return self.municipalities.knows(code)

    def _search(self, typed: str, index: PlaceIndex) -> Found:
        if len(typed) > LONGEST:
            return _NOTHING
        parts = [key for part in _PART.split(_POSTCODE.sub(" ", fold(typed))) if (key := name_key(part))]
        whole, sure = index.exact(name_key(typed))
        if whole:
            return Found(tuple(whole[:MOST]), sure)
        telling = [key for key in parts if any(word not in _BESIDE for word in key.split())] or parts[:1]
        found = [self._part(key, index) for key in telling[:MOST]]
        if not found:
            return _NOTHING
        common = [code for code in found[0].codes if all(code in other.codes for other in found)]
        named = all(one.sure or len(one.codes) > 1 for one in found) and len(telling) == len(found)
        if len(common) == 1 and named and any(one.sure for one in found):
            return Found((common[0],), sure=True)
        return _choice([*common, *(code for one in found for code in one.codes)])

    def _part(self, key: str, index: PlaceIndex) -> Found:
        """One name, perhaps with words around it."""
        if together := self._together(key):
            return _choice(together)
        words = key.split()
        loose = any(word in _LOOSE for word in words)
        core = [word for word in words if word not in _BESIDE and word not in _LOOSE] or words
        codes, sure = NOBODY if loose else self._one_name(words, index)
        if not codes:
            codes, sure = self._name(core, index)
        if codes:
            return Found(tuple(codes[:MOST]), sure=sure and not loose)
        within = self._within(core, index)
        return _choice(within if within or loose else self._near(" ".join(core), index))

    def _together(self, key: str) -> Sequence[str]:
        """Municipalities of an area such as "pk-seutu"."""
        codes = self._several.exact(key)[0] or self._several.inflected(key)[0]
        return codes[0].split() if codes else ()

    def _name(self, words: Sequence[str], index: PlaceIndex) -> Named:
        """One name, or a district beside its town: "Kotka Karhula"."""
        codes, sure = self._one_name(words, index)
        if codes or not 1 < len(words) < 5:
            return codes, sure
        for cut in range(1, len(words)):
            first, first_sure = self._one_name(words[:cut], index)
            second, second_sure = self._one_name(words[cut:], index)
            common = [code for code in first if code in second]
            if len(common) == 1 and (first_sure or second_sure):
                return common, True
        return NOBODY

    def _one_name(self, words: Sequence[str], index: PlaceIndex) -> Named:
        key = " ".join(words)
        for codes, sure in (index.exact(key), (self._together(key), False), index.inflected(key)):
            if codes:
                return codes, sure
        return NOBODY

    def _within(self, words: Sequence[str], index: PlaceIndex) -> list[str]:
        """Places named among other words: offered, since the other words may change the meaning."""
        spans = [words[a : a + 2] for a in range(len(words) - 1)] + [[word] for word in words if len(word) > 2]
        return [
            code for span in spans for code in (index.exact(" ".join(span))[0] or index.inflected(" ".join(span))[0])
        ]

    def _near(self, key: str, index: PlaceIndex) -> list[str]:
        if len(key) < 3:
            return []
        further = index.slipped(key, most=2) if len(key) > 6 else []
        return [*index.slipped(key, most=1), *index.beginning(key), *further]

    def _towns_of(self, region: str) -> list[str]:
        """The town at the centre of a region, and the usual ones there."""
        centre = self.municipalities.named(self.municipalities.all_regions[region].centre)
        usual = [code for code in self._usual if self.municipalities.region_of(code) == region]
        return [*([centre] if centre else []), *usual]


def _choice(codes: Iterable[str]) -> Found:
    return Found(tuple(dict.fromkeys(codes))[:MOST], sure=False)
