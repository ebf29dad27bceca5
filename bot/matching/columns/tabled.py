"""The musts that do not depend on the day or the map, each with what it can tell apart of a home and of a guest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence

from bot.matching.columns.kinds import Meeting, NeedKey, OfferKey
from bot.matching.columns.numbers import CHECK, FITS, NO, UNSAID
from bot.matching.outcomes import Finding, Ground, Outcome, Places
from bot.matching.people import People
from bot.matching.rules import BY_CODE
from bot.matching.rules.dates import long_enough, too_short
from bot.matching.rules.who import suits
from bot.matching.safety import PairSafety, Who
from bot.matching.sides import Need, Offer
from bot.matching.tables import Tables, thousandths

ANY_DAY = dt.date(2000, 1, 1)
"""None of these rules looks at the day."""

TOO_SHORT = "too_short"
"""The part of the rule on dates that does not depend on the days."""

TABLED: Mapping[str, tuple[OfferKey, NeedKey]] = {
    "room": (lambda offer: offer.sleeps, lambda need: need.party.size),
    "whom": (
        lambda offer: (offer.whom, offer.most_children),
        lambda need: (need.party.women, need.party.men, need.party.adults, need.party.children),
    ),
    "own_room": (lambda offer: offer.space, lambda need: need.own_room),
    "animals": (lambda offer: offer.animals_welcome, lambda need: bool(need.animals)),
    "smoking": (lambda offer: offer.smoking, lambda need: need.smoking),
    "women_only": (
        lambda offer: (offer.space == "whole_home", *_may_be_men(offer.household)),
        lambda need: need.women_only,
    ),
    "step_free": (lambda offer: offer.step_free, lambda need: need.step_free),
    "allergies": (lambda offer: offer.animals, lambda need: need.allergies),
}
"""By rule: what it can tell apart of homes, and of guests."""


def _may_be_men(household: People) -> tuple[bool, bool, bool]:
    return household.men > 0, household.adults > 0, household.children_13_17 > 0


def meetings(tables: Tables, places: Places) -> dict[str, Meeting]:
    """An empty table for each of these musts, by the code of its rule."""
    ground = Ground(ANY_DAY, places, tables)
    found = {code: Meeting(home, guest, _asks(code, ground)) for code, (home, guest) in TABLED.items()}
    found["safety"] = _safety(tables.safety, ground)
    found[TOO_SHORT] = Meeting(
        lambda offer: offer.length,
        lambda need: (need.length, need.shortest),
        lambda offer, need: NO if too_short(offer, need, ground) else FITS,
    )
    return found


def lengths(tables: Tables, places: Places) -> Meeting:
    """Points, in thousandths, for a home that is offered for as long as the guest would like."""
    ground = Ground(ANY_DAY, places, tables)
    worth = thousandths(tables.figures.order.length)
    return Meeting(
        lambda offer: offer.length,
        lambda need: need.length,
        lambda offer, need: worth * long_enough(offer, need, ground),
    )


def number_of(found: Finding) -> int:
    """A finding as a number."""
    match found.outcome:
        case Outcome.FITS:
            return FITS
        case Outcome.CHECK:
            return UNSAID if found.unsaid else CHECK
    return NO


def _asks(code: str, ground: Ground) -> Callable[[Offer, Need], int]:
    if code == "whom":
        by_outcome = {Outcome.FITS: FITS, Outcome.CHECK: CHECK, Outcome.NO: NO}
        return lambda offer, need: by_outcome[suits(offer, need)]
    judge = BY_CODE[code].judge
    return lambda offer, need: number_of(judge(offer, need, ground))


def _safety(safety: PairSafety, ground: Ground) -> Meeting:
    """People are of one kind where the same rows are about them, in every reading of who the adults are."""
    rows = safety.all_rows()
    coming, living = [row.coming for row in rows], [row.living_there for row in rows]

    def group(slug: str | None) -> str | None:
        return slug if slug in safety.groups else None

    about_party, about_household = _rows_about(coming), _rows_about(living)
    return Meeting(
        lambda offer: (group(offer.group), about_household(offer.household)),
        lambda need: (group(need.group), about_party(need.party)),
        _asks("safety", ground),
    )


def _rows_about(kinds: Sequence[Who]) -> Callable[[People], Hashable]:
    seen: dict[tuple[int, int, int, int], Hashable] = {}

    def rows(people: People) -> Hashable:
        counts = (people.women, people.men, people.adults, people.children)
        if counts not in seen:
            worlds = people.readings()
            seen[counts] = frozenset(tuple(kind.fits(adults, counts[3]) for kind in kinds) for adults in worlds)
        return seen[counts]

    return rows
