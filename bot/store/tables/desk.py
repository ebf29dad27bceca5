"""The coordinators' desk: notes, tasks, hand-overs, who is on duty or away, boards, and talks through the bot."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, PUBLIC, SEALED, Base, new_id


def _of_case() -> Mapped[str]:
    return mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True, info=PUBLIC)


def _of_coordinator() -> Mapped[str | None]:
    return mapped_column(sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC)


class CaseNote(Base):
    """A coordinator's note on a case, sealed under the key of the case's person, who never sees it in the bot."""

    __tablename__ = "case_note"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    case_id: Mapped[str] = _of_case()
    coordinator_id: Mapped[str | None] = _of_coordinator()
    words: Mapped[bytes] = mapped_column(info=SEALED)
    about: Mapped[str] = mapped_column(info=PUBLIC)
    """A step of the way in, or empty."""
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class Task(Base):
    """Something to be done in a case by any of the group."""

    __tablename__ = "task"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    case_id: Mapped[str] = _of_case()
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    """A code of `bot.casework.tasks`."""
    about: Mapped[str] = mapped_column(info=PUBLIC)
    """For a call: what to tell or ask, as a code; empty otherwise."""
    words: Mapped[bytes | None] = mapped_column(info=SEALED)
    """What a coordinator wrote, or the message to be told, sealed under the key of the case's person."""
    state: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    """open, taken, done or dropped."""
    coordinator_id: Mapped[str | None] = _of_coordinator()
    due_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class HandOver(Base):
    """A case offered to a colleague, who has to accept."""

    __tablename__ = "hand_over"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    case_id: Mapped[str] = _of_case()
    from_id: Mapped[str | None] = _of_coordinator()
    to_id: Mapped[str | None] = _of_coordinator()
    state: Mapped[str] = mapped_column(info=PUBLIC)
    """offered, accepted, declined or taken_back."""
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class Duty(Base):
    """Who is on duty in a group in a week."""

    __tablename__ = "duty"
    __table_args__ = (sa.UniqueConstraint("group_slug", "week", "coordinator_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    group_slug: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    week: Mapped[dt.date] = mapped_column(info=PUBLIC)
    """The Monday."""
    coordinator_id: Mapped[str] = mapped_column(
        sa.ForeignKey("coordinator.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )


class Away(Base):
    """A coordinator is away, both days counted."""

    __tablename__ = "away"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    coordinator_id: Mapped[str] = mapped_column(
        sa.ForeignKey("coordinator.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    first: Mapped[dt.date] = mapped_column(info=PUBLIC)
    last: Mapped[dt.date] = mapped_column(info=PUBLIC)


class Board(Base):
    """The pinned message of a channel."""

    __tablename__ = "board"

    group_slug: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    post_id: Mapped[str] = mapped_column(info=PUBLIC)
    """The outbox `id` of the message."""
    shown: Mapped[str] = mapped_column(info=HASHED)
    """A hash of what it says, so that only a change is sent."""
    pictured_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    """The Monday of the week whose picture was posted last."""
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class LiveTalk(Base):
    """A coordinator talks with a person through the bot. What is said is not kept."""

    __tablename__ = "live_talk"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    case_id: Mapped[str] = _of_case()
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    coordinator_id: Mapped[str | None] = _of_coordinator()
    opened_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    last_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    closed_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class Exclusion(Base):
    """Somebody who is not to be brought together with others any more, known only by keyed hashes, for a time."""

    __tablename__ = "exclusion"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    telegram_hash: Mapped[str | None] = mapped_column(index=True, info=HASHED)
    contact_hash: Mapped[str | None] = mapped_column(index=True, info=HASHED)
    why: Mapped[str] = mapped_column(info=PUBLIC)
    """A code of `bot.casework.exclusions`."""
    coordinator_id: Mapped[str | None] = _of_coordinator()
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    expires_on: Mapped[dt.date] = mapped_column(info=PUBLIC)
