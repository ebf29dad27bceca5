"""The measurements as a table, with how time grows with size."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from bench.measuring import Measured

HEAD = f"{'what':24} {'size':>7} {'best':>11} {'median':>11} {'peak':>8} {'growth':>7}  what came out"
NOTE = """
size: so many hosts and as many guests. growth: exponent of the size by which the best time grew from the row above.
peak: of the whole process, with Python, NumPy, SciPy and the made people. ~: not all pairs were gone through; the
time of a part is multiplied. The people are made (bench/people.py), and other work on the machine makes times longer.
"""


def tell(found: Sequence[Measured]) -> str:
    """All measurements, in the order in which they were made."""
    rows = [_row(one, found[at - 1] if at else None) for at, one in enumerate(found)]
    return "\n".join([HEAD, *rows, NOTE])


def _row(one: Measured, before: Measured | None) -> str:
    growth = ""
    if before is not None and before.kind == one.kind and before.size < one.size:
        growth = f"{log(one.best_s / before.best_s) / log(one.size / before.size):.2f}"
    times = [f"{'~' if one.extrapolated else ''}{_seconds(each)}" for each in (one.best_s, one.median_s)]
    peak = f"{one.peak_mb:.0f} MB"
    return f"{one.kind:24} {one.size:7,} {times[0]:>11} {times[1]:>11} {peak:>8} {growth:>7}  {one.told}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
