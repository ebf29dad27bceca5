"""Each rule agrees with the slow and obvious matching on every combination of the answers that it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TypeVar, get_args

import pytest
import yaml
from pydantic import JsonValue

from bot.matching import Index, Outcome, all_permitted
from bot.matching.outcomes import Ground
from bot.matching.rules import BY_CODE
from conversations.host import SpaceKind, Whom
from conversations.household import Animal
from conversations.lengths import Length, Shortest
from tests.matching.brute_force import Slow
from tests.matching.crowds import ATLAS
from tests.matching.interviews import (
    DATA,
    ESPOO,
    GONE,
    HELSINKI,
    INARI,
    JARVENPAA,
    LAHTI,
    LAPLAND,
    PLACES,
    PORVOO,
    TABLES,
    TODAY,
    TURKU,
    UUSIMAA,
    Said,
    guest,
    host,
    need,
    offer,
)

SLOW = Slow(
    TODAY,
    PLACES,
    yaml.safe_load((DATA / "matching.yaml").read_text("utf-8")),
    yaml.safe_load((DATA / "pair_safety.yaml").read_text("utf-8")),
)
GROUND = Ground(TODAY, PLACES, TABLES)

T = TypeVar("T")


def some_of(kinds: Sequence[str], least: int = 0, most: int = 9) -> list[JsonValue]:
    """Every choice of so many of them."""
    return [[*some] for size in range(least, most + 1) for some in combinations(kinds, size)]


def each(field: str, *values: JsonValue) -> list[Said]:
    return [{field: value} for value in values]


def people(field: str, most: int, children: Sequence[str]) -> Iterator[Said]:
    """Every household or party with up to so many of each kind."""
    names = ("women", "men", "adults", *children)
    for counts in product(range(most + 1), repeat=len(names)):
        if sum(counts[:3]):
            yield {field: dict(zip(names, counts, strict=True))}


def days(field: str) -> list[Said]:
    return each(field, *(str(TODAY + dt.timedelta(days=ahead)) for ahead in (-60, -20, 0, 14, 45, 90, 91)))


def all_of(*parts: Sequence[Said]) -> Iterator[Said]:
    """Every combination of the parts."""
    for chosen in product(*parts):
        yield {field: value for part in chosen for field, value in part.items()}


TOWNS = (HELSINKI, ESPOO, JARVENPAA, PORVOO, LAHTI, TURKU, INARI, GONE)
WISHES: list[JsonValue] = [["anywhere"], *some_of((*TOWNS, UUSIMAA, LAPLAND), 1, 3)]
ANIMALS = some_of(get_args(Animal))
PETS: list[JsonValue] = [{"women": 1, "animals": kinds} for kinds in ANIMALS]
SPACES: list[JsonValue] = [{"kind": kind, "sleeps": sleeps} for kind in get_args(SpaceKind) for sleeps in (1, 2, 4)]
WELCOMES: list[JsonValue] = [
    {"whom": [*whom], "children": 2 if "family" in whom else 0}
    for size in (1, 2, 3, 4)
    for whom in combinations(get_args(Whom), size)
]
STAYS: list[JsonValue] = [
    {"length": length, "shortest": shortest} for length, shortest in product(get_args(Length), get_args(Shortest))
]
HEALTH = [*all_of(each("for_whom", "self", "other"), each("health", True, False, None))]

READ_BY: dict[str, tuple[Sequence[Said], Sequence[Said]]] = {
    "room": (each("space", *SPACES), [*people("party", 2, ["children_0_2"])]),
    "whom": (each("welcome", *WELCOMES), [*people("party", 3, ["children_7_12"])]),
    "safety": ([*people("household", 2, ["children_7_12"])], [*people("party", 2, ["children_13_17"])]),
    "dates": (
        [*all_of(days("since"), each("length", *get_args(Length)))],
        [*all_of(days("since"), each("stay", *STAYS))],
    ),
    "place": (each("municipality", *TOWNS), each("places", *WISHES)),
    "near": (
        each("municipality", *TOWNS),
        [*all_of(each("near", None, [], ["work"], ["school", "centre"]), each("near_place", None, *TOWNS))],
    ),
    "own_room": (each("space", *SPACES), each("own_room", "needed", "wished", "not_needed", None)),
    "animals": (
        each("animals_welcome", "yes", "no", "ask", None),
        each("party", *PETS),
    ),
    "smoking": (each("smoking", "no", "outside", "inside", None), each("smoking", "smoke_free", "any", "smokes", None)),
    "women_only": (
        [*all_of([*people("household", 1, ["children_7_12", "children_13_17"])], each("space", *SPACES))],
        each("women_only", True, False, None),
    ),
    "step_free": (
        each("step_free", "yes", "no", "unknown", None),
        [*all_of(HEALTH, each("step_free", "needed", "not_needed", "rather_not", None))],
    ),
    "allergies": (each("animals", None, *ANIMALS), [*all_of(HEALTH, each("allergies", None, *ANIMALS))]),
    "confirmed": ([{}], each("for_whom", "self", "other")),
}
"""For each rule the answers of hosts and of guests that it reads, in all their combinations."""


@pytest.mark.parametrize("code", READ_BY)
def test_a_rule_agrees_on_every_combination_of_what_it_reads(code: str) -> None:
    homes = [(answers, offer(answers)) for answers in (host(**said) for said in READ_BY[code][0])]
    parties = [(answers, need(answers)) for answers in (guest(**said) for said in READ_BY[code][1])]
    seen: set[Outcome] = set()
    for (home, its_offer), (party, its_need) in product(homes, parties):
        found = BY_CODE[code].judge(its_offer, its_need, GROUND).outcome
        assert found == SLOW.outcome(code, home, party), (home, party)
        seen.add(found)
    assert seen >= {Outcome.FITS, Outcome.NO}


@pytest.mark.parametrize("code", READ_BY)
def test_whoever_breaks_this_must_alone_is_not_suggested_and_nobody_else_is_missed(code: str) -> None:
    homes = spread([host(**said) for said in READ_BY[code][0]], 20)
    parties = spread([guest(**said) for said in READ_BY[code][1]], 20)
    offers = [offer(home, str(at)) for at, home in enumerate(homes)]
    by_this_alone = 0
    for party in parties:
        slow = [SLOW.outcomes(home, party) for home in homes]
        wanted = {str(at) for at, found in enumerate(slow) if "no" not in found.values()}
        told = all_permitted(need(party), offers, TODAY, PLACES, TABLES)
        assert {verdict.offer.case_id for verdict in told} == wanted
        index = Index.of([*offers, need(party)], ATLAS, TABLES)
        assert {one.host_case for one in index.candidates(need(party), TODAY)} == wanted
        homes_found = index.everything(TODAY).homes.tolist()
        assert {index.book.hosts.side(slot).case_id for slot in homes_found} == wanted
        by_this_alone += sum([rule for rule in found if found[rule] == "no"] == [code] for found in slow)
    assert by_this_alone


def spread(answers: list[T], most: int) -> list[T]:
    """At most so many of them, from all over."""
    return answers[:: max(1, len(answers) // most)]


def test_every_rule_that_reads_answers_is_tried() -> None:
    of_the_case = {"both_open", "not_refused", "still_holds", "two_people"}
    assert {*READ_BY, *of_the_case} == set(BY_CODE), "those of the case are told of in test_deciding.py"
