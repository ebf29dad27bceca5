"""How often the table of pair safety speaks: for the report, by row. Numbers only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.columns.numbers import Slots
from bot.matching.index import Index
from bot.matching.rules.who import weigh
from bot.matching.sides import Need, Offer


@dataclass(frozen=True, slots=True)
class Spoken:
    """Of how many pairs a row was the first to be told of."""

    fell: int = 0
    """Pairs that are not suggested for it."""
    to_check: int = 0
    """Pairs that are to be talked over for it."""


@dataclass(frozen=True, slots=True)
class SafetyCount:
    """What the table said of all pairs that were looked at, whether or not another must is broken, too."""

    checked: int
    rows: Mapping[str, Spoken]
    """By row; every row of the table is here."""
    agreed: int
    """Pairs, of those that fell, on which two coordinators have agreed otherwise."""


def count_safety(index: Index, today: dt.date, side: Offer | Need | None = None) -> SafetyCount:
    """Counts over the pairs of a side that is in the index, or over all pairs of those who are open for matches."""
    ground, meeting = index.ground(today), index.book.meetings["safety"]
    hosts, guests = _open(index, side)
    home_kinds = np.bincount(index.book.hosts["safety"][hosts], minlength=len(meeting.offers))
    guest_kinds = np.bincount(index.book.guests["safety"][guests], minlength=len(meeting.needs))
    fell = {row.row: 0 for row in ground.tables.safety.all_rows()}
    to_check = dict(fell)
    for home in np.flatnonzero(home_kinds).tolist():
        for guest in np.flatnonzero(guest_kinds).tolist():
            weighed = weigh(meeting.offers[home], meeting.needs[guest], ground)
            if weighed.rows:
                into = fell if weighed.refused else to_check
                into[weighed.first.row] += int(home_kinds[home] * guest_kinds[guest])
    rows = {row: Spoken(fell[row], to_check[row]) for row in fell}
    return SafetyCount(len(hosts) * len(guests), rows, _agreed(index, today, hosts, guests))


def _open(index: Index, side: Offer | Need | None) -> tuple[Slots, Slots]:
    hosts, guests = index.book.hosts, index.book.guests
    match side:
        case Offer():
            return np.array([hosts.slot(side.case_id)]), guests.open_slots()
        case Need():
            return hosts.open_slots(), np.array([guests.slot(side.case_id)])
    return hosts.open_slots(), guests.open_slots()


def _agreed(index: Index, today: dt.date, homes: Slots, parties: Slots) -> int:
    hosts, guests, ground = index.book.hosts, index.book.guests, index.ground(today)
    among_homes, among_parties = set(homes.tolist()), set(parties.tolist())
    return sum(
        weigh(index.offer(home), index.need(guest), ground).refused
        for home, guest in index.decided.pairs.agreed
        if home in hosts and guest in guests
        if hosts.slot(home) in among_homes and guests.slot(guest) in among_parties
    )
