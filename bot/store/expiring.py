"""What has been kept long enough goes, some rows at a time, each time in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from bot.store.tables import (
    AccessLog,
    AgreedPlan,
    Alert,
    AlertState,
    Base,
    CaseNote,
    ConsentProof,
    Duty,
    FollowUp,
    HandOver,
    LiveTalk,
    Match,
    PairDecision,
    PassedQuestion,
    Stay,
    Task,
    Timer,
)
from bot.store.work import Work

_OVER: Final = (AlertState.DONE, AlertState.WITHDRAWN, AlertState.UNSUITABLE)
_FINISHED: Final = ("done", "dropped")


async def notes(work: Work, before: dt.datetime, most: int) -> int:
    """Coordinators' notes written before then; how many went, at most so many."""
    return await _delete(work, CaseNote, CaseNote.at < before, most=most)


async def tasks(work: Work, before: dt.datetime, most: int) -> int:
    """Tasks, hand-overs, talks and timers that were over before then."""
    over = [
        (Task, sa.and_(Task.state.in_(_FINISHED), Task.changed_at < before)),
        (HandOver, HandOver.settled_at < before),
        (LiveTalk, LiveTalk.closed_at < before),
        (Timer, Timer.done_at < before),
    ]
    gone = 0
    for table, where in over:
        gone += await _delete(work, table, where, most=most - gone)
    return gone


async def access_log(work: Work, before: dt.datetime, most: int) -> int:
    """Who looked at whose details before then."""
    return await _delete(work, AccessLog, AccessLog.at < before, most=most)


async def alerts(work: Work, before: dt.datetime, most: int) -> int:
    """Alerts that have been over since before then."""
    return await _delete(work, Alert, Alert.state.in_(_OVER), Alert.changed_at < before, most=most)


async def duties(work: Work, before: dt.datetime, most: int) -> int:
    """Who was on duty in weeks that were over before then."""
    return await _delete(work, Duty, Duty.week < before.date() - dt.timedelta(weeks=1), most=most)


async def consent_proofs(work: Work, today: dt.date, most: int) -> int:
    """Proofs whose time is over."""
    return await _delete(work, ConsentProof, ConsentProof.forget_on <= today, most=most)


async def wordy_matches(
    work: Work, over: Collection[str], before: dt.datetime, most: int, *, with_stay: bool
) -> list[str]:
    """The ids of matches that were over before then and of which words are still kept."""
    kept = [
        sa.exists().where(table.match_id == Match.id).correlate(Match)
        for table in (AgreedPlan, PassedQuestion, PairDecision)
    ]
    said = sa.exists().where(FollowUp.match_id == Match.id, FollowUp.words.is_not(None)).correlate(Match)
    stayed = sa.exists().where(Stay.match_id == Match.id).correlate(Match)
    rows = await work.session.scalars(
        sa.select(Match.id)
        .where(
            Match.stage.in_(over),
            Match.stage_at < before,
            sa.or_(Match.key_id.is_not(None), said, *kept),
            stayed if with_stay else ~stayed,
        )
        .order_by(Match.stage_at, Match.id)
        .limit(most)
    )
    return list(rows)


async def _delete(work: Work, table: type[Base], *where: sa.ColumnElement[bool], most: int) -> int:
    (key,) = sa.inspect(table).primary_key
    oldest = sa.select(key).where(*where).order_by(key).limit(most)
    gone = await work.session.execute(sa.delete(table).where(key.in_(oldest)).returning(key))
    return len(gone.all())
