"""How urgent each kind of alert is, and the other times of data/alert_policy.yaml."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.casework.alert_kinds import Kind
from bot.matching.edited import read_model


class Level(enum.StrEnum):
    """How urgent an alert is."""

    RED = "red"
    """At once and with a sound, at any hour."""
    ORANGE = "orange"
    """In waking hours; at night it waits for the morning."""
    BLUE = "blue"
    """In the digest of the next morning."""


class Urgency(BaseModel):
    """How urgent a kind of alert is, and what comes of it while nobody takes it; 0 hours: nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Level
    again_hours: float = Field(default=0, ge=0, le=336)
    national_hours: float = Field(default=0, ge=0, le=672)


class Policy(BaseModel):
    """When alerts are shown, and how long links work; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quiet_from: int = Field(ge=0, le=23)
    quiet_to: int = Field(ge=0, le=23)
    kinds: dict[Kind, Urgency]
    burst: int = Field(ge=1, le=50)
    burst_minutes: int = Field(ge=1, le=1440)
    picture_at: dt.time
    details_minutes: int = Field(ge=1, le=60)
    member_seconds: int = Field(ge=0, le=60)
    bind_minutes: int = Field(ge=1, le=60)
    invite_hours: int = Field(ge=1, le=336)
    confirm_days: int = Field(ge=2, le=60)
    answer_days: int = Field(ge=1, le=60)
    ask_minutes: int = Field(ge=1, le=1440)
    reask_seconds: int = Field(ge=0, le=3600)

    @model_validator(mode="after")
    def _every_kind_is_there(self) -> Self:
        missing = [kind.value for kind in Kind if kind not in self.kinds]
        if missing:
            told = {"missing": ", ".join(missing), "at": ("kinds",)}
            raise PydanticCustomError("kinds", "these are missing: {missing}", told)
        if self.kinds[Kind.UNSAFE].level is not Level.RED:
            where = ("kinds", Kind.UNSAFE.value, "level")
            raise PydanticCustomError("kinds", "somebody who does not feel safe is always red", {"at": where})
        return self

    @classmethod
    def load(cls, path: Path) -> Policy:
        """Reads the file; raises WrongEdit with the line and what to change."""
        return read_model(path, cls)

    @property
    def has_night(self) -> bool:
        """Whether there are quiet hours at all. Without a night there is no morning, and all is shown at once."""
        return self.quiet_from != self.quiet_to

    def quiet(self, now: dt.datetime, timezone: ZoneInfo) -> bool:
        """Whether a message should come without a sound at this moment."""
        hour = now.astimezone(timezone).hour
        if self.quiet_from > self.quiet_to:
            return hour >= self.quiet_from or hour < self.quiet_to
        return self.quiet_from <= hour < self.quiet_to

    def morning(self, now: dt.datetime, timezone: ZoneInfo) -> dt.datetime:
        """The last end of the quiet hours, now or before."""
        today = now.astimezone(timezone).date()
        begins = self._ends(today, timezone)
        return begins if begins <= now else self._ends(today - dt.timedelta(days=1), timezone)

    def next_morning(self, now: dt.datetime, timezone: ZoneInfo) -> dt.datetime:
        """The next end of the quiet hours, after now."""
        today = now.astimezone(timezone).date()
        begins = self._ends(today, timezone)
        return begins if begins > now else self._ends(today + dt.timedelta(days=1), timezone)

    def waits(self, level: Level, now: dt.datetime, timezone: ZoneInfo) -> bool:
        """Whether an alert of this level is not shown by itself at this moment: blue never is, orange not at night."""
        return level is Level.BLUE or (level is Level.ORANGE and self.quiet(now, timezone))

    def without_night(self) -> Self:
        """The same policy without quiet hours: everything is shown at once."""
        return self.model_copy(update={"quiet_from": 0, "quiet_to": 0})

    def shows_at(self, kind: Kind, now: dt.datetime, timezone: ZoneInfo) -> dt.datetime | None:
        """Before when an alert of this kind that is raised now is not shown; None: it is shown at once."""
        waits = self.has_night and self.waits(self.kinds[kind].level, now, timezone)
        return self.next_morning(now, timezone) if waits else None

    def _ends(self, day: dt.date, timezone: ZoneInfo) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(self.quiet_to), timezone).astimezone(dt.UTC)
