"""The outbox as its sender sees it: what can go now, and what became of what went."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from bot.store import tables
from bot.store.interviews import Json
from bot.store.keystore import KeyGone
from bot.store.outbox import SCREEN, VANISH, Ready
from bot.store.tables import InboxState, OutboxState
from bot.store.work import Work

_NOW: Final = sa.bindparam("now", type_=tables.Outbox.sending_at.type)
_WAITS: Final = tables.Outbox.state == OutboxState.WAITING
_MOMENTS: Final = sa.union_all(
    sa.select(sa.func.min(tables.Outbox.not_before)).where(_WAITS, tables.Outbox.not_before > _NOW),
    sa.select(sa.func.min(tables.Outbox.held_until)).where(_WAITS, tables.Outbox.held_until > _NOW),
)
_COLUMNS = [sa.inspect(tables.Outbox).columns[told.name] for told in fields(Ready) if told.name != "answers"]


@dataclass(frozen=True, slots=True)
class Payload:
    """A message opened for sending."""

    chat_id: int = field(repr=False)
    params: dict[str, Json] = field(repr=False)
    again: str | None = field(repr=False)
    file: tuple[str, str, str] | None = field(repr=False)


async def ready(
    work: Work,
    *,
    busy: Collection[str],
    most: int,
    catching_up: bool = False,
    slow: Collection[str] = (),
    only_answers: bool = False,
) -> list[Ready]:
    """The first message of each lane that may go now, answers to people first (and with `only_answers`, alone).

    Of `slow` lanes, only those in which somebody waits for an answer. Not: a lane that is `busy`, held, or has a
    message on its way; a message whose time has not come; a late screen while later updates of the same chat wait, or
    while they may still be coming (`catching_up`).
    """
    given = {"now": work.now, "busy": list(busy), "slow": list(slow), "least": int(only_answers), "most": most}
    rows = await work.session.execute(_to_go(catching_up=catching_up), given)
    return [_ready(row) for row in rows]


@cache
def _to_go(*, catching_up: bool) -> sa.Select[*tuple[object, ...]]:
    """Asked many times a second, so it is put together once."""
    o, sending = tables.Outbox, tables.Outbox.__table__.alias()
    # Sent in a moment that is still to come: the clock was set back, and until when to wait is not known any more.
    set_back = sa.and_(o.sending_at.is_not(None), o.sending_at > _NOW)
    due = sa.or_(o.not_before.is_(None), o.not_before <= _NOW, set_back)
    held = sa.func.max(sa.case((~set_back, o.held_until)))
    answers = sa.func.max(sa.case((o.reply, 1), else_=0))
    heads = (
        sa.select(sa.func.min(o.position).label("position"), answers.label("answers"))
        .where(
            o.state == OutboxState.WAITING,
            due,
            o.lane.not_in(sa.bindparam("busy", expanding=True)),
            ~o.late if catching_up else sa.or_(~o.late, ~_more_to_handle(o.lane)),
            ~sa.exists().where(sending.c.state == OutboxState.SENDING, sending.c.lane == o.lane),
        )
        .group_by(o.lane)
        .having(
            sa.or_(held.is_(None), held <= _NOW),
            answers >= sa.bindparam("least", type_=sa.Integer),
            sa.or_(answers == 1, o.lane.not_in(sa.bindparam("slow", expanding=True))),
        )
        .order_by(answers.desc(), sa.func.min(o.position))
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery()
    )
    return (
        sa.select(*_COLUMNS, heads.c.answers)
        .join(heads, heads.c.position == o.position)
        .order_by(heads.c.answers.desc(), o.position)
    )


async def next_moment(work: Work) -> dt.datetime | None:
    """When the next message that is held or not yet due can go."""
    moments = await work.session.scalars(_MOMENTS, {"now": work.now})
    found = [moment for moment in moments if moment is not None]
    return min(found) if found else None


async def begin(work: Work, positions: Sequence[int]) -> set[int]:
    """These messages go to Telegram now; those that another process took are left out."""
    o = tables.Outbox
    begun = await work.session.scalars(
        sa.update(o)
        .where(o.position.in_(positions), o.state == OutboxState.WAITING)
        .values(state=OutboxState.SENDING, sending_at=work.now, tries=o.tries + 1)
        .returning(o.position)
    )
    return set(begun)


async def open_payload(work: Work, letter: Ready) -> Payload:
    """What is to be sent. Raises KeyGone where the person was erased."""
    if letter.key_id is None or letter.payload is None:
        raise KeyGone(letter.id)
    ring = await work.vault.keyring(letter.key_id)
    told = json.loads(ring.open(tables.Outbox.payload, letter.id, letter.payload))
    upload = told["file"]
    return Payload(told["chat_id"], told["params"], told["again"], None if upload is None else tuple(upload))


async def is_current(work: Work, letter: Ready) -> bool:
    """Whether a screen is still the newest one of its chat."""
    o = tables.Outbox
    newer = sa.exists().where(o.lane == letter.lane, o.kind == SCREEN, o.position > letter.position)
    return not await work.session.scalar(sa.select(newer))


async def settle(
    work: Work, letter: Ready, state: OutboxState, *, message_id: int | None = None, error: str | None = None
) -> None:
    """The end of a message: its payload goes, and all of it where nobody known got it."""
    o = tables.Outbox
    if letter.person_id is None and letter.chat_id is None:
        await work.session.execute(sa.delete(o).where(o.position == letter.position))
        return
    await work.session.execute(
        sa.update(o)
        .where(o.position == letter.position)
        .values(
            state=state,
            payload=None,
            key_id=None,
            settled_at=work.now,
            message_id=sa.func.coalesce(message_id, o.message_id),
            error=error,
        )
    )


async def put_back(
    work: Work,
    letter: Ready,
    *,
    error: str,
    held_until: dt.datetime | None = None,
    not_before: dt.datetime | None = None,
    repeat: bool = False,
) -> None:
    """The message waits again: its lane with it (`held_until`), or alone (`not_before`); a `repeat` is counted."""
    o = tables.Outbox
    await work.session.execute(
        sa.update(o)
        .where(o.position == letter.position, o.state == OutboxState.SENDING)
        .values(
            state=OutboxState.WAITING,
            held_until=held_until,
            not_before=not_before,
            repeats=o.repeats + (1 if repeat else 0),
            error=error,
        )
    )


async def postpone(work: Work, letter: Ready, until: dt.datetime) -> None:
    """What the message is about is still to be sent: it comes later."""
    o = tables.Outbox
    await work.session.execute(
        sa.update(o).where(o.position == letter.position, o.state == OutboxState.WAITING).values(not_before=until)
    )


async def repoint(work: Work, row_id: str, letter: Ready, message_id: int) -> None:
    """A new message took the place of the one that this row had sent, perhaps in another chat: whoever points to the
    row now means it.
    """
    o = tables.Outbox
    await work.session.execute(
        sa.update(o).where(o.id == row_id).values(message_id=message_id, chat_id=letter.chat_id, lane=letter.lane)
    )


async def unsent_of_lane(work: Work, letter: Ready) -> list[Ready]:
    """All that waits behind a message in its lane; what is to vanish later is tried when its time comes."""
    o = tables.Outbox
    rows = await work.session.execute(
        sa.select(*_COLUMNS)
        .where(
            o.lane == letter.lane,
            o.state == OutboxState.WAITING,
            o.position != letter.position,
            sa.or_(o.kind != VANISH, o.not_before <= work.now),
        )
        .order_by(o.position)
    )
    return [_ready(row) for row in rows]


async def recover(work: Work, before: dt.datetime) -> list[Ready]:
    """Messages that went before this moment and whose end nobody saw, to be judged as unknown.

    Also those that went as long after now as the moment is before it: since then the clock was set back.
    """
    o = tables.Outbox
    long_ago = sa.or_(o.sending_at <= before, o.sending_at > work.now + (work.now - before))
    rows = await work.session.execute(
        sa.select(*_COLUMNS).where(o.state == OutboxState.SENDING, long_ago).order_by(o.position)
    )
    return [_ready(row) for row in rows]


def _more_to_handle(lane: InstrumentedAttribute[str]) -> sa.ColumnElement[bool]:
    return sa.exists().where(tables.Inbox.state == InboxState.WAITING, tables.Inbox.lane == lane)


def _ready(row: sa.Row[*tuple[object, ...]]) -> Ready:
    return Ready(**{str(name): value for name, value in row._mapping.items()})
