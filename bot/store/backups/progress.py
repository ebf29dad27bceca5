"""How far a long work is: told to whoever watches, never to the log; and how it is ended early."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Told = Callable[[str, int, int], None]
"""Told what is being done, how many bytes are done, and of how many."""


class Stopped(Exception):
    """The work was ended before it was done; it has left nothing behind."""


class Progress:
    """One long work, done in a thread beside the loop."""

    def __init__(self, told: Told | None = None) -> None:
        self._told = told
        self._stop = threading.Event()

    def at(self, step: str, done: int, total: int) -> None:
        """So far it is. Raises Stopped where it is to end."""
        if self._stop.is_set():
            raise Stopped
        if self._told is not None:
            self._told(step, done, total)

    @property
    def stopped(self) -> bool:
        """Whether it is to end."""
        return self._stop.is_set()

    async def run(self, work: Callable[[Progress], T]) -> T:
        """Does the work in a thread. Where the task is cancelled, the thread ends soon after, too."""
        try:
            return await asyncio.to_thread(work, self)
        except asyncio.CancelledError:
            self._stop.set()
            raise
