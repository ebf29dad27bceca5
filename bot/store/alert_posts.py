"""The messages in which channels show alerts: one each, or one for several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store.alerts import every, matches_of
from bot.store.tables import Alert, AlertState, Outbox
from bot.store.work import Work


async def with_post(work: Work, post_id: str) -> list[Alert]:
    """All alerts that one message shows, the oldest first."""
    return await every(work, Alert.post_id == post_id)


async def message_kind(work: Work, post_id: str) -> str | None:
    """What kind of message an alert's message is: one of its own, or one that shows several."""
    kind: str | None = await work.session.scalar(sa.select(Outbox.kind).where(Outbox.id == post_id))
    return kind


async def lately(work: Work, kind: str, shown_in: str, since: dt.datetime) -> list[Alert]:
    """The alerts of a kind that came to this group's channel since a moment, the oldest first."""
    shown = (Alert.shown_in == shown_in, Alert.post_id.is_not(None), Alert.state != AlertState.WAITING)
    return await every(work, Alert.kind == kind, Alert.shows_at >= since, *shown)


async def newest_post(work: Work, post_ids: Collection[str], kind: str) -> str | None:
    """Of these messages, the newest of a kind."""
    newest: str | None = await work.session.scalar(
        sa.select(Outbox.id)
        .where(Outbox.id.in_(post_ids), Outbox.kind == kind)
        .order_by(Outbox.position.desc())
        .limit(1)
    )
    return newest


async def first_post(work: Work, case_id: str, shown_in: str, before: int, kind: str) -> str | None:
    """The first message about a case or one of its matches in this group's channel, of those about one alert only.

    `before`: of alerts with a lower number; `kind`: the outbox's word for a message about one alert.
    """
    first: str | None = await work.session.scalar(
        sa.select(Alert.post_id)
        .join(Outbox, Outbox.id == Alert.post_id)
        .where(Alert.shown_in == shown_in, Alert.number < before, Outbox.kind == kind)
        .where(sa.or_(Alert.case_id == case_id, Alert.match_id.in_(matches_of(case_id))))
        .order_by(Alert.number)
        .limit(1)
    )
    return first


async def digested(work: Work, shown_in: str, since: dt.datetime, level: str) -> bool:
    """Whether this group's channel has had an alert of this level since a moment."""
    shown = (Alert.shown_in == shown_in, Alert.level == level, Alert.state != AlertState.WAITING)
    lately = sa.or_(Alert.shows_at >= since, Alert.reminded_at >= since)
    return await work.session.scalar(sa.select(Alert.id).where(*shown, lately).limit(1)) is not None
