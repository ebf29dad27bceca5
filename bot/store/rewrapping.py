"""Changing the data key: every key is wrapped by a new one, and what the keys sealed stays as it is.

The new data key waits beside the old one until it wraps every key; then it takes the old one's place, in one step. The
work may be ended at any moment, however rudely, and goes on from there when it is begun again: what wraps a key stands
with the key, so that nothing needs to be remembered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.store import datakey
from bot.store.datakey import DataKey
from bot.store.errors import KeyMissing, KeyWrong, StoreError
from bot.store.keystore import WRONG, KeyStore

Told = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""

WRITTEN: Final = "The new data key is written"
WRAPPING: Final = "Wrapping keys by the new data key"
KEPT: Final = "The old data key is kept under another name"
IN_PLACE: Final = "The new data key is in its place"
# Small enough for a commit that keeps nobody waiting, large enough for thousands of people in a minute.
_BATCH: Final = 200


class Unfinished(KeyWrong):
    """A change of the data key was begun and is to be finished first."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done."""

    keys: int
    """How many keys the new data key wraps."""
    fingerprint: str
    old_file: Path
    went_on: bool
    """An earlier change had been broken off and was finished."""


async def is_the_one(keys: KeyStore, data_key: DataKey, path: Path) -> None:
    """Raises Unfinished or KeyWrong where a living key is wrapped by another data key."""
    wrapping = {held.fingerprint for held in await keys.held()}
    if not wrapping - {data_key.fingerprint}:
        return
    if await asyncio.to_thread(datakey.next_key_file(path).exists):
        raise Unfinished(
            "A change of the data key was begun and not finished. Finish it: python -m bot key rotate goes on where it "
            "was broken off."
        )
    if data_key.fingerprint in wrapping:
        raise KeyWrong(
            "The key in DATA_KEY_FILE opens some of the people's keys and not all of them: the key store was put "
            "together from two. Put it back from one backup."
        )
    raise KeyWrong(WRONG)


async def rotate(keys: KeyStore, path: Path, told: Told, *, batch: int = _BATCH) -> Rotated:
    """Change the data key in the file, or go on where that was broken off. Raises StoreError with a sentence.

    Nobody else may use the key store meanwhile. `told` is called after each step that is on disk.
    """
    old = await asyncio.to_thread(datakey.read_data_key, path)
    new, went_on = await _next_key(keys, old, path)
    told(WRITTEN, 1, 1)
    done, total = await _wrapped(keys, new)
    while more := await keys.rewrap(old, new, batch):
        done += more
        told(WRAPPING, done, total)
    done, total = await _wrapped(keys, new)
    if done < total:
        raise KeyWrong(f"{total - done} keys were made with another data key meanwhile. Stop the bot, and try again.")
    # What the old key had wrapped would stay readable in the log.
    if not await keys.database.checkpoint():
        raise StoreError("Another program reads the key store. Stop it, and try again.")
    old_file = await asyncio.to_thread(datakey.keep_old_key, path)
    told(KEPT, 1, 1)
    await asyncio.to_thread(datakey.put_next_key, path)
    told(IN_PLACE, 1, 1)
    return Rotated(total, new.fingerprint, old_file, went_on)


async def forget(keys: KeyStore, path: Path, fingerprint: str) -> Path:
    """Remove a data key that was replaced. Raises StoreError where it is not there, or still wraps a key."""
    kept = {file.name: file for file in await asyncio.to_thread(datakey.old_key_files, path)}
    old_file = kept.get(f"{path.name}.old-{fingerprint}")
    if old_file is None:
        raise KeyMissing(f"There is no old data key {fingerprint}: python -m bot key show says which there are.")
    in_use = await asyncio.to_thread(datakey.read_data_key, path)
    if any(held.fingerprint != in_use.fingerprint for held in await keys.held()):
        raise KeyWrong("Not every key is wrapped by the data key in use. Finish first: python -m bot key rotate")
    await asyncio.to_thread(datakey.remove_key, old_file)
    return old_file


async def _next_key(keys: KeyStore, old: DataKey, path: Path) -> tuple[DataKey, bool]:
    """The key that waits beside the old one, or a new one; and whether it was waiting."""
    held = await keys.held()
    if not held:
        raise StoreError("There is nothing to be wrapped anew: no key has been made here yet.")
    others = {one.fingerprint for one in held} - {old.fingerprint}
    waiting: DataKey | None = None
    file = datakey.next_key_file(path)
    if await asyncio.to_thread(file.exists):
        try:
            waiting = await asyncio.to_thread(datakey.read_data_key, file)
        except KeyWrong:
            if others:
                raise
    if not others - ({waiting.fingerprint} if waiting else set()):
        if waiting is not None:
            return waiting, True
        return await asyncio.to_thread(datakey.write_next_key, path), False
    raise KeyWrong(WRONG)


async def _wrapped(keys: KeyStore, by: DataKey) -> tuple[int, int]:
    """How many living keys a data key wraps, and how many there are."""
    held = await keys.held()
    return sum(one.keys for one in held if one.fingerprint == by.fingerprint), sum(one.keys for one in held)
