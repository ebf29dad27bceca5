"""The figures of matching that people may change, and the table of pair safety."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.matching.edited import read_model
from bot.matching.safety import PairSafety
from conversations.lengths import Length, Shortest

Days = Annotated[int, Field(ge=1, le=3650)]
Kilometres = Annotated[int, Field(ge=0, le=1500)]
Points = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class Table(BaseModel):
    """Read from a file, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Table):
    """At least and at most how many days; without an end where `most` is left out."""

    least: Days
    most: Days | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.most is not None and self.most < self.least:
            raise ValueError("“most” is less than “least”")
        return self


class Lengths(Table):
    """What the answers to "for how long" mean in days."""

    weeks: Span
    months: Span
    process: Span
    open: Span

    def __getitem__(self, length: Length) -> Span:
        return {"weeks": self.weeks, "months": self.months, "process": self.process, "open": self.open}[length]


class Shortests(Table):
    """What the answers to "the shortest stay that helps" mean in days."""

    weekend: Days
    weeks: Days
    month: Days
    months: Days

    def __getitem__(self, shortest: Shortest) -> int:
        days = {"weekend": self.weekend, "weeks": self.weeks, "month": self.month, "months": self.months}
        return days[shortest]


class Near(Table):
    """How far a home may be from what must stay near."""

    fits_km: Kilometres
    check_km: Kilometres

    @model_validator(mode="after")
    def _checks_what_does_not_fit(self) -> Self:
        if self.check_km < self.fits_km:
            raise ValueError("“check_km” is less than “fits_km”")
        return self


class Language(Table):
    """Points for the best language that both speak."""

    best: Points
    step: Points
    least: Points


class Order(Table):
    """What moves a suggestion up or down: points."""

    check: Points
    language: Language
    km: Points
    week: Points
    most_weeks: Annotated[int, Field(ge=0, le=520)]


class Figures(Table):
    """data/matching.yaml."""

    suggestions_per_case: Annotated[int, Field(ge=1, le=50)]
    lengths: Lengths
    shortest: Shortests
    later_start_days: Annotated[int, Field(ge=0, le=730)]
    neighbour_km: Kilometres
    near: Near
    order: Order


@dataclass(frozen=True, slots=True)
class Tables:
    """Both files."""

    figures: Figures
    safety: PairSafety

    @classmethod
    def load(cls, data: Path) -> Self:
        """Reads matching.yaml and pair_safety.yaml in the folder; raises WrongEdit with file and line."""
        return cls(read_model(data / "matching.yaml", Figures), read_model(data / "pair_safety.yaml", PairSafety))
