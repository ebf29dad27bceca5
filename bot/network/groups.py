"""The network's groups, and which of them a place belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from bot.network.group_file import LocalGroup, Partner, read_groups
from bot.network.municipalities import REGION, Municipalities

__all__ = ["LocalGroup", "LocalGroups", "Partner"]


class LocalGroups:
    """All groups: one national, which covers what no other covers, and the local ones."""

    def __init__(self, national: LocalGroup, local: tuple[LocalGroup, ...], municipalities: Municipalities) -> None:
        self.national = national
        self.local = local
        self._municipalities = municipalities
        self._by_slug = {group.slug: group for group in self.all}
        self._covering = {code: group for group in local for code in group.covers}
        self._near = {code: group for group in local for code in group.nearest_for}

    @classmethod
    def load(cls, path: Path, municipalities: Municipalities) -> Self:
        """Reads data/local_groups.yaml; raises WrongEdit with its line and what to change."""
        return cls(*read_groups(path, municipalities), municipalities)

    @property
    def all(self) -> tuple[LocalGroup, ...]:
        """Every group, the national one first, the others as in the file."""
        return (self.national, *self.local)

    def by_slug(self, slug: str) -> LocalGroup:
        """The group of this short name; raises KeyError."""
        return self._by_slug[slug]

    def covering(self, municipality: str) -> LocalGroup:
        """The local group of a municipality, the national one where there is none; raises KeyError if unknown."""
        code = self._municipalities[municipality].code
        return self._covering.get(code, self.national)

    def covering_area(self, code: str) -> LocalGroup:
        """The group of a municipality or a region ("region:01"); raises KeyError if unknown.

        A region belongs to the group that covers the town at its centre, where most of its people live.
        """
        if not code.startswith(REGION):
            return self.covering(code)
        centre = self._municipalities.named(self._municipalities.all_regions[code].centre)
        return self.national if centre is None else self.covering(centre)

    def nearest(self, municipality: str) -> LocalGroup:
        """The local group to turn to from a municipality; raises KeyError if unknown.

        The covering one; else the one that the data names; else the one with the nearest covered municipality.
        The national group only where there is no local group at all.
        """
        code = self._municipalities[municipality].code
        return self._covering.get(code) or self._near.get(code) or self._closest(code)

    def offered(self, municipality: str) -> tuple[LocalGroup, ...]:
        """Groups among which a person there may pick: the covering or nearest, others near, the national one last."""
        near = self._near.get(municipality)
        wanted = (self.nearest(municipality), *([near] if near else []), self.national)
        return tuple({group.slug: group for group in wanted}.values())

    def _closest(self, code: str) -> LocalGroup:
        def distance(group: LocalGroup) -> float:
            return min(self._municipalities.distance_km(code, covered) for covered in group.covers)

        return min((group for group in self.local if group.covers), key=distance, default=self.national)
