"""Waiting for something to happen: woken by the event itself, never by a timer."""

import asyncio
from collections.abc import Callable


class Bell:
    """Rings when something has happened; everyone who waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.closed = False

    def ring(self) -> None:
        """Wake everyone who waits."""
        for signal in self._waiting:
            signal.set()

    def close(self) -> None:
        """It will not ring again."""
        self.closed = True
        self.ring()

    async def wait(self) -> None:
        """Until the next ring, or the end."""
        if self.closed:
            return
        signal = asyncio.Event()
        self._waiting.add(signal)
        try:
            await signal.wait()
        finally:
            self._waiting.discard(signal)

    async def until(self, true: Callable[[], bool], within: float) -> bool:
        """Wait until the condition holds; False when it does not within so many seconds."""
        try:
            async with asyncio.timeout(within):
                while not true():
                    if self.closed:
                        return False
                    await self.wait()
        except TimeoutError:
            return true()
        return True
