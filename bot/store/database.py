"""One database, SQLite or PostgreSQL: connections, transactions, and what makes a commit safe on each."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from bot.store.sqlite import BEGIN, IMMEDIATE, sqlite_engine

_CHECKPOINT_MILLISECONDS: Final = 200
# SQLite's answers that say something about the machine, not about what was asked.
_OUTAGES: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
}
# PostgreSQL's classes of errors that say the same: connection, rollback, resources, operator, system.
_OUTAGE_CLASSES: Final = ("08", "40", "53", "57", "58")


class Database:
    """The one way to a database. `transaction` to write, `reading` to look; nothing commits by itself.

    On SQLite one writer of this process runs at a time (others wait in line without holding a thread), and a writer
    takes the file's lock when it begins: a transaction that first reads and then writes loses no other one's work.
    """

    def __init__(self, url: str | URL, *, connections: int = 6, busy_seconds: float = 10.0) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_seconds = busy_seconds
        self._writer = asyncio.Lock()
        self._writing: asyncio.Task[object] | None = None
        if self.is_sqlite:
            self._engine = sqlite_engine(self.url, connections, busy_seconds)
        else:
            self._engine = self._postgresql(connections)

    @property
    def path(self) -> Path | None:
        """The database's file, on SQLite."""
        return Path(self.url.database or "") if self.is_sqlite else None

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """All that is written in the block is committed at its end, or nothing where it raises."""
        async with self._turn_to_write():
            engine = self._engine.execution_options(**{BEGIN: IMMEDIATE})
            async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
                yield session

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One view of the database as it was at the first look; what is written is refused or thrown away."""
        engine = self._engine.execution_options(**{BEGIN: "BEGIN", "postgresql_readonly": True})
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield session

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection for migrations: committed at the end of the block."""
        async with self._turn_to_write():
            engine = self._engine.execution_options(**{BEGIN: IMMEDIATE})
            async with engine.begin() as connection:
                yield connection

    async def checkpoint(self) -> bool:
        """Move everything from SQLite's write-ahead log into the file and empty the log.

        Deleted rows stay readable in the log until then. False where somebody's reading was in the way: try again.
        """
        if not self.is_sqlite:
            return True
        async with self._turn_to_write():
            engine = self._engine.execution_options(**{BEGIN: ""})
            async with engine.connect() as connection:
                # Whoever wants to write waits behind us: rather try again than wait for a long reading to end.
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={_CHECKPOINT_MILLISECONDS}")
                row = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={int(self._busy_seconds * 1000)}")
        return bool(row[0] == 0)

    async def close(self) -> None:
        """Give all connections back; each of SQLite's has a thread, which would keep the process from ending."""
        await self._engine.dispose()

    @contextlib.asynccontextmanager
    async def _turn_to_write(self) -> AsyncIterator[None]:
        if not self.is_sqlite:
            yield
            return
        if self._writing is asyncio.current_task():
            raise RuntimeError("a transaction is already open in this task; a second one would wait for ever")
        async with self._writer:
            self._writing = asyncio.current_task()
            try:
                yield
            finally:
                self._writing = None

    def _postgresql(self, connections: int) -> AsyncEngine:
        return create_async_engine(
            self.url, hide_parameters=True, pool_size=connections, max_overflow=0, pool_pre_ping=True
        )


def inserting(session: AsyncSession, table: type[DeclarativeBase]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what to do where the row is there already, for the session's engine."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if on_sqlite else postgresql.insert(table)


def is_outage(error: BaseException) -> bool:
    """Whether an error means that the database cannot work now (full, locked, away), whoever asks for whatever."""
    return any(_is_outage(cause) for cause in _causes(error))


def _is_outage(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        code: int | None = getattr(error, "sqlite_errorcode", None)
        return code is not None and (code & 0xFF) in _OUTAGES
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(error, "sqlstate", None)
    return isinstance(error, ConnectionError) or (isinstance(state, str) and state.startswith(_OUTAGE_CLASSES))


def _causes(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    while following is not None:
        yield following
        if isinstance(following, DBAPIError) and isinstance(following.orig, BaseException):
            yield following.orig
        following = following.__cause__
