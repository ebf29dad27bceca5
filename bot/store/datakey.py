"""The one key that the operator keeps: 32 random bytes in a file, from which the wrapping key is derived."""

from __future__ import annotations

import base64
import binascii
import glob
import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.errors import KeyMissing, KeyWrong

_SIZE: Final = 32


class DataKey:
    """The operator's key. It never seals data itself: it wraps the keys that do."""

    def __init__(self, secret: bytes) -> None:
        self.wrapping = HKDF(algorithm=SHA256(), length=_SIZE, salt=None, info=b"wrap keys").derive(secret)
        self.backups = HKDF(algorithm=SHA256(), length=_SIZE, salt=None, info=b"seal backups").derive(secret)
        name = HKDF(algorithm=SHA256(), length=_SIZE, salt=None, info=b"name this key").derive(secret)
        self.fingerprint = hashlib.sha256(name).hexdigest()[:16]
        """Tells which data key wrapped a key, and nothing else about it."""


def read_data_key(path: Path) -> DataKey:
    """The data key in the file. Raises KeyMissing or KeyWrong."""
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        raise KeyMissing(
            f"The database holds sealed data, but the key file {path} is not there. "
            "Put your copy of it back, or set DATA_KEY_FILE to where it is."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyWrong(f"The key file {path} cannot be read ({type(error).__name__}).") from None
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        secret = b""
    if len(secret) != _SIZE:
        raise KeyWrong(f"The file {path} is not a key of this bot: it must hold {_SIZE} bytes as base64 text.")
    return DataKey(secret)


def make_data_key(path: Path) -> DataKey:
    """A new data key, readable by this user only, on disk before it is used."""
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = os.urandom(_SIZE)
    _write(path, base64.b64encode(secret) + b"\n", os.O_EXCL)
    _settled(path.parent)
    return DataKey(secret)


def next_key_file(path: Path) -> Path:
    """Where the next data key waits beside this one until every key is wrapped by it."""
    return path.with_name(f"{path.name}.new")


def old_key_file(path: Path, fingerprint: str) -> Path:
    """Where a data key is kept that was replaced: it opens what was backed up before."""
    return path.with_name(f"{path.name}.old-{fingerprint}")


def old_key_files(path: Path) -> list[Path]:
    """All data keys that were replaced and are still kept."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.old-*"))


def write_next_key(path: Path) -> DataKey:
    """A new data key beside the one in use: whole or not at all, and on disk before it is used."""
    _write_whole(next_key_file(path), base64.b64encode(os.urandom(_SIZE)) + b"\n")
    return read_data_key(next_key_file(path))


def keep_old_key(path: Path) -> Path:
    """A copy of the key in use, under the name of a replaced one. Where it is."""
    kept = old_key_file(path, read_data_key(path).fingerprint)
    _write_whole(kept, path.read_bytes())
    return kept


def put_next_key(path: Path) -> None:
    """The next key in the place of the one in use, in one step: at no moment is there none."""
    next_key_file(path).replace(path)
    _settled(path.parent)


def remove_key(path: Path) -> None:
    """Remove a replaced key: its bytes are overwritten first, for what that is worth on the disk."""
    _write(path, bytes(path.stat().st_size), 0)
    path.unlink()
    _settled(path.parent)


def open_to_others(path: Path) -> bool:
    """Whether somebody else on this machine may read or change the file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    _write(part, content, os.O_TRUNC)
    part.replace(path)
    _settled(path.parent)


def _write(path: Path, content: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settled(folder: Path) -> None:
    """The names in the folder are on disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
