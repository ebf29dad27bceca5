"""The store as a whole: opened once, then one `work` for each thing that must happen together or not at all.

    store = await Store.open("sqlite+aiosqlite:///var/bot.db", Path("var/data.key"))
    async with store.work() as work:          # committed at the end, rolled back where it raises
        person = await people.find(work, telegram_id)

Every function of the repositories takes the `work` first.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
import structlog

from bot.store import codes, erasure, inbox, outbox, rewrapping
from bot.store.columns import Holds
from bot.store.database import Database
from bot.store.datakey import make_data_key, read_data_key
from bot.store.errors import CANNOT_OPEN, KeyMissing, cannot_open
from bot.store.keystore import KeyPurpose, KeyStore
from bot.store.migrate import migrate
from bot.store.tables import Base, Person
from bot.store.vault import Vault
from bot.store.work import Work

_log = structlog.get_logger()
# An erasure is promised within a minute: so long is the emptying of the write-ahead logs tried.
_SWEEP_SECONDS: Final = 60.0
_SWEEP_PAUSE: Final = 0.5
# So many people are enough to see whether the key store is theirs.
_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Times:
    """How long what is handled is kept."""

    handled_updates: dt.timedelta = dt.timedelta(days=3)
    """Longer than the day for which Telegram may offer one again, shorter than the week after which it counts anew."""
    updates_set_aside: dt.timedelta = dt.timedelta(days=30)
    settled_messages: dt.timedelta = dt.timedelta(days=90)


class Store:
    """The database, the key store and the vault, opened together."""

    def __init__(self, database: Database, keys: KeyStore, vault: Vault, *, key_made: bool) -> None:
        self.database = database
        self.vault = vault
        self.key_made = key_made
        """The data key file was made just now: say where it is, and to keep a copy."""
        self._keys = keys
        self._sweeps: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls, url: str, data_key_file: Path, *, inbox_key_lives: dt.timedelta = dt.timedelta(days=1)
    ) -> Store:
        """Open, with tables up to date. Raises StoreError (KeyMissing, KeyWrong) with a sentence for the operator."""
        async with contextlib.AsyncExitStack() as opened:
            database, keys = await _databases(url, opened)
            made = await _unlock(database, keys, data_key_file)
            vault = await Vault.open(keys, dt.datetime.now(dt.UTC), inbox_key_lives=inbox_key_lives)
            store = cls(database, keys, vault, key_made=made)
            async with store.work() as work:
                if left := await erasure.finish(work):
                    _log.warning("erasures_finished", people=left)
            opened.pop_all()
        return store

    @property
    def files(self) -> list[Path]:
        """The files of the database and of the key store, on SQLite."""
        return [path for database in (self.database, self._keys.database) if (path := database.path) is not None]

    async def close(self) -> None:
        """Finish what was begun and give everything back."""
        for sweep in self._sweeps:
            sweep.cancel()
        await asyncio.gather(*self._sweeps, return_exceptions=True)
        await self.database.close()
        await self._keys.close()

    @contextlib.asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction: all of the block or nothing."""
        destroyed = committed = False
        try:
            async with self.database.transaction() as session:
                work = Work(session, self.vault, dt.datetime.now(dt.UTC))
                yield work
                if work.doomed:
                    # What is to be erased must be writable first; then the key goes, then the rows with the commit.
                    await session.flush()
                    destroyed = True
                    await self.vault.destroy(work.doomed, work.now)
            committed = True
        finally:
            if destroyed:
                self._sweep_soon(finish_erasures=not committed)

    @contextlib.asynccontextmanager
    async def look(self) -> AsyncIterator[Work]:
        """Look without writing: waits for no writer and keeps none waiting."""
        async with self.database.reading() as session:
            yield Work(session, self.vault, dt.datetime.now(dt.UTC))

    async def tidy(self, times: Times | None = None) -> None:
        """Forget what was handled long ago; to be called every hour or so."""
        times = times or Times()
        async with self.work() as work:
            await inbox.expire(work, done_for=times.handled_updates, aside_for=times.updates_set_aside)
            await outbox.expire(work, times.settled_messages)
            await codes.expire(work)

    async def sweep(self) -> bool:
        """Empty both write-ahead logs, in which erased rows would stay readable; tried for a minute.

        False where somebody's reading was in the way all the time.
        """
        deadline = asyncio.get_running_loop().time() + _SWEEP_SECONDS
        left = [self._keys.database, self.database]
        while left:
            left = [database for database in left if not await database.checkpoint()]
            if left:
                if asyncio.get_running_loop().time() > deadline:
                    _log.error("erased_rows_still_in_log")
                    return False
                await asyncio.sleep(_SWEEP_PAUSE)
        return True

    async def swept(self) -> None:
        """Wait until the sweeps that were begun are over."""
        await asyncio.gather(*self._sweeps)

    def _sweep_soon(self, *, finish_erasures: bool) -> None:
        task = asyncio.create_task(self._sweep(finish_erasures), name="sweep")
        self._sweeps.add(task)
        task.add_done_callback(self._sweeps.discard)

    async def _sweep(self, finish_erasures: bool) -> None:
        try:
            if finish_erasures:
                async with self.work() as work:
                    await erasure.finish(work)
            await self.sweep()
        except Exception as error:
            # The rows cannot be read any more; the next start removes them.
            _log.error("sweep_failed", error=type(error).__name__)


async def _databases(url: str, opened: contextlib.AsyncExitStack) -> tuple[Database, KeyStore]:
    """The database with its tables up to date, and the key store; raises StoreError."""
    try:
        database = Database(url)
        opened.push_async_callback(database.close)
        await migrate(database)
        keys = await KeyStore.open(url)
    except CANNOT_OPEN as error:
        raise cannot_open(error) from None
    opened.push_async_callback(keys.close)
    return database, keys


async def _unlock(database: Database, keys: KeyStore, path: Path) -> bool:
    """Read the data key, or make it where nothing is sealed yet (then True)."""
    sealed = await _anything_sealed(database)
    if sealed and not await keys.has_keys([KeyPurpose.HASH]):
        raise KeyMissing(
            f"The database holds sealed data, but its key store ({keys.database.url.database}) is missing or empty. "
            "Put it back from a backup not older than a week."
        )
    if not await _belongs(database, keys):
        raise KeyMissing(
            f"The key store ({keys.database.url.database}) is not this database's: it knows none of its people's keys. "
            "Put the right one back, from the same place or from a backup."
        )
    may_make = not sealed and not await keys.has_keys([KeyPurpose.PERSON, KeyPurpose.MATCH])
    if may_make and not await asyncio.to_thread(path.exists):
        await keys.forget_all()
        keys.unlock(await asyncio.to_thread(make_data_key, path))
        return True
    data_key = await asyncio.to_thread(read_data_key, path)
    await rewrapping.is_the_one(keys, data_key, path)
    keys.unlock(data_key)
    return False


async def _belongs(database: Database, keys: KeyStore) -> bool:
    """Whether the key store knows a key of the people in the database, where there are any."""
    async with database.reading() as session:
        some = await session.scalars(sa.select(Person.key_id).order_by(Person.made_at).limit(_LOOKED_AT))
        key_ids = list(some)
    return not key_ids or await keys.knows_any(key_ids)


async def _anything_sealed(database: Database) -> bool:
    columns = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info["holds"] is Holds.SEALED
    ]
    async with database.reading() as session:
        return bool(
            await session.scalar(sa.select(sa.or_(*(sa.exists().where(column.is_not(None)) for column in columns))))
        )
