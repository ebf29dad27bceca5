"""Cases offered to a colleague, who has to accept; and what a case's coordinator has of it, given to another one."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import Alert, AlertState, CaseFile, HandOver, Match, Task
from bot.store.work import Work

OFFERED = "offered"


async def offer(work: Work, case_id: str, from_id: str, to_id: str) -> HandOver:
    """The case is offered to a colleague; an offer that still waits is taken back."""
    await _settle(work, HandOver.case_id == case_id, to="taken_back")
    made = HandOver(case_id=case_id, from_id=from_id, to_id=to_id, state=OFFERED, made_at=work.now, settled_at=None)
    work.session.add(made)
    await work.session.flush()
    return made


async def get(work: Work, hand_over_id: str) -> HandOver | None:
    """The offer with this id, if it still exists."""
    return await work.session.get(HandOver, hand_over_id, populate_existing=True)


async def waiting(work: Work, case_id: str) -> HandOver | None:
    """The offer of a case that nobody has answered yet."""
    return await work.session.scalar(
        sa.select(HandOver)
        .where(HandOver.case_id == case_id, HandOver.state == OFFERED)
        .execution_options(populate_existing=True)
    )


async def settle(work: Work, hand_over_id: str, to: str) -> bool:
    """The offer is accepted, declined or taken back. False where it was settled before: the first one wins."""
    return bool(await _settle(work, HandOver.id == hand_over_id, to=to))


async def give_up(work: Work, coordinator_id: str) -> list[str]:
    """Offers by or to somebody who is no coordinator any more are taken back; the ids of their cases."""
    mine = sa.or_(HandOver.from_id == coordinator_id, HandOver.to_id == coordinator_id)
    return await _settle(work, mine, to="taken_back")


async def pass_on(work: Work, case_id: str, from_ids: Collection[str], to_id: str) -> list[str]:
    """What these had of a case is another coordinator's from now on; the ids of alerts that bear another name now."""
    of_case = sa.or_(Match.host_case_id == case_id, Match.guest_case_id == case_id)
    matches = sa.select(Match.id).where(of_case)
    passed = await work.session.execute(
        sa.update(Alert)
        .where(
            Alert.state == AlertState.TAKEN,
            Alert.taken_by.in_(from_ids),
            sa.or_(Alert.case_id == case_id, Alert.match_id.in_(matches)),
        )
        .values(taken_by=to_id, changed_at=work.now)
        .returning(Alert.id)
    )
    await work.session.execute(
        sa.update(Match)
        .where(of_case, Match.coordinator_id.in_(from_ids))
        .values(coordinator_id=to_id, changed_at=work.now)
    )
    await work.session.execute(
        sa.update(CaseFile).where(CaseFile.id == case_id).values(coordinator_id=to_id, changed_at=work.now)
    )
    return list(passed.scalars())


async def free(work: Work, coordinator_id: str) -> tuple[list[str], list[str]]:
    """Nobody has any more what the coordinator had; the ids of those cases and of those matches."""
    cases = await work.session.execute(
        sa.update(CaseFile)
        .where(CaseFile.coordinator_id == coordinator_id)
        .values(coordinator_id=None)
        .returning(CaseFile.id)
    )
    matches = await work.session.execute(
        sa.update(Match).where(Match.coordinator_id == coordinator_id).values(coordinator_id=None).returning(Match.id)
    )
    freed = list(cases.scalars()), list(matches.scalars())
    await work.session.execute(
        sa.update(Task)
        .where(Task.coordinator_id == coordinator_id, Task.state == "taken")
        .values(state="open", coordinator_id=None, changed_at=work.now)
    )
    return freed


async def _settle(work: Work, *where: sa.ColumnElement[bool], to: str) -> list[str]:
    settled = await work.session.execute(
        sa.update(HandOver)
        .where(HandOver.state == OFFERED, *where)
        .values(state=to, settled_at=work.now)
        .returning(HandOver.case_id)
    )
    return list(settled.scalars())
