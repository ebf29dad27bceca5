"""Making backups: copied, sealed, opened again and counted, and only then called a backup."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from bot.process_lock import AlreadyRunning, ProcessLock
from bot.store.backups import rotation, snapshots
from bot.store.backups.progress import Progress
from bot.store.backups.rotation import WORKING, Backup, Lives
from bot.store.backups.sealing import Kind, seal, settled, unseal
from bot.store.datakey import DataKey, read_data_key
from bot.store.errors import StoreError
from bot.store.keystore import key_store_url

_BUSY: Final = "A backup is being made or put back already"
_WAIT: Final = "Wait until that is done."
_FULL: Final = "the disk is full"


class BackupFailed(StoreError):
    """No backup was made; the text says why, and what is to be done."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and opened again."""

    path: Path
    kind: Kind
    rows: int
    size: int


class Files:
    """The two files of a database on SQLite. Raises StoreError for a database on a server."""

    def __init__(self, url: str) -> None:
        main = make_url(url)
        if main.get_backend_name() != "sqlite":
            raise BackupFailed(
                "The database is on a PostgreSQL server, of which this command makes no backup. Use pg_dump for both "
                f"databases, one after the other: pg_dump -Fc {main.database} > main.dump, and then "
                f"pg_dump -Fc {main.database}-keys > keys.dump. Encrypt both files, and keep those of the keys for at "
                "most 7 days: an erased person is erased from the backups when the last of them is gone. "
                "docs/backups.md says more."
            )
        self.main = Path(main.database or "")
        self.keys = Path(key_store_url(url).database or "")

    def of(self, kind: Kind) -> Path:
        """The file that a kind of backup is of."""
        return self.main if kind is Kind.MAIN else self.keys


class Backups:
    """The backups of one database, in one folder."""

    def __init__(self, url: str, data_key_file: Path, folder: Path, lives: Lives) -> None:
        self.folder = folder
        self._url, self._data_key_file, self._lives = url, data_key_file, lives

    @property
    def possible(self) -> bool:
        """Whether the database is in files; of a server, its own tools make the backups."""
        return make_url(self._url).get_backend_name() == "sqlite"

    def newest(self, kind: Kind = Kind.MAIN) -> dt.datetime | None:
        """When the newest backup of a kind was made."""
        found = rotation.backups_in(self.folder, kind)
        return found[0].made_at if found else None

    def all(self) -> list[Backup]:
        """All backups, by kind, the newest first."""
        return [backup for kind in Kind for backup in rotation.backups_in(self.folder, kind)]

    async def make(self, now: dt.datetime, progress: Progress | None = None) -> list[Made]:
        """Makes a backup of the main database and one of the key store, and forgets those that are too old.

        The key store's comes second: a key is there before the first row that it seals, so that every row of the first
        copy has its key in the second one, or is erased. Raises StoreError with a sentence for the operator.
        """
        return await (progress or Progress()).run(lambda told: self._make(now, told))

    async def rotate(self, now: dt.datetime) -> int:
        """Forgets backups that are too old; how many. Raises StoreError."""
        return await Progress().run(lambda _told: self._rotate(now))

    def _make(self, now: dt.datetime, progress: Progress) -> list[Made]:
        files = Files(self._url)
        if not files.main.exists() or not files.keys.exists():
            missing = files.keys if files.main.exists() else files.main
            raise BackupFailed(f"There is nothing to make a backup of: {missing} is not there.")
        data_key = read_data_key(self._data_key_file)
        try:
            with _locked(self.folder):
                made = [self._one(kind, files.of(kind), data_key, now, progress) for kind in Kind]
                rotation.rotate(self.folder, files.main, files.keys, self._lives, now)
        except (OSError, sqlite3.Error) as error:
            raise BackupFailed(f"No backup could be made in {self.folder}: {in_words(error)}.") from None
        return made

    def _one(self, kind: Kind, source: Path, data_key: DataKey, now: dt.datetime, progress: Progress) -> Made:
        copied, sealed, opened = (self.folder / f"{kind}-{what}{WORKING}" for what in ("copy", "sealed", "opened"))
        final = self.folder / rotation.name_of(kind, now)
        try:
            snapshots.copy(source, copied, f"Copying {kind.in_words}", progress)
            if kind is Kind.KEYS:
                _fits(copied, data_key, self._data_key_file)
            counted = snapshots.rows(copied)
            seal(copied, sealed, kind, now, data_key, progress)
            unseal(sealed, opened, data_key, progress)
            snapshots.check(opened, counted, f"Checking {kind.in_words}", progress)
            sealed.replace(final)
            settled(self.folder)
        finally:
            for path in (copied, sealed, opened):
                path.unlink(missing_ok=True)
        return Made(final, kind, sum(counted.values()), final.stat().st_size)

    def _rotate(self, now: dt.datetime) -> int:
        files = Files(self._url)
        try:
            if not self.folder.exists():
                return 0
            with _locked(self.folder):
                return rotation.rotate(self.folder, files.main, files.keys, self._lives, now)
        except AlreadyRunning:
            # Whoever makes a backup just now forgets the old ones afterwards.
            return 0
        except OSError as error:
            raise BackupFailed(f"Old backups in {self.folder} could not be removed: {in_words(error)}.") from None


def _locked(folder: Path) -> ProcessLock:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ProcessLock(folder, "backups", running=_BUSY, mend=_WAIT)


def _fits(keys: Path, data_key: DataKey, path: Path) -> None:
    """A backup that no data key opens together with its keys would be none."""
    if snapshots.wrapped_by(keys) - {data_key.fingerprint}:
        raise BackupFailed(
            f"The key in {path} is not the one that wraps the people's keys, and a backup that is sealed with another "
            "one helps nobody. Put the right key file back. If a change of the data key was begun and not finished: "
            "python -m bot key rotate"
        )


def in_words(error: OSError | sqlite3.Error) -> str:
    """What the machine did not do; never a value that was to be written."""
    if isinstance(error, sqlite3.Error):
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        return _FULL if code == sqlite3.SQLITE_FULL else f"SQLite says {type(error).__name__}"
    return str(error.strerror or type(error).__name__)
