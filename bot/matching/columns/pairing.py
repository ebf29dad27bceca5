"""Which pairs break no must, and their points: for one side, or for everyone at once.

An index on place and dates: homes stand by municipality and day, so a guest is compared only with homes where they
could live, that are free in time; then the bits of the other musts are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from bot.matching.columns.book import NEVER_ASKED, Book, counted
from bot.matching.columns.numbers import NO, Flags, Ints, Slots
from bot.matching.columns.register import Taken
from bot.matching.columns.tabled import TOO_SHORT
from bot.matching.rules import RULES
from bot.matching.tables import thousandths

HABITS = ("own_room", "animals", "smoking")
"""Tabled rules whose things to check cost points."""
HOST_SIDE = ("town", "since", "least", "ends", "notice", "sleeps", "tongue", "held", "length", *HABITS)
GUEST_SIDE = ("wish", "near", "since", "shortest", "size", "tongue", "sent", "length", *HABITS)
BLOCK = 200_000
"""Pairs looked at together: so many words stay in the processor's own memory."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that break no must, as slots, with their points in thousandths."""

    homes: Ints
    guests: Ints
    points: Ints

    def __len__(self) -> int:
        return len(self.homes)


class Day:
    """Everyone as they are to each other on one day; made anew when somebody came, went or changed.

    With `ever` neither days nor whether a home is open make a difference: which homes would suit somebody at all.
    """

    def __init__(self, book: Book, today: dt.date, *, ever: bool = False) -> None:
        self._book = book
        self._today = today.toordinal()
        self._ever = ever

    @cached_property
    def homes(self) -> Slots:
        """Homes that may be suggested today."""
        book = self._book
        if self._ever:
            return np.flatnonzero(book.hosts["here"])
        silent = self._today - book.hosts["held"]
        return np.flatnonzero((book.hosts["open"] != 0) & (silent <= book.tables.figures.fading.gone_days))

    @cached_property
    def guests(self) -> Slots:
        """Guests who wait and may be suggested."""
        return self._book.guests.open_slots()

    def homes_for(self, guest: int) -> Slots:
        """The homes that break no must with a guest, whether or not the guest is open for matches."""
        book, homes = self._book, self.homes
        guests = np.array([guest])
        towns = book.hosts["town"][homes]
        ok = self._in_time(homes, guests) & self._no_bit(homes, guests)
        ok &= (book.place[book.guests["wish"][guest]] != NO)[towns]
        ok &= (book.near[book.guests["near"][guest]] != NO)[towns]
        return homes[ok]

    def guests_for(self, home: int) -> Slots:
        """The guests that break no must with a home, whether or not the home is open for matches."""
        book, guests = self._book, self.guests
        homes = np.array([home])
        town = book.hosts["town"][home]
        ok = self._in_time(homes, guests) & self._no_bit(homes, guests)
        ok &= (book.place[:, town] != NO)[book.guests["wish"][guests]]
        ok &= (book.near[:, town] != NO)[book.guests["near"][guests]]
        return guests[ok]

    def broken(self, guest: int) -> tuple[Slots, dict[str, Flags]]:
        """Homes that are open for matches, and for each must, in the order of the rules, which of them break it.

        Decisions on single pairs are not looked at.
        """
        book, homes = self._book, self._book.hosts.open_slots()
        home, tables = book.hosts.take(homes, ("town", "held", *book.meetings)), book.meetings
        kinds = {code: int(book.guests[code][guest]) for code in tables}
        falls = {code: tables[code].table[home[code], kinds[code]] == NO for code in tables}
        falls["still_holds"] = self._today - home["held"] > book.tables.figures.fading.gone_days
        falls["dates"] = ~self._in_time(homes, np.array([guest])) | falls.pop(TOO_SHORT)
        falls["place"] = book.place[book.guests["wish"][guest], home["town"]] == NO
        falls["near"] = book.near[book.guests["near"][guest], home["town"]] == NO
        return homes, {rule.code: falls[rule.code] for rule in RULES if rule.code in falls}

    def days_late(self, homes: Slots, guest: int) -> Ints:
        """How many days a home is free after it is too late; 0 or less where it is in time."""
        return np.asarray(self._book.hosts["since"][homes] - self._latest(np.array([guest])), np.int32)

    def everything(self) -> tuple[Ints, Ints]:
        """All pairs that break no must: homes, and beside them guests."""
        blocks = [*self._blocks()]
        if not blocks:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        homes, guests = zip(*blocks, strict=True)
        return np.concatenate(homes), np.concatenate(guests)

    def _in_time(self, homes: Slots, guests: Slots) -> Flags:
        """Whether the homes are free before it is too late; one of the two may be a single one."""
        return np.asarray(self._book.hosts["since"][homes] <= self._latest(guests), np.bool_)

    def _latest(self, guests: Slots) -> Ints:
        if self._ever:
            return np.full(len(guests), NEVER_ASKED, np.int32)
        needed = np.maximum(self._book.guests["since"][guests], self._today)
        return np.asarray(needed + self._book.tables.figures.later_start_days, np.int32)

    def _no_bit(self, homes: Slots, guests: Slots) -> Flags:
        shared = self._book.hosts.words[:, homes] & self._book.guests.words[:, guests]
        return np.asarray(~shared.any(axis=0), np.bool_)

    def _blocks(self) -> Iterator[tuple[Ints, Ints]]:
        """Pairs that break no must, block by block."""
        book = self._book
        by_latest = self.guests[np.argsort(-self._latest(self.guests), kind="stable")]
        wishes, nears = book.guests["wish"][by_latest], book.guests["near"][by_latest]
        since = book.hosts["since"]
        by_town = self.homes[np.lexsort((since[self.homes], book.hosts["town"][self.homes]))]
        towns = book.hosts["town"][by_town]
        for start, end in pairwise(np.flatnonzero(np.diff(towns, prepend=-1, append=-1)).tolist()):
            town = int(towns[start])
            could = (book.place[:, town] != NO)[wishes] & (book.near[:, town] != NO)[nears]
            yield from self._in_town(by_town[start:end], by_latest[could])

    def _in_town(self, homes: Slots, guests: Slots) -> Iterator[tuple[Ints, Ints]]:
        """The homes of one municipality, by the day on which they are free, and the guests who could live there."""
        since, latest = self._book.hosts["since"][homes], self._latest(guests)
        host_words = self._book.hosts.words[:, homes]
        guest_words = self._book.guests.words[:, guests]
        step = max(1, BLOCK // len(homes))
        for first in range(0, len(guests), step):
            part = slice(first, first + step)
            free = int(np.searchsorted(since, latest[first], side="right"))
            bad = since[:free] > latest[part, None]
            for host_word, guest_word in zip(host_words[:, :free], guest_words[:, part], strict=True):
                bad |= (host_word & guest_word[:, None]) != 0
            at_guest, at_home = np.divmod(np.flatnonzero(~bad), max(1, free))
            if len(at_home):
                yield homes.astype(np.int32)[at_home], guests[part].astype(np.int32)[at_guest]

    def points(self, homes: Slots | Ints, guests: Slots | Ints) -> Ints:
        """The points of pairs, in thousandths; what `bot.matching.order` says of them, too."""
        parts = [slice(at, at + BLOCK) for at in range(0, len(homes), BLOCK)]
        return np.concatenate([np.zeros(0, np.int32), *(self._points(homes[part], guests[part]) for part in parts)])

    def _points(self, homes: Slots | Ints, guests: Slots | Ints) -> Ints:
        book, order = self._book, self._book.tables.figures.order
        home = book.hosts.take(homes, HOST_SIDE)
        guest = book.guests.take(guests, GUEST_SIDE)
        checks = self._checks_days(home, guest) + counted(book.near[guest["near"], home["town"]])
        for code in HABITS:
            checks += counted(book.meetings[code].table[home[code], guest[code]])
        total = (
            book.tongues.table[home["tongue"], guest["tongue"]] + book.lengths.table[home["length"], guest["length"]]
        )
        total += book.place_worth[guest["wish"], home["town"]]
        total -= thousandths(order.check) * checks
        weeks = np.maximum(self._today - guest["sent"], 0) // 7
        total += thousandths(order.week) * np.minimum(weeks, order.most_weeks)
        spare = book.largest()[home["town"], home["sleeps"]] - guest["size"]
        total -= thousandths(order.spare) * np.clip(spare, 0, order.most_spare)
        moving_in = np.maximum(np.maximum(home["since"], guest["since"]), self._today)
        total -= thousandths(order.notice) * (moving_in - self._today < home["notice"])
        total -= thousandths(order.faded) * self._faded(home)
        return total

    def to_ask(self, homes: Slots | Ints, guests: Slots | Ints) -> Ints:
        """How many things are to be checked in pairs that break no must, but for what a guest only left open."""
        book = self._book
        home = book.hosts.take(homes, (*HOST_SIDE, *(code for code in book.meetings if code not in HABITS)))
        guest = book.guests.take(guests, (*GUEST_SIDE, *(code for code in book.meetings if code not in HABITS)))
        checks = self._checks_days(home, guest) + self._faded(home)
        checks += counted(book.place[guest["wish"], home["town"]]) + counted(book.near[guest["near"], home["town"]])
        for code, meeting in book.meetings.items():
            checks += counted(meeting.table[home[code], guest[code]])
        return checks

    def _checks_days(self, home: Taken, guest: Taken) -> Ints:
        """1 where the dates are to be checked, in pairs whose dates break no must."""
        gone = np.maximum(guest["since"], self._today) - home["since"]
        surely = home["least"] - gone * home["ends"]
        return np.asarray((gone < 0) | (guest["shortest"] > surely), np.int32)

    def _faded(self, home: Taken) -> Ints:
        silent = self._today - home["held"]
        return np.asarray(silent > self._book.tables.figures.fading.lower_days, np.int32)
