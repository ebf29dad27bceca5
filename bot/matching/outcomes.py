"""What a rule is, what it may know, and what it finds."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.matching.sides import Need, Offer
from bot.matching.tables import Figures, Tables
from conversations.text import Text, _


class Outcome(enum.StrEnum):
    """What a rule says of a pair. What is not known is never a NO."""

    FITS = "fits"
    CHECK = "check"
    NO = "no"


class Town(Protocol):
    """A municipality."""

    @property
    def code(self) -> str:
        """Three digits."""


class Places(Protocol):
    """What matching needs of the map; `bot.network.municipalities.Municipalities` has it."""

    def __iter__(self) -> Iterator[Town]:
        """Every municipality."""

    def knows(self, code: str) -> bool:
        """Whether there is a municipality or region with this code."""

    def region_of(self, code: str) -> str:
        """The region ("region:01") of a municipality."""

    def municipalities_in(self, region: str) -> Sequence[str]:
        """The codes of a region's municipalities."""

    def distance_km(self, a: str, b: str) -> float:
        """Kilometres between the centres of two municipalities."""


Pair = tuple[str, str]
"""The case of a host and the case of a guest."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What people have decided on single pairs."""

    refused: frozenset[Pair] = frozenset()
    """Not to be suggested: one of the two said no, a coordinator set the pair aside, or it is excluded."""
    agreed: frozenset[Pair] = frozenset()
    """Two coordinators have agreed on the pair, with a written reason, against the table of pair safety."""


class Waiting(Protocol):
    """Who waits, as far as it matters to a home."""

    def largest(self, offer: Offer) -> int:
        """The size of the largest party that waits, could live in that place, and has room there; 0: none."""


class Nobody:
    """Where it is not known who else waits."""

    def largest(self, _offer: Offer) -> int:
        """None."""
        return 0


NOBODY = Nobody()


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a rule may know besides the two sides."""

    today: dt.date
    """In Helsinki."""
    places: Places
    tables: Tables
    pairs: Pairs = Pairs()
    waiting: Waiting = NOBODY

    @property
    def figures(self) -> Figures:
        """The figures that people may change."""
        return self.tables.figures


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule finds, with the whole sentence for the coordinator's private chat."""

    outcome: Outcome
    says: Text
    unsaid: bool = False
    """A CHECK only because the guest left an optional question open: that costs the guest nothing in the order."""
    rows: tuple[str, ...] = ()
    """The rows of the safety table that apply or may apply."""


def fits(says: Text) -> Finding:
    """Nothing to ask."""
    return Finding(Outcome.FITS, says)


def check(says: Text, *, unsaid: bool = False) -> Finding:
    """To be asked or talked over."""
    return Finding(Outcome.CHECK, says, unsaid)


def no(says: Text) -> Finding:
    """A must is broken."""
    return Finding(Outcome.NO, says)


@dataclass(frozen=True, slots=True)
class Coarse:
    """A rule in a channel: one sentence an outcome, without values, true whatever the answers were."""

    fits: Text
    check: Text
    no: Text

    def __getitem__(self, outcome: Outcome) -> Text:
        return {Outcome.FITS: self.fits, Outcome.CHECK: self.check, Outcome.NO: self.no}[outcome]


@dataclass(frozen=True, slots=True)
class Rule:
    """One must."""

    code: str
    judge: Callable[[Offer, Need, Ground], Finding]
    channel: Coarse | None = None
    """None: neither the rule nor its outcome is ever told in a channel or kept where others can read it."""
    ordered: bool = False
    """Whether a CHECK moves a suggestion down; never for what tells who somebody is."""
    quiet: bool = False
    """Whether its FITS goes without saying."""


MARKS: dict[Outcome, Text] = {
    Outcome.FITS: _("✓ {reason}"),
    Outcome.CHECK: _("⚠ {reason}"),
    Outcome.NO: _("✗ {reason}"),
}


def marked(outcome: Outcome, reason: Text) -> Text:
    """A reason as a line of its own, with ✓, ⚠ or ✗ before it."""
    return MARKS[outcome].of(reason=reason)
