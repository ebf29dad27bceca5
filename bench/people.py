"""Made hosts and guests, as many as wanted, whose answers are spread as one may believe.

Nothing here is measured of real people. Towns weigh as their part of Finland does, roughly: the capital region most;
most guests name places, some could live anywhere; many are alone, some are families; few need what is rare. The
shares are chosen so that of 10,000 by 10,000 pairs about 1.7 million break no must.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from bot.matching import Need, Offer
from bot.matching.people import People
from bot.network.municipalities import Municipalities

T = TypeVar("T")

TODAY = dt.date(2027, 3, 1)
LARGE: dict[str, float] = {
    "091": 9, "049": 4, "837": 5, "092": 3.5, "564": 4.5, "853": 4, "179": 3, "297": 2.5, "398": 2.5, "609": 1.5,
    "286": 1.5, "405": 1.5, "743": 1.2, "905": 1.3, "167": 1.5, "858": 1, "106": 1, "186": 1, "245": 0.8, "638": 1,
}  # fmt: skip
"""How much of the whole, in per cent, the large municipalities are taken for; the others share the rest."""
WHOM = (
    (0.3, frozenset({"woman"})),
    (0.08, frozenset({"man"})),
    (0.12, frozenset({"woman", "man"})),
    (0.12, frozenset({"woman", "couple"})),
    (0.13, frozenset({"woman", "family"})),
    (0.1, frozenset({"family"})),
    (0.15, frozenset({"woman", "man", "couple", "family"})),
)
HOUSEHOLDS = (
    (0.28, {"women": 1}),
    (0.14, {"men": 1}),
    (0.24, {"women": 1, "men": 1}),
    (0.08, {"women": 1, "men": 1, "children_3_6": 1}),
    (0.08, {"women": 1, "men": 1, "children_7_12": 2}),
    (0.05, {"women": 1, "children_13_17": 1}),
    (0.04, {"women": 2}),
    (0.02, {"men": 2}),
    (0.02, {"men": 1, "children_7_12": 1}),
    (0.05, {"adults": 2}),
)
PARTIES = (
    (0.22, {"women": 1}),
    (0.3, {"men": 1}),
    (0.03, {"adults": 1}),
    (0.09, {"women": 1, "men": 1}),
    (0.05, {"women": 1, "children_3_6": 1}),
    (0.05, {"women": 1, "children_3_6": 1, "children_7_12": 1}),
    (0.06, {"women": 1, "men": 1, "children_0_2": 1}),
    (0.07, {"women": 1, "men": 1, "children_3_6": 1, "children_7_12": 1}),
    (0.03, {"women": 1, "men": 1, "children_3_6": 1, "children_7_12": 2}),
    (0.04, {"men": 2}),
    (0.03, {"women": 2}),
    (0.03, {"men": 3}),
)
GUEST_TONGUES = ("ar", "uk", "fa", "so", "ru", "tr", "ku", "prs", "ti", "fr", "es")


class Crowd:
    """As many hosts and guests as are asked for; the same seed makes the same people."""

    def __init__(self, places: Municipalities, seed: int = 1) -> None:
        self._random = Random(seed)  # noqa: S311  # made people, not secrets
        small = [one.code for one in places if one.code not in LARGE]
        rest = 100 - sum(LARGE.values())
        self._towns = [*LARGE, *small]
        self._weights = [*LARGE.values(), *(rest / len(small) for _code in small)]
        self._places = places

    def offers(self, count: int) -> list[Offer]:
        """Hosts."""
        return [self.offer(f"h{at:06}") for at in range(count)]

    def needs(self, count: int) -> list[Need]:
        """Guests."""
        return [self.need(f"g{at:06}") for at in range(count)]

    def offer(self, case_id: str, today: dt.date = TODAY) -> Offer:
        """A host."""
        whom = self._one(WHOM)
        sleeps = self._one(((0.45, 1), (0.33, 2), (0.1, 3), (0.08, 4), (0.03, 5), (0.01, 6)))
        return Offer.model_validate(
            {
                "case_id": case_id,
                "person_id": f"person of {case_id}",
                "sent_at": self._sent(today),
                "languages": self._host_tongues(),
                "since": today + dt.timedelta(days=self._one(((0.5, 0), (0.5, self._random.randint(1, 150))))),
                "household": People.model_validate(self._one(HOUSEHOLDS)),
                "municipality": self._town(),
                "space": self._one(((0.72, "own_room"), (0.13, "shared"), (0.15, "whole_home"))),
                "sleeps": sleeps,
                "second_sleeps": 1 if sleeps > 2 and self._random.random() < 0.2 else 0,
                "whom": whom,
                "most_children": self._random.randint(1, 3) if "family" in whom else 0,
                "length": self._one(((0.25, "weeks"), (0.35, "months"), (0.15, "process"), (0.25, "open"))),
                "step_free": self._one(((0.2, True), (0.5, False), (0.3, None))),
                "animals": self._one(
                    ((0.5, []), (0.15, ["dog"]), (0.15, ["cat"]), (0.05, ["dog", "cat"]), (0.15, None))
                ),
                "animals_welcome": self._one(((0.2, "yes"), (0.35, "no"), (0.2, "ask"), (0.25, None))),
                "smoking": self._one(((0.45, "no"), (0.35, "outside"), (0.05, "inside"), (0.15, None))),
                "notice": self._one(((0.3, None), (0.2, "days"), (0.35, "weeks"), (0.15, "month"))),
                "held_on": today - dt.timedelta(days=self._random.randint(0, 95)),
            }
        )

    def need(self, case_id: str, today: dt.date = TODAY) -> Need:
        """A guest."""
        near = self._one(((0.3, None), (0.4, False), (0.3, True)))
        return Need.model_validate(
            {
                "case_id": case_id,
                "person_id": f"person of {case_id}",
                "sent_at": self._sent(today),
                "languages": self._guest_tongues(),
                "since": today + dt.timedelta(days=self._one(((0.6, 0), (0.4, self._random.randint(1, 90))))),
                "confirmed": self._random.random() < 0.95,
                "party": People.model_validate(self._one(PARTIES)),
                "animals": self._one(((0.93, []), (0.03, ["dog"]), (0.03, ["cat"]), (0.01, ["other"]))),
                "places": self._wished(),
                "length": self._one(((0.15, "weeks"), (0.35, "months"), (0.35, "process"), (0.15, "open"))),
                "shortest": self._one(((0.15, "weekend"), (0.3, "weeks"), (0.35, "month"), (0.2, "months"))),
                "near": near,
                "near_place": self._town() if near else None,
                "own_room": self._one(((0.35, "needed"), (0.25, "wished"), (0.15, "not_needed"), (0.25, None))),
                "women_only": self._one(((0.12, True), (0.58, False), (0.3, None))),
                "smoking": self._one(((0.2, "smoke_free"), (0.4, "any"), (0.2, "smokes"), (0.2, None))),
                "step_free": self._one(((0.05, True), (0.55, False), (0.4, None))),
                "allergies": self._one(((0.5, []), (0.05, ["dog"]), (0.04, ["cat"]), (0.41, None))),
            }
        )

    def _one(self, among: Sequence[tuple[float, T]]) -> T:
        weights = [weight for weight, _value in among]
        return self._random.choices(among, weights)[0][1]

    def _town(self) -> str:
        return self._random.choices(self._towns, self._weights)[0]

    def _wished(self) -> list[str]:
        if self._random.random() < 0.04:
            return ["anywhere"]
        towns = [self._town() for _at in range(self._random.randint(1, 2))]
        if self._random.random() < 0.06:
            towns.append(self._places.region_of(towns[0]))
        return list(dict.fromkeys(towns))

    def _sent(self, today: dt.date) -> dt.datetime:
        morning = dt.datetime(today.year, today.month, today.day, 9, tzinfo=dt.UTC)
        return morning - dt.timedelta(minutes=self._random.randint(0, 60 * 24 * 120))

    def _host_tongues(self) -> tuple[str, ...]:
        first = self._one(((0.85, "fi"), (0.1, "sv"), (0.05, "en")))
        others = [code for share, code in ((0.8, "en"), (0.35, "sv"), (0.1, "fi"), (0.08, "ru"), (0.07, "de"),
                  (0.05, "fr"), (0.04, "ar")) if code != first and self._random.random() < share]  # fmt: skip
        return (first, *others)

    def _guest_tongues(self) -> tuple[str, ...]:
        first = self._random.choices(GUEST_TONGUES, [30, 18, 10, 9, 9, 5, 6, 5, 3, 3, 2])[0]
        others = [code for share, code in ((0.6, "en"), (0.3, "fi"), (0.1, "ru"), (0.05, "sv"), (0.05, "tr"))
                  if code != first and self._random.random() < share]  # fmt: skip
        return (first, *others)
