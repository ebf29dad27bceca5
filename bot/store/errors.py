"""What can be wrong with the store when the bot starts; each error's text is a sentence for the operator."""

from __future__ import annotations

import sqlite3
from typing import Final

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

CANNOT_OPEN: Final = (DBAPIError, CommandError, OSError)
"""What opening a database may end with when the database, its server or its folder is not as it should be."""


class StoreError(Exception):
    """The store cannot be opened; the text says why and what to do."""


class KeyMissing(StoreError):
    """Data are sealed, and the key that opens them is not there."""


class KeyWrong(StoreError):
    """Data are sealed, and this key does not open them."""


def cannot_open(error: Exception) -> StoreError:
    """The sentence for one of CANNOT_OPEN; it never repeats the address, in which a password may stand."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code: int = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if isinstance(error, CommandError):
        return StoreError("The database was written by a newer version of the bot. Start that version, or a newer one.")
    if code == sqlite3.SQLITE_NOTADB or code == sqlite3.SQLITE_CORRUPT:
        return StoreError(
            "The file in DATABASE_URL is no database, or it is damaged. Set DATABASE_URL to the right file, or put a "
            "backup in its place."
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreError("Another program holds the database and does not let go. Stop it, and try again.")
    return StoreError(
        f"The database cannot be opened ({type(cause).__name__}). Is DATABASE_URL right, may the bot read and write "
        "there, and is the server running, where it is one?"
    )
