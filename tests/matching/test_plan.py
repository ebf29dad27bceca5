"""The plan for everyone: as many as can be, then the most points; one home for one party, or two who can share it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Index, Need, Offer, Pairs, judge
from bot.matching.planning.assignment import Edges, best
from bot.matching.planning.plan import Plan, plan
from tests.matching.crowds import ATLAS, DECIDED, TIGHT, needs, offers
from tests.matching.interviews import HELSINKI, PLACES, SENT, TABLES, TODAY, Said, guest, host, need, offer

NO_LIMIT = TIGHT.figures.model_copy(
    update={"fair": TIGHT.figures.fair.model_copy(update={"overtaken_most": 1000, "hold_days": 0, "scarce": 0})}
)
FREE = type(TIGHT)(NO_LIMIT, TIGHT.safety)
"""Without holding back, without a bound on overtaking, and whoever has fewer chances."""


def best_by_hand(index: Index) -> tuple[int, float]:
    """Tries everything: each guest in turn gets any home that is free, or none."""
    found = index.everything(TODAY)
    points: dict[int, list[tuple[int, int]]] = {}
    for home, party, worth in zip(found.homes.tolist(), found.guests.tolist(), found.points.tolist(), strict=True):
        points.setdefault(party, []).append((home, worth))
    parties = list(points)

    def go(at: int, used: frozenset[int]) -> tuple[int, int]:
        if at == len(parties):
            return 0, 0
        best = go(at + 1, used)
        for home, worth in points[parties[at]]:
            if home not in used:
                housed, total = go(at + 1, used | {home})
                best = max(best, (housed + 1, total + worth))
        return best

    housed, total = go(0, frozenset())
    return housed, total / 1000


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(-50, 50), max_size=12))
def test_one_more_guest_is_worth_more_than_all_points(points: dict[tuple[int, int], int]) -> None:
    ways: list[dict[tuple[int, int], int]] = [{}]
    for _guest in range(4):
        ways = [*ways, *({**way, pair: points[pair]} for way in ways for pair in points if free(pair, way))]
    most = max((len(way), sum(way.values())) for way in ways)
    guests, seats = ([pair[side] for pair in points] for side in (0, 1))
    edges = Edges(*(np.array(column, np.int32) for column in (guests, seats, [*points.values()])))
    taken = best(edges, 4, 4)
    chosen = [(guest, seat) for guest, seat in enumerate(taken.tolist()) if seat >= 0]
    assert (len(chosen), sum(points[pair] for pair in chosen)) == most


def free(pair: tuple[int, int], way: dict[tuple[int, int], int]) -> bool:
    """Only in the order of the guests, so that each way is tried once."""
    return all(pair[0] > guest and pair[1] != seat for guest, seat in way)


@settings(max_examples=80, deadline=None)
@given(offers(5), needs(6), DECIDED, st.randoms())
def test_no_assignment_is_better(homes: list[Offer], parties: list[Need], pairs: Pairs, random: Random) -> None:
    single = [home.model_copy(update={"second_sleeps": 0}) for home in homes]
    sides: list[Offer | Need] = [*single, *parties]
    made = plan(Index.of(sides, ATLAS, FREE, pairs), TODAY)
    assert (made.total.housed, made.total.points) == pytest.approx(best_by_hand(Index.of(sides, ATLAS, FREE, pairs)))
    assert made.total == made.bound
    for simple in (made.by_best_first, made.by_first_come):
        assert simple is not None
        assert (simple.housed, simple.points) <= (made.total.housed, made.total.points)
    random.shuffle(sides)
    assert plan(Index.of(sides, ATLAS, FREE, pairs), TODAY) == made, "the order of input makes no difference"


@settings(max_examples=80, deadline=None)
@given(offers(6), needs(8), DECIDED, st.dictionaries(st.integers(0, 7).map("g{}".format), st.integers(0, 10)))
def test_every_pair_is_permitted_and_nobody_is_in_it_twice(
    homes: list[Offer], parties: list[Need], pairs: Pairs, overtaken: dict[str, int]
) -> None:
    sides: list[Offer | Need] = [*homes, *parties]
    index = Index.of(sides, ATLAS, TIGHT, pairs)
    made = plan(index, TODAY, overtaken=overtaken)
    housed = [pair.guest_case for pair in made.pairs]
    assert len(set(housed)) == len(housed) == made.total.housed
    assert not {*housed} & {*made.unhoused}
    for pair in made.pairs:
        home, party = index.offer(pair.host_case), index.need(pair.guest_case)
        verdict = index.judge(home, party, TODAY)
        assert verdict.permitted
        assert verdict.score.points == pair.points
    for home in homes:
        living = [index.need(pair.guest_case) for pair in made.pairs if pair.host_case == home.case_id]
        assert len(living) <= (2 if home.second_sleeps else 1)
        assert sum(one.party.size for one in living) <= home.sleeps
    assert made.bound is not None
    assert made.total.housed <= made.bound.housed


TWO_SPACES: Said = {"space": {"kind": "whole_home", "sleeps": 4}, "second_space": "2", "household": {"women": 2}}


def two_in_one(one: Said, other: Said, home: Said | None = None) -> Plan:
    sides: list[Offer | Need] = [
        offer(host(**{**TWO_SPACES, **(home or {})})),
        need(guest(**one), "first"),
        need(guest(**other), "second", SENT + dt.timedelta(hours=1)),
    ]
    return plan(Index.of(sides, ATLAS, TABLES), TODAY)


def test_a_home_with_two_spaces_takes_two_parties() -> None:
    made = two_in_one({"party": {"women": 1}}, {"party": {"women": 1}})
    assert [pair.guest_case for pair in made.pairs] == ["first", "second"]
    assert two_in_one({}, {}, {"second_space": "no"}).total.housed == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"party": {"women": 1}}, {"party": {"men": 1}}),
        ({"party": {"women": 1, "children_3_6": 1}}, {"party": {"men": 2}}),
        ({"party": {"women": 3}}, {"party": {"women": 2}}),
        ({"party": {"women": 1}, "women_only": True}, {"party": {"men": 1, "women": 1}}),
        ({"party": {"women": 1}, "allergies": ["dog"]}, {"party": {"women": 1, "animals": ["dog"]}}),
    ],
)
def test_two_parties_who_could_not_live_together_are_not_put_together(one: Said, other: Said) -> None:
    for first, second in ((one, other), (other, one)):
        made = two_in_one(first, second)
        assert made.total.housed == 1
        assert len(made.unhoused) == 1


def test_a_large_party_may_have_both_spaces() -> None:
    large: Said = {"party": {"women": 1, "men": 1, "children_3_6": 2}}
    made = two_in_one(large, {"party": {"women": 1}})
    assert made.total.housed == 1
    assert few([offer(host(**TWO_SPACES)), need(guest(**large))]).total.housed == 1


def test_only_these_cases_are_planned_for() -> None:
    sides: list[Offer | Need] = [offer(host(), f"h{at}") for at in range(3)]
    sides += [need(guest(), f"g{at}") for at in range(3)]
    index = Index.of(sides, ATLAS, TABLES)
    assert plan(index, TODAY).total.housed == 3
    made = plan(index, TODAY, homes={"h1", "h2", "unknown"}, guests={"g0"})
    assert made.total.housed == 1
    assert made.pairs[0].host_case in {"h1", "h2"}


def test_it_says_how_much_it_gains() -> None:
    """The best pair first takes the only home of the other."""
    choosy = need(guest(languages=["sv"], places=[HELSINKI]), "choosy")
    easy = need(guest(languages=["fi"], places=["anywhere"]), "easy", SENT - dt.timedelta(days=1))
    near, far = offer(host(languages=["fi"]), "near"), offer(host(languages=["sv"], municipality="148"), "far")
    made = plan(Index.of([choosy, easy, near, far], ATLAS, TABLES), TODAY)
    assert made.total.housed == 2
    assert made.by_best_first is not None
    assert made.by_best_first.housed == 1


def few(sides: Sequence[Offer | Need]) -> Plan:
    return plan(Index.of(sides, ATLAS, TABLES), TODAY)


def test_a_rare_home_is_held_back_a_while_for_who_needs_it() -> None:
    new = dt.datetime(2027, 2, 27, 12, tzinfo=dt.UTC)
    home = offer(host(), "rare", new)
    no_need = need(guest(step_free="not_needed"), "no need")
    made = few([home, no_need])
    assert made.held == ("rare",)
    assert made.unhoused == ("no need",)
    assert few([home, need(guest(step_free="needed"), "needs")]).total.housed == 1
    assert few([home, need(guest(health=None), "did not say")]).total.housed == 1, "an open question costs nothing"
    weeks_old = offer(host(), "rare", SENT - dt.timedelta(days=30))
    assert few([weeks_old, no_need]).total.housed == 1, "not for long"
    bound = TABLES.figures.fair.overtaken_most
    assert plan(Index.of([home, no_need], ATLAS, TABLES), TODAY, overtaken={"no need": bound}).total.housed == 1


def test_the_two_of_a_home_are_seen_each_as_the_household_of_the_other() -> None:
    """By the rules themselves, of all pairs of some parties."""
    parties: list[Said] = [{"party": {"women": 1}}, {"party": {"men": 1}}, {"party": {"men": 1, "children_3_6": 1}}]
    for one, other in combinations(parties, 2):
        alone = host(**{**TWO_SPACES, "household": other["party"]})
        together = judge(offer(alone), need(guest(**one)), TODAY, PLACES, TABLES)
        refused = "no" in (together.outcomes["safety"], together.outcomes["women_only"])
        if refused:
            assert two_in_one(one, other).total.housed == 1


def test_where_not_everybody_can_be_housed_who_has_fewer_chances_is_taken() -> None:
    """Even for fewer points, and of the same day."""
    gone = offer(host(municipality="148"), "gone").model_copy(update={"open_for_matches": False})
    anywhere = need(guest(languages=["fi"], places=["anywhere"]), "anywhere")
    only_here = need(guest(languages=["ar"]), "only here")
    made = few([offer(host()), gone, anywhere, only_here])
    assert [pair.guest_case for pair in made.pairs] == ["only here"]
    assert [pair.guest_case for pair in few([offer(host()), anywhere, only_here]).pairs] == ["anywhere"]
