"""Who is to be matched, in few cheap looks: what tells whether a case has changed since it was last read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.tables import Alert, AlertState, CaseFile, Consent, Interview, Match, Stay
from bot.store.work import Work

Pair = tuple[str, str]
"""The case of a host and the case of a guest."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A confirmed case in one of the states that were asked for, without anything that is sealed."""

    id: str
    number: str
    role: str
    person_id: str
    interview_id: str
    group_slug: str
    municipality: str | None
    way: str
    sent_at: dt.datetime
    paused_until: dt.date | None
    held_on: dt.date | None
    stamp: tuple[object, ...]
    """Another one as soon as something is written that matters for matching."""
    fresh: bool
    """Something was written in this very transaction: more may follow under the same stamp."""


@dataclass(frozen=True, slots=True)
class Running:
    """A match that somebody works on, or that has led to a stay."""

    host_case: str
    guest_case: str
    next_home: str | None
    """What is known of the guest's next home."""


async def confirmed(work: Work, states: Collection[str]) -> list[OpenCase]:
    """All confirmed cases in these states, the first sent first."""
    case, interview, consent = CaseFile, Interview, Consent
    said = (
        sa.select(
            consent.person_id,
            sa.func.max(consent.at).label("at"),
            sa.func.max(consent.withdrawn_at).label("withdrawn_at"),
            sa.func.count().label("count"),
        )
        .group_by(consent.person_id)
        .subquery()
    )
    rows = await work.session.execute(
        sa.select(
            case.id,
            case.number,
            case.role,
            case.person_id,
            case.interview_id,
            case.group_slug,
            case.municipality,
            case.way,
            case.sent_at,
            case.paused_until,
            case.held_on,
            case.changed_at,
            interview.changed_at.label("answered_at"),
            said.c.at,
            said.c.withdrawn_at,
            said.c.count,
        )
        .join(interview, interview.id == case.interview_id)
        .outerjoin(said, said.c.person_id == case.person_id)
        .where(case.confirmed, case.state.in_(states))
        .order_by(case.sent_at, case.id)
    )
    return [_open_case(row, work.now) for row in rows.mappings()]


def _open_case(found: sa.RowMapping, now: dt.datetime) -> OpenCase:
    moments = (found["changed_at"], found["answered_at"], found["at"], found["withdrawn_at"])
    told = (found["person_id"], found["interview_id"], found["group_slug"], found["held_on"], found["count"])
    return OpenCase(
        id=found["id"],
        number=found["number"],
        role=found["role"],
        person_id=found["person_id"],
        interview_id=found["interview_id"],
        group_slug=found["group_slug"],
        municipality=found["municipality"],
        way=found["way"],
        sent_at=found["sent_at"],
        paused_until=found["paused_until"],
        held_on=found["held_on"],
        stamp=(*told, *moments),
        fresh=now in moments,
    )


async def running(work: Work, stages: Collection[str]) -> list[Running]:
    """All matches at these stages."""
    rows = await work.session.execute(
        sa.select(Match.host_case_id, Match.guest_case_id, Stay.next_home)
        .outerjoin(Stay, Stay.match_id == Match.id)
        .where(Match.stage.in_(stages))
        .order_by(Match.id)
    )
    return [Running(row.host_case_id, row.guest_case_id, row.next_home) for row in rows]


async def pairs_at(work: Work, stages: Collection[str]) -> frozenset[Pair]:
    """The pairs whose match stands at one of these stages."""
    rows = await work.session.execute(sa.select(Match.host_case_id, Match.guest_case_id).where(Match.stage.in_(stages)))
    return frozenset((row.host_case_id, row.guest_case_id) for row in rows)


async def match_of(work: Work, host_case_id: str, guest_case_id: str) -> Match | None:
    """The match of these two, if there ever was one."""
    return await work.session.scalar(
        sa.select(Match)
        .where(Match.host_case_id == host_case_id, Match.guest_case_id == guest_case_id)
        .execution_options(populate_existing=True)
    )


async def told_of(work: Work, kind: str) -> frozenset[str]:
    """The cases about which an alert of this kind was raised that is not withdrawn."""
    rows = await work.session.scalars(
        sa.select(Alert.case_id).where(
            Alert.kind == kind, Alert.case_id.is_not(None), Alert.state != AlertState.WITHDRAWN
        )
    )
    return frozenset(case_id for case_id in rows if case_id is not None)
