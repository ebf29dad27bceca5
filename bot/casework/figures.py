"""The figures of a group's weekly picture: counts only, so nobody can be known by them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, model_validator

WEEKS_AHEAD = 8
"""How many weeks ahead homes are counted."""

WAITING_WEEKS: tuple[tuple[int, int | None], ...] = ((0, 1), (2, 3), (4, 7), (8, 12), (13, 25), (26, None))
"""The waiting times that are told apart, in whole weeks, both ends counted; the last one has no end."""


class WeekFigures(BaseModel):
    """What a group looks at once a week."""

    model_config = ConfigDict(frozen=True)

    group_name: str = Field(min_length=1)
    week_begins: dt.date
    """The Monday of the week."""
    waiting: tuple[NonNegativeInt, ...]
    """Guests (parties) who wait, one count for each of WAITING_WEEKS."""
    homes: tuple[NonNegativeInt, ...]
    """Homes open for a new guest, one count for each of the WEEKS_AHEAD weeks from this one on."""
    stays: NonNegativeInt
    """Stays that are running."""
    ending_soon: NonNegativeInt = 0
    """Of these, the ones that end within WEEKS_AHEAD weeks."""

    @model_validator(mode="after")
    def _one_count_each(self) -> WeekFigures:
        if len(self.waiting) != len(WAITING_WEEKS) or len(self.homes) != WEEKS_AHEAD:
            raise ValueError("one count for each waiting time and each week ahead")
        if self.ending_soon > self.stays:
            raise ValueError("more stays end than there are")
        if self.week_begins.weekday() != 0:
            raise ValueError("a week begins on Monday")
        return self

    @property
    def guests_waiting(self) -> int:
        """All who wait."""
        return sum(self.waiting)


def by_waiting_weeks(days_waited: list[int]) -> tuple[int, ...]:
    """How many have waited how long, for WAITING_WEEKS, from the whole days that each has waited."""
    weeks = [max(0, days) // 7 for days in days_waited]
    return tuple(
        sum(1 for waited in weeks if waited >= first and (last is None or waited <= last))
        for first, last in WAITING_WEEKS
    )
