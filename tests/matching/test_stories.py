"""Pairs as a coordinator meets them: does the home suit, and in which words is it told?"""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import JsonValue

from bot.matching import Need, Offer, Outcome, Verdict, judge, suggestions
from bot.texts import Texts
from tests.matching.interviews import (
    ESPOO,
    GONE,
    HELSINKI,
    INARI,
    JARVENPAA,
    KAARINA,
    LAHTI,
    PLACES,
    PORVOO,
    SENT,
    TABLES,
    TODAY,
    TURKU,
    UUSIMAA,
    VARSINAIS_SUOMI,
    Said,
    guest,
    host,
    look,
    need,
    offer,
)

FITS, CHECK, NO = Outcome.FITS, Outcome.CHECK, Outcome.NO
TEXTS = Texts.load(PLACES.name)

NEAR = "Place of the home: {}. It is about {} km from the nearest place that the guest named: to be asked."


def told(verdict: Verdict, code: str) -> str:
    """What a coordinator reads of one rule, in private."""
    (says,) = (found.says for rule, found in verdict.judged if rule.code == code)
    return TEXTS.render(says, "en")


def test_a_home_that_suits_in_everything() -> None:
    verdict = look({}, {"languages": ["ar", "fi"]})
    assert verdict.permitted
    assert verdict.to_check == 0
    assert set(verdict.outcomes.values()) == {FITS}
    assert verdict.score.language == "fi"
    assert [TEXTS.render(line, "en") for line in verdict.lines()] == [
        "✓ Room for all. People coming: 1, places to sleep: 4.",
        "✓ Coming: 1 woman. "
        "The host can host: A woman, a man, a couple and a family with children; at most 3 children.",
        "✓ The safety table has nothing against the pair.",
        "✓ Free from 1 March 2027: Open for now. Needed from 1 March 2027: A month at least. That goes together.",
        "✓ One of the places that the guest named: Helsinki.",
        "✓ Nothing has to stay near.",
        "✓ A room of their own is offered.",
        "✓ No animals are coming.",
        "✓ Smoking makes no difference to the guest.",
        "✓ The guest does not need a home with women only.",
        "✓ The home is step-free.",
        "✓ No animals live in the home.",
    ]


def test_a_guest_who_told_nothing_more_is_asked_and_not_refused() -> None:
    more = ("near", "own_room", "women_only", "smoking", "health", "step_free", "allergies")
    verdict = look(
        {"step_free": None, "animals": None, "smoking": None, "space": {"kind": "shared", "sleeps": 2}},
        dict.fromkeys(more),
    )
    assert verdict.permitted
    asked = {code for code, outcome in verdict.outcomes.items() if outcome is CHECK}
    assert asked == {"near", "own_room", "women_only", "smoking", "step_free", "allergies"}
    assert verdict.to_check == 6
    assert verdict.score.checks == 0, "and it costs nothing"


def test_what_somebody_else_filled_in_waits_until_the_person_confirms_it() -> None:
    answers = guest(for_whom="other", health=None, step_free=None, allergies=None)
    assert suggestions(need(answers), [offer(host())], TODAY, PLACES, TABLES) == []
    since_confirmed = Need.of(answers, case_id="g", person_id="p", sent_at=SENT, confirmed=True)
    assert len(suggestions(since_confirmed, [offer(host())], TODAY, PLACES, TABLES)) == 1


def test_nobody_is_matched_with_themself() -> None:
    home = Offer.of(host(), case_id="K-2", person_id="Sami", sent_at=SENT)
    party = Need.of(guest(), case_id="K-3", person_id="Sami", sent_at=SENT)
    verdict = judge(home, party, TODAY, PLACES, TABLES)
    assert not verdict.permitted
    assert verdict.outcomes["two_people"] is NO


@pytest.mark.parametrize(
    ("sleeps", "party", "outcome"),
    [
        (1, {"women": 1}, FITS),
        (3, {"women": 1, "men": 1, "children_3_6": 1}, FITS),
        (2, {"women": 1, "men": 1, "children_0_2": 1}, NO),
        (1, {"adults": 2}, NO),
    ],
)
def test_everyone_has_a_place_to_sleep(sleeps: int, party: JsonValue, outcome: Outcome) -> None:
    assert look({"space": {"kind": "own_room", "sleeps": sleeps}}, {"party": party}).outcomes["room"] is outcome


@pytest.mark.parametrize(
    ("whom", "party", "outcome"),
    [
        (["woman"], {"women": 1}, FITS),
        (["woman"], {"men": 1}, NO),
        (["couple", "family"], {"women": 1}, NO),
        # Not said whether a woman or a man: it matters only where the host can host one of the two.
        (["woman"], {"adults": 1}, CHECK),
        (["woman", "man"], {"adults": 1}, FITS),
        (["couple"], {"adults": 1}, NO),
        # Two adults may be a couple or not, and nobody asks them: whoever they are, the rule is the same.
        (["couple"], {"women": 1, "men": 1}, CHECK),
        (["couple"], {"women": 2}, CHECK),
        (["couple"], {"men": 2}, CHECK),
        (["woman"], {"women": 2}, CHECK),
        (["woman", "couple"], {"women": 2}, FITS),
        (["woman", "man", "couple"], {"women": 1, "men": 1}, FITS),
        (["woman", "man", "couple"], {"adults": 2}, FITS),
        (["woman"], {"women": 1, "men": 1}, NO),
        (["family"], {"women": 1, "men": 1}, NO),
        # Three and more are asked, where they could be seen as people and couples whom the host can host.
        (["woman"], {"women": 3}, CHECK),
        (["couple"], {"women": 3}, NO),
        (["couple"], {"men": 2, "women": 2}, CHECK),
        (["woman", "couple"], {"women": 2, "men": 1}, CHECK),
        (["woman", "man", "couple"], {"adults": 4}, CHECK),
        # Families.
        (["family"], {"women": 1, "children_7_12": 2}, FITS),
        (["family"], {"men": 1, "children_13_17": 1}, FITS),
        (["family"], {"adults": 2, "children_0_2": 2}, FITS),
        (["family"], {"women": 1, "children_7_12": 2, "children_0_2": 1}, NO),
        (["woman", "man", "couple"], {"women": 1, "children_7_12": 1}, NO),
        (["family"], {"women": 2, "men": 1, "children_7_12": 1}, CHECK),
    ],
)
def test_the_party_is_one_whom_the_host_can_host(whom: list[JsonValue], party: JsonValue, outcome: Outcome) -> None:
    welcome: Said = {"whom": whom, "children": 2 if "family" in whom else 0}
    assert look({"welcome": welcome}, {"party": party}).outcomes["whom"] is outcome


@pytest.mark.parametrize(
    ("free", "length", "needed", "stay", "outcome"),
    [
        ("2027-03-01", "open", "2027-03-01", ("process", "months"), FITS),
        ("2027-01-01", "process", "2027-03-15", ("process", "months"), FITS),
        ("2027-03-01", "weeks", "2027-03-01", ("months", "weeks"), FITS),
        # "Some weeks" may be less than a month, and is never three months.
        ("2027-03-01", "weeks", "2027-03-01", ("months", "month"), CHECK),
        ("2027-03-01", "weeks", "2027-03-01", ("months", "months"), NO),
        # The weeks may count from the first day or from moving in.
        ("2027-03-01", "weeks", "2027-03-08", ("weeks", "weeks"), CHECK),
        ("2027-01-01", "weeks", "2027-03-01", ("weeks", "weekend"), CHECK),
        ("2027-03-01", "months", "2027-03-20", ("months", "month"), FITS),
        # A home that is free later.
        ("2027-03-10", "open", "2027-03-01", ("process", "weeks"), CHECK),
        ("2027-05-30", "open", "2027-03-01", ("process", "weeks"), CHECK),
        ("2027-05-31", "open", "2027-03-01", ("process", "weeks"), NO),
        # Nobody needs a home before today (1 March): what was needed in January is needed still.
        ("2027-02-20", "open", "2027-01-01", ("process", "weeks"), FITS),
        ("2027-04-15", "open", "2027-01-01", ("process", "weeks"), CHECK),
        # At least three months, but only for some weeks: one of the two is a slip, and it is asked.
        ("2027-03-01", "weeks", "2027-03-01", ("weeks", "months"), CHECK),
    ],
)
def test_the_dates_go_together(free: str, length: str, needed: str, stay: tuple[str, str], outcome: Outcome) -> None:
    wanted: JsonValue = {"length": stay[0], "shortest": stay[1]}
    verdict = look({"since": free, "length": length}, {"since": needed, "stay": wanted})
    assert verdict.outcomes["dates"] is outcome


def test_a_home_too_far_in_the_future_comes_nearer_with_the_days() -> None:
    home, party = offer(host(since="2027-06-15")), need(guest())
    assert judge(home, party, TODAY, PLACES, TABLES).outcomes["dates"] is NO
    assert judge(home, party, TODAY + dt.timedelta(days=20), PLACES, TABLES).outcomes["dates"] is CHECK
    assert judge(home, party, dt.date(2027, 6, 15), PLACES, TABLES).outcomes["dates"] is FITS


@pytest.mark.parametrize(
    ("there", "wished", "outcome", "words"),
    [
        (HELSINKI, ["anywhere"], FITS, "The guest could live anywhere in Finland."),
        (TURKU, [HELSINKI, TURKU], FITS, "One of the places that the guest named: Turku."),
        (
            KAARINA,
            [VARSINAIS_SUOMI],
            FITS,
            "The guest named Southwest Finland, and the home is there: Kaarina.",
        ),
        (ESPOO, [HELSINKI], CHECK, NEAR.format("Espoo", 16)),
        (JARVENPAA, [TURKU, HELSINKI], CHECK, NEAR.format("Järvenpää", 35)),
        (PORVOO, [HELSINKI], NO, "Place of the home: Porvoo. The guest named other places."),
        (LAHTI, [UUSIMAA], CHECK, None),
        (INARI, [UUSIMAA, TURKU], NO, None),
        # Municipalities merge; the answer is older than the map.
        (GONE, [HELSINKI], CHECK, None),
        (INARI, [GONE, TURKU], CHECK, None),
        (GONE, [GONE], CHECK, None),
    ],
)
def test_the_place_is_acceptable(there: str, wished: list[JsonValue], outcome: Outcome, words: str | None) -> None:
    verdict = look({"municipality": there}, {"places": wished})
    assert verdict.outcomes["place"] is outcome
    assert words is None or told(verdict, "place") == words


@pytest.mark.parametrize(
    ("there", "near", "where", "outcome"),
    [
        (HELSINKI, [], None, FITS),
        (HELSINKI, ["school"], HELSINKI, FITS),
        (ESPOO, ["work", "studies"], HELSINKI, FITS),
        (JARVENPAA, ["centre"], HELSINKI, CHECK),
        (LAHTI, ["school"], HELSINKI, NO),
        (LAHTI, ["school"], None, CHECK),
        (LAHTI, None, None, CHECK),
        (LAHTI, ["school"], GONE, CHECK),
    ],
)
def test_what_must_stay_near_stays_near(there: str, near: JsonValue, where: str | None, outcome: Outcome) -> None:
    verdict = look({"municipality": there}, {"places": ["anywhere"], "near": near, "near_place": where})
    assert verdict.outcomes["near"] is outcome
    words = told(verdict, "near").lower()
    assert not [kind for kind in ("school", "work", "centre", "studies") if kind in words], "what it is, is not told"


@pytest.mark.parametrize(
    ("living", "space", "wish", "outcome"),
    [
        ({"women": 2, "children_7_12": 1}, "own_room", True, FITS),
        ({"women": 1, "men": 1}, "own_room", True, NO),
        ({"women": 1, "adults": 1}, "own_room", True, CHECK),
        ({"adults": 1, "men": 1}, "own_room", True, NO),
        # A teenager may be a boy or a girl; a whole home may be one in which the household does not live.
        ({"women": 1, "children_13_17": 1}, "own_room", True, CHECK),
        ({"men": 1}, "whole_home", True, CHECK),
        ({"men": 1}, "own_room", False, FITS),
        ({"men": 1}, "own_room", None, CHECK),
        ({"women": 1}, "own_room", None, FITS),
    ],
)
def test_a_home_with_women_only(living: JsonValue, space: str, wish: bool | None, outcome: Outcome) -> None:
    home: Said = {"household": living, "space": {"kind": space, "sleeps": 2}}
    assert look(home, {"women_only": wish}).outcomes["women_only"] is outcome
