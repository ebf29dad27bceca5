"""What came from Telegram and what is to go to Telegram."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, KEY, PUBLIC, SEALED, Base, Position, new_id


class InboxState(enum.StrEnum):
    """Where an update stands."""

    WAITING = "waiting"
    DONE = "done"
    ASIDE = "aside"
    """Could not be handled: kept sealed for a while, to be looked into or replayed."""


class Inbox(Base):
    """One update. A handled one is emptied: only its number and times stay, so that a second copy is known."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PUBLIC)
    lane: Mapped[str] = mapped_column(info=HASHED)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    received_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    payload: Mapped[bytes | None] = mapped_column(info=SEALED)
    key_id: Mapped[str | None] = mapped_column(info=KEY)
    state: Mapped[InboxState] = mapped_column(info=PUBLIC)
    tries: Mapped[int] = mapped_column(default=0, info=PUBLIC)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    error: Mapped[str | None] = mapped_column(info=PUBLIC)


sa.Index(
    "ix_inbox_waiting",
    Inbox.lane,
    Inbox.update_id,
    sqlite_where=Inbox.state == InboxState.WAITING,
    postgresql_where=Inbox.state == InboxState.WAITING,
)


class OutboxState(enum.StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """Given to Telegram; no answer yet. Found at a start, it means `UNKNOWN`."""
    SENT = "sent"
    UNKNOWN = "unknown"
    """Telegram's answer never came, twice or for a screen that is no longer the current one."""
    REFUSED = "refused"
    """Telegram will never accept it."""
    DROPPED = "dropped"
    """Not sent on purpose: a newer screen took its place, or what it was to change was never sent."""


class Outbox(Base):
    """One call to Telegram that changes something a person sees. Emptied of its payload when settled."""

    __tablename__ = "outbox"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy as a class attribute

    position: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=True, info=PUBLIC)
    id: Mapped[str] = mapped_column(unique=True, default=new_id, info=PUBLIC)
    lane: Mapped[str] = mapped_column(info=HASHED)
    person_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    chat_id: Mapped[int | None] = mapped_column(info=PUBLIC)
    """Of a channel or group only; a person's chat is inside the sealed payload."""
    thread_id: Mapped[int | None] = mapped_column(info=PUBLIC)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    method: Mapped[str] = mapped_column(info=PUBLIC)
    payload: Mapped[bytes | None] = mapped_column(info=SEALED)
    key_id: Mapped[str | None] = mapped_column(info=KEY)
    target_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    """The `id` of the row whose message this one edits, deletes, pins or answers."""
    target_message: Mapped[int | None] = mapped_column(info=PUBLIC)
    alert_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    reply: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    """An answer to the person's own update: not held back for the pace."""
    late: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    """Made by an old update: waits until all that the person sent is handled, so that only the last screen goes."""
    fresh: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    """An edit whose message is gone becomes a new message."""
    state: Mapped[OutboxState] = mapped_column(info=PUBLIC)
    not_before: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """Later messages of the lane may overtake it until then."""
    held_until: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """The whole lane waits until then (Telegram asked for it, or cannot be reached)."""
    tries: Mapped[int] = mapped_column(default=0, info=PUBLIC)
    repeats: Mapped[int] = mapped_column(default=0, info=PUBLIC)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    sending_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    message_id: Mapped[int | None] = mapped_column(info=PUBLIC)
    error: Mapped[str | None] = mapped_column(info=PUBLIC)


_OPEN = Outbox.state.in_([OutboxState.WAITING, OutboxState.SENDING])
sa.Index("ix_outbox_open", Outbox.lane, Outbox.position, sqlite_where=_OPEN, postgresql_where=_OPEN)
