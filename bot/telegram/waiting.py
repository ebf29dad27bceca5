"""Waiting that can be ended at any moment: for something to be set, and for an answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


async def until_set(event: asyncio.Event, seconds: float) -> None:
    """Until it is set, or until so many seconds have gone by."""
    # Not by wait_for: Python 3.11's goes on where the end and the awaited come at the same moment.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def unless_stopped(stopping: asyncio.Event, asking: Coroutine[object, object, T]) -> T | None:
    """The answer, or None when the stop came first. (Only questions are broken off, never a commit.)"""
    question = asyncio.create_task(asking)
    stopped = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait([question, stopped], return_when=asyncio.FIRST_COMPLETED)
        if question.done():
            return question.result()
    finally:
        stopped.cancel()
        question.cancel()
        await asyncio.gather(question, stopped, return_exceptions=True)
    return None
