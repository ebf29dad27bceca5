"""Who talks with the bot, and what they agreed to."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import HASHED, KEY, PUBLIC, SEALED, Base, new_id


class Person(Base):
    """One person. Without Telegram (a record filled in by a coordinator) there is no hash and no chat."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    telegram_hash: Mapped[str | None] = mapped_column(unique=True, info=HASHED)
    chat_id: Mapped[bytes | None] = mapped_column(info=SEALED)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    language_chosen: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    key_id: Mapped[str] = mapped_column(unique=True, info=KEY)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    seen_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    unreachable_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


class ConsentHow(enum.StrEnum):
    """How a consent was given."""

    SELF = "self"
    SPOKEN = "spoken"


class Consent(Base):
    """One answer to one request for consent: given or not, to which words, and when it was withdrawn."""

    __tablename__ = "consent"
    __table_args__ = (sa.Index(None, "person_id", "purpose", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, info=PUBLIC)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), info=PUBLIC)
    purpose: Mapped[str] = mapped_column(info=PUBLIC)
    given: Mapped[bool] = mapped_column(info=PUBLIC)
    text_version: Mapped[str] = mapped_column(info=PUBLIC)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    how: Mapped[ConsentHow] = mapped_column(info=PUBLIC)
    at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)
