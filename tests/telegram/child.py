"""The machine room as a process of its own, to be killed: keeps every word, and says that it has heard it.

python -m tests.telegram.child ADDRESS TOKEN FOLDER
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

from bot.store import interviews
from bot.telegram.turn import Turn
from tests.telegram.machine import Machine, words
from tests.telegram.test_route import noting


async def keep_and_answer(turn: Turn) -> None:
    """As `noting`, and says so."""
    if not words(turn):
        return
    await noting(turn)
    person = turn.person
    if person is None:
        return
    interview = await interviews.current(turn.work, person)
    assert interview is not None
    assert isinstance(interview.session, list)
    await turn.send(person, f"heard {len(interview.session)}: {words(turn)}")


async def main(address: str, token: str, folder: str) -> None:
    """Until SIGTERM."""
    server = SimpleNamespace(base_url=address, token=token)
    machine = Machine(SimpleNamespace(server=server), Path(folder), keep_and_answer, unknown_pause=0.1)  # type: ignore[arg-type]  # the address is all it needs of the world
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await machine.start()
    with contextlib.suppress(asyncio.CancelledError):
        await stop.wait()
    await machine.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
