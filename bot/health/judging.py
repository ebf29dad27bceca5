"""What is not well, in words: the same for /healthz and for the doctor, from the figures in the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from bot.health.limits import HealthLimits
from bot.store.tables import JobRun
from bot.store.vitals import Vitals

Part = Literal["database", "updates", "messages", "jobs", "receiving", "handling", "sending"]

_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not well: words of ours and figures, never anything of a person."""

    part: Part
    says: str


def waiting_faults(vitals: Vitals, limits: HealthLimits) -> list[Fault]:
    """What waits for too long, coming in or going out."""
    faults = []
    for part, what, since, minutes in (
        ("updates", "update", vitals.updates.oldest, limits.oldest_update_minutes),
        ("messages", "message", vitals.oldest_message, limits.oldest_message_minutes),
    ):
        if since is not None and vitals.at - since > dt.timedelta(minutes=minutes):
            told = f"The oldest {what} that waits has waited for {in_words(vitals.at - since)}."
            faults.append(Fault("updates" if part == "updates" else "messages", told))
    return faults


def job_fault(job: JobRun, now: dt.datetime, limits: HealthLimits) -> Fault | None:
    """Why a job is not well: its last run failed, or it has not run for too long."""
    well_since = max(job.counted_from, job.last_success_at or job.counted_from)
    quiet = now - well_since
    if _failed_last(job) and now - (job.last_success_at or job.counted_from) > dt.timedelta(
        minutes=limits.job_fails_minutes
    ):
        return Fault("jobs", f"The job “{job.job}” failed ({job.error}); {last_success(job, now)}.")
    if quiet > limits.late_after(job.every_seconds):
        return Fault("jobs", f"The job “{job.job}” is late; {last_success(job, now)}.")
    return None


def last_success(job: JobRun, now: dt.datetime) -> str:
    """When the job last went well, as the end of a sentence."""
    if job.last_success_at is None:
        return "it has not gone well yet"
    return f"it last went well {in_words(now - job.last_success_at)} ago"


def in_words(time: dt.timedelta) -> str:
    """A length of time to read, rounded down: "3 hours"."""
    seconds = max(0, int(time.total_seconds()))
    name, size = next(((name, size) for name, size in _UNITS if seconds >= 2 * size), _UNITS[-1])
    count = seconds // size
    return f"{count} {name}{'' if count == 1 else 's'}"


def _failed_last(job: JobRun) -> bool:
    if job.last_failure_at is None:
        return False
    return job.last_success_at is None or job.last_failure_at > job.last_success_at
