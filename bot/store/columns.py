"""What every column is: how it is stored and, for data protection, what kind of thing it holds."""

from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Holds(enum.StrEnum):
    """The class of a column. Every column has one in `info["holds"]`; a test refuses one that has not."""

    PUBLIC = "public"
    """Codes, times, counts and random ids: may be read by whoever reads the database."""
    SEALED = "sealed"
    """Encrypted by `bot.store.vault`: readable only while its key lives."""
    HASHED = "hashed"
    """A keyed hash, to be looked up and never turned back."""
    KEY = "key"
    """The id of the key that seals the row's sealed columns."""


PUBLIC = {"holds": Holds.PUBLIC}
SEALED = {"holds": Holds.SEALED}
HASHED = {"holds": Holds.HASHED}
KEY = {"holds": Holds.KEY}


class Instant(TypeDecorator[dt.datetime]):
    """A moment: aware, kept in UTC on every engine.

    Raises ValueError for a datetime without a time zone: which moment it means would be a guess.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


# SQLite numbers rows by itself only where the column's type is exactly INTEGER.
Position = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def new_id() -> str:
    """A random id for a row, known before the row is written (it is part of what seals the row's fields)."""
    return uuid.uuid4().hex


class Base(DeclarativeBase):
    """The tables of the database."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy as a class attribute
        dt.datetime: Instant(),
        int: sa.BigInteger(),
        bytes: sa.LargeBinary(),
        # Kept as words without a list of the allowed ones in the schema: a new word needs no migration.
        enum.Enum: sa.Enum(
            enum.Enum, native_enum=False, length=24, values_callable=lambda kind: [word.value for word in kind]
        ),
    }
