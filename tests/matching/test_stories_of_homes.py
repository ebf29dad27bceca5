"""What a home is like and what a guest needs: animals, smoking, steps, a room of one's own."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from bot.matching import Outcome
from tests.matching.interviews import look

FITS, CHECK, NO = Outcome.FITS, Outcome.CHECK, Outcome.NO


@pytest.mark.parametrize(
    ("coming", "welcome", "outcome"),
    [([], "no", FITS), (["dog"], "yes", FITS), (["dog"], "no", NO), (["cat"], "ask", CHECK), (["dog"], None, CHECK)],
)
def test_the_guests_animals_are_welcome(coming: JsonValue, welcome: str | None, outcome: Outcome) -> None:
    party: JsonValue = {"women": 1, "animals": coming}
    assert look({"animals_welcome": welcome}, {"party": party}).outcomes["animals"] is outcome


@pytest.mark.parametrize(
    ("allergic", "living", "outcome"),
    [
        ([], ["dog", "cat", "other"], FITS),
        (["dog"], [], FITS),
        (None, [], FITS),
        (None, ["cat"], CHECK),
        (["dog"], None, CHECK),
        (["dog"], ["cat"], FITS),
        (["dog", "cat"], ["cat"], NO),
        # Another animal may be a rabbit here and a parrot there.
        (["other"], ["other"], CHECK),
        (["dog", "other"], ["dog", "other"], NO),
    ],
)
def test_nobody_lives_with_an_animal_they_are_allergic_to(
    allergic: JsonValue, living: JsonValue, outcome: Outcome
) -> None:
    assert look({"animals": living}, {"allergies": allergic}).outcomes["allergies"] is outcome


@pytest.mark.parametrize(
    ("there", "wish", "outcome"),
    [
        ("no", "smoke_free", FITS),
        ("outside", "smoke_free", FITS),
        ("inside", "smoke_free", NO),
        ("no", "smokes", NO),
        ("outside", "smokes", FITS),
        ("inside", "smokes", FITS),
        ("no", "any", FITS),
        ("inside", "any", FITS),
        (None, "any", FITS),
        ("outside", None, FITS),
        ("no", None, CHECK),
        ("inside", None, CHECK),
        (None, "smokes", CHECK),
        (None, "smoke_free", CHECK),
        (None, None, CHECK),
    ],
)
def test_smoking_goes_both_ways(there: str | None, wish: str | None, outcome: Outcome) -> None:
    assert look({"smoking": there}, {"smoking": wish}).outcomes["smoking"] is outcome


@pytest.mark.parametrize(
    ("there", "said", "outcome"),
    [
        ("yes", "needed", FITS),
        ("no", "needed", NO),
        ("unknown", "needed", CHECK),
        (None, "needed", CHECK),
        ("no", "not_needed", FITS),
        ("no", "rather_not", CHECK),
        ("no", None, CHECK),
        ("yes", None, FITS),
    ],
)
def test_who_needs_a_home_without_steps_gets_one(there: str | None, said: str | None, outcome: Outcome) -> None:
    assert look({"step_free": there}, {"step_free": said}).outcomes["step_free"] is outcome


@pytest.mark.parametrize(
    ("space", "wish", "outcome"),
    [
        ("own_room", "needed", FITS),
        ("whole_home", "needed", FITS),
        ("shared", "needed", NO),
        ("shared", "wished", CHECK),
        ("shared", "not_needed", FITS),
        ("shared", None, CHECK),
        ("own_room", None, FITS),
    ],
)
def test_who_needs_a_room_of_their_own_gets_one(space: str, wish: str | None, outcome: Outcome) -> None:
    assert look({"space": {"kind": space, "sleeps": 2}}, {"own_room": wish}).outcomes["own_room"] is outcome
