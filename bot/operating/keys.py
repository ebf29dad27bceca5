"""The data key at the command line: what it wraps, how it is changed, and how an old one is forgotten."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.operating import Impossible
from bot.process_lock import ProcessLock
from bot.settings import Settings
from bot.store import datakey, rewrapping
from bot.store.backups import snapshots
from bot.store.errors import CANNOT_OPEN, KeyMissing, cannot_open
from bot.store.keystore import Held, KeyPurpose, KeyStore, key_store_url

_BUSY: Final = "The data key is being changed already"
_WAIT: Final = "Wait until that is done."
_BROKEN_OFF: Final = (
    "The change was broken off ({}): is the disk full? Nothing is lost, and the bot does not start until it is "
    "finished: python -m bot key rotate goes on from there."
)
_MADE_AT_START: Final = "There is no key store yet: the bot makes it, and the data key, at its first start."
_WHAT: Final[Mapping[KeyPurpose, str]] = {
    KeyPurpose.PERSON: "of people",
    KeyPurpose.MATCH: "of matches",
    KeyPurpose.INBOX: "of what strangers write, one a day",
    KeyPurpose.HOUSE: "of messages to channels",
    KeyPurpose.HASH: "of the hashes by which people are found",
}


async def show(settings: Settings) -> list[str]:
    """Which data key is in use, and how many keys each data key wraps; nothing secret. Raises StoreError."""
    path = settings.data_key_file
    async with _opened(settings) as keys:
        data_key = await asyncio.to_thread(datakey.read_data_key, path)
        held = await keys.held()
    lines = [f"The data key in use: {data_key.fingerprint} in {path}"]
    lines += _held_lines(held, data_key.fingerprint, "It wraps")
    for other in sorted({one.fingerprint for one in held} - {data_key.fingerprint}):
        lines += _held_lines(held, other, f"The data key {other} wraps")
    if await asyncio.to_thread(datakey.next_key_file(path).exists):
        lines.append("A change of the data key was begun and not finished. Finish it: python -m bot key rotate")
    for old in await asyncio.to_thread(datakey.old_key_files, path):
        lines.append(f"An old data key, which opens backups from its time: {old}")
    return lines


async def rotate(settings: Settings) -> list[str]:
    """Changes the data key of a stopped bot; what is told of it. Raises StoreError, Impossible or AlreadyRunning."""
    with _alone(settings):
        await asyncio.to_thread(_refuse_if_used, settings)
        async with _opened(settings) as keys:
            try:
                done = await rewrapping.rotate(keys, settings.data_key_file, Counted())
            except CANNOT_OPEN as error:
                raise Impossible(_BROKEN_OFF.format(type(error).__name__)) from None
    begun = "The change that had been broken off is finished. " if done.went_on else ""
    return [
        f"{begun}All {done.keys} keys are wrapped by the new data key {done.fingerprint} in {settings.data_key_file}.",
        "Copy it to where the copy of the old one is kept; without it nobody can ever read the data again.",
        f"The old one is kept: {done.old_file}. Backups from before open only with it. When none of them is left, or "
        f"when it has leaked: python -m bot key forget {done.old_file.name.rpartition('-')[2]}",
        "Make a backup now: python -m bot backup",
    ]


async def forget(settings: Settings, fingerprint: str) -> str:
    """Removes an old data key; what is told of it. Raises StoreError."""
    async with _opened(settings) as keys:
        removed = await rewrapping.forget(keys, settings.data_key_file, fingerprint)
    return f"Removed: {removed}. Remove its copies, too."


class Counted:
    """How many are done: on a terminal in one line that changes, elsewhere one line for each step."""

    def __init__(self) -> None:
        self._changes = sys.stdout.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        """So far it is."""
        line = f"{step}." if total == 1 else f"{step}: {done} of {total} ({100 * done // total} %)"
        if self._changes:
            sys.stdout.write(f"\r{line:<70}" + ("\n" if done >= total else ""))
        else:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _held_lines(held: list[Held], fingerprint: str, begins: str) -> list[str]:
    own = [one for one in held if one.fingerprint == fingerprint]
    total = sum(one.keys for one in own)
    return [f"{begins} {total} keys{':' if own else '.'}", *(f"  {one.keys} {_WHAT[one.purpose]}" for one in own)]


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[KeyStore]:
    """The key store, locked, where there is one; none is made."""
    file = _file(settings)
    if file is not None and not await asyncio.to_thread(file.exists):
        raise KeyMissing(_MADE_AT_START)
    try:
        keys = await KeyStore.open(settings.database_url)
    except CANNOT_OPEN as error:
        raise cannot_open(error) from None
    try:
        yield keys
    finally:
        await keys.close()


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """While neither the bot runs nor another change of the key, and none of them can be started."""
    with contextlib.ExitStack() as locks:
        if settings.live:
            locks.enter_context(ProcessLock(settings.var_folder, settings.token()))
        folder = settings.data_key_file.parent
        locks.enter_context(ProcessLock(folder, "data key", running=_BUSY, mend=_WAIT))
        yield


def _refuse_if_used(settings: Settings) -> None:
    file = _file(settings)
    if file is not None and file.exists() and snapshots.is_used(file):
        raise Impossible(f"Another program has {file} open: does the bot run? Stop it first.")


def _file(settings: Settings) -> Path | None:
    """The key store's file, on SQLite."""
    url = key_store_url(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None
