"""The machine room as a process of its own, to be killed: keeps every word, and says that it has heard it.

python -m tests.telegram.child ADDRESS TOKEN FOLDER
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from bot.telegram.turn import Turn
from tests.kit.people import World
from tests.telegram.machine import Machine, words
from tests.telegram.test_route import noting


async def keep_and_answer(turn: Turn) -> None:
    """Keeps the word, and says so."""
    if words(turn):
        person, number = await noting(turn)
        await turn.send(person, f"heard {number}: {words(turn)}")


async def main(address: str, token: str, folder: str) -> None:
    """Until SIGTERM."""
    # Of the world, only the server's address is needed here: the server itself is in another process.
    world = cast("World", SimpleNamespace(server=SimpleNamespace(base_url=address, token=token)))
    machine = Machine(world, Path(folder), keep_and_answer, unknown_pause=0.1)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await machine.start()
    await stop.wait()
    await machine.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
