"""The figures of matching that people may change, and the table of pair safety."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.matching.edited import read_model
from bot.matching.safety import PairSafety
from conversations.lengths import Length, Shortest

Notice = Literal["days", "weeks", "month"]
Days = Annotated[int, Field(ge=1, le=3650)]
Kilometres = Annotated[int, Field(ge=0, le=1500)]


def thousandths(points: float) -> int:
    """Points as a whole number, in which sums come out the same in whatever order they are added."""
    return round(points * 1000)


def _in_thousandths(points: float) -> float:
    if abs(points * 1000 - thousandths(points)) > 1e-6:
        raise ValueError("at most three digits after the point")
    return points


Points = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False), AfterValidator(_in_thousandths)]


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
    length: Points
    spare: Points
    most_spare: Annotated[int, Field(ge=0, le=12)]
    notice: Points
    faded: Points


class Notices(Table):
    """What the answers to "how long before would you like to know" mean in days."""

    days: Days
    weeks: Days
    month: Days

    def __getitem__(self, notice: Notice) -> int:
        return {"days": self.days, "weeks": self.weeks, "month": self.month}[notice]


class Fading(Table):
    """How long an offer holds without the host saying so again, in days."""

    lower_days: Days
    gone_days: Days

    @model_validator(mode="after")
    def _goes_after_it_is_lower(self) -> Self:
        if self.gone_days < self.lower_days:
            raise ValueError("“gone_days” is less than “lower_days”")
        return self


class Changes(Table):
    """How far a change is looked for that would open a home for a guest who has none."""

    most_weeks: Annotated[int, Field(ge=1, le=52)]
    step_km: Annotated[int, Field(ge=1, le=100)]
    most_km: Kilometres


class Fair(Table):
    """How a rare home is held back, who is taken first, and how often one who waits may be overtaken meanwhile."""

    overtaken_most: Annotated[int, Field(ge=0, le=1000)]
    hold_days: Annotated[int, Field(ge=0, le=365)]
    large_from: Annotated[int, Field(ge=2, le=12)]
    scarce: Annotated[Points, Field(le=100)]


class Figures(Table):
    """data/matching.yaml."""

    suggestions_per_case: Annotated[int, Field(ge=1, le=50)]
    alert_points: Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
    """Coordinators are told of a suggestion from so many points on."""
    report_days: Annotated[int, Field(ge=1, le=366)]
    lengths: Lengths
    shortest: Shortests
    later_start_days: Annotated[int, Field(ge=0, le=730)]
    neighbour_km: Kilometres
    near: Near
    notice: Notices
    fading: Fading
    fair: Fair
    changes: Changes
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
