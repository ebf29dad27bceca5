"""Backups at the command line: made and put back, with how far it is shown on the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.process_lock import ProcessLock
from bot.settings import Settings
from bot.store import backups
from bot.store.backups import Backups, Kind, Lives, Made, Progress, Restored
from bot.store.datakey import DataKey, old_key_files, read_data_key
from bot.store.errors import KeyMissing, KeyWrong
from bot.store.store import Store

_MEGABYTE = 1_000_000


def backups_of(settings: Settings) -> Backups:
    """The backups of this database, where and for how long they are kept."""
    lives = Lives(settings.backup_days, settings.backup_weeks, settings.backup_key_days)
    return Backups(settings.database_url, settings.data_key_file, settings.backup_folder, lives)


async def make(settings: Settings) -> list[str]:
    """Makes both backups beside a bot that may be running; what is told of them. Raises StoreError, AlreadyRunning."""
    made = await backups_of(settings).make(dt.datetime.now(dt.UTC), Progress(Shown()))
    return [_told(one) for one in made]


async def restore(settings: Settings, backup: Path, *, replace: bool, key_file: Path | None) -> list[str]:
    """Puts a backup back; what is told of it. Raises StoreError, or AlreadyRunning where the bot runs."""
    with _stopped(settings):
        data_key = await asyncio.to_thread(_data_key, settings.data_key_file)
        older = await asyncio.to_thread(_older_keys, settings.data_key_file, key_file)
        now = dt.datetime.now(dt.UTC)
        done = await Progress(Shown()).run(
            lambda progress: backups.restore(
                settings.database_url, backup, data_key, progress, now=now, replace=replace, older=older
            )
        )
        return [*_put_back(done), *await _opens(settings, done)]


class Shown:
    """How far a work is, in megabytes and percent: on a terminal in one line that changes, elsewhere at its end."""

    def __init__(self) -> None:
        self._changes = sys.stdout.isatty()
        self._shown = ("", -1)

    def __call__(self, step: str, done: int, total: int) -> None:
        """So far it is."""
        percent = 100 if not total else min(100 * done // total, 100)
        if self._shown == (step, percent) or not (self._changes or done >= total):
            return
        self._shown = (step, percent)
        line = f"{step}: {done / _MEGABYTE:.1f} of {total / _MEGABYTE:.1f} MB ({percent} %)"
        sys.stdout.write(f"\r{line:<70}" + ("\n" if done >= total else "") if self._changes else f"{line}\n")
        sys.stdout.flush()


@contextlib.contextmanager
def _stopped(settings: Settings) -> Iterator[None]:
    """While the bot does not run, and cannot be started."""
    if settings.live:
        with ProcessLock(settings.var_folder, settings.token()):
            yield
    else:
        yield


def _data_key(path: Path) -> DataKey:
    try:
        return read_data_key(path)
    except KeyMissing:
        raise KeyMissing(
            f"The key file {path} is not there, and without it no backup opens. Put your copy of it back, or set "
            "DATA_KEY_FILE to where it is."
        ) from None


def _older_keys(path: Path, named: Path | None) -> list[DataKey]:
    """The one that was named, and those that were replaced and are kept beside the one in use."""
    found = [] if named is None else [_data_key(named)]
    for old in old_key_files(path):
        with contextlib.suppress(KeyWrong):
            found.append(read_data_key(old))
    return found


def _told(made: Made) -> str:
    return f"Made, opened again and counted ({made.rows} rows, {made.size / _MEGABYTE:.1f} MB): {made.path}"


def _put_back(done: Restored) -> list[str]:
    moment = f"{done.made_at:%Y-%m-%d at %H:%M} UTC"
    if done.kind is Kind.KEYS:
        told = [f"The people's keys are as they were on {moment}; whoever is known to be erased stays erased."]
    elif done.keys_from is None:
        told = [f"The database is as it was on {moment}; whoever was erased since then stays erased."]
    else:
        told = [
            f"The database is as it was on {moment}, and the people's keys, which were missing, as in "
            f"{done.keys_from.name}. Whoever was erased after that is there again: docs/backups.md says what to do."
        ]
    if done.unreadable:
        told.append(f"Of {done.unreadable} people there is no key: what they told cannot be read.")
    told += [f"The file that was there before is kept for a while as {path}" for path in done.aside]
    return told


async def _opens(settings: Settings, done: Restored) -> list[str]:
    """Opened as at a start of the bot: tables are brought up to date, and erased people's rows go."""
    if done.kind is Kind.KEYS and not await asyncio.to_thread(backups.Files(settings.database_url).main.exists):
        return ["There is no database yet. Put it back, too: a backup whose name begins with main-."]
    store = await Store.open(settings.database_url, settings.data_key_file)
    await store.sweep()
    await store.close()
    return ["It opens. Start the bot."]
