"""Fuzzing by the chapter: `python -m tests.fuzz --updates 100000 --seed 2026 --resume var/fuzz.json`.

Each chapter is a bot of its own with an empty database. Where the run stands is saved after each, so that it can be
stopped at any time and goes on from there; what was found is in the file, with the number of its chapter.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.fuzz.chapters import Told, tell

MEMORY = Path("/dev/shm")
"""Where there is one, databases lie in memory: the disk is not what is tried."""
MOST_KEPT = 100
"""Broken invariants that are kept in words; all are counted."""


@dataclass
class Run:
    """Where a run stands."""

    seed: int
    chapter_updates: int
    chapters: int = 0
    updates: int = 0
    set_aside: int = 0
    """Updates that are none of the Bot API, and were set aside."""
    seconds: float = 0.0
    broken: int = 0
    found: list[str] = field(default_factory=list)

    def add(self, told: Told) -> None:
        """A chapter is over."""
        self.chapters += 1
        self.updates += told.updates
        self.set_aside += told.set_aside
        self.seconds += told.seconds
        self.broken += len(told.broken)
        self.found += [f"chapter {told.number}: {one}" for one in told.broken]
        del self.found[MOST_KEPT:]

    @property
    def figure(self) -> str:
        """The run in a line."""
        speed = self.updates / self.seconds if self.seconds else 0.0
        return (
            f"seed {self.seed}: {self.updates} updates in {self.chapters} chapters, {speed:.0f} a second, "
            f"{self.set_aside} that were none set aside, {self.broken} found broken"
        )


def loaded(file: Path | None, seed: int, chapter_updates: int) -> Run:
    """The run that the file holds; a new one where there is no file. Raises ValueError where it is another run's."""
    if file is None or not file.exists():
        return Run(seed, chapter_updates)
    run = Run(**json.loads(file.read_text(encoding="utf-8")))
    if (run.seed, run.chapter_updates) != (seed, chapter_updates):
        raise ValueError(f"{file} is of a run with the seed {run.seed} and {run.chapter_updates} updates a chapter.")
    return run


def save(file: Path | None, run: Run) -> None:
    """Whole or not at all."""
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".part")
        half.write_text(json.dumps(asdict(run), indent=1), encoding="utf-8")
        half.replace(file)


def goes_on(run: Run, updates: int, file: Path | None) -> None:
    """Chapters until there were so many updates."""
    while run.updates < updates:
        left = min(run.chapter_updates, updates - run.updates)
        folder = MEMORY if MEMORY.is_dir() else None
        run.add(asyncio.run(tell(run.seed, run.chapters, left, folder)))
        save(file, run)
        _write(f"{time.strftime('%H:%M:%S')} {run.figure}")


def main(given: Sequence[str] | None = None) -> int:
    """The command line; 1 where something is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000, help="how many in all, with those of an earlier start")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--chapter", type=int, default=2_000, help="updates a chapter")
    parser.add_argument("--only", type=int, help="tell this chapter alone, and show what is broken in it")
    parser.add_argument("--resume", type=Path, help="the file that keeps where the run stands")
    chosen = parser.parse_args(given)
    if chosen.only is not None:
        told = asyncio.run(tell(chosen.seed, chosen.only, chosen.chapter, MEMORY if MEMORY.is_dir() else None))
        _write("\n\n".join([*told.broken, f"{told.updates} updates, {len(told.broken)} found broken"]))
        return bool(told.broken)
    run = loaded(chosen.resume, chosen.seed, chosen.chapter)
    goes_on(run, chosen.updates, chosen.resume)
    _write("\n\n".join([*run.found, run.figure]))
    return bool(run.broken)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
