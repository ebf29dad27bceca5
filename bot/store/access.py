"""The access log: who looked at whose details, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.tables import AccessLog, CaseFile, Coordinator
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Look:
    """One look, as the person whose details they are may know it."""

    at: dt.datetime
    what: str
    group_slug: str
    coordinator_id: str
    """The same for all looks by one coordinator of a group; never shown."""


async def note(work: Work, coordinator_id: str, case_id: str, what: str) -> None:
    """This coordinator sees this of the case now."""
    work.session.add(AccessLog(coordinator_id=coordinator_id, case_id=case_id, what=what, at=work.now))
    await work.session.flush()


async def of_case(work: Work, case_id: str) -> list[AccessLog]:
    """Every look at the case, oldest first."""
    return await _all(work, AccessLog.case_id == case_id)


async def page(work: Work, case_id: str, skip: int, most: int) -> list[AccessLog]:
    """Looks at the case, newest first, without the first so many."""
    rows = await work.session.scalars(
        sa.select(AccessLog)
        .where(AccessLog.case_id == case_id)
        .order_by(AccessLog.at.desc(), AccessLog.id.desc())
        .offset(skip)
        .limit(most)
    )
    return list(rows)


async def of_person(work: Work, person_id: str) -> list[Look]:
    """Every look at any case of the person, oldest first: of which group, and not who."""
    rows = await work.session.execute(
        sa.select(AccessLog.at, AccessLog.what, Coordinator.group_slug, AccessLog.coordinator_id)
        .join(Coordinator, Coordinator.id == AccessLog.coordinator_id)
        .join(CaseFile, CaseFile.id == AccessLog.case_id)
        .where(CaseFile.person_id == person_id)
        .order_by(AccessLog.at, AccessLog.id)
    )
    return [Look(*row) for row in rows]


async def of_coordinator(work: Work, coordinator_id: str) -> list[AccessLog]:
    """Every look by the coordinator, oldest first."""
    return await _all(work, AccessLog.coordinator_id == coordinator_id)


async def _all(work: Work, where: sa.ColumnElement[bool]) -> list[AccessLog]:
    rows = await work.session.scalars(sa.select(AccessLog).where(where).order_by(AccessLog.at, AccessLog.id))
    return list(rows)
