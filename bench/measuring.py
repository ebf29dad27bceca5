"""One measurement, in a process of its own: time over repeats, peak memory, and what came out of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from bench.people import TODAY, Crowd
from bot.matching import Atlas, Index, Need, Offer, Tables, all_permitted
from bot.matching.planning.assignment import EMPTY, best
from bot.matching.planning.hindsight import best_in_hindsight, by_first_come, by_plan, course
from bot.matching.planning.plan import plan
from bot.matching.planning.seats import Hall
from bot.network.municipalities import Municipalities

DATA = Path(__file__).resolve().parents[1] / "data"
PLAIN_MOST = 1_000_000
"""So many pairs at most are really gone through in plain Python; above that the time of a part is multiplied."""
CANDIDATES = 20
"""Of each guest, in the plan over only the best of them."""


@dataclasses.dataclass(frozen=True)
class Measured:
    """What one measurement found."""

    kind: str
    size: int
    best_s: float
    median_s: float
    peak_mb: float
    """Of the whole process: Python, NumPy, SciPy and the people, too."""
    told: str
    extrapolated: bool = False


class Town:
    """Made people, and an index of them."""

    def __init__(self, size: int) -> None:
        self.places, self.tables = Municipalities.load(DATA), Tables.load(DATA)
        self.crowd = Crowd(self.places)
        self.offers, self.needs = self.crowd.offers(size), self.crowd.needs(size)
        self.sides: list[Offer | Need] = [*self.offers, *self.needs]
        self.atlas = Atlas(self.places)
        self.index = Index.of(self.sides, self.atlas, self.tables)


def repeated(work: Callable[[], object], seconds: float = 4.0, least: int = 3) -> tuple[float, float]:
    """The best and the median time of some seconds of repeats."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    while len(times) < least or (time.perf_counter() < until and len(times) < 200):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times), statistics.median(times)


def build(size: int) -> Measured:
    """The index from nothing."""
    town = Town(size)
    best_s, median_s = repeated(lambda: Index.of(town.sides, town.atlas, town.tables))
    return _measured("build the index", size, best_s, median_s, f"{len(town.sides)} sides")


def full(size: int) -> Measured:
    """Every pair, with its points."""
    town = Town(size)

    def match() -> None:
        town.index.put(town.offers[0])  # so that nothing of the last time is kept
        town.index.everything(TODAY)

    best_s, median_s = repeated(match)
    return _measured("full match", size, best_s, median_s, f"{len(town.index.everything(TODAY)):,} pairs permitted")


def one(size: int) -> Measured:
    """A guest who is new comes into the index, and gets the best five with all reasons."""
    town = Town(size)
    made = (town.crowd.need(f"new{at}") for at in range(10**6))
    new = iter(guest for guest in made if guest.confirmed)
    town.index.suggestions(next(new), TODAY)
    guests = [next(new) for _at in range(100)]
    times: list[float] = []
    for guest in guests:
        start = time.perf_counter()
        town.index.put(guest)
        town.index.suggestions(guest, TODAY)
        times.append(time.perf_counter() - start)
        town.index.remove(guest.case_id)
    told = f"100 different guests, slowest {max(times) * 1000:.2f} ms"
    return _measured("one new guest", size, min(times), statistics.median(times), told)


def joint(size: int) -> Measured:
    """The exact assignment over all permitted pairs, and nothing else: who is listed, and who gets what."""
    town = Town(size)
    hall = Hall.of(town.index, TODAY, None, None)

    def assign() -> None:
        town.index.put(town.offers[0])
        listed = Hall.of(town.index, TODAY, None, None)
        best(listed.edges, len(listed.guests), listed.seats)

    best_s, median_s = repeated(assign)
    taken = best(hall.edges, len(hall.guests), hall.seats)
    told = f"{len(hall.edges):,} pairs of seats, {int((taken != EMPTY).sum())} of {len(hall.guests)} housed"
    return _measured("joint plan, exact", size, best_s, median_s, told)


def whole_plan(size: int) -> Measured:
    """The same with holding back, two parties in a home, and the bound on overtaking."""
    town = Town(size)
    made = plan(town.index, TODAY)
    best_s, median_s = repeated(lambda: plan(town.index, TODAY, compare=False))
    simple = [made.total, made.bound, made.by_best_first, made.by_first_come]
    housed = [0 if total is None else total.housed for total in simple]
    told = "housed {}; at most {}; best pair first {}; first come {}".format(*housed)
    return _measured("joint plan, fair", size, best_s, median_s, told)


def top(size: int) -> Measured:
    """The joint plan over only the best candidates of each guest."""
    town = Town(size)
    hall = Hall.of(town.index, TODAY, None, None)
    edges = hall.edges
    order = np.lexsort((-edges.points, edges.guests))
    starts = np.searchsorted(edges.guests[order], np.arange(len(hall.guests)))
    place = np.arange(len(order)) - np.repeat(starts, np.diff([*starts, len(order)]))
    few = edges.only(order[place < CANDIDATES])
    best_s, median_s = repeated(lambda: best(few, len(hall.guests), hall.seats))
    every = int((best(edges, len(hall.guests), hall.seats) != EMPTY).sum())
    left = every - int((best(few, len(hall.guests), hall.seats) != EMPTY).sum())
    return _measured(
        f"plan of top {CANDIDATES} (solve)", size, best_s, median_s, f"{left} fewer housed than by all pairs"
    )


def plain(size: int) -> Measured:
    """The rules themselves in a double loop, until the first no."""
    town = Town(size)
    homes = town.offers[: max(1, min(size, PLAIN_MOST // size // 10 or 1))]
    start = time.perf_counter()
    permitted = sum(len(all_permitted(home, town.needs, TODAY, town.places, town.tables)) for home in homes)
    seconds = (time.perf_counter() - start) * size / len(homes)
    told = f"{len(homes)} of {size} homes gone through, times {size / len(homes):.0f}; {permitted} permitted there"
    return _measured("plain Python loop", size, seconds, seconds, told, extrapolated=len(homes) < size)


def floor(size: int) -> Measured:
    """The memory-bandwidth floor: one byte for each pair, read once."""
    pairs = np.ones(size * size, np.uint8)
    best_s, median_s = repeated(pairs.max, seconds=1.0)
    return _measured("bandwidth floor", size, best_s, median_s, f"{size * size / best_s / 1e9:.1f} GB/s")


def waiting(size: int) -> Measured:
    """Ninety days of arrivals, `size` homes and half as many guests more: each day's plan beside the simpler ways."""
    town = Town(10)
    arrivals: list[tuple[dt.date, Offer | Need]] = []
    for at in range(size * 5 // 2):
        day = TODAY + dt.timedelta(days=at * 90 // (size * 5 // 2))
        sent_at = dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC) + dt.timedelta(seconds=at % 30_000)
        side: Offer | Need = town.crowd.offer(f"h{at}", day) if at % 5 < 2 else town.crowd.need(f"g{at}", day)
        changed = {"sent_at": sent_at, **({"held_on": None} if isinstance(side, Offer) else {"confirmed": True})}
        arrivals.append((day, side.model_copy(update=changed)))
    start = time.perf_counter()
    went = course(arrivals, by_plan, town.atlas, town.tables)
    seconds = time.perf_counter() - start
    simple = course(arrivals, by_first_come, town.atlas, town.tables)
    most = best_in_hindsight(arrivals, town.atlas, town.tables)
    large = town.tables.figures.fair.large_from
    needs = [side for _day, side in arrivals if isinstance(side, Need)]
    rare = {side.case_id for side in needs if side.step_free or side.party.size >= large}
    of_rare = [sum(guest in rare for _day, (_home, guest) in each.moves) for each in (went, simple)]
    told = (
        f"housed {went.housed} after {went.waited_days:.1f} days; first come {simple.housed} after "
        f"{simple.waited_days:.1f}; in hindsight {most}; needing what is rare {of_rare[0]}, first come {of_rare[1]}; "
        f"overtaken at most {went.overtaken_most} times"
    )
    return _measured("90 days of arrivals", size, seconds, seconds, told)


KINDS: Mapping[str, Callable[[int], Measured]] = {
    "build": build,
    "full": full,
    "one": one,
    "joint": joint,
    "plan": whole_plan,
    "top": top,
    "plain": plain,
    "floor": floor,
    "waiting": waiting,
}


def _measured(
    kind: str, size: int, best_s: float, median_s: float, told: str, *, extrapolated: bool = False
) -> Measured:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return Measured(kind, size, best_s, median_s, peak, told, extrapolated)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(dataclasses.asdict(KINDS[sys.argv[1]](int(sys.argv[2])))))
