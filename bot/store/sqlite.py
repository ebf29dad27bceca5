"""SQLite's connections: how one is opened, how a transaction begins, and how one that was broken off ends."""

from __future__ import annotations

import asyncio
import functools
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import aiosqlite
import sqlalchemy as sa
from aiosqlite.context import contextmanager
from sqlalchemy.engine import URL, Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from bot.store.errors import StoreError

BEGIN: Final = "bot_begin"
"""The execution option that carries the words by which a transaction begins (none at all where they are empty)."""
IMMEDIATE: Final = "BEGIN IMMEDIATE"
"""How a transaction begins that takes the file's lock at once."""
_GLANCE_SECONDS: Final = 0.01
_PRAGMAS: Final = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def sqlite_engine(url: URL, connections: int, busy_seconds: float) -> AsyncEngine:
    """An engine for a SQLite file, which is made if missing. Raises StoreError for a database in memory."""
    if not url.database or url.database == ":memory:":
        raise StoreError("DATABASE_URL needs a file name: a database in memory would forget everything.")
    _make_file(Path(url.database))
    engine = create_async_engine(
        url,
        hide_parameters=True,
        async_creator=functools.partial(_connect, url.database, busy_seconds),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
    )
    sa.event.listen(engine.sync_engine, "connect", _prepare)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    return engine


class _Cursor(aiosqlite.Cursor):
    """A cursor that goes to the connection's thread only for what may have to wait.

    The library goes there four times for each statement (to make a cursor, run, fetch, close), which took most of the
    time of a transaction. Once a transaction has the file's lock, its statements have nothing to wait for, and run
    where they stand; beginning, committing and looking go to the thread, once.
    """

    def __init__(self, connection: _Connection, cursor: sqlite3.Cursor) -> None:
        super().__init__(connection, cursor)
        self._connection = connection
        self._rows: list[sqlite3.Row] = []
        self._broken_off = False

    async def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        self._rows = await self._do(self._run, sql, parameters)
        if sql == IMMEDIATE:
            self._connection.has_lock = True
        return self

    async def executemany(self, sql: str, parameters: Any) -> _Cursor:
        await self._do(self._cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[sqlite3.Row]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        if self._broken_off:
            # The thread may still be at it, and closes the cursor after that.
            self._connection.do_later(self._cursor.close)
        else:
            self._cursor.close()

    async def _do(self, run: Callable[[str, Any], Any], sql: str, parameters: Any) -> Any:
        if self._connection.has_lock:
            return run(sql, parameters)
        self._broken_off = True
        try:
            result = await self._execute(run, sql, parameters)  # type: ignore[no-untyped-call]  # the library's
        except Exception:
            self._broken_off = False
            raise
        self._broken_off = False
        return result

    def _run(self, sql: str, parameters: Any) -> list[sqlite3.Row]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []


class _Connection(aiosqlite.Connection):
    """A connection that gives its lock back however it ends.

    A task that is cancelled leaves cursors behind. SQLite keeps a closed connection that has any, and with it an open
    transaction and the file's lock, until Python has collected them: so we undo before we close.
    """

    has_lock = False
    """A transaction is open that nobody can keep waiting."""

    @contextmanager
    async def cursor(self) -> _Cursor:  # type: ignore[override]  # our kind of cursor
        return _Cursor(self, self._conn.cursor())

    async def commit(self) -> None:
        self.has_lock = False
        await super().commit()

    async def rollback(self) -> None:
        self.has_lock = False
        await super().rollback()

    def do_later(self, work: Callable[[], None]) -> None:
        """Let the thread do this when it has done all else, without waiting for it."""
        self._tx.put_nowait((None, work))

    def stop(self) -> asyncio.Future[object] | None:
        self._undo()
        return super().stop()

    async def close(self) -> None:
        self._undo()
        await super().close()

    def _undo(self) -> None:
        self.has_lock = False
        if self._connection is not None:
            self.do_later(functools.partial(_roll_back, self._connection))


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.rollback()


def _make_file(file: Path) -> None:
    """An empty file for this user alone; SQLite gives its logs the same rights."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


async def _connect(file: str, busy_seconds: float) -> aiosqlite.Connection:
    # Python's driver begins transactions late and of the wrong kind; without an isolation level, we begin them.
    opening = functools.partial(
        sqlite3.connect, file, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    connection = _Connection(opening, iter_chunk_size=64)
    # A forgotten connection must not keep the process from ending.
    connection._thread.daemon = True
    try:
        await connection
    except sqlite3.Error:
        # Its thread has a last word for this loop, which may be closed right after this.
        await asyncio.to_thread(connection._thread.join)
        raise
    try:
        await _log_ahead(connection, busy_seconds)
    except BaseException:
        await connection.close()
        raise
    return connection


async def _log_ahead(connection: aiosqlite.Connection, busy_seconds: float) -> None:
    """The write-ahead log; SQLite itself does not wait where another connection is just turning it on, too."""
    until = time.monotonic() + busy_seconds
    while True:
        try:
            await connection.execute_fetchall("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        await asyncio.sleep(_GLANCE_SECONDS)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get(BEGIN, IMMEDIATE)
    if begin:
        connection.exec_driver_sql(begin)
