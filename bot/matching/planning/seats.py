"""Who could take which seat. A home is one seat for one party, or two where it has a second space.

Everybody has a rank, by who came first, so that a plan does not depend on the order of input.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from bot.matching.columns.numbers import Flags, Ints
from bot.matching.columns.pairing import Day
from bot.matching.columns.register import Register, S
from bot.matching.index import Index
from bot.matching.outcomes import Ground, Outcome, Pairs
from bot.matching.planning.assignment import EMPTY, Edges
from bot.matching.rules import BY_CODE
from bot.matching.sides import Need, Offer


@dataclass
class Hall:
    """Homes and guests by rank, the seats of the homes, and which guest could take which, for how many points."""

    homes: Sequence[Offer]
    guests: Sequence[Need]
    edges: Edges
    """Guests by rank, and seats: those below `len(homes)` are homes, the others second spaces."""
    second_home: Ints
    """For each second space the home's rank."""
    chances: Ints
    """For each guest how many homes there are, open now or not, that would suit them on other days."""
    ground: Ground = field(repr=False)

    @classmethod
    def of(cls, index: Index, today: dt.date, homes: Collection[str] | None, guests: Collection[str] | None) -> Hall:
        """All who are in the index, or only these cases."""
        found = index.everything(today)
        keep = _among(index.book.hosts, homes)[found.homes] & _among(index.book.guests, guests)[found.guests]
        if not keep.all():
            found = replace(found, homes=found.homes[keep], guests=found.guests[keep], points=found.points[keep])
        offers, home_rank = _ranked(index.book.hosts, found.homes)
        needs, guest_rank = _ranked(index.book.guests, found.guests)
        edges = Edges(guest_rank[found.guests], home_rank[found.homes], found.points)
        second = np.array([rank for rank, offer in enumerate(offers) if offer.second_sleeps], np.int32)
        ground = replace(index.ground(today), pairs=Pairs())
        return cls(offers, needs, _with_second(edges, offers, needs, second), second, _chances(index, needs), ground)

    @property
    def seats(self) -> int:
        """How many seats there are."""
        return len(self.homes) + len(self.second_home)

    def home_of(self, seat: int) -> int:
        """The rank of the home in which a seat is."""
        return seat if seat < len(self.homes) else int(self.second_home[seat - len(self.homes)])

    @cached_property
    def second_of(self) -> dict[int, int]:
        """The second seat of each home that has one."""
        return {int(home): len(self.homes) + at for at, home in enumerate(self.second_home)}

    def beside(self, seat: int) -> int | None:
        """The other seat of the same home."""
        if seat >= len(self.homes):
            return self.home_of(seat)
        return self.second_of.get(seat)

    def may_share(self, seat: int, guest: int, other: int) -> bool:
        """Whether a guest can take a seat while another takes the other one in the same home."""
        home = self.homes[self.home_of(seat)]
        first, second = (guest, other) if seat < len(self.homes) else (other, guest)
        apart = home.sleeps - home.second_sleeps
        if self.guests[first].party.size > apart or self.guests[second].party.size > home.second_sleeps:
            return False
        return share(home, self.guests[first], self.guests[second], self.ground)


def _chances(index: Index, guests: Sequence[Need]) -> Ints:
    _homes, suited = Day(index.book, dt.date.min, ever=True).everything()
    counts = np.bincount(suited, minlength=len(index.book.guests["open"]))
    return counts[[index.book.guests.slot(guest.case_id) for guest in guests]].astype(np.int32)


def share(home: Offer, one: Need, other: Need, ground: Ground) -> bool:
    """Whether two parties could live in one home at the same time, each seen as the household of the other."""
    return all(_lives_with(home, coming, there, ground) for coming, there in ((one, other), (other, one)))


def _lives_with(home: Offer, coming: Need, there: Need, ground: Ground) -> bool:
    groups = {slug for slug in (home.group, coming.group, there.group) if slug is not None}
    if ground.tables.safety.weigh(coming.party, there.party, groups).refused:
        return False
    as_household = home.model_copy(update={"household": there.party, "animals": there.animals, "space": "own_room"})
    rules = (BY_CODE["women_only"], BY_CODE["allergies"])
    return all(rule.judge(as_household, coming, ground).outcome is not Outcome.NO for rule in rules)


def _among(register: Register[Offer] | Register[Need], cases: Collection[str] | None) -> Flags:
    among = np.full(len(register["open"]), cases is None)
    if cases is not None:
        among[[register.slot(case) for case in cases if case in register]] = True
    return among


def _ranked(register: Register[S], slots: Ints) -> tuple[list[S], Ints]:
    used = np.zeros(len(register["open"]), np.bool_)
    used[slots] = True
    order = sorted(np.flatnonzero(used).tolist(), key=lambda slot: _came(register.side(slot)))
    rank = np.full(len(used), EMPTY, np.int32)
    rank[order] = np.arange(len(order))
    return [register.side(slot) for slot in order], rank


def _came(side: Offer | Need) -> tuple[dt.datetime, str]:
    return side.sent_at, side.case_id


def _with_second(edges: Edges, homes: Sequence[Offer], guests: Sequence[Need], second: Ints) -> Edges:
    """The same with the seats of second spaces, for those who have room there."""
    if not len(second):
        return edges
    seat = np.full(len(homes), EMPTY, np.int32)
    seat[second] = len(homes) + np.arange(len(second))
    sleeps = np.array([home.second_sleeps for home in homes], np.int32)
    sizes = np.array([guest.party.size for guest in guests], np.int32)
    fits = np.flatnonzero(sizes[edges.guests] <= sleeps[edges.seats])
    return Edges(
        np.concatenate([edges.guests, edges.guests[fits]]),
        np.concatenate([edges.seats, seat[edges.seats[fits]]]),
        np.concatenate([edges.points, edges.points[fits]]),
    )
