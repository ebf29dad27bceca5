"""Timers: what is to be done later, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import Timer
from bot.store.work import Work


async def start(
    work: Work,
    kind: str,
    due_at: dt.datetime,
    *,
    match_id: str | None = None,
    case_id: str | None = None,
    about: str = "",
) -> Timer:
    """Something of this kind is to be done at this moment (aware)."""
    timer = Timer(kind=kind, due_at=due_at, match_id=match_id, case_id=case_id, about=about, done_at=None)
    work.session.add(timer)
    await work.session.flush()
    return timer


async def stop(
    work: Work,
    *,
    match_id: str | None = None,
    case_id: str | None = None,
    kinds: Collection[str] | None = None,
    about: str | None = None,
) -> None:
    """What was to be done of these kinds (None: of any) for this match or case is not done any more."""
    if match_id is None and case_id is None:
        raise ValueError("of which match or case?")
    where: list[sa.ColumnElement[bool]] = [Timer.done_at.is_(None)]
    if match_id is not None:
        where.append(Timer.match_id == match_id)
    if case_id is not None:
        where.append(Timer.case_id == case_id)
    if kinds is not None:
        where.append(Timer.kind.in_(kinds))
    if about is not None:
        where.append(Timer.about == about)
    await work.session.execute(sa.delete(Timer).where(*where))


async def of_match(work: Work, match_id: str) -> list[Timer]:
    """What is still to be done for a match, the next first."""
    return await _open(work, Timer.match_id == match_id)


async def of_case(work: Work, case_id: str) -> list[Timer]:
    """What is still to be done for a case, the next first."""
    return await _open(work, Timer.case_id == case_id)


async def due(work: Work, kinds: Collection[str]) -> list[str]:
    """The ids of timers of these kinds whose moment has come, the oldest first."""
    found = await _open(work, Timer.due_at <= work.now, Timer.kind.in_(kinds))
    return [timer.id for timer in found]


async def ring(work: Work, timer_id: str) -> Timer | None:
    """Takes a due timer, so that it is done once; None where it was stopped, or taken by another process."""
    taken = await work.session.execute(
        sa.update(Timer)
        .where(Timer.id == timer_id, Timer.done_at.is_(None), Timer.due_at <= work.now)
        .values(done_at=work.now)
        .returning(Timer.id)
    )
    if taken.first() is None:
        return None
    return await work.session.get(Timer, timer_id, populate_existing=True)


async def _open(work: Work, *where: sa.ColumnElement[bool]) -> list[Timer]:
    rows = await work.session.scalars(
        sa.select(Timer)
        .where(Timer.done_at.is_(None), *where)
        .order_by(Timer.due_at, Timer.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)
