"""Meetings of the two sides of a match, and the times that were offered for them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.tables import Meeting, MeetingTime
from bot.store.work import Work

DRAFTED, OFFERED, SET, CANCELLED, OVER = "drafted", "offered", "set", "cancelled", "over"


async def draft(work: Work, match_id: str) -> Meeting:
    """The meeting whose times are being chosen: the one begun already, or a new one. A set one stays as it is."""
    begun = await _newest(work, Meeting.match_id == match_id, Meeting.state == DRAFTED)
    if begun is not None:
        return begun
    meeting = Meeting(match_id=match_id, state=DRAFTED, at=None, sequence=0, made_at=work.now, changed_at=work.now)
    work.session.add(meeting)
    await work.session.flush()
    return meeting


async def get(work: Work, meeting_id: str) -> Meeting | None:
    """The meeting with this id, if it still exists."""
    return await work.session.get(Meeting, meeting_id, populate_existing=True)


async def offered(work: Work, match_id: str) -> Meeting | None:
    """The meeting whose times the sides are asked about."""
    return await _newest(work, Meeting.match_id == match_id, Meeting.state == OFFERED)


async def is_set(work: Work, match_id: str) -> Meeting | None:
    """The meeting that both sides know the time of."""
    return await _newest(work, Meeting.match_id == match_id, Meeting.state == SET)


async def times(work: Work, meeting_id: str) -> list[MeetingTime]:
    """The chosen times, the earliest first."""
    rows = await work.session.scalars(
        sa.select(MeetingTime)
        .where(MeetingTime.meeting_id == meeting_id)
        .order_by(MeetingTime.at)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def add_time(work: Work, meeting_id: str, at: dt.datetime, *, most: int) -> bool:
    """One more time for a meeting; False where it is chosen already, or where there are `most`."""
    known = await times(work, meeting_id)
    if len(known) >= most or any(one.at == at for one in known):
        return False
    work.session.add(MeetingTime(meeting_id=meeting_id, at=at, host_suits=None, guest_suits=None))
    await work.session.flush()
    return True


async def drop_time(work: Work, meeting_id: str, at: dt.datetime) -> None:
    """A chosen time goes."""
    await work.session.execute(sa.delete(MeetingTime).where(MeetingTime.meeting_id == meeting_id, MeetingTime.at == at))


async def suits(work: Work, time_id: str, *, host: bool | None = None, guest: bool | None = None) -> None:
    """Whether a time suits a side; None leaves what was said."""
    said = {"host_suits": host, "guest_suits": guest}
    values = {name: value for name, value in said.items() if value is not None}
    await work.session.execute(sa.update(MeetingTime).where(MeetingTime.id == time_id).values(**values))


async def offer(work: Work, match_id: str, meeting_id: str) -> bool:
    """The sides are asked about a meeting's times; what they were asked about before is over. False where it was."""
    if not await _turn(work, meeting_id, DRAFTED, OFFERED):
        return False
    await work.session.execute(
        sa.update(Meeting)
        .where(Meeting.match_id == match_id, Meeting.state == OFFERED, Meeting.id != meeting_id)
        .values(state=OVER, changed_at=work.now)
    )
    return True


async def settle(work: Work, match_id: str, meeting_id: str, at: dt.datetime) -> bool:
    """The meeting is at this time; one that was set before is over. False where it is not offered any more."""
    sequence = await _next_sequence(work, match_id)
    if not await _turn(work, meeting_id, OFFERED, SET, at=at, sequence=sequence):
        return False
    await work.session.execute(
        sa.update(Meeting)
        .where(Meeting.match_id == match_id, Meeting.state == SET, Meeting.id != meeting_id)
        .values(state=OVER, changed_at=work.now)
    )
    return True


async def cancel(work: Work, match_id: str, meeting_id: str) -> bool:
    """The set meeting is off. False where it is not set any more."""
    sequence = await _next_sequence(work, match_id)
    return await _turn(work, meeting_id, SET, CANCELLED, sequence=sequence)


async def none_suits(work: Work, meeting_id: str) -> bool:
    """None of the offered times suits both. False where that is known already."""
    return await _turn(work, meeting_id, OFFERED, OVER)


async def _next_sequence(work: Work, match_id: str) -> int:
    known = await work.session.scalar(
        sa.select(sa.func.max(Meeting.sequence)).where(Meeting.match_id == match_id, Meeting.at.is_not(None))
    )
    return 0 if known is None else int(known) + 1


async def _newest(work: Work, *where: sa.ColumnElement[bool]) -> Meeting | None:
    return await work.session.scalar(
        sa.select(Meeting)
        .where(*where)
        .order_by(Meeting.made_at.desc(), Meeting.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )


async def _turn(work: Work, meeting_id: str, old: str, new: str, **values: object) -> bool:
    turned = await work.session.execute(
        sa.update(Meeting)
        .where(Meeting.id == meeting_id, Meeting.state == old)
        .values(state=new, changed_at=work.now, **values)
        .returning(Meeting.id)
    )
    return turned.first() is not None
