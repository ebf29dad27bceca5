"""The one key that the operator keeps: 32 random bytes in a file, from which the wrapping key is derived."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
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
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return DataKey(secret)
