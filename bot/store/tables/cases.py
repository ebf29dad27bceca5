"""What coordinators work on: case files, matches between them, alerts, and who looked at what."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, KEY, PUBLIC, SEALED, Base, Position, new_id


class CaseFile(Base):
    """One sent interview, known to coordinators by its number. The coarse columns may be seen in a channel."""

    __tablename__ = "case_file"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    number: Mapped[str] = mapped_column(unique=True, info=PUBLIC)
    role: Mapped[str] = mapped_column(info=PUBLIC)
    interview_id: Mapped[str] = mapped_column(
        sa.ForeignKey("interview.id", ondelete="CASCADE"), unique=True, info=PUBLIC
    )
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    group_slug: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    municipality: Mapped[str | None] = mapped_column(info=PUBLIC)
    state: Mapped[str] = mapped_column(info=PUBLIC)
    confirmed: Mapped[bool] = mapped_column(info=PUBLIC)
    """False while the person it is about has not confirmed what somebody else filled in."""
    set_aside_why: Mapped[bytes | None] = mapped_column(info=SEALED)
    """Why a coordinator set the case aside, sealed under the person's key."""
    sent_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    way: Mapped[str] = mapped_column(info=PUBLIC)
    """How far the person's way in is; see `bot.casework.way_in`."""
    coordinator_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    """Who looks after the case. Rows of coordinators are never removed, so nothing need follow them."""
    held_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    """The day in Helsinki on which the person last said that the offer or the search still holds."""
    hold_asked_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """When that was asked and not answered yet."""
    paused_until: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    """A host's pause: no matches until this day, which is far away where the pause has no end."""
    contact_hash: Mapped[str | None] = mapped_column(index=True, info=HASHED)
    """Of the phone number given as the way to be reached, by which the same person is recognised."""


class CaseEvent(Base):
    """What happened to a case. Rows are only ever added: codes and times, no words."""

    __tablename__ = "case_event"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy as a class attribute

    position: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=True, info=PUBLIC)
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    what: Mapped[str] = mapped_column(info=PUBLIC)
    coordinator_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC
    )
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class Match(Base):
    """A host's and a guest's case thought of together; its words are sealed under a key of its own."""

    __tablename__ = "home_match"
    __table_args__ = (sa.UniqueConstraint("host_case_id", "guest_case_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    host_case_id: Mapped[str] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), info=PUBLIC)
    guest_case_id: Mapped[str] = mapped_column(
        sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    stage: Mapped[str] = mapped_column(info=PUBLIC)
    reasons: Mapped[list[list[str]]] = mapped_column(sa.JSON, info=PUBLIC)
    """Pairs of a rule's code and its outcome."""
    score: Mapped[float] = mapped_column(info=PUBLIC)
    key_id: Mapped[str | None] = mapped_column(info=KEY)
    refusal: Mapped[bytes | None] = mapped_column(info=SEALED)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    stage_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    """Since when it is at this stage."""
    host_yes: Mapped[bool] = mapped_column(info=PUBLIC)
    guest_yes: Mapped[bool] = mapped_column(info=PUBLIC)
    coordinator_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    """Who has taken it."""


class MatchEvent(Base):
    """What happened to a match. Rows are only ever added; the stage can be told from them."""

    __tablename__ = "match_event"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy as a class attribute

    position: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=True, info=PUBLIC)
    match_id: Mapped[str] = mapped_column(sa.ForeignKey("home_match.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    what: Mapped[str] = mapped_column(info=PUBLIC)
    """The first stage, then moves; or a code that is no move and changes nothing."""
    by: Mapped[str] = mapped_column(info=PUBLIC)
    """host, guest, coordinator or bot."""
    coordinator_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC
    )
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class AlertState(enum.StrEnum):
    """Where an alert stands."""

    WAITING = "waiting"
    """No channel yet to show it in."""
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    UNSUITABLE = "unsuitable"
    WITHDRAWN = "withdrawn"


class Alert(Base):
    """Something that a coordinator should see to; `facts` holds coarse codes and counts only."""

    __tablename__ = "alert"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy as a class attribute

    number: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=True, info=PUBLIC)
    id: Mapped[str] = mapped_column(unique=True, default=new_id, info=PUBLIC)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    group_slug: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    """The local group that it concerns."""
    shown_in: Mapped[str | None] = mapped_column(info=PUBLIC)
    """The local group in whose channel it is shown."""
    case_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("case_file.id", ondelete="SET NULL"), index=True, info=PUBLIC
    )
    match_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("home_match.id", ondelete="SET NULL"), index=True, info=PUBLIC
    )
    facts: Mapped[dict[str, object]] = mapped_column(sa.JSON, info=PUBLIC)
    state: Mapped[AlertState] = mapped_column(index=True, info=PUBLIC)
    taken_by: Mapped[str | None] = mapped_column(sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC)
    taken_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    post_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    """The outbox `id` of the message that shows it."""
    topic: Mapped[str] = mapped_column(info=PUBLIC)
    """What of the case it is about, where several of a kind may be open at once: an id or a code."""
    level: Mapped[str] = mapped_column(info=PUBLIC)
    """red, orange or blue; see data/alert_policy.yaml."""
    shows_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """Not to be shown before; for blue ones, the morning whose digest tells it."""
    reminded_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    escalated_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class AccessLog(Base):
    """Who looked at whose details, and when."""

    __tablename__ = "access_log"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    coordinator_id: Mapped[str] = mapped_column(sa.ForeignKey("coordinator.id"), index=True, info=PUBLIC)
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    what: Mapped[str] = mapped_column(info=PUBLIC)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
