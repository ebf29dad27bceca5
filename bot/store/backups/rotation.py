"""The folder of backups: their names, how old they are, and which are to go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.store.backups.sealing import Kind

_NAME: Final = re.compile(r"(main|keys)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.backup")
_ASIDE: Final = re.compile(r".+\.replaced-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(-wal|-shm)?")
_FORM: Final = "%Y-%m-%dT%H-%M-%SZ"
WORKING: Final = ".working"
"""Stands in the names of files that are only half of something; nobody may rely on them."""


@dataclass(frozen=True, slots=True)
class Lives:
    """For how long backups are kept."""

    days: int = 14
    """The main database's: each one."""
    weeks: int = 8
    """And so long the last one of each week."""
    key_days: int = 7
    """The key store's. This is when an erased person is erased from all backups, too."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder, by its name."""

    path: Path
    kind: Kind
    made_at: dt.datetime


def name_of(kind: Kind, made_at: dt.datetime) -> str:
    """The name of a backup."""
    return f"{kind}-{stamp(made_at)}.backup"


def aside_name(name: str, now: dt.datetime) -> str:
    """The name of a file in whose place another was put."""
    return f"{name}.replaced-{stamp(now)}"


def stamp(moment: dt.datetime) -> str:
    """A moment as it stands in a file's name."""
    return moment.astimezone(dt.UTC).strftime(_FORM)


def backups_in(folder: Path, kind: Kind) -> list[Backup]:
    """The backups of a kind, the newest first. What has another name is not ours."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        made_at = None if named is None or named[1] != kind else _moment(named[2])
        if made_at is not None:
            found.append(Backup(path, kind, made_at))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def rotate(folder: Path, database: Path, keys: Path, lives: Lives, now: dt.datetime) -> int:
    """Removes what is too old, and what interrupted work has left; how many backups that were.

    The newest backup of the main database always stays. The key store's do not: after their days they go, even where
    no new one could be made, or an erasure would not be one.
    """
    gone = [*worn_out(backups_in(folder, Kind.MAIN), lives, now)]
    keys_since = now - dt.timedelta(days=lives.key_days)
    gone += [backup for backup in backups_in(folder, Kind.KEYS) if backup.made_at <= keys_since]
    for backup in gone:
        backup.path.unlink(missing_ok=True)
    for left in (*_left_over(folder, ""), *_left_over(database.parent, database.name)):
        left.unlink(missing_ok=True)
    _forget_aside(database, now - dt.timedelta(days=lives.days))
    _forget_aside(keys, keys_since)
    return len(gone)


def worn_out(mains: Iterable[Backup], lives: Lives, now: dt.datetime) -> Iterator[Backup]:
    """Of these, the newest first, the ones that nobody needs any more."""
    newest, weeks = True, set()
    for backup in mains:
        age, week = now - backup.made_at, backup.made_at.isocalendar()[:2]
        daily = age < dt.timedelta(days=lives.days)
        weekly = age < dt.timedelta(weeks=lives.weeks) and week not in weeks
        if not (newest or daily or weekly):
            yield backup
        newest = False
        weeks.add(week)


def _left_over(folder: Path, name: str) -> list[Path]:
    """Halves of something that was to become a backup, or a file put back; their names begin with this."""
    found = folder.iterdir() if folder.is_dir() else ()
    return [path for path in found if path.name.startswith(name) and WORKING in path.name]


def _forget_aside(file: Path, before: dt.datetime) -> None:
    """Files that a restored one has taken the place of are backups, too, and live no longer than those."""
    for path in file.parent.glob(f"{file.name}.replaced-*"):
        named = _ASIDE.fullmatch(path.name)
        moment = None if named is None else _moment(named[1])
        if moment is not None and moment <= before:
            path.unlink(missing_ok=True)


def _moment(text: str) -> dt.datetime | None:
    """The moment that stands in a file's name; None where there is no such day."""
    try:
        return dt.datetime.strptime(text, _FORM).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
