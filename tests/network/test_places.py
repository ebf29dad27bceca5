"""A person types the name of a town as people do, and the right one is found at once or offered; never a wrong one."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.network.municipalities import Municipalities
from bot.network.places import Places
from conversations.reading import name_key
from conversations.world import Found
from conversations.world import Places as PlacesProtocol

TABLE = yaml.safe_load((Path(__file__).parent / "typed_places.yaml").read_text(encoding="utf-8"))
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


def cases(section: str) -> list[tuple[str, str]]:
    return [(typed, expected) for expected, all_typed in TABLE[section].items() for typed in all_typed]


def names(found: Found, municipalities: Municipalities) -> str:
    return ", ".join(municipalities.name(code, "fi") for code in found.codes)


def test_it_is_what_the_conversations_ask_for(places: Places) -> None:
    asked_for: PlacesProtocol = places
    assert asked_for.usual()


@pytest.mark.parametrize(("typed", "expected"), cases("sure"))
def test_the_right_one_is_found_at_once(typed: str, expected: str, places: Places) -> None:
    found = places.find(typed)
    assert (names(found, places.municipalities), found.sure) == (expected, True)


@pytest.mark.parametrize(("typed", "expected"), cases("offered"))
def test_what_is_not_certain_is_offered(typed: str, expected: str, places: Places) -> None:
    found = places.find(typed)
    assert (names(found, places.municipalities), found.sure) == (expected, False)


@pytest.mark.parametrize("typed", TABLE["nothing"])
def test_what_is_no_place_in_finland_finds_none(typed: str, places: Places) -> None:
    assert places.find(typed) == places.find_area(typed) == Found((), sure=False)


@pytest.mark.parametrize(("typed", "expected"), cases("area"))
def test_regions_count_where_a_guest_may_wish_one(typed: str, expected: str, places: Places) -> None:
    found = places.find_area(typed)
    assert (names(found, places.municipalities), found.sure) == (expected, True)


def test_two_wishes_are_two_choices_so_that_each_is_read_alone(places: Places) -> None:
    assert not places.find_area("Turku, Salo").sure
    assert places.find_area("Turku").sure
    assert places.find_area("Rovaniemi, Finland").sure


def test_every_official_name_is_found_at_once_in_any_spelling(places: Places) -> None:
    for one in places.municipalities:
        for name in (one.name_fi, one.name_sv):
            shared = {"Itis", "Brändö", "Tammela", "Kärsämäki", "Lapinlahti"}
            spellings = (
                name,
                name.upper(),
                name.lower(),
                f" {name} ",
                f"{name}, Finland",
                f"i {name}",
                f"{name} kommun",
            )
            for typed in (*spellings, name.replace("å", "a").replace("ä", "a").replace("ö", "o")):
                found = places.find(typed)
                assert found.codes[0] == one.code, typed
                assert found.sure is (name not in shared), typed


def test_every_region_is_found_by_its_name_in_each_language(places: Places) -> None:
    for code in places.regions():
        for language in ("fi", "sv", "en"):
            assert places.find_area(places.municipalities.name(code, language)) == Found((code,), sure=True)
    assert len(places.regions()) == 19


def slips(name: str, dice: random.Random) -> dict[str, str]:
    """The name with one letter, anywhere, left out, doubled, replaced, or exchanged with the next."""
    at, swap = dice.randrange(len(name)), dice.randrange(len(name) - 1)
    return {
        "left out": name[:at] + name[at + 1 :],
        "doubled": name[:at] + name[at] + name[at:],
        "replaced": name[:at] + dice.choice(LETTERS) + name[at + 1 :],
        "exchanged": name[:swap] + name[swap + 1] + name[swap] + name[swap + 2 :],
    }


def test_one_slip_never_leads_to_another_town_in_silence(
    places: Places, record_property: Callable[[str, object], None]
) -> None:
    """Unless what is typed is itself the name of another one: Eura and Aura are one letter apart."""
    dice, counts = random.Random(20261125), Counter[str]()
    official = {name_key(name) for one in places.municipalities for name in (one.name_fi, one.name_sv)}
    official |= {"nauvo", "nagu", "pojo"}
    for one in places.municipalities:
        for name in (one.name_fi.lower(), one.name_sv.lower()):
            for typed in slips(name, dice).values():
                found = places.find(typed)
                counts["tried"] += 1
                if found.sure and found.codes[0] != one.code:
                    assert name_key(typed) in official, (name, typed, names(found, places.municipalities))
                    counts["another name"] += 1
                elif one.code in found.codes:
                    counts["sure" if found.sure else "offered"] += 1
    record_property("slips", dict(counts))
    assert counts["another name"] < 5
    assert counts["sure"] + counts["offered"] > 0.98 * counts["tried"]


@given(st.text(max_size=4096))
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    found = PLACES.find(typed)
    assert len(found.codes) <= 5
    assert len(found.codes) == 1 or not found.sure
    assert all(PLACES.knows(code) for code in PLACES.find_area(typed).codes)


PLACES = Places.load(Path(__file__).parents[2] / "data")


@pytest.mark.parametrize(
    "typed", ["tampre", "asun ystävän luona helsingissä", "x " * 60, "a,b,c,d,e,f,g,h", "q" * 120, "ii " * 40]
)
def test_a_name_is_found_in_under_five_milliseconds(typed: str, places: Places) -> None:
    started = time.process_time()
    for _turn in range(20):
        places.find(typed)
        places.find_area(typed)
    assert (time.process_time() - started) / 40 < 0.005


def test_the_usual_towns_are_about_a_dozen_and_known(places: Places) -> None:
    assert 10 <= len(places.usual()) <= 14
    assert all(places.knows(code) for code in places.usual())
    assert not places.knows("000")
    assert places.knows("region:01")
