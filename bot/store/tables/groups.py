"""Local groups' channels, their coordinators, and the one-time codes that invite, bind and open."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, PUBLIC, SEALED, Base, new_id


class ChannelState(enum.StrEnum):
    """Whether the bot can post there."""

    WORKING = "working"
    LOST = "lost"


class Channel(Base):
    """Where a local group's alerts are posted: a channel or a group chat, bound by one of its administrators."""

    __tablename__ = "channel"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    group_slug: Mapped[str] = mapped_column(unique=True, info=PUBLIC)
    chat_id: Mapped[int] = mapped_column(index=True, info=PUBLIC)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    """Telegram's word: channel, group or supergroup."""
    thread_id: Mapped[int | None] = mapped_column(info=PUBLIC)
    state: Mapped[ChannelState] = mapped_column(info=PUBLIC)
    bound_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class Coordinator(Base):
    """One person's membership in one local group. Stays without the person when that person is erased."""

    __tablename__ = "coordinator"
    __table_args__ = (sa.UniqueConstraint("person_id", "group_slug"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), info=PUBLIC)
    group_slug: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    shown_name: Mapped[bytes | None] = mapped_column(info=SEALED)
    promise_version: Mapped[str | None] = mapped_column(info=PUBLIC)
    promised_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    member_status: Mapped[str | None] = mapped_column(info=PUBLIC)
    """Telegram's word for the membership in the group's channel, as last heard."""
    member_checked_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    added_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    removed_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    vanish_hours: Mapped[int | None] = mapped_column(info=PUBLIC)
    """After how many hours messages with details vanish from the private chat: 0 for never; empty where the person has
    chosen nothing, and what data/casework.yaml says for the group holds.
    """


class OneTimeCode(Base):
    """A code that works once. Only its keyed hash is kept; `payload` holds ids and codes, nothing personal."""

    __tablename__ = "one_time_code"

    hash: Mapped[str] = mapped_column(primary_key=True, info=HASHED)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    payload: Mapped[dict[str, str]] = mapped_column(sa.JSON, info=PUBLIC)
    person_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    """The only person who may use it; whoever comes first where it is empty."""
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    expires_at: Mapped[dt.datetime] = mapped_column(index=True, info=PUBLIC)
    used_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
