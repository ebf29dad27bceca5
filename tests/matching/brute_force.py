"""A second matching, slow and obvious, written apart from the first and straight from the answers.

Whatever is not known is tried out in every way in which it could be ("worlds"). A must fits where it holds in
every world, is broken where it holds in none, and is to be checked in between. Nothing of `bot.matching` is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

from bot.network.municipalities import Municipalities
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.household import Household

EITHER = (True, False)
ANIMALS = ("dog", "cat", "other")
Raw = Any
"""What stands in a data file, as the YAML reader gives it."""


@dataclass(frozen=True)
class Slow:
    """Looks at one pair after the other; `figures` and `table` are the two data files as they stand."""

    today: dt.date
    places: Municipalities
    figures: Raw
    table: Raw

    def outcomes(self, host: HostAnswers, guest: GuestAnswers) -> dict[str, str]:
        """Every must that can be told from the answers."""
        return {code: self.outcome(code, host, guest) for code in MUSTS}

    def outcome(self, code: str, host: HostAnswers, guest: GuestAnswers) -> str:
        """fits, check or no."""
        held = set(MUSTS[code](self, host, guest))
        return "check" if len(held) == 2 else "fits" if held == {True} else "no"

    def safety(self, host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
        for coming in who(guest.party):
            for living in who(host.household):
                said = [row["verdict"] for row in self.table["rows"] if applies(row, coming, living)]
                if "not suggested" in said:
                    yield False
                elif "to be checked" in said:
                    yield from EITHER
                else:
                    yield True

    def dates(self, host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
        needed = max(guest.since, self.today)
        offered, wanted = self.figures["lengths"][host.length], self.figures["shortest"][guest.stay.shortest]
        own_longest = self.figures["lengths"][guest.stay.length].get("most", wanted)
        for days in range(offered["least"], offered.get("most", offered["least"] + 100) + 1):
            for from_the_first_day, can_wait, mistaken in product(EITHER, EITHER, EITHER):
                start = max(needed, host.since)
                late = (start - needed).days
                counted_from = host.since if from_the_first_day and "most" in offered else start
                lasts = (counted_from + dt.timedelta(days=days) - start).days
                helps = min(wanted, own_longest) if mistaken else wanted
                in_time = late == 0 or (can_wait and late <= self.figures["later_start_days"])
                yield in_time and lasts >= helps

    def place(self, host: HostAnswers, guest: GuestAnswers) -> Iterable[bool]:
        at, wished = host.municipality, guest.places
        if wished == ("anywhere",):
            return [True]
        if not self.places.knows(at):
            return EITHER
        if at in wished or self.places.region_of(at) in wished:
            return [True]
        towns = [one.code for one in self.places if one.code in wished or f"region:{one.region}" in wished]
        if any(self.places.distance_km(at, town) <= self.figures["neighbour_km"] for town in towns):
            return EITHER
        return [False] if all(self.places.knows(place) for place in wished) else EITHER

    def near(self, host: HostAnswers, guest: GuestAnswers) -> Iterable[bool]:
        if guest.near == frozenset():
            return [True]
        if guest.near is None or guest.near_place is None:
            return EITHER
        if not self.places.knows(host.municipality) or not self.places.knows(guest.near_place):
            return EITHER
        away = self.places.distance_km(host.municipality, guest.near_place)
        limits = self.figures["near"]
        return [True] if away <= limits["fits_km"] else EITHER if away <= limits["check_km"] else [False]

    def points(self, host: HostAnswers, guest: GuestAnswers, weeks: int, waiting: Iterable[GuestAnswers] = ()) -> float:
        """The points of a pair that breaks no must, while these others wait."""
        order = self.figures["order"]
        found = self.outcomes(host, guest)
        silent = {"own_room": guest.own_room, "smoking": guest.smoking, "near": guest.near and guest.near_place}
        if guest.near == frozenset():
            silent["near"] = "nothing"
        counted = ["room", "dates", "place", "near", "own_room", "animals", "smoking"]
        checks = [code for code in counted if found[code] == "check" and silent.get(code, "said") is not None]
        points = order["week"] * min(weeks, order["most_weeks"]) - order["check"] * len(checks)
        shared = [
            host.languages.index(one) + guest.languages.index(one) for one in host.languages if one in guest.languages
        ]
        if shared:
            points += max(
                order["language"]["least"], order["language"]["best"] - order["language"]["step"] * min(shared)
            )
        lengths, moving_in = self.figures["lengths"], max(host.since, guest.since, self.today)
        if lengths[host.length]["least"] >= lengths[guest.stay.length]["least"]:
            points += order["length"]
        if host.notice and (moving_in - self.today).days < self.figures["notice"][host.notice]:
            points -= order["notice"]
        points -= order["spare"] * min(order["most_spare"], self.spare(host, guest, waiting))
        return float(round(points - order["km"] * self.away(host, guest), 3))

    def spare(self, host: HostAnswers, guest: GuestAnswers, waiting: Iterable[GuestAnswers]) -> int:
        """Places to sleep that somebody larger who waits and could live there would use."""
        sizes = [
            one.party.size
            for one in waiting
            if one.party.size <= host.space.sleeps
            and self.outcome("place", host, one) != "no"
            and one.for_whom == "self"
        ]
        return max([0, *(size - guest.party.size for size in sizes)])

    def away(self, host: HostAnswers, guest: GuestAnswers) -> int:
        """Whole kilometres to the nearest wished place; 0 where there is none on the map."""
        if "anywhere" in guest.places or host.municipality in guest.places or not self.places.knows(host.municipality):
            return 0
        towns = [one for one in self.places if one.code in guest.places or f"region:{one.region}" in guest.places]
        if any(one.code == host.municipality for one in towns):
            return 0
        return round(min((self.places.distance_km(host.municipality, one.code) for one in towns), default=0.0))


def who(people: Household) -> Iterator[tuple[list[str], int]]:
    """The adults one by one, in every way in which those not further said can be read, and how many children."""
    for unsaid in product(("woman", "man"), repeat=people.adults):
        yield ["woman"] * people.women + ["man"] * people.men + [*unsaid], people.children


def applies(row: Raw, coming: tuple[list[str], int], living: tuple[list[str], int]) -> bool:
    for side, (adults, children) in ((row["coming"], coming), (row["living_there"], living)):
        counts = {"women": adults.count("woman"), "men": adults.count("man"), "children": children}
        for word, count in counts.items():
            told = str(side.get(word, "any"))
            meant = told == "any" or (count >= int(told[:-1]) if told.endswith("+") else count == int(told))
            if not meant:
                return False
    return True


def whom(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    can_host, most = host.welcome.whom, host.welcome.children
    for adults, children in who(guest.party):
        if children:
            large_is_family = EITHER if len(adults) > 2 else (True,)
            yield from ("family" in can_host and children <= most and family for family in large_is_family)
        elif len(adults) == 1:
            yield adults[0] in can_host
        elif len(adults) == 2:
            yield "couple" in can_host
            yield set(adults) <= can_host
        else:
            yield False
            yield any(all(unit in can_host for unit in units) for units in splits(adults))


def splits(adults: list[str]) -> Iterator[list[str]]:
    """Every way of seeing the adults as single people and couples."""
    if not adults:
        yield []
        return
    first, rest = adults[0], adults[1:]
    yield from ([first, *units] for units in splits(rest))
    for at in range(len(rest)):
        yield from (["couple", *units] for units in splits(rest[:at] + rest[at + 1 :]))


def own_room(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    for needs in {"needed": [True], "not_needed": [False]}.get(guest.own_room or "", EITHER):
        yield not needs or host.space.kind != "shared"


def animals(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    for welcome in {"yes": [True], "no": [False]}.get(host.animals_welcome or "", EITHER):
        yield welcome or not guest.party.animals


def smoking(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    for there in [host.smoking] if host.smoking else ["no", "outside", "inside"]:
        for wish in [guest.smoking] if guest.smoking else ["smoke_free", "any", "smokes"]:
            yield (there, wish) not in {("inside", "smoke_free"), ("no", "smokes")}


def women_only(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    teenagers = host.household.children_13_17
    for wanted in EITHER if guest.women_only is None else [guest.women_only]:
        for lives_there in EITHER if host.space.kind == "whole_home" else [True]:
            for adults, _children in who(host.household):
                for boys in range(teenagers + 1):
                    yield not wanted or not lives_there or not ("man" in adults or boys)


def step_free(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    said = guest.step_free if guest.health and guest.for_whom == "self" else None
    for needed in {"needed": [True], "not_needed": [False]}.get(said or "", EITHER):
        for is_free in {"yes": [True], "no": [False]}.get(host.step_free or "", EITHER):
            yield is_free or not needed


def allergies(host: HostAnswers, guest: GuestAnswers) -> Iterator[bool]:
    subsets = [frozenset(some) for some in chain.from_iterable(combinations(ANIMALS, n) for n in range(4))]
    said = guest.allergies if guest.health and guest.for_whom == "self" else None
    for allergic in subsets if said is None else [said]:
        for there in subsets if host.animals is None else [host.animals]:
            for same_other in EITHER:
                meeting = set(allergic) & set(there)
                yield not (meeting if same_other else meeting - {"other"})


MUSTS: Mapping[str, Callable[[Slow, HostAnswers, GuestAnswers], Iterable[bool]]] = {
    "confirmed": lambda slow, host, guest: [guest.for_whom == "self"],
    "room": lambda slow, host, guest: [guest.party.size <= host.space.sleeps],
    "whom": lambda slow, host, guest: whom(host, guest),
    "safety": Slow.safety,
    "dates": Slow.dates,
    "place": Slow.place,
    "near": Slow.near,
    "own_room": lambda slow, host, guest: own_room(host, guest),
    "animals": lambda slow, host, guest: animals(host, guest),
    "smoking": lambda slow, host, guest: smoking(host, guest),
    "women_only": lambda slow, host, guest: women_only(host, guest),
    "step_free": lambda slow, host, guest: step_free(host, guest),
    "allergies": lambda slow, host, guest: allergies(host, guest),
}
"""For each must whether it holds, in every world."""
