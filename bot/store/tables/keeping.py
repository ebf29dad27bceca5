"""How long what people told is kept: who was told that it goes, who wants to be kept, and what proves a consent."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, PUBLIC, Base, new_id


class Keeping(Base):
    """What was said to a person about the time for which an interview, or its case, is kept."""

    __tablename__ = "keeping"

    interview_id: Mapped[str] = mapped_column(
        sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True, info=PUBLIC
    )
    warned_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """When the person was told that the time is nearly over; None while nobody was, or since they were kept."""
    goes_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    """The day in Helsinki that they were told: it is not erased before."""
    kept_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
    """When the person last asked to be kept: the time counts anew from then."""


class ConsentProof(Base):
    """That somebody whose data is erased had agreed, and to which words: for a time, and without who it was.

    The mark can be made again only by whoever has the key and is told the Telegram account and the purpose, so two
    rows of one person have nothing in common.
    """

    __tablename__ = "consent_proof"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    mark: Mapped[str] = mapped_column(index=True, info=HASHED)
    purpose: Mapped[str] = mapped_column(info=PUBLIC)
    text_version: Mapped[str] = mapped_column(info=PUBLIC)
    given_on: Mapped[dt.date] = mapped_column(info=PUBLIC)
    withdrawn_on: Mapped[dt.date | None] = mapped_column(info=PUBLIC)
    forget_on: Mapped[dt.date] = mapped_column(info=PUBLIC)
