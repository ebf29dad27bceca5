"""The figures of a group's weekly picture: counts only, so nobody can be known by them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, model_validator

from conversations.text import Lines, Paragraph, Value, Verbatim, _, n_

WEEKS_AHEAD = 8
"""How many weeks ahead homes are counted."""

WAITING_WEEKS: tuple[tuple[int, int | None], ...] = ((0, 1), (2, 3), (4, 7), (8, 12), (13, 25), (26, None))
"""The waiting times that are told apart, in whole weeks, both ends counted; the last one has no end."""

LONG_WAIT = 13
"""Weeks from which a wait is long."""


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


def homes_by_week(open_from: list[dt.date], week_begins: dt.date) -> tuple[int, ...]:
    """How many homes are open in each of the WEEKS_AHEAD weeks, from the day on which each one is free."""
    last_days = [week_begins + dt.timedelta(days=7 * ahead + 6) for ahead in range(WEEKS_AHEAD)]
    return tuple(sum(1 for day in open_from if day <= last_day) for last_day in last_days)


def in_words(figures: WeekFigures) -> tuple[Paragraph, ...]:
    """What the picture shows, for those who do not see it."""
    week = figures.week_begins.isocalendar().week
    stays: list[Value] = [n_("{n} stay is running", "{n} stays are running").of(n=figures.stays)]
    if figures.stays:
        ending = n_("{n} of them ends within eight weeks", "{n} of them end within eight weeks")
        stays.append(ending.of(n=figures.ending_soon))
    longest = sum(
        count for count, (first, _last) in zip(figures.waiting, WAITING_WEEKS, strict=True) if first >= LONG_WAIT
    )
    return (
        _("<b>{group}</b>: week {week}").of(group=Verbatim(figures.group_name), week=str(week)),
        Lines(
            (
                n_("{n} guest waits for a home", "{n} guests wait for a home").of(n=figures.guests_waiting),
                n_("{n} of them for a quarter of a year or more", "{n} of them for a quarter of a year or more").of(
                    n=longest
                ),
                n_("{n} home is open this week", "{n} homes are open this week").of(n=figures.homes[0]),
                n_("{n} home is open in seven weeks", "{n} homes are open in seven weeks").of(n=figures.homes[-1]),
                *stays,
            )
        ),
    )
