"""Nobody who waits is overtaken without limit, however long people come and homes are held back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.people import Crowd
from bot.matching import Index, Need, Offer, judge
from bot.matching.planning.hindsight import Arrivals, Course, best_in_hindsight, by_first_come, by_plan, course
from bot.matching.planning.plan import plan
from bot.matching.tables import Tables
from tests.matching.crowds import ATLAS
from tests.matching.interviews import PLACES, SENT, TABLES, TODAY, guest, host, need, offer


def with_fair(**changed: int) -> Tables:
    fair = TABLES.figures.fair.model_copy(update=changed)
    return replace(TABLES, figures=TABLES.figures.model_copy(update={"fair": fair}))


def arrivals(seed: int, days: int, homes: int, parties: int) -> list[tuple[dt.date, Offer | Need]]:
    """Every day some come, each at a minute of their own; all in the capital region, so that they compete."""
    crowd = Crowd(PLACES, seed)
    came: list[tuple[dt.date, Offer | Need]] = []
    for at in range(days):
        day = TODAY + dt.timedelta(days=at)
        morning = dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC)
        for n in range(homes):
            home = crowd.offer(f"h{at}-{n}", day)
            there = {"sent_at": morning + dt.timedelta(minutes=n), "held_on": None, "municipality": "091"}
            came.append((day, home.model_copy(update=there)))
        for n in range(parties):
            party = crowd.need(f"g{at}-{n}", day)
            here = {"sent_at": morning + dt.timedelta(minutes=n), "confirmed": True, "places": ("091",)}
            came.append((day, party.model_copy(update=here)))
    return came


def overtakings(came: Arrivals, went: Course, tables: Tables) -> Counter[str]:
    """Counted anew from who moved in where, by the plain rules: no count of the plan is used."""
    sides = {side.case_id: side for _day, side in came}
    moved = {guest: day for day, (_home, guest) in went.moves}
    counts: Counter[str] = Counter()
    for day, (home, taker) in went.moves:
        for _came, side in came:
            if not isinstance(side, Need) or moved.get(side.case_id, dt.date.max) <= day:
                continue
            there, before = sides[home], sides[taker]
            assert isinstance(there, Offer)
            if side.sent_at < before.sent_at and judge(there, side, day, PLACES, tables).permitted:
                counts[side.case_id] += 1
    return counts


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3), st.sampled_from([0, 14, 40]), st.integers(1, 3))
def test_over_long_arrivals_nobody_is_overtaken_more_often_than_the_bound(
    seed: int, bound: int, hold_days: int, homes: int
) -> None:
    tables = with_fair(overtaken_most=bound, hold_days=hold_days)
    came = [
        (day, side.model_copy(update={"second_sleeps": 0}) if isinstance(side, Offer) else side)
        for day, side in arrivals(seed, 40, homes, 6)
    ]
    went = course(came, by_plan, ATLAS, tables)
    counted = overtakings(came, went, tables)
    assert max(counted.values(), default=0) <= bound
    assert went.overtaken_most == max(counted.values(), default=0)


def test_without_a_bound_they_would_be() -> None:
    """So that the test above means something."""
    came = [
        (day, side.model_copy(update={"second_sleeps": 0}) if isinstance(side, Offer) else side)
        for day, side in arrivals(7, 40, 2, 6)
    ]
    tables = with_fair(overtaken_most=1000)
    assert max(overtakings(came, course(came, by_plan, ATLAS, tables), tables).values()) > 3


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 4))
def test_two_parties_in_a_home_are_within_the_bound_too(seed: int, bound: int) -> None:
    tables = with_fair(overtaken_most=bound)
    came = [
        (day, side.model_copy(update={"sleeps": 4, "second_sleeps": 2}) if isinstance(side, Offer) else side)
        for day, side in arrivals(seed, 25, 2, 4)
    ]
    assert course(came, by_plan, ATLAS, tables).overtaken_most <= bound


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_the_plan_is_compared_with_hindsight_and_with_first_come(seed: int) -> None:
    came = arrivals(seed, 30, 3, 4)
    best = best_in_hindsight(came, ATLAS, TABLES)
    for choose in (by_plan, by_first_come):
        went = course(came, choose, ATLAS, TABLES)
        assert 0 < went.housed <= best
        assert len({guest for _day, (_home, guest) in went.moves}) == went.housed


@pytest.mark.parametrize(("before", "gets_it"), [(0, "later"), (10, "earlier")])
def test_who_has_been_overtaken_often_enough_comes_first(before: int, gets_it: str) -> None:
    earlier = need(guest(languages=["ar"]), "earlier", SENT)
    later = need(guest(languages=["fi"]), "later", SENT + dt.timedelta(hours=1))
    index = Index.of([offer(host(languages=["fi"])), earlier, later], ATLAS, TABLES)
    made = plan(index, TODAY, overtaken={"earlier": before})
    assert [pair.guest_case for pair in made.pairs] == [gets_it]
    assert made.overtaken == ({"earlier": before + 1} if gets_it == "later" else {"later": 0})


def test_the_last_who_came_gives_way() -> None:
    earlier = need(guest(languages=["ar"]), "earlier", SENT)
    later = [need(guest(languages=["fi"]), f"later {n}", SENT + dt.timedelta(hours=n)) for n in (1, 2)]
    homes = [offer(host(languages=["fi"]), f"h{n}") for n in (1, 2)]
    made = plan(Index.of([earlier, *later, *homes], ATLAS, TABLES), TODAY, overtaken={"earlier": 9})
    assert [pair.guest_case for pair in made.pairs] == ["earlier", "later 1"]
