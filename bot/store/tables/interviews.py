"""What is being asked, and what was answered."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import PUBLIC, SEALED, Base, new_id


class InterviewState(enum.StrEnum):
    """Where an interview stands."""

    OPENING = "opening"
    """Before consent: nothing of it is kept if the person stops here."""
    ASKING = "asking"
    PAUSED = "paused"
    SENT = "sent"
    ENDED = "ended"


class Interview(Base):
    """One interview with one person in one role; `session` is the conversation's own state as JSON."""

    __tablename__ = "interview"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    role: Mapped[str] = mapped_column(info=PUBLIC)
    state: Mapped[InterviewState] = mapped_column(info=PUBLIC)
    session: Mapped[bytes | None] = mapped_column(info=SEALED)
    screen_id: Mapped[str | None] = mapped_column(info=PUBLIC)
    """The outbox `id` of the message that shows the current question."""
    started_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class Answer(Base):
    """One answer: the value as JSON, sealed; the field's name is the question's."""

    __tablename__ = "answer"
    __table_args__ = (sa.UniqueConstraint("interview_id", "field"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    interview_id: Mapped[str] = mapped_column(sa.ForeignKey("interview.id", ondelete="CASCADE"), info=PUBLIC)
    field: Mapped[str] = mapped_column(info=PUBLIC)
    value: Mapped[bytes] = mapped_column(info=SEALED)
    said_in: Mapped[int | None] = mapped_column(info=PUBLIC)
    """The id of the message that gave it, so that an edit of that message can change it."""
    answered_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
