"""A guest without any home: what stands against it, and changes that are true, word for word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.matching import Index, Need, Offer, Pairs
from bot.matching.outcomes import Ground
from bot.matching.rules import RULES
from bot.matching.suggest import judge_on
from bot.matching.tables import Tables
from bot.matching.why_none import FELL, NO_CHANGE, NO_HOMES, NOT_CONFIRMED, Change, WhyNone, why_none
from bot.texts import Texts
from conversations.lengths import Shortest
from tests.matching.crowds import ATLAS, TIGHT, needs, offers
from tests.matching.interviews import PLACES, TABLES, TODAY, Said, guest, host, need, offer

TEXTS = Texts.load(PLACES.name)


def why(party: Said, *homes: Said) -> WhyNone:
    index = Index.of([offer(host(**home), f"h{at}") for at, home in enumerate(homes)], ATLAS, TABLES)
    return why_none(need(guest(**party)), index, TODAY)


def told(party: Said, *homes: Said) -> list[str]:
    return [TEXTS.render(line, "en") for line in why(party, *homes).lines()]


def permitted(party: Need, homes: list[Offer], tables: Tables) -> int:
    ground = Ground(TODAY, PLACES, tables)
    return sum(judge_on(home, party, ground).permitted for home in homes)


@settings(max_examples=100, deadline=None)
@given(offers(), needs(3))
def test_the_counts_are_those_of_the_rules(homes: list[Offer], parties: list[Need]) -> None:
    index = Index.of(homes, ATLAS, TIGHT, Pairs(refused=frozenset({("h0", "g0"), ("h1", "g1")})))
    ground = replace(index.ground(TODAY))
    open_homes = [home for home in homes if home.open_for_matches]
    for party in parties:
        side = party.model_copy(update={"confirmed": True, "open_for_matches": True})
        first: Counter[str] = Counter()
        only: Counter[str] = Counter()
        for home in open_homes:
            outcomes = judge_on(home, side, ground).outcomes
            broken = [rule.code for rule in RULES if outcomes[rule.code] == "no"]
            first.update(broken[:1])
            only.update(broken if len(broken) == 1 else [])
        found = why_none(side, index, TODAY)
        assert found.homes == len(open_homes)
        assert {fell.rule: fell.first for fell in found.fell if fell.first} == dict(first)
        assert {fell.rule: fell.only for fell in found.fell if fell.only} == dict(only)
        for change in found.changes:
            assert change.homes > 0
            if not any(judge_on(home, side, ground).permitted for home in homes):
                assert opens(change, side, open_homes, index) == change.homes


def opens(change: Change, party: Need, homes: list[Offer], index: Index) -> int:
    """How many homes are permitted, by the plain rules, when this is changed."""
    figures = TIGHT.figures
    wide = figures
    changed = party
    match change.code:
        case "later":
            since = max(party.since, TODAY) + dt.timedelta(weeks=change.amount)
            changed = party.model_copy(update={"since": since})
        case "farther":
            wide = figures.model_copy(update={"neighbour_km": figures.neighbour_km + change.amount})
        case "farther_from_near":
            near = figures.near.model_copy(update={"check_km": figures.near.check_km + change.amount})
            wide = figures.model_copy(update={"near": near})
        case "shared_room":
            changed = party.model_copy(update={"own_room": "wished"})
        case "without_animals":
            changed = party.model_copy(update={"animals": frozenset()})
        case "still_holds":
            homes = [home.model_copy(update={"held_on": TODAY}) for home in homes]
        case "shorter":
            stays: tuple[Shortest, ...] = ("month", "weeks", "weekend")
            days = [one for one in stays if figures.shortest[one] < figures.shortest[party.shortest]]
            pairs = index.ground(TODAY).pairs
            for one in days:
                shorter = party.model_copy(update={"shortest": one})
                found = sum(judge_on(home, shorter, Ground(TODAY, PLACES, TIGHT, pairs)).permitted for home in homes)
                if found:
                    return found
    ground = Ground(TODAY, PLACES, replace(TIGHT, figures=wide), index.ground(TODAY).pairs)
    return sum(judge_on(home, changed, ground).permitted for home in homes)


def test_the_smallest_change_is_told_in_words() -> None:
    late: Said = {"since": str(TODAY + dt.timedelta(days=90 + 10))}
    later: Said = {"since": str(TODAY + dt.timedelta(days=90 + 14))}
    assert told({}, late, later, {"since": str(TODAY + dt.timedelta(days=120))}) == [
        "3 homes do not suit by their dates.",
        "If the home may be free 2 weeks later: 2 homes.",
    ]
    assert told({}, {"municipality": "398"}, {"municipality": "398"}, {"municipality": "148"}) == [
        "3 homes are not where the guest could live.",
        "If the home may be 60 km farther away: 2 homes.",
    ]
    assert told({"party": {"women": 1, "animals": ["dog"]}}, {"animals_welcome": "no"})[-1] == (
        "If the animals could live elsewhere: 1 home."
    )
    assert told({"own_room": "needed"}, {"space": {"kind": "shared"}})[-1] == "If a shared room would do: 1 home."
    assert told({"stay": {"length": "open", "shortest": "months"}}, {"length": "weeks"})[-1] == (
        "If a shorter stay would help (A month at least): 1 home."
    )
    assert told({"near": ["work"], "near_place": "398"}, {})[-1] == (
        "If what must stay near may be 50 km farther away: 1 home."
    )


def test_what_keeps_people_safe_or_well_is_not_to_be_changed() -> None:
    assert why({"women_only": True}, {}).lines()[-1] == NO_CHANGE
    assert why({"step_free": "needed"}, {"step_free": "no"}).changes == ()
    assert why({"allergies": ["dog"]}, {"animals": ["dog"]}).changes == ()
    assert why({}, {"household": {"men": 1}}).changes == ()


def test_a_home_that_breaks_two_musts_is_opened_by_no_single_change() -> None:
    found = why({"party": {"women": 1, "animals": ["dog"]}}, {"municipality": "398", "animals_welcome": "no"})
    assert found.changes == ()
    assert [(fell.rule, fell.first, fell.only) for fell in found.fell if fell.first] == [("place", 1, 0)]


def test_where_there_is_nothing_to_count_it_says_so() -> None:
    assert why({}).lines() == (NO_HOMES,)
    unconfirmed = Index.of([offer(host())], ATLAS, TABLES)
    assert why_none(need(guest(for_whom="other")), unconfirmed, TODAY).lines() == (NOT_CONFIRMED,)


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in ("both_open", "confirmed")])
def test_every_must_has_its_sentence(code: str) -> None:
    assert code in FELL
