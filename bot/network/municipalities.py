"""The municipalities and regions of Finland: codes, names, points."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.network.edits import WrongEdit
from conversations.reading import name_key

REGION = "region:"
EARTH_RADIUS_KM = 6371.0088


class Municipality(BaseModel):
    """A municipality of 2026; the point is its centre, good to a few kilometres only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^\d{3}$")
    name_fi: str = Field(min_length=2)
    name_sv: str = Field(min_length=2)
    sv_rare: Literal["", "yes"]
    """Whether the Swedish name is official, but hardly used."""
    languages: Literal["fi", "sv", "fi sv", "sv fi"]
    """The official languages, the majority's first."""
    region: str = Field(pattern=r"^\d{2}$")
    lat: float = Field(ge=59, le=71)
    lon: float = Field(ge=19, le=32)


class Region(BaseModel):
    """A region (maakunta, landskap) and the town at its centre."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^\d{2}$")
    name_fi: str = Field(min_length=2)
    name_sv: str = Field(min_length=2)
    name_en: str = Field(min_length=2)
    centre: str


Row = TypeVar("Row", Municipality, Region)


class Municipalities:
    """All municipalities by code ("091") and all regions by theirs ("region:01")."""

    def __init__(self, municipalities: Sequence[Municipality], regions: Sequence[Region]) -> None:
        self._municipalities = {one.code: one for one in municipalities}
        self._regions = {REGION + one.code: one for one in regions}
        self._by_name = {name_key(name): one.code for one in municipalities for name in (one.name_sv, one.name_fi)}

    @classmethod
    def load(cls, data: Path) -> Self:
        """Reads municipalities.csv and regions.csv in the folder; raises WrongEdit with file and line."""
        regions = list(_rows(data / "regions.csv", Region))
        loaded = cls(list(_rows(data / "municipalities.csv", Municipality)), regions)
        loaded._check(data)
        return loaded

    def _check(self, data: Path) -> None:
        for line, region in enumerate(self._regions.values(), start=2):
            if self.named(region.centre) is None:
                raise WrongEdit(data / "regions.csv", line, f"There is no municipality “{region.centre}”.")
        for line, one in enumerate(self._municipalities.values(), start=2):
            if REGION + one.region not in self._regions:
                raise WrongEdit(data / "municipalities.csv", line, f"There is no region {one.region}.")

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self._municipalities.values())

    def __len__(self) -> int:
        return len(self._municipalities)

    def __getitem__(self, code: str) -> Municipality:
        return self._municipalities[code]

    @property
    def all_regions(self) -> Mapping[str, Region]:
        """Regions by code ("region:01")."""
        return self._regions

    def knows(self, code: str) -> bool:
        """Whether there is a municipality or region with this code."""
        return code in self._municipalities or code in self._regions

    def named(self, name: str) -> str | None:
        """The code of the municipality with exactly this official Finnish or Swedish name."""
        return self._by_name.get(name_key(name))

    def name(self, code: str, language: str) -> str:
        """The name of a municipality or region for readers of fi, sv or en; raises KeyError for an unknown code.

        A Swedish name that is hardly used stands behind the Finnish one: "Akaa (Ackas)". Where Swedish is the
        only official language, readers of English see the name on the road signs: Mariehamn.
        """
        if code in self._regions:
            region = self._regions[code]
            return {"sv": region.name_sv, "en": region.name_en}.get(language, region.name_fi)
        one = self._municipalities[code]
        if language == "sv":
            return f"{one.name_fi} ({one.name_sv})" if one.sv_rare else one.name_sv
        return one.name_sv if language == "en" and one.languages == "sv" else one.name_fi

    def region_of(self, code: str) -> str:
        """The region ("region:01") of a municipality; raises KeyError for an unknown code."""
        return REGION + self._municipalities[code].region

    def municipalities_in(self, region: str) -> tuple[str, ...]:
        """The codes of a region's municipalities; raises KeyError for an unknown region."""
        wanted = self._regions[region].code
        return tuple(one.code for one in self if one.region == wanted)

    def distance_km(self, a: str, b: str) -> float:
        """Great-circle distance between two centres, good to a few kilometres; raises KeyError."""
        here, there = self._municipalities[a], self._municipalities[b]
        north, east = radians(there.lat - here.lat), radians(there.lon - here.lon)
        chord = sin(north / 2) ** 2 + cos(radians(here.lat)) * cos(radians(there.lat)) * sin(east / 2) ** 2
        return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def _rows(path: Path, model: type[Row]) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise WrongEdit(path, 1, "The file is missing.") from None
    seen: set[str] = set()
    for row in (reader := csv.DictReader(lines, strict=True)):
        try:
            read = model.model_validate(row)
        except ValidationError as wrong:
            first = wrong.errors(include_input=False, include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise WrongEdit(path, reader.line_num, f"Field “{field}”: {first['msg']}.") from None
        if read.code in seen:
            raise WrongEdit(path, reader.line_num, f"The code {read.code} stands here a second time.")
        seen.add(read.code)
        yield read
