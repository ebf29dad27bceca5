"""Counts for the boards and the weekly pictures: nothing sealed is opened for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from bot.store.tables import CaseFile, Match, Stay
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """What counts of a case whose person takes part."""

    id: str
    role: str
    way: str
    confirmed: bool
    sent_at: dt.datetime
    paused_until: dt.date | None


async def cases(work: Work, state: str, group_slug: str | None) -> list[CaseStanding]:
    """The cases in a state, of a group or (None) of the whole country, the oldest first."""
    c = CaseFile
    rows = await work.session.execute(
        sa.select(c.id, c.role, c.way, c.confirmed, c.sent_at, c.paused_until)
        .where(c.state == state, *_of(group_slug, c.group_slug))
        .order_by(c.sent_at, c.number)
    )
    return [CaseStanding(*row) for row in rows]


async def stages(work: Work, group_slug: str | None) -> dict[str, int]:
    """How many matches stand at each stage, of those with a side that belongs to the group."""
    counted = await work.session.execute(
        sa.select(Match.stage, sa.func.count()).where(*_of_side(group_slug)).group_by(Match.stage)
    )
    return {row[0]: row[1] for row in counted}


async def in_matches(work: Work, at: Collection[str]) -> set[str]:
    """The ids of all cases with a match at one of these stages."""
    found = await work.session.execute(sa.select(Match.host_case_id, Match.guest_case_id).where(Match.stage.in_(at)))
    return {case_id for row in found for case_id in row}


async def ends(work: Work, at: Collection[str], group_slug: str | None) -> dict[str, dt.date | None]:
    """The agreed end of each stay whose match is at one of these stages, by the host's case."""
    found = await work.session.execute(
        sa.select(Match.host_case_id, Stay.until)
        .outerjoin(Stay, Stay.match_id == Match.id)
        .where(Match.stage.in_(at), *_of_side(group_slug))
    )
    return {row[0]: row[1] for row in found}


def _of(group_slug: str | None, column: sa.orm.InstrumentedAttribute[str]) -> list[sa.ColumnElement[bool]]:
    return [] if group_slug is None else [column == group_slug]


def _of_side(group_slug: str | None) -> list[sa.ColumnElement[bool]]:
    if group_slug is None:
        return []
    side = aliased(CaseFile)
    here = sa.select(side.id).where(side.group_slug == group_slug)
    return [sa.or_(Match.host_case_id.in_(here), Match.guest_case_id.in_(here))]
