"""Stays that have begun: their days, and what comes after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import AgreedPlan, FollowUp, Match, PairDecision, PassedQuestion, Stay
from bot.store.work import Work


async def get(work: Work, match_id: str) -> Stay | None:
    """The stay of a match, once it has begun, also as a trial."""
    return await work.session.get(Stay, match_id, populate_existing=True)


async def put(work: Work, match_id: str, **values: object) -> Stay:
    """Write these columns of the match's stay, which is made where there is none yet."""
    stay = await get(work, match_id)
    if stay is None:
        stay = Stay(
            match_id=match_id,
            trial_on=None,
            began_on=None,
            until=None,
            notice_days=0,
            next_home=None,
            ended_on=None,
        )
        work.session.add(stay)
        await work.session.flush()
    if values:
        await work.session.execute(sa.update(Stay).where(Stay.match_id == match_id).values(**values))
    return await work.session.get_one(Stay, match_id, populate_existing=True)


async def close(work: Work, match_id: str, *, ended_on: dt.date, next_home: str) -> bool:
    """The stay has ended, and this is where the guest lives next. False where there is none, or it is closed."""
    closed = await work.session.execute(
        sa.update(Stay)
        .where(Stay.match_id == match_id, Stay.ended_on.is_(None))
        .values(ended_on=ended_on, next_home=next_home)
        .returning(Stay.match_id)
    )
    return closed.first() is not None


async def left_open(work: Work, over: Collection[str]) -> list[Match]:
    """The matches that are over (at one of these stages) and whose stay was never closed, the oldest first."""
    rows = await work.session.scalars(
        sa.select(Match)
        .join(Stay, Stay.match_id == Match.id)
        .where(Stay.ended_on.is_(None), Match.stage.in_(over))
        .order_by(Match.stage_at, Match.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def with_next_home(work: Work, wish: str) -> dict[str, dt.date | None]:
    """The guests' cases whose running stay stands so with the next home, each with the agreed end."""
    rows = await work.session.execute(
        sa.select(Match.guest_case_id, Stay.until)
        .join(Match, Match.id == Stay.match_id)
        .where(Stay.next_home == wish, Stay.ended_on.is_(None))
        .order_by(Match.guest_case_id)
    )
    return {row.guest_case_id: row.until for row in rows}


async def forget_words(work: Work, match_id: str) -> None:
    """Erase what was said and written during a match for good, with the key that sealed it.

    The stages, the days and the codes of answers stay, since they are counted.
    """
    for table in (AgreedPlan, PassedQuestion, PairDecision):
        await work.session.execute(sa.delete(table).where(table.match_id == match_id))
    await work.session.execute(sa.update(FollowUp).where(FollowUp.match_id == match_id).values(words=None))
    key_id = await work.session.scalar(sa.select(Match.key_id).where(Match.id == match_id))
    await work.session.execute(sa.update(Match).where(Match.id == match_id).values(refusal=None, key_id=None))
    if key_id is not None:
        work.destroy_key(key_id)
