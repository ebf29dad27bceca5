"""The table of pair safety: what it says of every kind of pair, as it is shipped, and how a group may tighten it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from bot.matching import Outcome, Tables, judge
from bot.matching.people import People
from bot.matching.safety import REASONS, PairSafety, Row
from bot.texts import Texts
from tests.matching.interviews import PLACES, TABLES, TODAY, guest, host, need, offer

FITS, CHECK, NO = Outcome.FITS, Outcome.CHECK, Outcome.NO
TABLE = TABLES.safety
TEXTS = Texts.load(PLACES.name)

COUNTS = st.sampled_from([0, 0, 0, 1, 1, 2, 3])
PEOPLE = st.builds(
    People, women=COUNTS, men=COUNTS, adults=COUNTS, children_0_2=COUNTS, children_3_6=COUNTS, children_13_17=COUNTS
).filter(lambda people: people.grown > 0)


def people(**counts: int) -> People:
    """So many people."""
    return People.model_validate(counts)


def says(party: People, household: People) -> tuple[Outcome, tuple[str, ...]]:
    weighed = TABLE.weigh(party, household)
    outcome = NO if weighed.refused else CHECK if weighed.rows else FITS
    return outcome, tuple(row.row for row in weighed.rows)


MAN_ALONE, TWO_MEN = people(men=1), people(men=2)
FATHER = people(men=1, children_7_12=2)
WOMAN_ALONE, MOTHER = people(women=1), people(women=1, children_3_6=1)
COUPLE, UNSAID = people(women=1, men=1), people(adults=1)


@pytest.mark.parametrize("household", [MAN_ALONE, TWO_MEN])
@pytest.mark.parametrize(
    "party",
    [
        people(women=1),
        people(women=1, children_0_2=1),
        people(women=3, children_7_12=1),
        people(men=1, children_7_12=1),
        people(women=1, men=1, children_3_6=2),
        people(adults=2, children_3_6=1),
        # A grown brother with one of 13 to 17 years.
        people(men=1, children_13_17=1),
    ],
)
def test_a_woman_alone_and_a_party_with_children_are_not_suggested_to_men(party: People, household: People) -> None:
    assert says(party, household)[0] is NO


@pytest.mark.parametrize(
    ("party", "household", "outcome"),
    [
        # Women together, and households of men with children, are talked over.
        (people(women=2), MAN_ALONE, CHECK),
        (people(women=1), FATHER, CHECK),
        (people(women=2), FATHER, CHECK),
        (people(women=1, children_3_6=1), FATHER, CHECK),
        (people(men=1, children_3_6=1), FATHER, FITS),
        (people(women=1, men=1, children_3_6=1), FATHER, FITS),
        # Men and couples, and every household in which both women and men live.
        (people(men=1), MAN_ALONE, FITS),
        (people(men=3), TWO_MEN, FITS),
        (people(women=1, men=1), MAN_ALONE, FITS),
        (people(women=1), COUPLE, FITS),
        (people(women=1, children_3_6=1), COUPLE, FITS),
        # Women's households; a woman alone is asked once more before men come.
        (people(women=1), WOMAN_ALONE, FITS),
        (people(women=1, children_3_6=1), MOTHER, FITS),
        (people(men=1), WOMAN_ALONE, CHECK),
        (people(men=2), MOTHER, CHECK),
        (people(men=1), people(women=2), FITS),
        (people(women=1, men=1), WOMAN_ALONE, FITS),
        # Not said: to be checked where a reading exists that the table speaks of.
        (UNSAID, MAN_ALONE, CHECK),
        (UNSAID, UNSAID, CHECK),
        (UNSAID, COUPLE, FITS),
        (people(women=1), UNSAID, CHECK),
        (people(women=1), people(adults=3), CHECK),
        (people(women=1), people(men=1, adults=1), CHECK),
        (people(women=1), people(women=1, adults=1), FITS),
        (people(women=1, children_3_6=1), UNSAID, CHECK),
        (people(women=1, adults=1), MAN_ALONE, CHECK),
        (people(men=1, adults=1), MAN_ALONE, FITS),
        (people(men=1), UNSAID, CHECK),
    ],
)
def test_every_other_kind_of_pair(party: People, household: People, outcome: Outcome) -> None:
    assert says(party, household)[0] is outcome


def test_it_makes_no_difference_whether_a_whole_home_is_offered() -> None:
    home = host(household={"men": 1}, space={"kind": "whole_home", "sleeps": 2})
    assert judge(offer(home), need(guest()), TODAY, PLACES, TABLES).outcomes["safety"] is NO


def test_the_rows_that_fired_are_told_for_counting() -> None:
    assert says(people(women=1, children_0_2=1), MAN_ALONE) == (NO, ("children-to-men",))
    assert says(UNSAID, UNSAID) == (CHECK, ("woman-alone-to-men", "men-to-woman-alone"))
    verdict = judge(offer(host(household={"men": 1})), need(guest()), TODAY, PLACES, TABLES)
    assert verdict.safety_rows == ("woman-alone-to-men",)
    assert not verdict.permitted
    assert judge(offer(host()), need(guest()), TODAY, PLACES, TABLES).safety_rows == ()


@pytest.mark.parametrize(
    ("living", "coming", "words"),
    [
        (
            {"men": 1},
            {"women": 1},
            "✗ Not suggested, by the safety table: "
            "A woman is coming alone, and the adults of the household are men only.",
        ),
        (
            {"men": 1},
            {"women": 2},
            "⚠ To be talked over with both, each on their own: "
            "Only women are coming, and the adults of the household are men only.",
        ),
        (
            {"adults": 1},
            {"women": 1},
            "⚠ Not said of every adult whether a woman or a man. To be asked, since it may be: "
            "A woman is coming alone, and the adults of the household are men only.",
        ),
    ],
)
def test_a_coordinator_reads_why(living: JsonValue, coming: JsonValue, words: str) -> None:
    verdict = judge(offer(host(household=living)), need(guest(party=coming)), TODAY, PLACES, TABLES)
    assert words in [TEXTS.render(line, "en") for line in verdict.lines()]


@settings(max_examples=300)
@given(PEOPLE, PEOPLE)
def test_saying_more_never_turns_what_was_sure_into_something_else(party: People, household: People) -> None:
    """What is said of a pair with adults not further said holds, where it is sure, for every reading of them."""
    outcome, rows = says(party, household)
    read = [
        says(_read(party, *coming), _read(household, *living))
        for coming in party.readings()
        for living in household.readings()
    ]
    assert {row for _outcome, fired in read for row in fired} == set(rows)
    if outcome is not CHECK:
        assert {each for each, _fired in read} == {outcome}


def _read(of: People, women: int, men: int) -> People:
    return of.model_copy(update={"women": women, "men": men, "adults": 0})


WHO = st.fixed_dictionaries(
    {
        "women": st.sampled_from(["0", "1", "2+", "any"]),
        "men": st.sampled_from(["1", "1+", "2"]),
        "children": st.sampled_from(["0", "1+", "any"]),
    }
)

NOT_HERE = {"verdict": "not suggested", "reason": "agreed"}


@settings(max_examples=300)
@given(PEOPLE, PEOPLE, WHO, WHO, st.sampled_from(["not suggested", "to be checked"]), st.booleans())
def test_a_row_that_a_group_adds_only_makes_the_table_tighter(
    party: People, household: People, coming: JsonValue, living: JsonValue, verdict: str, in_front: bool
) -> None:
    added = Row.model_validate(
        {"row": "agreed-here", "coming": coming, "living_there": living, "verdict": verdict, "reason": "agreed"}
    )
    rows = (added, *TABLE.rows) if in_front else (*TABLE.rows, added)
    before, after = TABLE.weigh(party, household), PairSafety(rows=rows).weigh(party, household)
    assert after.refused or not before.refused
    assert {row.row for row in after.rows} - {"agreed-here"} == {row.row for row in before.rows}


def test_a_pair_refused_by_one_row_or_another_is_told_so() -> None:
    rows = [
        {"row": f"{kind}-to-men", "coming": {kind: "1"}, "living_there": {"women": "0"}, **NOT_HERE}
        for kind in ("women", "men")
    ]
    tables = Tables(TABLES.figures, PairSafety.model_validate({"rows": rows}))
    home, party = host(household={"men": 1}), guest(party={"adults": 1})
    verdict = judge(offer(home), need(party), TODAY, PLACES, tables)
    assert verdict.safety_rows == ("women-to-men", "men-to-men")
    assert (
        "✗ Not suggested, by the safety table, whoever the adults are. It may be: "
        "The network or the local group has agreed to take special care with such a pair."
    ) in [TEXTS.render(line, "en") for line in verdict.lines()]


def test_every_reason_is_used_or_meant_for_groups() -> None:
    assert {row.reason for row in TABLE.rows} == set(REASONS) - {"agreed"}
