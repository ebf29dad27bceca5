"""How long what is kept of people is kept (data/retention.yaml), and when whom of them is told before it goes."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.casework.endings import CASE_ENDED
from bot.casework.exclusions import EXCLUDED
from bot.casework.standing import WITHDRAWN
from bot.casework.way_in import ENDED, Way
from bot.matching.edited import read_model

Days = Annotated[int, Field(ge=1, le=3650)]


class Told(enum.StrEnum):
    """What a person told, by where it stands; they are warned before it goes."""

    UNFINISHED = "unfinished"
    UNMATCHED = "unmatched"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    STAYED = "stayed"


class Record(enum.StrEnum):
    """What else is kept; it goes without a warning."""

    STAY_WORDS = "stay_words"
    MATCH_WORDS = "match_words"
    NOTES = "notes"
    TASKS = "tasks"
    ACCESS_LOG = "access_log"
    ALERTS = "alerts"
    DUTIES = "duties"
    CONSENT_PROOF = "consent_proof"
    HANDLED_UPDATES = "handled_updates"
    UPDATES_ASIDE = "updates_aside"
    SENT_MESSAGES = "sent_messages"


AT_WORK: Final = frozenset({Way.SPOKEN, Way.VISITED})
"""A coordinator has begun the way in and not finished it."""

_OFFERED_AGAIN, _COUNTED_ANEW = 2, 6
"""For how many days Telegram may offer an update again, and after how many its numbers may begin anew."""


class Period(BaseModel):
    """How long one kind is kept, and how many days before its end the person is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: Days
    warn_days: Days

    @model_validator(mode="after")
    def _warns_within(self) -> Self:
        if self.warn_days >= self.days:
            raise PydanticCustomError(
                "warn_days", "a warning after {warn} days or more would come too late", {"warn": self.days}
            )
        return self


class Retention(BaseModel):
    """The times; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: dict[Told, Period]
    records: dict[Record, Days]
    batch: int = Field(ge=1, le=10_000)

    @model_validator(mode="after")
    def _every_kind_is_there(self) -> Self:
        for field, kinds, known in (("people", self.people, Told), ("records", self.records, Record)):
            missing = [kind.value for kind in known if kind not in kinds]
            if missing:
                told = {"missing": ", ".join(missing), "at": (field,)}
                raise PydanticCustomError("kinds", "these are missing: {missing}", told)
        if not _OFFERED_AGAIN <= self.records[Record.HANDLED_UPDATES] <= _COUNTED_ANEW:
            where = ("records", Record.HANDLED_UPDATES.value)
            raise PydanticCustomError("updates", "it must be from 2 to 6 days", {"at": where})
        return self

    @classmethod
    def load(cls, path: Path) -> Retention:
        """Reads the file; raises WrongEdit with the line and what to change."""
        return read_model(path, cls)

    def lasts(self, record: Record) -> dt.timedelta:
        """How long a record is kept."""
        return dt.timedelta(days=self.records[record])

    @property
    def unfinished_days(self) -> int:
        """After how many days without a word an unfinished interview is erased."""
        return self.people[Told.UNFINISHED].days


def kind_of(state: str, way: str, *, confirmed: bool) -> Told:
    """What kind a case is."""
    if not confirmed:
        return Told.UNFINISHED
    if state == WITHDRAWN:
        return Told.WITHDRAWN
    if state == CASE_ENDED:
        return Told.STAYED
    if state == EXCLUDED or way in ENDED:
        return Told.DECLINED
    return Told.UNMATCHED


Step = Literal["nothing", "tell", "erase", "forget_warning", "held_up"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of something that a person told. Days are days in Helsinki."""

    kind: Told
    since: dt.datetime
    """The last sign of life, or the end after which it is kept for a while."""
    since_on: dt.date
    warned_at: dt.datetime | None
    goes_on: dt.date | None
    """The day that they were told; None where only the coordinator was."""
    can_be_told: bool
    """By a message or a call."""
    waits_for_call: bool
    """The call that tells them is not made yet."""
    busy: bool
    """A match runs, somebody talks with the person, or a call for safety is open."""
    at_work: bool
    """The way in was begun and is not finished."""


def next_step(kept: Kept, today: dt.date, period: Period) -> Step:
    """What is to be done today. Nobody who can be told is erased before the day that they were told."""
    due = kept.since_on + dt.timedelta(days=period.days)
    if kept.busy:
        return "nothing"
    if kept.warned_at is not None and kept.since > kept.warned_at:
        return "forget_warning"
    if kept.at_work:
        return "held_up" if today >= due and kept.warned_at is None else "nothing"
    if not kept.can_be_told:
        return "erase" if today >= due else "nothing"
    if kept.goes_on is None:
        return "tell" if today >= due - dt.timedelta(days=period.warn_days) else "nothing"
    return "erase" if today >= kept.goes_on and not kept.waits_for_call else "nothing"


def goes_on(kept: Kept, today: dt.date, period: Period) -> dt.date:
    """The day to tell somebody now: never sooner than after the days of a warning."""
    return max(kept.since_on + dt.timedelta(days=period.days), today + dt.timedelta(days=period.warn_days))
