"""From when on something is not well: data/health.yaml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.matching.edited import read_model


class HealthLimits(BaseModel):
    """The limits; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    oldest_update_minutes: float = Field(gt=0, le=1440)
    oldest_message_minutes: float = Field(gt=0, le=1440)
    telegram_silent_minutes: float = Field(ge=2, le=1440)
    stuck_seconds: float = Field(ge=10, le=3600)
    job_missed_runs: int = Field(ge=1, le=10)
    job_grace_minutes: float = Field(ge=1, le=1440)
    job_fails_minutes: float = Field(ge=1, le=1440)
    answer_seconds: float = Field(gt=0, le=60)

    @classmethod
    def load(cls, path: Path) -> HealthLimits:
        """Reads the file; raises WrongEdit with the line and what to change."""
        return read_model(path, cls)

    def late_after(self, every_seconds: int) -> dt.timedelta:
        """How long a job may go without success that runs every so many seconds."""
        return dt.timedelta(seconds=every_seconds * self.job_missed_runs, minutes=self.job_grace_minutes)
