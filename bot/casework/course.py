"""The times of data/casework.yaml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.matching.edited import read_model

Days = Annotated[int, Field(ge=1, le=365)]
StageTimer = Literal["taken", "answer", "ask_other", "introduce", "meeting", "plan", "move_in", "reflect"]
"""The timers of `bot.casework.stages`: a match that stands at a stage too long."""


class Course(BaseModel):
    """How long things may take, and when people are asked; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage_days: dict[StageTimer, Days]
    silent_days: Days
    meeting_times: int = Field(ge=1, le=5)
    meeting_hours: tuple[Annotated[int, Field(ge=1, le=168)], ...]
    meeting_from: int = Field(ge=0, le=23)
    meeting_to: int = Field(ge=0, le=23)
    meeting_minutes: int = Field(ge=15, le=480)
    follow_up_days: tuple[Days, ...]
    follow_up_every: Days
    follow_up_hour: int = Field(ge=8, le=20)
    trial_days: Days
    next_home_weeks: int = Field(ge=1, le=26)
    hold_days: Days
    hold_call_days: Days
    pause_days: tuple[Days, ...]
    talk_minutes: int = Field(ge=5, le=1440)
    roster_weeks: int = Field(ge=1, le=26)
    away_lengths: tuple[Days, ...]
    task_days: Days
    task_due: tuple[Annotated[int, Field(ge=0, le=365)], ...]
    hand_over_days: Days
    later_days: tuple[Days, ...]
    without_visit: tuple[str, ...]
    vanish_hours: tuple[Annotated[int, Field(ge=1, le=47)], ...]
    vanish_default: int = Field(ge=0, le=47)
    vanish_groups: dict[str, Annotated[int, Field(ge=0, le=47)]]
    exclusions: Literal["yes", "no"]
    exclusion_months: int = Field(ge=1, le=120)

    @classmethod
    def load(cls, path: Path) -> Course:
        """Reads the file; raises WrongEdit with the line and what to change."""
        return read_model(path, cls)

    def months_of_exclusion(self) -> int:
        """For how many months somebody may be excluded; 0 where that is off."""
        return self.exclusion_months if self.exclusions == "yes" else 0

    def stage_lasts(self, timer: StageTimer) -> dt.timedelta:
        """How long a match may stand at the stage of this timer."""
        return dt.timedelta(days=self.stage_days[timer])
