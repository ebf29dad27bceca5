"""What belongs to a match from the first question to the end of the stay. Words are sealed under the match's key."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import PUBLIC, SEALED, Base, new_id


def _of_match() -> Mapped[str]:
    return mapped_column(sa.ForeignKey("home_match.id", ondelete="CASCADE"), index=True, info=PUBLIC)


class Timer(Base):
    """Something to be done later, once: a reminder, a question, a stage that has become old."""

    __tablename__ = "timer"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    match_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("home_match.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    case_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True, info=PUBLIC
    )
    about: Mapped[str] = mapped_column(info=PUBLIC)
    """A code or the id of a row that the kind knows; empty where there is nothing more to say."""
    due_at: Mapped[dt.datetime] = mapped_column(index=True, info=PUBLIC)
    done_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class PassedQuestion(Base):
    """A question of one side that the coordinator answers."""

    __tablename__ = "passed_question"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    match_id: Mapped[str] = _of_match()
    side: Mapped[str] = mapped_column(info=PUBLIC)
    words: Mapped[bytes] = mapped_column(info=SEALED)
    reply: Mapped[bytes | None] = mapped_column(info=SEALED)
    asked_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    replied_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class Meeting(Base):
    """The two sides' first meeting: up to three times are offered, and the first that suits both is set."""

    __tablename__ = "meeting"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    match_id: Mapped[str] = _of_match()
    state: Mapped[str] = mapped_column(info=PUBLIC)
    """drafted, offered, set, cancelled or over."""
    at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    sequence: Mapped[int] = mapped_column(info=PUBLIC)
    """Grows with every change, as calendars want it."""
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class MeetingTime(Base):
    """One offered time, and whether it suits each side (None: not said)."""

    __tablename__ = "meeting_time"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    meeting_id: Mapped[str] = mapped_column(sa.ForeignKey("meeting.id", ondelete="CASCADE"), index=True, info=PUBLIC)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    host_suits: Mapped[bool | None] = mapped_column(info=PUBLIC)
    guest_suits: Mapped[bool | None] = mapped_column(info=PUBLIC)


class AgreedPlan(Base):
    """The plan of a stay as it was last sent by whoever filled it in, and which version each side agreed to."""

    __tablename__ = "agreed_plan"

    match_id: Mapped[str] = mapped_column(
        sa.ForeignKey("home_match.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    version: Mapped[int] = mapped_column(info=PUBLIC)
    answers: Mapped[bytes] = mapped_column(info=SEALED)
    """JSON: the answers by field, and who wrote each free text."""
    filled_by: Mapped[str] = mapped_column(info=PUBLIC)
    """host, guest or coordinator."""
    host_agreed: Mapped[int] = mapped_column(info=PUBLIC)
    """The version to which the host agreed; 0: none."""
    guest_agreed: Mapped[int] = mapped_column(info=PUBLIC)
    changed_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)


class Stay(Base):
    """A stay that has begun: its agreed end, and what comes after it. Days are days in Helsinki."""

    __tablename__ = "stay"

    match_id: Mapped[str] = mapped_column(
        sa.ForeignKey("home_match.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    trial_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    began_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    until: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    notice_days: Mapped[int] = mapped_column(info=PUBLIC)
    next_home: Mapped[str | None] = mapped_column(info=PUBLIC)
    """A code of `bot.casework.endings`; no stay is closed without one."""
    ended_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)


class FollowUp(Base):
    """One question to one side on how it is going, or how it was, and the answer in confidence."""

    __tablename__ = "follow_up"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    match_id: Mapped[str] = _of_match()
    side: Mapped[str] = mapped_column(info=PUBLIC)
    kind: Mapped[str] = mapped_column(info=PUBLIC)
    """going or end."""
    answer: Mapped[str | None] = mapped_column(info=PUBLIC)
    words: Mapped[bytes | None] = mapped_column(info=SEALED)
    asked_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class PairDecision(Base):
    """Coordinators' word on a single pair, against a rule: a second one must agree where safety is concerned."""

    __tablename__ = "pair_decision"

    match_id: Mapped[str] = mapped_column(
        sa.ForeignKey("home_match.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    broken: Mapped[list[str]] = mapped_column(sa.JSON, info=PUBLIC)
    """Codes of the musts that the pair breaks, and of what is still to be checked."""
    words: Mapped[bytes] = mapped_column(info=SEALED)
    first_id: Mapped[str | None] = mapped_column(sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC)
    second_id: Mapped[str | None] = mapped_column(sa.ForeignKey("coordinator.id", ondelete="SET NULL"), info=PUBLIC)
    state: Mapped[str] = mapped_column(info=PUBLIC)
    """asked (a second coordinator is needed), agreed or refused."""
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    decided_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class SafetyTally(Base):
    """How many pairs the table of pair safety has forbidden, let through to be checked, and been overridden for."""

    __tablename__ = "safety_tally"

    day: Mapped[dt.date] = mapped_column(primary_key=True, info=PUBLIC)
    looked_at: Mapped[int] = mapped_column(info=PUBLIC)
    forbidden: Mapped[int] = mapped_column(info=PUBLIC)
    overridden: Mapped[int] = mapped_column(info=PUBLIC)


class Overtaken(Base):
    """How often a waiting guest was overtaken by the plans until now; see `bot.matching.planning`."""

    __tablename__ = "overtaken"

    case_id: Mapped[str] = mapped_column(
        sa.ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    times: Mapped[int] = mapped_column(info=PUBLIC)
