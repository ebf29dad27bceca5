"""Updates from Telegram: kept before Telegram is told that they came, handled in order, then emptied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from bot.store import people, tables
from bot.store.database import inserting
from bot.store.keystore import KeyGone
from bot.store.tables import InboxState
from bot.store.vault import Vault
from bot.store.work import Work

_EARLIER: Final = aliased(tables.Inbox)
_IS_FIRST: Final = ~sa.exists().where(
    _EARLIER.state == InboxState.WAITING,
    _EARLIER.lane == tables.Inbox.lane,
    _EARLIER.update_id < tables.Inbox.update_id,
)
# Both are asked many times a second, so they are put together once.
_FREE_LANES: Final = (
    sa.select(tables.Inbox.lane)
    .where(
        tables.Inbox.state == InboxState.WAITING,
        tables.Inbox.lane.not_in(sa.bindparam("busy", expanding=True)),
        _IS_FIRST,
    )
    .order_by(tables.Inbox.update_id)
    .limit(sa.bindparam("lanes", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_OF_LANES: Final = (
    sa.select(
        tables.Inbox.update_id,
        tables.Inbox.lane,
        tables.Inbox.kind,
        tables.Inbox.received_at,
        tables.Inbox.sent_at,
        tables.Inbox.tries,
        tables.Inbox.key_id,
        tables.Inbox.payload,
    )
    .where(tables.Inbox.state == InboxState.WAITING, tables.Inbox.lane.in_(sa.bindparam("mine", expanding=True)))
    .order_by(tables.Inbox.update_id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update as it came."""

    update_id: int
    kind: str
    """Telegram's word: message, callback_query…"""
    lane_of: int | None = field(repr=False)
    """The chat, or for a press the person, whose updates must be handled in order."""
    sender: int | None = field(repr=False)
    """The Telegram id of the person it is from."""
    sent_at: dt.datetime | None
    text: str = field(repr=False)
    """The update as JSON."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update that is to be handled."""

    update_id: int
    lane: str
    kind: str
    received_at: dt.datetime
    sent_at: dt.datetime | None
    tries: int
    key_id: str | None
    payload: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many updates wait, since when the oldest has, and how many are set aside."""

    waiting: int
    oldest: dt.datetime | None
    aside: int


def lane(vault: Vault, number: int | None) -> str:
    """The lane of a chat or person."""
    return vault.hash("lane", "" if number is None else number)


async def keep(work: Work, arrivals: Sequence[Arrival]) -> int:
    """Keep updates; a second copy of one changes nothing. How many were new."""
    numbers = [arrival.update_id for arrival in arrivals]
    known = set(
        await work.session.scalars(sa.select(tables.Inbox.update_id).where(tables.Inbox.update_id.in_(numbers)))
    )
    fresh = {arrival.update_id: arrival for arrival in arrivals if arrival.update_id not in known}
    if not fresh:
        return 0
    keys = await _keys_of(work, list(fresh.values()))
    rows = [await _row(work, arrival, keys) for arrival in fresh.values()]
    await work.session.execute(inserting(work.session, tables.Inbox).on_conflict_do_nothing(), rows)
    return len(rows)


async def claim(work: Work, *, busy: Collection[str], lanes: int, most: int) -> list[Waiting]:
    """Waiting updates of up to so many lanes that are not busy, in the order to be handled.

    They are this work's alone until it ends: another process that asks gets other lanes.
    """
    mine = (await work.session.scalars(_FREE_LANES, {"busy": list(busy), "lanes": lanes})).all()
    if not mine:
        return []
    rows = await work.session.execute(_OF_LANES, {"mine": list(mine), "most": most})
    return [Waiting(*row) for row in rows]


async def read(work: Work, waiting: Waiting) -> str:
    """The update as JSON. Raises KeyGone where its person was erased."""
    if waiting.key_id is None or waiting.payload is None:
        raise KeyGone(str(waiting.update_id))
    ring = await work.vault.keyring(waiting.key_id)
    return ring.open(tables.Inbox.payload, str(waiting.update_id), waiting.payload)


async def more_in_lane(work: Work, lane_: str, after: int) -> bool:
    """Whether later updates wait in the lane."""
    i = tables.Inbox
    later = sa.exists().where(i.state == InboxState.WAITING, i.lane == lane_, i.update_id > after)
    return bool(await work.session.scalar(sa.select(later)))


async def done(work: Work, update_ids: Collection[int], error: str | None = None) -> None:
    """These updates are handled: only that they came stays."""
    await _settle(work, update_ids, state=InboxState.DONE, payload=None, key_id=None, lane="", error=error)


async def tried(work: Work, update_id: int, error: str) -> None:
    """Handling the update failed, with this class of error; it waits to be tried again."""
    await work.session.execute(
        sa.update(tables.Inbox)
        .where(tables.Inbox.update_id == update_id)
        .values(tries=tables.Inbox.tries + 1, error=error)
    )


async def set_aside(work: Work, update_id: int, error: str) -> None:
    """The update cannot be handled: it is kept sealed, and the next one goes on."""
    await _settle(work, [update_id], state=InboxState.ASIDE, tries=tables.Inbox.tries + 1, error=error)


async def replay(work: Work, update_id: int) -> bool:
    """Handle an update that was set aside once more."""
    again = await work.session.execute(
        sa.update(tables.Inbox)
        .where(tables.Inbox.update_id == update_id, tables.Inbox.state == InboxState.ASIDE)
        .values(state=InboxState.WAITING, tries=0, settled_at=None)
        .returning(tables.Inbox.update_id)
    )
    return again.first() is not None


async def count(work: Work) -> Count:
    """How the inbox stands."""
    i = tables.Inbox
    waits = i.state == InboxState.WAITING
    row = (
        await work.session.execute(
            sa.select(
                sa.func.count().filter(waits),
                sa.func.min(i.received_at).filter(waits),
                sa.func.count().filter(i.state == InboxState.ASIDE),
            )
        )
    ).one()
    return Count(*row)


async def expire(work: Work, *, done_for: dt.timedelta, aside_for: dt.timedelta) -> int:
    """Forget updates handled or set aside so long ago, and destroy the inbox keys that seal nothing any more.

    Telegram offers an update for a day, and after a quiet week it may count from anywhere: a number must be known
    for longer than the day and forgotten before the week is over.
    """
    i = tables.Inbox
    gone = await work.session.execute(
        sa.delete(i)
        .where(
            sa.or_(
                sa.and_(i.state == InboxState.DONE, i.settled_at < work.now - done_for),
                sa.and_(i.state == InboxState.ASIDE, i.settled_at < work.now - aside_for),
            )
        )
        .returning(i.update_id)
    )
    await _destroy_worn_keys(work)
    return len(gone.all())


async def _destroy_worn_keys(work: Work) -> None:
    worn = set(await work.vault.worn_inbox_keys(work.now))
    if not worn:
        return
    for column in (tables.Inbox.key_id, tables.Outbox.key_id):
        worn -= set(await work.session.scalars(sa.select(column).where(column.in_(worn)).distinct()))
    for key_id in worn:
        work.destroy_key(key_id)


async def _keys_of(work: Work, arrivals: Sequence[Arrival]) -> dict[int, str]:
    """The key ids of those senders who are known. (On PostgreSQL nobody can erase them before this work ends.)"""
    hashes = {people.telegram_hash(work, a.sender): a.sender for a in arrivals if a.sender is not None}
    p = tables.Person
    rows = await work.session.execute(
        sa.select(p.telegram_hash, p.key_id).where(p.telegram_hash.in_(hashes)).with_for_update(read=True)
    )
    return {hashes[row.telegram_hash]: row.key_id for row in rows if row.telegram_hash is not None}


async def _row(work: Work, arrival: Arrival, keys: dict[int, str]) -> dict[str, object]:
    key_id = None if arrival.sender is None else keys.get(arrival.sender)
    ring = await (work.vault.keyring(key_id) if key_id else work.vault.inbox_keyring(work.now))
    return {
        "update_id": arrival.update_id,
        "lane": lane(work.vault, arrival.lane_of),
        "kind": arrival.kind,
        "received_at": work.now,
        "sent_at": arrival.sent_at,
        "payload": ring.seal(tables.Inbox.payload, str(arrival.update_id), arrival.text),
        "key_id": ring.id,
        "state": InboxState.WAITING,
        "tries": 0,
    }


async def _settle(work: Work, update_ids: Collection[int], **values: object) -> None:
    await work.session.execute(
        sa.update(tables.Inbox)
        .where(tables.Inbox.update_id.in_(update_ids), tables.Inbox.state == InboxState.WAITING)
        .values(settled_at=work.now, **values)
    )
