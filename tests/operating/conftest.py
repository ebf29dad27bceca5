"""A house of one's own, in which commands are typed as an operator types them: real processes, real files."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.settings import HOUSE
from tests.kit.network import Network, a_network

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
NOWHERE = "http://127.0.0.1:9"
"""Where no Bot API server is."""
PATIENCE = 120.0
"""Seconds after which a command that has not ended never will."""

ROOMS = ("bot", "conversations", "data", "locales")
KEY_MADE = "A new data key was made: "


@dataclass
class Ran:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    def refused(self, sentence: str) -> None:
        """It ended with 2 and a sentence that has this in it, and nothing else."""
        assert self.code == 2, self
        assert sentence in self.err
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert "Traceback" not in self.err
        assert not [line for line in self.out.splitlines() if not line.startswith(KEY_MADE)], self.out


@dataclass
class Terminal:
    """A house with nothing set, and commands in it."""

    house: Path
    loaded: subprocess.Popen[str]
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """Nothing of this machine but what a process needs."""
        return {"PATH": os.environ["PATH"], **self.settings, **more}

    def types(self, *words: str, **more: str) -> Ran:
        """`python -m bot` and these words, to its end."""
        out, err = self.house / "out", self.house / "err"
        job = {"words": words, "environment": self.environment(**more), "out": str(out), "err": str(err)}
        assert self.loaded.stdin is not None
        assert self.loaded.stdout is not None
        self.loaded.stdin.write(json.dumps(job) + "\n")
        self.loaded.stdin.flush()
        answered, _, _ = select.select([self.loaded.stdout], [], [], PATIENCE)
        if not answered:
            os.killpg(self.loaded.pid, signal.SIGKILL)
            pytest.fail(f"{words} did not end: {out.read_text('utf-8')}{err.read_text('utf-8')}", pytrace=False)
        code = int(self.loaded.stdout.readline())
        return Ran(code, out.read_text("utf-8"), err.read_text("utf-8"))

    def starts(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """A command that goes on until it is stopped, started as an operator does."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.house,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def loaded_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A fresh clone, and the program loaded from it."""
    house = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, house / room)
    loaded = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("loaded.py"))],
        cwd=house,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(house)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with loaded:
        yield house, loaded


@pytest.fixture
def terminal(loaded_house: tuple[Path, subprocess.Popen[str]]) -> Terminal:
    """The clone with no .env, no var/, and data that a test may spoil."""
    house, loaded = loaded_house
    for name in ("var", "data"):
        shutil.rmtree(house / name, ignore_errors=True)
    (house / ".env").unlink(missing_ok=True)
    shutil.copytree(HOUSE / "data", house / "data")
    return Terminal(house, loaded)


@pytest.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    """The whole bot, running in this process."""
    async with a_network(tmp_path) as running:
        yield running
