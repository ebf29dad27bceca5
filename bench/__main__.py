"""`make bench`: measures everything in one run and prints a table; `make bench ARGS="50 100"` takes other sizes."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.measuring import KINDS, Measured
from bench.telling import tell

SIZES = (100, 1_000, 10_000)
MOST = {"waiting": 1_000}
"""Larger sizes than these are left out."""


def measure(kind: str, size: int) -> Measured:
    """Each in a process of its own, so that the peak of memory is its own."""
    run = subprocess.run(  # noqa: S603  # our own module and numbers
        [sys.executable, "-m", "bench.measuring", kind, str(size)], check=True, capture_output=True, text=True
    )
    return Measured(**json.loads(run.stdout))


def main(sizes: tuple[int, ...]) -> None:
    """Prints as it goes."""
    found = [measure(kind, size) for kind in KINDS for size in sizes if size <= MOST.get(kind, size)]
    print(tell(found))  # noqa: T201


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
