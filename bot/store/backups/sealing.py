"""A file sealed as a whole: a short head in the clear, then chunks of AES-256-GCM.

Each file has a key of its own, derived from the operator's data key and the salt in the head. A chunk opens only in its
place: the head (with the kind of backup), the chunk's number and whether it is the last one are sealed with it. So a
backup that was cut, put together anew or renamed to another kind does not open.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.backups.progress import Progress
from bot.store.datakey import DataKey
from bot.store.errors import KeyWrong, StoreError

_MAGIC: Final = b"HOME NETWORK BACKUP 1\n"
_CHUNK: Final = 1 << 20
_TAG: Final = 16
_SALT: Final = 32
_HEAD_SIZE: Final = 2


class Kind(enum.StrEnum):
    """What a backup is of."""

    MAIN = "main"
    KEYS = "keys"

    @property
    def in_words(self) -> str:
        """As the operator knows it."""
        return "the database" if self is Kind.MAIN else "the people's keys"


class NoBackup(StoreError):
    """The file is no backup of this bot."""


class BackupDamaged(StoreError):
    """The file is a backup, and not as it was written."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the clear: no more than the file's name tells, and which data key opens it."""

    kind: Kind
    made_at: dt.datetime
    key: str
    salt: bytes

    def in_bytes(self) -> bytes:
        """As it is written, and as each chunk is tied to it."""
        told = {"kind": self.kind, "made_at": self.made_at.isoformat(), "key": self.key, "salt": self.salt.hex()}
        words = json.dumps(told).encode()
        return _MAGIC + len(words).to_bytes(_HEAD_SIZE, "big") + words


def private_file(path: Path) -> BinaryIO:
    """A new file for this user alone, in place of one that was left over from an attempt."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b")


def settled(path: Path) -> None:
    """What was written to the file, or to the folder's list, is on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(source: Path, target: Path, kind: Kind, made_at: dt.datetime, data_key: DataKey, progress: Progress) -> None:
    """Writes the sealed file, and has it on the disk."""
    head = Head(kind, made_at, data_key.fingerprint, os.urandom(_SALT))
    total, done = source.stat().st_size, 0
    cipher = _cipher(head, data_key)
    with source.open("rb") as plain, private_file(target) as sealed:
        sealed.write(head.in_bytes())
        for number, (chunk, last) in enumerate(_chunks(plain, _CHUNK)):
            sealed.write(cipher.encrypt(_nonce(number), chunk, _place(head, number, last=last)))
            done += len(chunk)
            progress.at(f"Sealing {kind.in_words}", done, total)
        sealed.flush()
        os.fsync(sealed.fileno())


def unseal(source: Path, target: Path, data_key: DataKey, progress: Progress) -> Head:
    """Writes what is sealed in the file to another one. Raises NoBackup, KeyWrong or BackupDamaged; what was written
    until then is not to be used.
    """
    with source.open("rb") as sealed, private_file(target) as plain:
        head = _read_head(sealed, source)
        if head.key != data_key.fingerprint:
            raise KeyWrong(
                f"{source.name} was sealed with another data key than the one that was given. Put your copy of the "
                "data key of that time into DATA_KEY_FILE, or name it with --key."
            )
        cipher, total, done = _cipher(head, data_key), source.stat().st_size, sealed.tell()
        for number, (chunk, last) in enumerate(_chunks(sealed, _CHUNK + _TAG)):
            try:
                plain.write(cipher.decrypt(_nonce(number), chunk, _place(head, number, last=last)))
            except (InvalidTag, ValueError):
                raise _damaged(source) from None
            done += len(chunk)
            progress.at(f"Opening {head.kind.in_words}", done, total)
        plain.flush()
        os.fsync(plain.fileno())
    return head


def read_head(path: Path) -> Head:
    """The head of a backup, of which nothing is proved yet. Raises NoBackup."""
    try:
        with path.open("rb") as file:
            return _read_head(file, path)
    except OSError as error:
        raise NoBackup(f"{path} cannot be read ({error.strerror}).") from None


def _read_head(file: BinaryIO, path: Path) -> Head:
    if file.read(len(_MAGIC)) != _MAGIC:
        raise NoBackup(f"{path.name} is no backup of this bot. Backups end with .backup.")
    size = file.read(_HEAD_SIZE)
    words = file.read(int.from_bytes(size, "big"))
    try:
        told = json.loads(words)
        made_at = dt.datetime.fromisoformat(told["made_at"])
        head = Head(Kind(told["kind"]), made_at, str(told["key"]), bytes.fromhex(told["salt"]))
    except (ValueError, KeyError, TypeError):
        raise _damaged(path) from None
    if head.in_bytes() != _MAGIC + size + words:
        raise _damaged(path)
    return head


def _damaged(path: Path) -> BackupDamaged:
    return BackupDamaged(f"{path.name} is damaged: it is not as it was written. Take another backup.")


def _cipher(head: Head, data_key: DataKey) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=head.salt, info=b"one backup file").derive(data_key.backups)
    return AESGCM(key)


def _nonce(number: int) -> bytes:
    # The key is this file's alone, so that counting is enough for no nonce to come twice.
    return number.to_bytes(12, "big")


def _place(head: Head, number: int, *, last: bool) -> bytes:
    return head.in_bytes() + number.to_bytes(8, "big") + (b"last" if last else b"more")


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """The file in pieces, each with whether it is the last; an empty file is one empty piece."""
    piece = file.read(size)
    while following := file.read(size):
        yield piece, False
        piece = following
    yield piece, True
