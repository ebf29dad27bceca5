"""Messages to be sent: written with what they answer in one transaction, and kept until Telegram has said yes or no."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from bot.store import inbox, people, tables
from bot.store.columns import new_id
from bot.store.interviews import Json
from bot.store.people import Person
from bot.store.tables import Channel, OutboxState
from bot.store.vault import Keyring
from bot.store.work import Work

SCREEN: Final = "screen"
"""The kind of message that shows where a person is now; only the newest matters."""
VANISH: Final = "vanish"
"""The kind of deletion that is kept for later: a message with details goes from a coordinator's chat by itself."""
# An unsent screen older than this is stale when the next one is made: somebody who comes back to life after an outage
# of Telegram does not get all questions at once.
_STALE: Final = dt.timedelta(minutes=1)

_TABLE: Final = sa.inspect(tables.Outbox).local_table
# Written out once: every question that is asked needs both.
_INSERT: Final = sa.insert(_TABLE)  # type: ignore[arg-type]  # a table, as far as a declarative class is concerned
_DROP_STALE: Final = (
    sa.update(_TABLE)  # type: ignore[arg-type]  # as above
    .where(
        _TABLE.c.lane == sa.bindparam("lane_"),
        _TABLE.c.kind == SCREEN,
        _TABLE.c.state == OutboxState.WAITING,
        sa.or_(_TABLE.c.late, _TABLE.c.made_at < sa.bindparam("stale")),
    )
    .values(state=OutboxState.DROPPED, payload=None, key_id=None, settled_at=sa.bindparam("now"), error="newer screen")
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes, and the key that seals it until it is gone."""

    chat_id: int = field(repr=False)
    lane: str
    ring: Keyring = field(repr=False)
    person_id: str | None = None
    public: bool = False
    """A channel or group, whose id may be stored in the clear."""
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One call of the Bot API to be made: `params` without the chat, which the recipient gives."""

    method: str
    kind: str
    params: Mapping[str, Json] = field(repr=False)
    again: str | None = field(default=None, repr=False)
    """The text to send instead where the first sending may have arrived; of a deletion, what the message says from then
    on where Telegram does not delete it any more.
    """
    file: tuple[str, str, str] | None = field(default=None, repr=False)
    """An upload: the parameter's name, the file's name, the content as base64."""
    target_id: str | None = None
    target_message: int | None = None
    alert_id: str | None = None
    reply: bool = False
    late: bool = False
    fresh: bool = False
    not_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that can be sent now, the first of its lane."""

    position: int
    id: str
    lane: str
    person_id: str | None
    chat_id: int | None
    thread_id: int | None
    kind: str
    method: str
    target_id: str | None
    target_message: int | None
    alert_id: str | None
    fresh: bool
    tries: int
    repeats: int
    key_id: str | None
    payload: bytes | None = field(repr=False)
    answers: int = 0
    """1 where it, or a message behind it, answers somebody now."""


@dataclass(frozen=True, slots=True)
class Target:
    """The message that another one edits, deletes, pins or answers."""

    state: OutboxState
    chat_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages wait or are being sent, and since when the oldest has."""

    waiting: int
    oldest: dt.datetime | None


async def to_person(work: Work, person: Person) -> Recipient:
    """A person's private chat. Raises ValueError for somebody without Telegram."""
    if person.chat_id is None:
        raise ValueError("this person has no Telegram")
    ring = await people.keyring(work, person)
    return Recipient(person.chat_id, inbox.lane(work.vault, person.chat_id), ring, person_id=person.id)


async def to_stranger(work: Work, chat_id: int) -> Recipient:
    """The private chat of somebody who is not known (any more): nothing of the message stays once it is sent."""
    return Recipient(chat_id, inbox.lane(work.vault, chat_id), await work.vault.inbox_keyring(work.now))


def to_chat(work: Work, chat_id: int, thread_id: int | None = None) -> Recipient:
    """A channel or group."""
    lane = inbox.lane(work.vault, chat_id)
    return Recipient(chat_id, lane, work.vault.house, public=True, thread_id=thread_id)


def to_channel(work: Work, channel: Channel) -> Recipient:
    """A local group's channel."""
    return to_chat(work, channel.chat_id, channel.thread_id)


async def add(work: Work, to: Recipient, letter: Letter) -> str:
    """Put a message into the outbox; its id."""
    if letter.kind == SCREEN:
        await work.session.execute(_DROP_STALE, {"lane_": to.lane, "stale": work.now - _STALE, "now": work.now})
    row_id = new_id()
    payload = {"chat_id": to.chat_id, "params": dict(letter.params), "again": letter.again, "file": letter.file}
    row = {
        "id": row_id,
        "lane": to.lane,
        "person_id": to.person_id,
        "chat_id": to.chat_id if to.public else None,
        "thread_id": to.thread_id,
        "kind": letter.kind,
        "method": letter.method,
        "payload": to.ring.seal(tables.Outbox.payload, row_id, json.dumps(payload)),
        "key_id": to.ring.id,
        "target_id": letter.target_id,
        "target_message": letter.target_message,
        "alert_id": letter.alert_id,
        "reply": letter.reply,
        "late": letter.late,
        "fresh": letter.fresh,
        "state": OutboxState.WAITING,
        "not_before": letter.not_before,
        "made_at": work.now,
    }
    await work.session.execute(_INSERT, row)
    return row_id


async def message_of(work: Work, row_id: str) -> Target | None:
    """The message of an outbox row."""
    o = tables.Outbox
    row = (await work.session.execute(sa.select(o.state, o.chat_id, o.message_id).where(o.id == row_id))).first()
    return None if row is None else Target(*row)


async def arrived(work: Work, row_id: str, message_id: int) -> None:
    """A press shows that a message of unknown fate did arrive, as this message: it is not sent once more."""
    o = tables.Outbox
    unknown = sa.or_(o.state == OutboxState.UNKNOWN, sa.and_(o.state == OutboxState.WAITING, o.repeats > 0))
    await work.session.execute(
        sa.update(o)
        .where(o.id == row_id, o.message_id.is_(None), unknown)
        .values(state=OutboxState.SENT, message_id=message_id, payload=None, key_id=None, settled_at=work.now)
    )


async def of_message(work: Work, to: Recipient, message_id: int) -> str | None:
    """The id of the row whose message this is in the recipient's chat."""
    o = tables.Outbox
    return await work.session.scalar(
        sa.select(o.id).where(o.lane == to.lane, o.message_id == message_id).order_by(o.position.desc()).limit(1)
    )


async def move_waiting(work: Work, old: int, new: int) -> None:
    """What waits for one chat goes to another; what was sent there stays there."""
    o = tables.Outbox
    await work.session.execute(
        sa.update(o)
        .where(o.chat_id == old, o.state.in_([OutboxState.WAITING, OutboxState.SENDING]))
        .values(chat_id=new, lane=inbox.lane(work.vault, new))
    )


async def vanishes_at(work: Work, row_id: str) -> dt.datetime | None:
    """When the message of a row is to vanish; None where that is not planned."""
    o = tables.Outbox
    return await work.session.scalar(
        sa.select(o.not_before).where(o.target_id == row_id, o.kind == VANISH, o.state == OutboxState.WAITING).limit(1)
    )


async def vanish_now(work: Work, person_id: str) -> None:
    """What is to vanish from the person's chat goes now."""
    o = tables.Outbox
    await work.session.execute(
        sa.update(o)
        .where(o.person_id == person_id, o.kind == VANISH, o.state == OutboxState.WAITING)
        .values(not_before=work.now)
    )


async def to_vanish(work: Work, person_id: str) -> list[int]:
    """The numbers of the messages that are to vanish from the person's chat."""
    o, shown = tables.Outbox, sa.orm.aliased(tables.Outbox)
    numbers = await work.session.scalars(
        sa.select(shown.message_id)
        .join(o, o.target_id == shown.id)
        .where(o.person_id == person_id, o.kind == VANISH, o.state == OutboxState.WAITING)
        .order_by(shown.position)
    )
    return [number for number in numbers if number is not None]


async def count(work: Work) -> Count:
    """How the outbox stands, but for what is to vanish later."""
    o = tables.Outbox
    later = sa.and_(o.kind == VANISH, o.not_before > work.now)
    row = (
        await work.session.execute(
            sa.select(sa.func.count(), sa.func.min(o.made_at)).where(
                o.state.in_([OutboxState.WAITING, OutboxState.SENDING]), ~later
            )
        )
    ).one()
    return Count(*row)


async def expire(work: Work, settled_for: dt.timedelta, keep: Collection[str] = ()) -> int:
    """Forget messages settled so long ago, but for those that a screen, an alert, a board or `keep` points to."""
    o, waiting = tables.Outbox, sa.orm.aliased(tables.Outbox)
    aims = sa.exists().where(waiting.target_id == o.id, waiting.kind == VANISH, waiting.state == OutboxState.WAITING)
    gone = await work.session.execute(
        sa.delete(o)
        .where(
            o.settled_at < work.now - settled_for,
            ~aims,
            o.id.not_in(keep),
            o.id.not_in(sa.select(tables.Interview.screen_id).where(tables.Interview.screen_id.is_not(None))),
            o.id.not_in(sa.select(tables.Alert.post_id).where(tables.Alert.post_id.is_not(None))),
            o.id.not_in(sa.select(tables.Board.post_id)),
        )
        .returning(o.id)
    )
    return len(gone.all())
