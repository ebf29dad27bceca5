"""Changes a data key and dies in the middle, as by kill -9: for each line a process of its own (by fork).

A line is JSON: the database's address, the key file, and after how many steps the process dies.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot.store import rewrapping
from bot.store.keystore import KeyStore


def _dies_after(steps: int) -> rewrapping.Told:
    left = steps

    def told(_step: str, _done: int, _total: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    return told


async def _rotate(url: str, key_file: Path, steps: int, batch: int) -> None:
    keys = await KeyStore.open(url)
    await rewrapping.rotate(keys, key_file, _dies_after(steps), batch=batch)


def main() -> None:
    """Until the input ends."""
    for line in sys.stdin:
        url, key_file, steps, batch = json.loads(line)
        child = os.fork()
        if not child:
            asyncio.run(_rotate(url, Path(key_file), steps, batch))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
