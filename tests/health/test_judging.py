"""From when on something is not well, and what is said of it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.health.judging import in_words, job_fault, waiting_faults
from bot.health.limits import HealthLimits
from bot.store.inbox import Count
from bot.store.tables import JobRun
from bot.store.vitals import Vitals
from bot.telegram.house import DATA

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
LIMITS = HealthLimits.load(DATA / "health.yaml")
MINUTE, DAY = 60, 86_400


def ago(**time: float) -> dt.datetime:
    """So long before now."""
    return NOW - dt.timedelta(**time)


def job(
    every: int, *, started: dt.datetime, well: dt.datetime | None = None, failed: dt.datetime | None = None
) -> JobRun:
    """A job that runs every so many seconds, in a bot that was started then."""
    error = None if failed is None else "OperationalError"
    return JobRun(
        job="digests",
        every_seconds=every,
        counted_from=started,
        last_success_at=well,
        last_failure_at=failed,
        error=error,
    )


@pytest.mark.parametrize(
    "well",
    [
        job(MINUTE, started=ago(minutes=1)),
        job(MINUTE, started=ago(days=9), well=ago(minutes=16)),
        job(MINUTE, started=ago(days=9), well=ago(minutes=3), failed=ago(seconds=20)),
        job(MINUTE, started=ago(days=9), well=ago(seconds=20), failed=ago(minutes=1)),
        job(DAY, started=ago(hours=3)),
        job(DAY, started=ago(hours=3), well=ago(days=40)),
        job(DAY, started=ago(days=9), well=ago(hours=47)),
    ],
)
def test_a_job_that_runs_or_has_not_had_its_time_yet_is_well(well: JobRun) -> None:
    assert job_fault(well, NOW, LIMITS) is None


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (
            job(MINUTE, started=ago(minutes=18)),
            "The job “digests” is late; it has not gone well yet.",
        ),
        (
            job(MINUTE, started=ago(days=9), well=ago(minutes=18)),
            "The job “digests” is late; it last went well 18 minutes ago.",
        ),
        (
            job(DAY, started=ago(days=9), well=ago(hours=49)),
            "The job “digests” is late; it last went well 2 days ago.",
        ),
        (
            job(DAY, started=ago(days=9), well=ago(hours=25), failed=ago(hours=1)),
            "The job “digests” failed (OperationalError); it last went well 25 hours ago.",
        ),
        (
            job(MINUTE, started=ago(minutes=6), failed=ago(seconds=1)),
            "The job “digests” failed (OperationalError); it has not gone well yet.",
        ),
    ],
)
def test_a_job_that_fails_or_does_not_run_is_told(late: JobRun, says: str) -> None:
    fault = job_fault(late, NOW, LIMITS)
    assert fault is not None
    assert (fault.part, fault.says) == ("jobs", says)


def test_what_waits_for_too_long_is_told_on_both_ways() -> None:
    def vitals(update: dt.datetime | None, message: dt.datetime | None) -> Vitals:
        return Vitals(NOW, Count(1, update, 0), 1, message, (), "0004")

    assert not waiting_faults(vitals(None, None), LIMITS)
    assert not waiting_faults(vitals(ago(minutes=10), ago(minutes=30)), LIMITS)
    both = waiting_faults(vitals(ago(minutes=11), ago(hours=3)), LIMITS)
    assert [(fault.part, fault.says) for fault in both] == [
        ("updates", "The oldest update that waits has waited for 11 minutes."),
        ("messages", "The oldest message that waits has waited for 3 hours."),
    ]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (dt.timedelta(seconds=-3), "0 seconds"),
        (dt.timedelta(seconds=1), "1 second"),
        (dt.timedelta(seconds=119), "119 seconds"),
        (dt.timedelta(minutes=119), "119 minutes"),
        (dt.timedelta(hours=47), "47 hours"),
        (dt.timedelta(days=3, hours=1), "3 days"),
    ],
)
def test_a_length_of_time_is_told_in_words(time: dt.timedelta, words: str) -> None:
    assert in_words(time) == words
