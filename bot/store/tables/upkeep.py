"""What the bot knows of its own work."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import PUBLIC, Base


class JobRun(Base):
    """One job of the schedule, and when it last went well and last failed."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    every_seconds: Mapped[int] = mapped_column(info=PUBLIC)
    """The longest pause between two of its times."""
    counted_from: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    """When the bot last started with this job: before that it could not run."""
    last_success_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    last_failure_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    error: Mapped[str | None] = mapped_column(info=PUBLIC)
    """The class of the last failure, never its words."""
