"""The access log: who looked at whose details, and when."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import AccessLog
from bot.store.work import Work


async def note(work: Work, coordinator_id: str, case_id: str, what: str) -> None:
    """This coordinator sees this of the case now."""
    work.session.add(AccessLog(coordinator_id=coordinator_id, case_id=case_id, what=what, at=work.now))
    await work.session.flush()


async def of_case(work: Work, case_id: str) -> list[AccessLog]:
    """Every look at the case, oldest first."""
    return await _all(work, AccessLog.case_id == case_id)


async def of_coordinator(work: Work, coordinator_id: str) -> list[AccessLog]:
    """Every look by the coordinator, oldest first."""
    return await _all(work, AccessLog.coordinator_id == coordinator_id)


async def _all(work: Work, where: sa.ColumnElement[bool]) -> list[AccessLog]:
    rows = await work.session.scalars(sa.select(AccessLog).where(where).order_by(AccessLog.at, AccessLog.id))
    return list(rows)
