"""One running bot a token: two that ask Telegram for the same news would each get half of it.

The lock is the operating system's (flock), so it is free at once when its process ends, however it ends. Commands
that only look or change something beside a running bot do not take it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

RUNNING = "The bot is already running with this token"
MEND = "Stop it first, or set another TELEGRAM_BOT_TOKEN."


class AlreadyRunning(Exception):
    """Another process has the lock. The text is a sentence for the operator."""


class ProcessLock:
    """Held from `with` to its end by the one process that runs the bot with this token.

    The file's name is a hash of the token, and the file holds the number of the process; it stays when the lock is
    given back, since removing it could take it from under another process.
    """

    def __init__(self, folder: Path, token: str, *, running: str = RUNNING, mend: str = MEND) -> None:
        """`running` and `mend` are what is said where another process has it: what runs, and what to do."""
        name = hashlib.sha256(token.encode()).hexdigest()[:16]
        self.path = folder / f"bot-{name}.lock"
        self._running, self._mend = running, mend
        self._file: int | None = None

    def __enter__(self) -> Self:
        """Takes the lock; raises AlreadyRunning where another process has it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            process = f" (process {holder})" if holder.isdigit() else ""
            raise AlreadyRunning(f"{self._running}{process}. {self._mend}") from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Gives the lock back."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None
