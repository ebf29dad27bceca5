"""Every ✓ that a coordinator reads is true, word for word, by the answers themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from pydantic import JsonValue

from bot.matching import Outcome, judge
from conversations.guest import GuestAnswers
from conversations.host import WHOM, HostAnswers
from conversations.household import ANIMALS
from conversations.lengths import LENGTHS, SHORTEST
from conversations.questions.base import Option
from conversations.text import Items, PlaceName, Text, Value
from tests.matching.interviews import (
    ESPOO,
    PLACES,
    TABLES,
    TODAY,
    UUSIMAA,
    Said,
    easy_guests,
    easy_hosts,
    guest,
    guests,
    host,
    hosts,
    need,
    offer,
)

Values = Mapping[str, Value]
IsTrue = Callable[[HostAnswers, GuestAnswers, Values], bool]

LONG_ENOUGH = {
    "weekend": {"weeks", "months", "process", "open"},
    "weeks": {"weeks", "months", "process", "open"},
    "month": {"months", "process", "open"},
    "months": {"process", "open"},
}
"""Offers that surely last for the shortest stay, as people would say it."""


def told(option_list: tuple[Option, ...], chosen: frozenset[str]) -> Items:
    return Items(tuple(option.label for option in option_list if option.code in chosen))


def label(option_list: tuple[Option, ...], code: str) -> Text:
    (found,) = (option.label for option in option_list if option.code == code)
    return found


def only_women(home: HostAnswers) -> bool:
    return home.household.women > 0 and home.household.grown == home.household.women


def room_is_enough(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    coming = [party.party.women, party.party.men, party.party.adults, party.party.children]
    return values == {"people": sum(coming), "sleeps": home.space.sleeps} and sum(coming) <= home.space.sleeps


def host_can_host(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    counts = [n for n in party.party.model_dump(exclude={"animals"}).values() if n]
    assert isinstance(values["party"], Items)
    assert [part.values["n"] for part in values["party"].parts if isinstance(part, Text)] == counts
    kinds = told(WHOM, home.welcome.whom)
    if party.party.children:
        assert isinstance(values["whom"], Text)
        assert values["whom"].values == {"whom": kinds, "n": home.welcome.children}
        return "family" in home.welcome.whom and party.party.children <= home.welcome.children
    needed = {"woman"} if party.party.women else set()
    needed |= {"man"} if party.party.men else set()
    needed |= {"woman", "man"} if party.party.adults else set()
    needed |= {"couple"} if party.party.grown > 1 else set()
    return party.party.grown <= 2 and needed <= home.welcome.whom


def dates_go_together(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    assert values == {
        "free": home.since,
        "offered": label(LENGTHS, home.length),
        "needed": party.since,
        "shortest": label(SHORTEST, party.stay.shortest),
    }
    in_time = home.since <= party.since or home.since <= TODAY
    return in_time and home.length in LONG_ENOUGH[party.stay.shortest]


def near_enough(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    assert party.near_place
    away = PLACES.distance_km(home.municipality, party.near_place)
    return values == {"km": round(away), "near": PlaceName(party.near_place)} and bool(party.near) and away <= 20


def allergic_to_others(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    assert party.health
    assert party.allergies
    assert home.animals
    facts = {"allergies": told(ANIMALS, party.allergies), "animals": told(ANIMALS, home.animals)}
    return values == facts and not party.allergies & home.animals


def nothing_against(home: HostAnswers, party: GuestAnswers, values: Values) -> bool:
    there, coming = home.household, party.party
    men_only_there, women_only_come = there.women == 0, coming.men == 0
    if men_only_there and (women_only_come or (coming.children and not there.children)):
        return False
    a_woman_alone, men_only_come = there.grown == 1 and there.men == 0, coming.women == 0 and not coming.children
    return not (a_woman_alone and men_only_come)


TRUE_WHEN: Mapping[str, IsTrue] = {
    "Both are open for matches.": lambda home, party, values: True,
    "The pair has not been set aside.": lambda home, party, values: True,
    "The offer holds.": lambda home, party, values: True,
    "Host and guest are two people.": lambda home, party, values: True,
    "The guest has given or confirmed the answers.": lambda home, party, values: party.for_whom == "self",
    "Room for all. People coming: {people}, places to sleep: {sleeps}.": room_is_enough,
    "Coming: {party}. The host can host: {whom}.": host_can_host,
    "The safety table has nothing against the pair.": nothing_against,
    "Free from {free}: {offered}. Needed from {needed}: {shortest}. That goes together.": dates_go_together,
    "The guest could live anywhere in Finland.": lambda home, party, values: party.places == ("anywhere",),
    "One of the places that the guest named: {at}.": lambda home, party, values: (
        home.municipality in party.places and values == {"at": PlaceName(home.municipality)}
    ),
    "The guest named {region}, and the home is there: {at}.": lambda home, party, values: (
        PLACES.region_of(home.municipality) in party.places
        and values == {"region": PlaceName(PLACES.region_of(home.municipality)), "at": PlaceName(home.municipality)}
    ),
    "Nothing has to stay near.": lambda home, party, values: party.near == frozenset(),
    "About {km} km from {near}, which must stay near.": near_enough,
    "A whole home is offered.": lambda home, party, values: home.space.kind == "whole_home",
    "A room of their own is offered.": lambda home, party, values: home.space.kind == "own_room",
    "The guest does not need a room of their own.": lambda home, party, values: party.own_room == "not_needed",
    "No animals are coming.": lambda home, party, values: not party.party.animals,
    "Animals are coming, and they are welcome: {animals}.": lambda home, party, values: (
        home.animals_welcome == "yes"
        and bool(party.party.animals)
        and values == {"animals": told(ANIMALS, party.party.animals)}
    ),
    "Smoking makes no difference to the guest.": lambda home, party, values: party.smoking == "any",
    "Smoking is all right only outside.": lambda home, party, values: home.smoking == "outside",
    "The home is smoke-free.": lambda home, party, values: home.smoking == "no" and party.smoking == "smoke_free",
    "Someone who is coming smokes, and the host says that it is all right.": lambda home, party, values: (
        party.smoking == "smokes" and home.smoking == "inside"
    ),
    "The guest does not need a home with women only.": lambda home, party, values: party.women_only is False,
    "No man lives in the home.": lambda home, party, values: only_women(home) and not home.household.children_13_17,
    "The home is step-free.": lambda home, party, values: home.step_free == "yes",
    "The guest does not need a step-free home.": lambda home, party, values: (
        party.health is True and party.step_free == "not_needed"
    ),
    "No animals live in the home.": lambda home, party, values: home.animals == frozenset(),
    "Nobody is allergic to animals.": lambda home, party, values: (
        party.health is True and party.allergies == frozenset()
    ),
    "Allergic to: {allergies}. Living there: {animals}.": allergic_to_others,
}

SHARED: Said = {"space": {"kind": "shared", "sleeps": 4}}
DOG: JsonValue = {"women": 1, "animals": ["dog"]}

SAID_WHEN: Mapping[str, tuple[Said, Said]] = {
    "Both are open for matches.": ({}, {}),
    "The pair has not been set aside.": ({}, {}),
    "The offer holds.": ({}, {}),
    "Host and guest are two people.": ({}, {}),
    "The guest has given or confirmed the answers.": ({}, {}),
    "Room for all. People coming: {people}, places to sleep: {sleeps}.": ({}, {}),
    "Coming: {party}. The host can host: {whom}.": ({}, {"party": {"adults": 2, "children_0_2": 1}}),
    "The safety table has nothing against the pair.": ({}, {}),
    "Free from {free}: {offered}. Needed from {needed}: {shortest}. That goes together.": ({}, {}),
    "The guest could live anywhere in Finland.": ({}, {"places": ["anywhere"]}),
    "One of the places that the guest named: {at}.": ({}, {}),
    "The guest named {region}, and the home is there: {at}.": ({}, {"places": [UUSIMAA]}),
    "Nothing has to stay near.": ({}, {}),
    "About {km} km from {near}, which must stay near.": ({}, {"near": ["work"], "near_place": ESPOO}),
    "A whole home is offered.": ({"space": {"kind": "whole_home"}}, {}),
    "A room of their own is offered.": ({}, {"own_room": None}),
    "The guest does not need a room of their own.": (SHARED, {}),
    "No animals are coming.": ({"animals_welcome": "no"}, {}),
    "Animals are coming, and they are welcome: {animals}.": ({}, {"party": DOG}),
    "Smoking makes no difference to the guest.": ({"smoking": None}, {}),
    "Smoking is all right only outside.": ({}, {"smoking": None}),
    "The home is smoke-free.": ({"smoking": "no"}, {"smoking": "smoke_free"}),
    "Someone who is coming smokes, and the host says that it is all right.": (
        {"smoking": "inside"},
        {"smoking": "smokes"},
    ),
    "The guest does not need a home with women only.": ({}, {}),
    "No man lives in the home.": ({"household": {"women": 2}}, {"women_only": True}),
    "The home is step-free.": ({}, {"step_free": "needed"}),
    "The guest does not need a step-free home.": ({"step_free": "no"}, {}),
    "No animals live in the home.": ({}, {"allergies": ["dog"]}),
    "Nobody is allergic to animals.": ({"animals": ["dog"]}, {}),
    "Allergic to: {allergies}. Living there: {animals}.": ({"animals": ["cat"]}, {"allergies": ["dog"]}),
}
"""For each sentence a pair of which it is said."""


def ticks(home: HostAnswers, party: GuestAnswers) -> list[Text]:
    verdict = judge(offer(home), need(party), TODAY, PLACES, TABLES)
    return [found.says for _rule, found in verdict.judged if found.outcome is Outcome.FITS]


@settings(max_examples=200, deadline=None)
@given(hosts() | easy_hosts(), guests() | easy_guests())
def test_every_tick_is_true(home: HostAnswers, party: GuestAnswers) -> None:
    for says in ticks(home, party):
        assert TRUE_WHEN[says.message](home, party, says.values), says


@pytest.mark.parametrize("message", TRUE_WHEN)
def test_every_such_sentence_is_really_said_and_true(message: str) -> None:
    home, party = host(**SAID_WHEN[message][0]), guest(**SAID_WHEN[message][1])
    (says,) = (one for one in ticks(home, party) if one.message == message)
    assert TRUE_WHEN[message](home, party, says.values)
