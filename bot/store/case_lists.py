"""What a list of cases needs of each case, read at once: who looks after it, and at which stages its matches are."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import Alert, AlertState, CaseFile, Match
from bot.store.work import Work


async def of_coordinator(work: Work, coordinator_id: str, stages: Collection[str]) -> list[CaseFile]:
    """Cases that the coordinator looks after, has an alert of, or works on in a match at one of these stages."""
    alert, match = Alert, Match
    taken = sa.and_(alert.state == AlertState.TAKEN, alert.taken_by == coordinator_id)
    mine = sa.or_(
        sa.and_(match.coordinator_id == coordinator_id, match.stage.in_(stages)),
        match.id.in_(sa.select(alert.match_id).where(taken, alert.match_id.is_not(None))),
    )
    found = sa.or_(
        CaseFile.coordinator_id == coordinator_id,
        CaseFile.id.in_(sa.select(alert.case_id).where(taken, alert.case_id.is_not(None))),
        CaseFile.id.in_(sa.select(match.host_case_id).where(mine)),
        CaseFile.id.in_(sa.select(match.guest_case_id).where(mine)),
    )
    rows = await work.session.scalars(
        sa.select(CaseFile)
        .where(found)
        .order_by(CaseFile.sent_at.desc(), CaseFile.number)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def held(work: Work, group_slug: str) -> set[str]:
    """The ids of a group's cases about which, or about a match of which, somebody has taken an alert."""
    of_group = sa.select(CaseFile.id).where(CaseFile.group_slug == group_slug)
    m = Match
    rows = await work.session.execute(
        sa.select(Alert.case_id, m.host_case_id, m.guest_case_id)
        .outerjoin(m, m.id == Alert.match_id)
        .where(
            Alert.state == AlertState.TAKEN,
            sa.or_(Alert.case_id.in_(of_group), m.host_case_id.in_(of_group), m.guest_case_id.in_(of_group)),
        )
    )
    return {case_id for row in rows for case_id in row if case_id is not None}


async def matches_of(work: Work, case_ids: Collection[str], stages: Collection[str]) -> dict[str, list[Match]]:
    """The matches of these cases at one of these stages, by case."""
    found: dict[str, list[Match]] = {case_id: [] for case_id in case_ids}
    rows = await work.session.scalars(
        sa.select(Match).where(Match.stage.in_(stages)).execution_options(populate_existing=True)
    )
    for match in rows:
        for case_id in (match.host_case_id, match.guest_case_id):
            if case_id in found:
                found[case_id].append(match)
    return found
