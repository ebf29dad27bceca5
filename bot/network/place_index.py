"""Names of places by their folded form, looked up exactly, with a case ending, by their beginning, or with a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.network.inflection import endings_cut, stems
from conversations.reading import name_key

Named = tuple[Sequence[str], bool]
"""Codes, and whether nothing else can be meant."""

NOBODY: Named = ((), False)


class PlaceIndex:
    """Codes by name; a name may have several. Of two equally good, the one given first comes first."""

    def __init__(
        self, official: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]], well_known: Iterable[str] = ()
    ) -> None:
        by_key: dict[str, list[str]] = defaultdict(list)
        given = list(official)
        official_keys = [name_key(name) for name, _code in given]
        for name, code in (*given, *others):
            if code not in by_key[key := name_key(name)]:
                by_key[key].append(code)
        self._by_key: Mapping[str, Sequence[str]] = dict(by_key)
        self._joined = {key.replace(" ", ""): key for key in by_key}
        self._by_stem = _by_stem(by_key)
        self._keys = list(by_key)
        self._long_keys = [key for key in by_key if len(key) > 3]
        self._official = list(dict.fromkeys(official_keys))
        self._stands_alone = frozenset((*official_keys, *map(name_key, well_known)))

    def exact(self, key: str) -> Named:
        """Places that have just this name, also where it is cut apart or joined ("Hämeen linna").

        A district or an old name that is one slip away from an official name may be a slip: then both are offered,
        unless it is well known by itself.
        """
        known = key if key in self._by_key else self._joined.get(key.replace(" ", ""))
        if known is None:
            return NOBODY
        codes = self._by_key[known]
        if known not in self._stands_alone:
            codes = _merged(codes, self._slipped(known, 1, self._official))
        return codes, len(codes) == 1

    def inflected(self, key: str) -> Named:
        """Places whose name bears a case ending here; certain only where no other name is one slip away."""
        codes = self._cut(key, short=False) or self._cut(key, short=True)
        if not codes:
            return NOBODY
        everybody = _merged(codes, self.slipped(key, most=1))
        return everybody, len(everybody) == 1

    def beginning(self, key: str) -> list[str]:
        """Places whose name begins so, the shortest names first."""
        longer = sorted((known for known in self._keys if known.startswith(key)), key=len)
        return _merged(*(self._by_key[known] for known in longer))

    def slipped(self, key: str, most: int) -> list[str]:
        """Places whose name is at most so many slips (Damerau) away, the nearest first; not for "Ii" and "Roi"."""
        return self._slipped(key, most, self._long_keys)

    def _slipped(self, key: str, most: int, among: Sequence[str]) -> list[str]:
        near = process.extract(key, among, scorer=OSA.distance, score_cutoff=most, limit=20)
        ranked = sorted(near, key=lambda found: (found[1], found[2]))
        return _merged(*(self._by_key[known] for known, _distance, _at in ranked))

    def _cut(self, key: str, *, short: bool) -> list[str]:
        return _merged(*(self._by_stem.get(stem, ()) for stem in endings_cut(key, short=short)))


def _merged(*lists: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(code for codes in lists for code in codes))


def _by_stem(by_key: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, codes in by_key.items():
        for stem in stems(key):
            found[stem] += [code for code in codes if code not in found[stem]]
    return dict(found)
