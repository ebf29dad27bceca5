"""One running bot a token, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.process_lock import AlreadyRunning, ProcessLock
from bot.settings import HOUSE

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"

HOLDER = """
import subprocess, sys, time
from pathlib import Path
from bot.process_lock import ProcessLock
with ProcessLock(Path(sys.argv[1]), sys.argv[2]):
    child = subprocess.Popen(["sleep", "20"], close_fds=False)
    print(child.pid, flush=True)
    time.sleep(20)
"""

CONTENDER = """
import sys
from pathlib import Path
from bot.process_lock import AlreadyRunning, ProcessLock
try:
    with ProcessLock(Path(sys.argv[1]), sys.argv[2]):
        print("has it")
except AlreadyRunning as running:
    print(running)
    sys.exit(2)
"""


def python(code: str, folder: Path, token: str = TOKEN) -> subprocess.Popen[str]:
    """A process of its own, started from the project's folder."""
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), token], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )


@contextmanager
def running_bot(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the lock, and a child of its own that outlives it."""
    bot = python(HOLDER, folder)
    assert bot.stdout
    child = int(bot.stdout.readline())
    try:
        yield bot
    finally:
        bot.kill()
        bot.wait()
        bot.stdout.close()
        os.kill(child, signal.SIGKILL)


def test_a_second_process_is_told_so(tmp_path: Path) -> None:
    with running_bot(tmp_path) as bot:
        second = python(CONTENDER, tmp_path)
        said, _nothing = second.communicate(timeout=60)
        assert second.returncode == 2
        assert said.startswith(f"The bot is already running with this token (process {bot.pid}).")
        assert TOKEN not in said


def test_another_token_may_run_beside_it(tmp_path: Path) -> None:
    with running_bot(tmp_path), ProcessLock(tmp_path, "987654321:BBF-abcdefghijklmnopqrstuvwxyz_0123"):
        pass


def test_it_is_free_at_once_after_a_kill_even_where_a_child_lives_on(tmp_path: Path) -> None:
    with running_bot(tmp_path) as bot:
        bot.send_signal(signal.SIGKILL)
        bot.wait()
        with ProcessLock(tmp_path, TOKEN) as lock:
            assert lock.path.read_text() == f"{os.getpid()}\n"


def test_it_is_free_after_an_ordinary_end_and_after_an_error(tmp_path: Path) -> None:
    with ProcessLock(tmp_path, TOKEN), pytest.raises(AlreadyRunning), ProcessLock(tmp_path, TOKEN):
        pass
    with pytest.raises(ValueError, match="oh"), ProcessLock(tmp_path, TOKEN):
        raise ValueError("oh")
    with ProcessLock(tmp_path, TOKEN):
        pass


def test_the_file_tells_nobody_the_token_and_is_for_the_bot_alone(tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "var", TOKEN) as lock:
        assert TOKEN.partition(":")[2] not in lock.path.name + lock.path.read_text()
        assert lock.path.stat().st_mode & 0o777 == 0o600
        assert lock.path.parent.stat().st_mode & 0o777 == 0o700
