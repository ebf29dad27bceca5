"""Waiting fairly: what is held back for whom, and that nobody is overtaken without limit.

A guest is overtaken when somebody who came later gets a seat that they could have taken themself. A plan may do so
for the sake of all, up to a bound; then the guest takes the seat of the last who came. Each such exchange moves a
seat to somebody who came earlier, so it ends; and it takes nothing from anybody who came before.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.matching.columns.numbers import Flags, Ints
from bot.matching.order import HELSINKI
from bot.matching.outcomes import Ground
from bot.matching.planning.assignment import EMPTY
from bot.matching.planning.seats import Hall
from bot.matching.sides import Offer
from bot.matching.tables import Fair


def held_back(hall: Hall, ground: Ground, overtaken: Mapping[str, int]) -> Flags:
    """The pairs in which a home is held back from a guest, for somebody who needs what is rare in it."""
    fair = ground.figures.fair
    step_free = np.array([_held(home, ground) and home.step_free is True for home in hall.homes], np.bool_)
    large = np.array([_held(home, ground) and home.sleeps >= fair.large_from for home in hall.homes], np.bool_)
    seat_home = np.concatenate([np.arange(len(hall.homes), dtype=np.int32), hall.second_home])
    # Leaving the question open costs nothing: it counts as a need.
    steps = np.array([guest.step_free is not False for guest in hall.guests], np.bool_)
    many = np.array([guest.party.size >= fair.large_from for guest in hall.guests], np.bool_)
    due = np.array([overtaken.get(guest.case_id, 0) >= fair.overtaken_most for guest in hall.guests], np.bool_)
    homes, guests = seat_home[hall.edges.seats], hall.edges.guests
    rare = step_free[homes] | large[homes]
    needs = (step_free[homes] & steps[guests]) | (large[homes] & many[guests]) | due[guests]
    return np.asarray(rare & ~needs, np.bool_)


def _held(home: Offer, ground: Ground) -> bool:
    return (ground.today - home.sent_at.astimezone(HELSINKI).date()).days < ground.figures.fair.hold_days


class Queue:
    """Sees to it that nobody is overtaken more often than the bound."""

    def __init__(self, hall: Hall, before: Mapping[str, int], fair: Fair) -> None:
        self._hall, self._most = hall, fair.overtaken_most
        self._before = np.array([before.get(guest.case_id, 0) for guest in hall.guests], np.int64)
        order = np.argsort(hall.edges.guests, kind="stable")
        self._seats = hall.edges.seats[order]
        self._starts = np.searchsorted(hall.edges.guests[order], np.arange(len(hall.guests) + 1))

    def keep(self, taken: Ints) -> bool:
        """Changes who takes which seat until the bound is kept; tells whether anything was changed."""
        at_seat = seated(taken, self._hall.seats)
        changed = False
        again = True
        while again:
            again = False
            for guest in np.flatnonzero(taken == EMPTY).tolist():
                over = self._overtaking(guest, taken, at_seat)
                if over and self._before[guest] + len(over) > self._most:
                    last = max(over)
                    seat = int(taken[last])
                    taken[last], taken[guest], at_seat[seat] = EMPTY, seat, guest
                    again = changed = True
        return changed

    def counts(self, taken: Ints) -> dict[str, int]:
        """How often everybody who is left waiting has been overtaken, with this plan."""
        at_seat = seated(taken, self._hall.seats)
        return {
            self._hall.guests[guest].case_id: int(self._before[guest]) + len(self._overtaking(guest, taken, at_seat))
            for guest in np.flatnonzero(taken == EMPTY).tolist()
        }

    def _overtaking(self, guest: int, taken: Ints, at_seat: Ints) -> list[int]:
        """Later-comers who have a seat that the guest could take in their stead."""
        seats = self._seats[self._starts[guest] : self._starts[guest + 1]]
        later = seats[at_seat[seats] > guest]
        return [int(at_seat[seat]) for seat in later.tolist() if self._could_take(guest, seat, at_seat)]

    def _could_take(self, guest: int, seat: int, at_seat: Ints) -> bool:
        beside = self._hall.beside(seat)
        if beside is None or at_seat[beside] == EMPTY:
            return True
        return self._hall.may_share(seat, guest, int(at_seat[beside]))


def seated(taken: Ints, seats: int) -> Ints:
    """Who sits on each seat, or EMPTY."""
    at_seat = np.full(seats, EMPTY, np.int32)
    housed = np.flatnonzero(taken != EMPTY)
    at_seat[taken[housed]] = housed
    return at_seat
