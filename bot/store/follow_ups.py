"""Questions to the sides of a stay on how it is going and how it was, and what they answer in confidence."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import matches
from bot.store.columns import new_id
from bot.store.tables import CaseFile, FollowUp, Match
from bot.store.work import Work


async def add(work: Work, match_id: str, side: str, kind: str, answer: str | None = None) -> FollowUp:
    """A question to one side; with `answer`, one that was answered at once."""
    row = FollowUp(
        id=new_id(),
        match_id=match_id,
        side=side,
        kind=kind,
        answer=answer,
        words=None,
        asked_at=work.now,
        answered_at=None if answer is None else work.now,
    )
    work.session.add(row)
    await work.session.flush()
    return row


async def get(work: Work, follow_up_id: str) -> FollowUp | None:
    """The question with this id, if it still exists."""
    return await work.session.get(FollowUp, follow_up_id, populate_existing=True)


async def of_match(work: Work, match_id: str) -> list[FollowUp]:
    """All questions of a match, the oldest first."""
    rows = await work.session.scalars(
        sa.select(FollowUp)
        .where(FollowUp.match_id == match_id)
        .order_by(FollowUp.asked_at, FollowUp.side.desc(), FollowUp.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def latest_of_person(work: Work, person_id: str, kinds: tuple[str, ...]) -> FollowUp | None:
    """The newest question of these kinds that was put to a person, answered or not."""
    mine = sa.or_(
        sa.and_(FollowUp.side == "host", Match.host_case_id == CaseFile.id),
        sa.and_(FollowUp.side == "guest", Match.guest_case_id == CaseFile.id),
    )
    found: FollowUp | None = await work.session.scalar(
        sa.select(FollowUp)
        .join(Match, Match.id == FollowUp.match_id)
        .join(CaseFile, mine)
        .where(CaseFile.person_id == person_id, FollowUp.kind.in_(kinds))
        .order_by(FollowUp.asked_at.desc(), FollowUp.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def answer(work: Work, follow_up_id: str, code: str) -> None:
    """The answer, in place of an earlier one."""
    await work.session.execute(
        sa.update(FollowUp).where(FollowUp.id == follow_up_id).values(answer=code, answered_at=work.now)
    )


async def keep_words(work: Work, row: FollowUp, said: str) -> None:
    """What the side says in words, sealed under the match's key, after what was said to the same question before."""
    before = await words(work, row)
    ring = await matches.keyring(work, row.match_id)
    sealed = ring.seal(FollowUp.words, row.id, said if before is None else f"{before}\n{said}")
    await work.session.execute(sa.update(FollowUp).where(FollowUp.id == row.id).values(words=sealed))


async def words(work: Work, row: FollowUp) -> str | None:
    """What the side said in words, if anything."""
    if row.words is None:
        return None
    return (await matches.keyring(work, row.match_id)).open(FollowUp.words, row.id, row.words)
