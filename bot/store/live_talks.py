"""Talks of coordinators with people through the bot. Only who, and since when: what is said is kept nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store.tables import LiveTalk
from bot.store.work import Work


async def start(work: Work, *, case_id: str, person_id: str, coordinator_id: str) -> LiveTalk:
    """A talk begins."""
    talk = LiveTalk(
        case_id=case_id,
        person_id=person_id,
        coordinator_id=coordinator_id,
        opened_at=work.now,
        last_at=work.now,
        closed_at=None,
    )
    work.session.add(talk)
    await work.session.flush()
    return talk


async def get(work: Work, talk_id: str) -> LiveTalk | None:
    """The talk with this id, if it still exists."""
    return await work.session.get(LiveTalk, talk_id, populate_existing=True)


async def open_with(work: Work, person_id: str) -> LiveTalk | None:
    """The talk in which a coordinator talks with this person now."""
    return await work.session.scalar(_open().where(LiveTalk.person_id == person_id))


async def open_of(work: Work, coordinator_ids: Collection[str]) -> LiveTalk | None:
    """The talk that somebody has open now, under any of their memberships."""
    return await work.session.scalar(_open().where(LiveTalk.coordinator_id.in_(coordinator_ids)))


async def people_in_talks(work: Work) -> frozenset[str]:
    """The ids of the people with whom coordinators talk now."""
    rows = await work.session.scalars(sa.select(LiveTalk.person_id).where(LiveTalk.closed_at.is_(None)))
    return frozenset(rows)


async def said(work: Work, talk_id: str) -> None:
    """Somebody has just said something in it."""
    await work.session.execute(sa.update(LiveTalk).where(LiveTalk.id == talk_id).values(last_at=work.now))


async def close(work: Work, talk_id: str) -> bool:
    """The talk is over; False where it was already."""
    closed = await work.session.execute(
        sa.update(LiveTalk)
        .where(LiveTalk.id == talk_id, LiveTalk.closed_at.is_(None))
        .values(closed_at=work.now)
        .returning(LiveTalk.id)
    )
    return closed.first() is not None


async def silent_since(work: Work, moment: dt.datetime) -> list[str]:
    """The ids of open talks in which nothing was said since then."""
    rows = await work.session.scalars(
        sa.select(LiveTalk.id)
        .where(LiveTalk.closed_at.is_(None), LiveTalk.last_at <= moment)
        .order_by(LiveTalk.last_at)
    )
    return list(rows)


def _open() -> sa.Select[LiveTalk]:
    return (
        sa.select(LiveTalk)
        .where(LiveTalk.closed_at.is_(None))
        .order_by(LiveTalk.opened_at.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
