"""Copies of SQLite files, made while others write, and looked into before they are relied on.

By SQLite itself and beside the bot's own connections: a copy is one view of one moment, without the free pages.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.store.backups.progress import Progress, Stopped
from bot.store.backups.sealing import private_file
from bot.store.datakey import DataKey
from bot.store.errors import StoreError
from bot.store.keystore import unwrap, wrap

_WAIT_SECONDS: Final = 10.0
# So many of SQLite's own small steps pass between two looks at how far it is.
_STEPS: Final = 20_000


class NotWhole(StoreError):
    """A copy is not a sound database, or does not hold what it should."""


def copy(source: Path, target: Path, step: str, progress: Progress) -> None:
    """One view of the whole database, in a file for this user alone. Raises sqlite3.Error or OSError."""
    private_file(target).close()
    with _opened(source) as database:
        total = _used_bytes(database)

        def look() -> None:
            progress.at(step, min(target.stat().st_size, total), total)

        with _watched(database, look, progress):
            database.execute("VACUUM INTO ?", (str(target),))
        progress.at(step, total, total)


def rows(file: Path) -> Mapping[str, int]:
    """How many rows each table has."""
    with _opened(file) as database:
        listed = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [str(name) for (name,) in listed]
        # The names are the database's own.
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def check(file: Path, expected: Mapping[str, int] | None, step: str, progress: Progress) -> None:
    """Raises NotWhole where SQLite finds a fault, or a table has another number of rows than expected."""
    size = file.stat().st_size
    progress.at(step, 0, size)
    try:
        with _opened(file) as database, _watched(database, lambda: progress.at(step, 0, size), progress):
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        counted = rows(file)
    except sqlite3.DatabaseError as error:
        raise NotWhole(f"What the backup holds is no sound database ({type(error).__name__}).") from None
    if found != "ok":
        raise NotWhole("What the backup holds is a database with faults in it.")
    if expected is not None and counted != dict(expected):
        differing = sorted(name for name in {*counted, *expected} if counted.get(name) != expected.get(name))
        raise NotWhole(f"The backup does not hold as many rows as the database: {', '.join(differing)}.")
    progress.at(step, size, size)


def is_used(file: Path) -> bool:
    """Whether another program has the database open. Moves the write-ahead log into the file where nobody has.

    A damaged file is used by nobody.
    """
    try:
        with _opened(file, wait_seconds=0) as database:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
            return False
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    except sqlite3.DatabaseError:
        return False


def version(main: Path) -> str | None:
    """The step of the migrations at which a main database is."""
    with _opened(main) as database:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if found is None else str(found[0])


def wrapped_by(keys: Path) -> set[str]:
    """The data keys (by their fingerprints) that wrapped the living keys of a key store."""
    with _opened(keys) as database:
        found = database.execute("SELECT DISTINCT wrapped_by FROM stored_key WHERE wrapped IS NOT NULL")
        return {str(one) for (one,) in found}


def rewrap(keys: Path, old: DataKey, new: DataKey) -> None:
    """The living keys that one data key wrapped are wrapped by another one. Raises KeyWrong."""
    with _opened(keys) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("BEGIN IMMEDIATE")
        query = "SELECT id, wrapped FROM stored_key WHERE wrapped IS NOT NULL AND wrapped_by = ?"
        for key_id, sealed in database.execute(query, (old.fingerprint,)).fetchall():
            anew = wrap(new, key_id, unwrap(old, key_id, sealed))
            database.execute(
                "UPDATE stored_key SET wrapped = ?, wrapped_by = ? WHERE id = ?", (anew, new.fingerprint, key_id)
            )
        database.execute("COMMIT")


def people_without_key(main: Path, keys: Path) -> tuple[int, int]:
    """Of how many people the key store knows no key, living or destroyed; and how many people there are."""
    with _opened(main) as database:
        database.execute("ATTACH DATABASE ? AS keys", (str(keys),))
        unknown = "SELECT count(*) FROM person WHERE key_id NOT IN (SELECT id FROM keys.stored_key)"
        people = database.execute("SELECT count(*) FROM person").fetchone()[0]
        return database.execute(unknown).fetchone()[0], people


def learn_from(keys: Path, other: Path, fingerprint: str) -> None:
    """What another copy of the key store knows: which keys are destroyed, and keys that this one does not have.

    Only keys that this data key wrapped are taken over: others could not be used.
    """
    with _opened(keys) as database:
        database.execute("ATTACH DATABASE ? AS other", (str(other),))
        database.execute("PRAGMA secure_delete=ON")
        database.execute("BEGIN IMMEDIATE")
        database.execute(
            "UPDATE stored_key SET wrapped = NULL, destroyed_at = o.destroyed_at FROM other.stored_key AS o "
            "WHERE o.id = stored_key.id AND o.wrapped IS NULL AND stored_key.wrapped IS NOT NULL"
        )
        database.execute(
            "INSERT OR IGNORE INTO stored_key (id, purpose, wrapped, wrapped_by, made_at, destroyed_at) "
            "SELECT id, purpose, wrapped, wrapped_by, made_at, destroyed_at FROM other.stored_key "
            "WHERE wrapped IS NULL OR wrapped_by = ?",
            (fingerprint,),
        )
        database.execute("COMMIT")


@contextlib.contextmanager
def _opened(file: Path, *, wait_seconds: float = _WAIT_SECONDS) -> Iterator[sqlite3.Connection]:
    address = f"{file.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(address, uri=True, timeout=wait_seconds, isolation_level=None)
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def _watched(database: sqlite3.Connection, look: Callable[[], None], progress: Progress) -> Iterator[None]:
    """Looks now and then while SQLite works, and ends its work where that raises Stopped."""

    def between() -> int:
        with contextlib.suppress(Stopped, OSError):
            look()
        return int(progress.stopped)

    database.set_progress_handler(between, _STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if progress.stopped:
            raise Stopped from None
        raise
    finally:
        database.set_progress_handler(None, 0)


def _used_bytes(database: sqlite3.Connection) -> int:
    pages, free, size = (
        int(database.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
