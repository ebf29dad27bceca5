"""Sealing: every personal field is encrypted under a key of the person's own, tied to its table, column and row."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import os
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import InstrumentedAttribute

from bot.store.columns import Holds, new_id
from bot.store.keystore import KeyPurpose, KeyStore

_VERSION: Final = b"\x01"
_NONCE: Final = 12
# The length of a sealed value must not tell "yes" from "no": texts are filled up to a multiple of this many bytes.
_BLOCK: Final = 64
_CACHED: Final = 2048

SealedColumn = InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None]


class SealBroken(Exception):
    """A sealed value does not open here: it was changed, or moved from another row, column or key."""


class Keyring:
    """Seals and opens fields with one key."""

    def __init__(self, key_id: str, secret: bytes) -> None:
        self.id = key_id
        self._cipher = AESGCM(secret)

    def seal(self, column: SealedColumn, row: str, text: str) -> bytes:
        """The text as it is stored in this column of this row."""
        nonce = os.urandom(_NONCE)
        plain = text.encode("utf-8", "surrogatepass") + b"\x80"
        plain += bytes(-len(plain) % _BLOCK)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, self._place(column, row))

    def open(self, column: SealedColumn, row: str, sealed: bytes) -> str:
        """The text sealed in this column of this row. Raises SealBroken."""
        if sealed[:1] != _VERSION:
            raise SealBroken
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            plain = self._cipher.decrypt(nonce, body, self._place(column, row))
        except (InvalidTag, ValueError):
            raise SealBroken from None
        return plain[: plain.rindex(b"\x80")].decode("utf-8", "surrogatepass")

    def _place(self, column: SealedColumn, row: str) -> bytes:
        if column.info.get("holds") is not Holds.SEALED:
            raise ValueError(f"{column} is not a sealed column")
        return "\x1f".join((column.class_.__tablename__, column.key, row, self.id)).encode()


class Vault:
    """All keys that seal, by their ids, and the keyed hashes by which people are found.

    A key is committed to the key store before `new_key` returns, that is before the first row that it seals.
    """

    def __init__(self, keys: KeyStore, house: Keyring, hashing: bytes, *, inbox_key_lives: dt.timedelta) -> None:
        self._keys = keys
        self._hashing = hashing
        self._inbox_key_lives = inbox_key_lives
        self._inbox: tuple[dt.datetime, Keyring] | None = None
        self._cache: OrderedDict[str, Keyring] = OrderedDict()
        self.house = house
        """Seals what is sent to channels."""

    @classmethod
    async def open(cls, keys: KeyStore, now: dt.datetime, *, inbox_key_lives: dt.timedelta) -> Vault:
        """Open with an unlocked key store. Raises KeyWrong where its data key is not the right one."""
        hashing = await keys.make("hash", KeyPurpose.HASH, now)
        house = Keyring("house", await keys.make("house", KeyPurpose.HOUSE, now))
        return cls(keys, house, hashing, inbox_key_lives=inbox_key_lives)

    async def new_key(self, purpose: KeyPurpose, now: dt.datetime) -> Keyring:
        """A new key, safely stored."""
        key_id = new_id()
        return self._remember(Keyring(key_id, await self._keys.make(key_id, purpose, now)))

    async def keyring(self, key_id: str) -> Keyring:
        """The keyring of this id. Raises KeyGone where it was destroyed, KeyUnknown where it never was."""
        if key_id == self.house.id:
            return self.house
        known = self._cache.get(key_id)
        if known is not None:
            self._cache.move_to_end(key_id)
            return known
        return self._remember(Keyring(key_id, await self._keys.read(key_id)))

    async def inbox_keyring(self, now: dt.datetime) -> Keyring:
        """Today's key for people who are not known (yet, or no longer)."""
        if self._inbox is not None and self._inbox[0] > now >= self._inbox[0] - self._inbox_key_lives:
            return self._inbox[1]
        key_id = await self._keys.newest(KeyPurpose.INBOX, since=now - self._inbox_key_lives)
        ring = await self.keyring(key_id) if key_id else await self.new_key(KeyPurpose.INBOX, now)
        self._inbox = (now + self._inbox_key_lives, ring)
        return ring

    def hash(self, subject: str, value: str | int) -> str:
        """The keyed hash of a value, different for each subject; 43 characters."""
        return _urlsafe(hmac.digest(self._hashing, f"{subject}\x1f{value}".encode(), hashlib.sha256))

    async def destroy(self, key_ids: Sequence[str], now: dt.datetime) -> None:
        """Destroy keys for good, in the key store and in memory."""
        for key_id in key_ids:
            self._cache.pop(key_id, None)
        if self._inbox is not None and self._inbox[1].id in key_ids:
            self._inbox = None
        await self._keys.destroy(key_ids, now)

    async def destroyed(self, purpose: KeyPurpose) -> set[str]:
        """The ids of all destroyed keys for the purpose."""
        return await self._keys.destroyed(purpose)

    async def worn_inbox_keys(self, now: dt.datetime) -> list[str]:
        """Inbox keys that seal nothing new any more."""
        return await self._keys.older(KeyPurpose.INBOX, now - 2 * self._inbox_key_lives)

    def _remember(self, ring: Keyring) -> Keyring:
        self._cache[ring.id] = ring
        while len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return ring


def _urlsafe(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
