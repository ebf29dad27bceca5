"""The key store: a database of its own beside the main one, so that a key can be erased from every older backup.

It holds the keys that seal data, each wrapped by the operator's data key. A destroyed key leaves its random id and the
date, so that rows left over from an interrupted erasure (or an old backup) are known to be erased, not broken.
"""

from __future__ import annotations

import datetime as dt
import enum
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.store.columns import KEY, PUBLIC, Instant
from bot.store.database import Database, inserting
from bot.store.datakey import DataKey
from bot.store.errors import KeyWrong, StoreError

_NONCE: Final = 12
WRONG: Final = (
    "The key in DATA_KEY_FILE is not the one that sealed this database. Put the right key file back; with another key, "
    "what people told stays unreadable."
)


class KeyPurpose(enum.StrEnum):
    """What a key seals."""

    PERSON = "person"
    MATCH = "match"
    INBOX = "inbox"
    """Updates from people not yet known, and last words to people no longer known; rotates."""
    HOUSE = "house"
    """Messages to channels."""
    HASH = "hash"
    """Not for sealing: the key of the hashes by which rows are looked up."""


class KeyStoreBase(DeclarativeBase):
    """The key store's only table."""

    type_annotation_map = {dt.datetime: Instant()}  # noqa: RUF012 - read by SQLAlchemy as a class attribute


class StoredKey(KeyStoreBase):
    """One key, wrapped; a destroyed one is empty."""

    __tablename__ = "stored_key"

    id: Mapped[str] = mapped_column(primary_key=True, info=PUBLIC)
    purpose: Mapped[str] = mapped_column(index=True, info=PUBLIC)
    wrapped: Mapped[bytes | None] = mapped_column(info=KEY)
    wrapped_by: Mapped[str] = mapped_column(info=PUBLIC)
    made_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    destroyed_at: Mapped[dt.datetime | None] = mapped_column(info=PUBLIC)


@dataclass(frozen=True, slots=True)
class Held:
    """How many living keys for one purpose one data key wraps."""

    purpose: KeyPurpose
    fingerprint: str
    keys: int


class KeyGone(Exception):
    """The key was destroyed: what it sealed is erased."""


class KeyUnknown(Exception):
    """There never was such a key here: the key store does not belong to the database, or is too old a copy."""


def key_store_url(url: str | URL) -> URL:
    """The key store's address: the database's name and `-keys`."""
    main = make_url(url)
    return main.set(database=f"{main.database}-keys")


class KeyStore:
    """Keys by their ids. Every change is committed when the call returns."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._data_key: DataKey | None = None

    @classmethod
    async def open(cls, url: str | URL) -> KeyStore:
        """Open the key store, making it where there is none."""
        database = Database(key_store_url(url), connections=2)
        try:
            if not database.is_sqlite:
                await _make_postgresql_database(database.url)
            async with database.connection() as connection:
                await connection.run_sync(KeyStoreBase.metadata.create_all)
        except BaseException:
            await database.close()
            raise
        return cls(database)

    async def close(self) -> None:
        await self.database.close()

    async def has_keys(self, purposes: Sequence[KeyPurpose]) -> bool:
        """Whether any key for one of the purposes was ever made here."""
        async with self.database.reading() as session:
            return bool(await session.scalar(sa.select(sa.exists().where(StoredKey.purpose.in_(purposes)))))

    async def forget_all(self) -> None:
        """Remove every key: only for a database in which nothing is sealed."""
        async with self.database.transaction() as session:
            await session.execute(sa.delete(StoredKey))

    def unlock(self, data_key: DataKey) -> None:
        """Use this data key to wrap and unwrap from now on."""
        self._data_key = data_key

    async def make(self, key_id: str, purpose: KeyPurpose, now: dt.datetime) -> bytes:
        """The key with this id, made and committed where there is none yet."""
        secret = AESGCM.generate_key(bit_length=256)
        row = {
            "id": key_id,
            "purpose": purpose.value,
            "wrapped": wrap(self._unlocked, key_id, secret),
            "wrapped_by": self._unlocked.fingerprint,
            "made_at": now,
        }
        async with self.database.transaction() as session:
            insert = inserting(session, StoredKey).values(row).on_conflict_do_nothing()
            made = await session.execute(insert.returning(StoredKey.id))
            if made.first() is not None:
                return secret
        return await self.read(key_id)

    async def read(self, key_id: str) -> bytes:
        """The key with this id. Raises KeyGone, KeyUnknown or KeyWrong."""
        async with self.database.reading() as session:
            row = (
                await session.execute(
                    sa.select(StoredKey.wrapped, StoredKey.destroyed_at).where(StoredKey.id == key_id)
                )
            ).first()
        if row is None:
            raise KeyUnknown(key_id)
        if row.wrapped is None:
            raise KeyGone(key_id)
        return unwrap(self._unlocked, key_id, row.wrapped)

    async def newest(self, purpose: KeyPurpose, since: dt.datetime) -> str | None:
        """The id of the newest living key for the purpose, made after `since`."""
        async with self.database.reading() as session:
            return await session.scalar(
                sa.select(StoredKey.id)
                .where(StoredKey.purpose == purpose.value, StoredKey.wrapped.is_not(None), StoredKey.made_at > since)
                .order_by(StoredKey.made_at.desc())
                .limit(1)
            )

    async def older(self, purpose: KeyPurpose, before: dt.datetime) -> list[str]:
        """The ids of the living keys for the purpose that were made before."""
        async with self.database.reading() as session:
            found = await session.scalars(
                sa.select(StoredKey.id).where(
                    StoredKey.purpose == purpose.value, StoredKey.wrapped.is_not(None), StoredKey.made_at < before
                )
            )
            return list(found)

    async def destroyed(self, purpose: KeyPurpose) -> set[str]:
        """The ids of all destroyed keys for the purpose."""
        async with self.database.reading() as session:
            found = await session.scalars(
                sa.select(StoredKey.id).where(StoredKey.purpose == purpose.value, StoredKey.wrapped.is_(None))
            )
            return set(found)

    async def destroy(self, key_ids: Sequence[str], now: dt.datetime) -> None:
        """Destroy keys for good; what they sealed can never be read again."""
        async with self.database.transaction() as session:
            await session.execute(
                sa.update(StoredKey)
                .where(StoredKey.id.in_(key_ids), StoredKey.wrapped.is_not(None))
                .values(wrapped=None, destroyed_at=now)
            )

    async def held(self) -> list[Held]:
        """How many living keys there are, by what they are for and by the data key that wraps them."""
        k = StoredKey
        async with self.database.reading() as session:
            found = await session.execute(
                sa.select(k.purpose, k.wrapped_by, sa.func.count())
                .where(k.wrapped.is_not(None))
                .group_by(k.purpose, k.wrapped_by)
                .order_by(k.purpose, k.wrapped_by)
            )
            return [Held(KeyPurpose(purpose), by, keys) for purpose, by, keys in found]

    async def knows_any(self, key_ids: Sequence[str]) -> bool:
        """Whether one of these keys is or was here."""
        async with self.database.reading() as session:
            return bool(await session.scalar(sa.select(sa.exists().where(StoredKey.id.in_(key_ids)))))

    async def rewrap(self, old: DataKey, new: DataKey, most: int) -> int:
        """Wrap some of the keys that the old data key wraps by the new one, in one commit. How many: 0 when done.

        Raises KeyWrong where a key does not open, and has changed none of them then.
        """
        k = StoredKey
        async with self.database.transaction() as session:
            found = await session.execute(
                sa.select(k.id, k.wrapped)
                .where(k.wrapped.is_not(None), k.wrapped_by == old.fingerprint)
                .order_by(k.id)
                .limit(most)
                .with_for_update()
            )
            rows = [(key_id, wrapped) for key_id, wrapped in found if wrapped is not None]
            for key_id, wrapped in rows:
                anew = wrap(new, key_id, unwrap(old, key_id, wrapped))
                await session.execute(
                    sa.update(k).where(k.id == key_id).values(wrapped=anew, wrapped_by=new.fingerprint)
                )
        return len(rows)

    @property
    def _unlocked(self) -> DataKey:
        if self._data_key is None:
            raise RuntimeError("the key store is not unlocked")
        return self._data_key


def wrap(data_key: DataKey, key_id: str, secret: bytes) -> bytes:
    """A key as the key store holds it."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(data_key.wrapping).encrypt(nonce, secret, key_id.encode())


def unwrap(data_key: DataKey, key_id: str, wrapped: bytes) -> bytes:
    """A key as it is used. Raises KeyWrong where another data key wrapped it."""
    try:
        return AESGCM(data_key.wrapping).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], key_id.encode())
    except InvalidTag:
        raise KeyWrong(WRONG) from None


async def _make_postgresql_database(url: URL) -> None:
    """Make the key store's database on a PostgreSQL server, from the maintenance database, where it is missing."""
    name = url.database or ""
    engine = create_async_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        async with engine.connect() as connection:
            query = sa.text("SELECT 1 FROM pg_database WHERE datname = :name")
            if (await connection.execute(query, {"name": name})).first() is None:
                quoted = connection.dialect.identifier_preparer.quote_identifier(name)
                await connection.exec_driver_sql(f"CREATE DATABASE {quoted}")
    except (TimeoutError, DBAPIError, OSError) as error:
        raise StoreError(
            f'The key store needs a PostgreSQL database named "{name}" beside the main one, and it could neither be '
            f"found nor made ({type(error).__name__}). Make it, owned by the bot's user."
        ) from None
    finally:
        await engine.dispose()
