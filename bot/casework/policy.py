"""The times of data/alert_policy.yaml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.network.edits import WrongEdit, read_yaml


class Policy(BaseModel):
    """When alerts make a sound, and how long links work; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quiet_from: int = Field(ge=0, le=23)
    quiet_to: int = Field(ge=0, le=23)
    details_minutes: int = Field(ge=1, le=60)
    member_seconds: int = Field(ge=0, le=60)
    bind_minutes: int = Field(ge=1, le=60)
    invite_hours: int = Field(ge=1, le=336)
    confirm_days: int = Field(ge=2, le=60)
    answer_days: int = Field(ge=1, le=60)
    unfinished_days: int = Field(ge=2, le=365)
    ask_minutes: int = Field(ge=1, le=1440)
    reask_seconds: int = Field(ge=0, le=3600)

    @classmethod
    def load(cls, path: Path) -> Policy:
        """Reads the file; raises WrongEdit with the line and what to change."""
        fields = read_yaml(path).fields()
        try:
            return cls.model_validate({name: entry.text() for name, entry in fields.items()})
        except ValidationError as wrong:
            error = wrong.errors(include_url=False, include_input=False)[0]
            name = str(error["loc"][0])
            line = fields[name].line if name in fields else 1
            raise WrongEdit(path, line, f"“{name}”: {error['msg']}.") from None

    def quiet(self, now: dt.datetime, timezone: ZoneInfo) -> bool:
        """Whether a message should come without a sound at this moment."""
        hour = now.astimezone(timezone).hour
        if self.quiet_from > self.quiet_to:
            return hour >= self.quiet_from or hour < self.quiet_to
        return self.quiet_from <= hour < self.quiet_to
