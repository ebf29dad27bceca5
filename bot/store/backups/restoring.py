"""Putting a backup back: opened and looked into beside the files that are there, and only then put in their place.

The key store that is there stays, unless it is missing or its own backup is what is to be put back: whoever was erased
since the backup was made has no key in it, and their rows go at the next start.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.store.backups import rotation, snapshots
from bot.store.backups.making import Files, in_words
from bot.store.backups.progress import Progress
from bot.store.backups.rotation import WORKING, Backup
from bot.store.backups.sealing import Head, Kind, read_head, settled, unseal
from bot.store.datakey import DataKey
from bot.store.errors import KeyMissing, KeyWrong, StoreError
from bot.store.migrate import knows

_LOGS: Final = ("-wal", "-shm")


class NotRestored(StoreError):
    """Nothing was put back, and nothing was changed; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    kind: Kind
    made_at: dt.datetime
    keys_from: Path | None
    """The backup from which the key store was put back, too, because there was none."""
    aside: list[Path] = field(default_factory=list)
    """Under which names the files are kept that were there before."""
    unreadable: int = 0
    """Of how many people there is no key, so that nothing of what they told can be read."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for."""

    backup: Path
    files: Files
    data_key: DataKey
    older: Mapping[str, DataKey]
    """Data keys that were replaced, by their fingerprints."""
    replace: bool
    now: dt.datetime


def restore(
    url: str,
    backup: Path,
    data_key: DataKey,
    progress: Progress,
    *,
    now: dt.datetime,
    replace: bool = False,
    older: Sequence[DataKey] = (),
) -> Restored:
    """Puts a backup back. Raises StoreError with a sentence, and has changed nothing then.

    `replace`: what is there may be put aside. `older`: data keys that were replaced, which may have sealed the backup.
    """
    known = {key.fingerprint: key for key in older if key.fingerprint != data_key.fingerprint}
    wish = _Wish(backup, Files(url), data_key, known, replace, now)
    head = read_head(backup)
    _may_be_replaced(wish, head.kind)
    working: list[Path] = []
    try:
        wish.files.main.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (_main if head.kind is Kind.MAIN else _keys)(wish, progress, working)
    except (OSError, sqlite3.Error) as error:
        raise NotRestored(f"Nothing was put back: {in_words(error)}.") from None
    finally:
        for path in working:
            for left in (path, *_logs_of(path)):
                left.unlink(missing_ok=True)


def _may_be_replaced(wish: _Wish, kind: Kind) -> None:
    there = wish.files.of(kind)
    if there.exists() and not wish.replace:
        raise NotRestored(
            f"{there} is there already, and nothing was changed. To put the backup in its place, add --replace; "
            "the file that is there is kept under another name for a while."
        )
    for file in (wish.files.main, wish.files.keys):
        if file.exists() and snapshots.is_used(file):
            raise NotRestored(f"Another program has {file} open: does the bot run? Stop it first.")


def _main(wish: _Wish, progress: Progress, working: list[Path]) -> Restored:
    main = wish.files.main
    opened, head = _opened(wish, wish.backup, main, progress, working)
    step = snapshots.version(opened)
    if step is None or not knows(step):
        raise NotRestored("The backup was made by a newer version of the bot. Put it back with that version.")
    keys, keys_from = wish.files.keys, None
    if not _has_keys(keys):
        keys, keys_from = _keys_beside(wish, progress, working)
    _same_data_key(keys, wish.data_key)
    unreadable, people = snapshots.people_without_key(opened, keys)
    if people and unreadable == people:
        raise NotRestored(
            f"The key store {wish.files.keys} knows nobody of this backup. Put the keys back first: a backup whose "
            "name begins with keys-, of about the same day."
        )
    aside = [] if keys_from is None else _put(keys, wish.files.keys, wish.now)
    aside += _put(opened, main, wish.now)
    return Restored(head.kind, head.made_at, keys_from, aside, unreadable)


def _keys(wish: _Wish, progress: Progress, working: list[Path]) -> Restored:
    """The key store, which has learned whatever newer copies of it know: an erased person stays erased."""
    there = wish.files.keys
    opened, head = _opened(wish, wish.backup, there, progress, working)
    _same_data_key(opened, wish.data_key)
    _learn(wish, opened, head, progress, working)
    main = wish.files.main
    unreadable = snapshots.people_without_key(main, opened)[0] if _is_sound(main, "person") else 0
    return Restored(head.kind, head.made_at, None, _put(opened, there, wish.now), unreadable)


def _keys_beside(wish: _Wish, progress: Progress, working: list[Path]) -> tuple[Path, Path]:
    """The newest backup of the key store that lies beside the main one, opened."""
    found = rotation.backups_in(wish.backup.parent, Kind.KEYS)
    if not found:
        raise KeyMissing(
            f"The key store {wish.files.keys} is missing, and without it nobody can read the backup. Put a backup of "
            "it (its name begins with keys-) into the same folder, and try again."
        )
    newest = found[0].path
    opened, head = _opened(wish, newest, wish.files.keys, progress, working)
    if head.kind is not Kind.KEYS:
        raise NotRestored(f"{newest.name} is not what its name says. Move it away, and try again.")
    _learn(wish, opened, head, progress, working)
    return opened, newest


def _learn(wish: _Wish, opened: Path, head: Head, progress: Progress, working: list[Path]) -> None:
    there = wish.files.keys
    if _is_sound(there, "stored_key"):
        snapshots.learn_from(opened, there, wish.data_key.fingerprint)
    for newer in _newer_keys(wish.backup.parent, head.made_at):
        try:
            other, other_head = _opened(wish, newer.path, there.with_name(f"{there.name}-newer"), progress, working)
        except StoreError:
            # Damaged, or sealed by another data key: then it cannot teach anything.
            continue
        if other_head.kind is Kind.KEYS:
            snapshots.learn_from(opened, other, wish.data_key.fingerprint)


def _newer_keys(folder: Path, than: dt.datetime) -> Iterator[Backup]:
    return (backup for backup in rotation.backups_in(folder, Kind.KEYS) if backup.made_at > than)


def _opened(wish: _Wish, backup: Path, target: Path, progress: Progress, working: list[Path]) -> tuple[Path, Head]:
    """What the backup holds, in a sound file beside the one that it is to replace."""
    path = target.with_name(f"{target.name}{WORKING}")
    working.append(path)
    head = unseal(backup, path, wish.older.get(read_head(backup).key, wish.data_key), progress)
    snapshots.check(path, None, f"Checking {head.kind.in_words}", progress)
    if head.kind is Kind.KEYS:
        for old in wish.older.values():
            snapshots.rewrap(path, old, wish.data_key)
    return path, head


def _has_keys(keys: Path) -> bool:
    return _is_sound(keys, "stored_key") and snapshots.rows(keys)["stored_key"] > 0


def _is_sound(file: Path, table: str) -> bool:
    try:
        return file.exists() and table in snapshots.rows(file)
    except sqlite3.DatabaseError:
        return False


def _same_data_key(keys: Path, data_key: DataKey) -> None:
    if snapshots.wrapped_by(keys) - {data_key.fingerprint}:
        raise KeyWrong(
            "The key in DATA_KEY_FILE is not the one that wraps the people's keys. Put the right key file back; "
            "nothing was changed."
        )


def _put(opened: Path, target: Path, now: dt.datetime) -> list[Path]:
    """The new file in the place of the old one, in one step: at no moment there is none. What the old one is now."""
    aside = []
    while target.with_name(rotation.aside_name(target.name, now)).exists():
        now += dt.timedelta(seconds=1)
    for old in (target, *_logs_of(target)):
        if old.exists():
            kept = target.with_name(rotation.aside_name(target.name, now) + old.name.removeprefix(target.name))
            os.link(old, kept)
            aside.append(kept)
    for log in _logs_of(target):
        log.unlink(missing_ok=True)
    opened.replace(target)
    settled(target.parent)
    return aside


def _logs_of(file: Path) -> tuple[Path, ...]:
    return tuple(file.with_name(file.name + log) for log in _LOGS)
