"""What moves a suggestion up or down, and what must not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import all_permitted, judge, suggestions
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from tests.matching.interviews import (
    ESPOO,
    HELSINKI,
    JARVENPAA,
    PLACES,
    SENT,
    TABLES,
    TODAY,
    easy_guests,
    easy_hosts,
    guest,
    guests,
    host,
    hosts,
    need,
    offer,
)

OPTIONAL = (
    "near",
    "near_place",
    "now",
    "registered",
    "own_room",
    "women_only",
    "smoking",
    "health",
    "safe",
    "anything",
)


def homes_for(party: GuestAnswers, *homes: tuple[str, HostAnswers]) -> list[str]:
    offers = [offer(answers, case) for case, answers in homes]
    return [verdict.offer.case_id for verdict in suggestions(need(party), offers, TODAY, PLACES, TABLES)]


def test_a_home_with_less_to_ask_comes_first() -> None:
    party = guest(smoking="smokes", languages=["en"])
    asked = host(smoking=None, languages=["en"])
    assert homes_for(party, ("asked", asked), ("sure", host(languages=["sv"]))) == ["sure", "asked"]


def test_the_language_that_both_speak_best_comes_first() -> None:
    party = guest(languages=["uk", "en", "fi"])
    english, finnish, none = (host(languages=[code]) for code in ("en", "fi", "sv"))
    assert homes_for(party, ("none", none), ("finnish", finnish), ("english", english)) == [
        "english",
        "finnish",
        "none",
    ]


def test_a_nearer_home_comes_first() -> None:
    party = guest(places=[HELSINKI])
    homes = [("far", host(municipality=JARVENPAA)), ("near", host(municipality=ESPOO)), ("there", host())]
    assert homes_for(party, *homes) == ["there", "near", "far"]


def test_who_has_waited_longer_comes_first() -> None:
    new, old = need(guest(), "new", SENT), need(guest(), "old", SENT - dt.timedelta(weeks=6))
    told = suggestions(offer(host()), [new, old], TODAY, PLACES, TABLES)
    assert [verdict.need.case_id for verdict in told] == ["old", "new"]
    assert [verdict.score.weeks for verdict in told] == [10, 4]


def test_after_half_a_year_a_longer_wait_counts_no_more() -> None:
    def points(weeks: int) -> float:
        waits = need(guest(), sent_at=dt.datetime(2027, 3, 1, tzinfo=dt.UTC) - dt.timedelta(weeks=weeks))
        return judge(offer(host()), waits, TODAY, PLACES, TABLES).score.points

    assert points(25) < points(26) == points(27) == points(200)


def test_of_two_homes_that_are_equal_the_one_offered_first_comes_first() -> None:
    later = offer(host(), "a", SENT + dt.timedelta(hours=1))
    earlier = offer(host(), "b", SENT)
    told = suggestions(need(guest()), [later, earlier], TODAY, PLACES, TABLES)
    assert [verdict.offer.case_id for verdict in told] == ["b", "a"]


def test_no_more_are_told_of_than_the_figures_say() -> None:
    offers = [offer(host(), f"{at:02}") for at in range(20)]
    assert len(suggestions(need(guest()), offers, TODAY, PLACES, TABLES)) == TABLES.figures.suggestions_per_case
    assert len(all_permitted(need(guest()), offers, TODAY, PLACES, TABLES)) == 20


def test_in_private_the_home_that_surely_suits_comes_first() -> None:
    party = guest(step_free="needed", languages=["en"])
    offers = [offer(host(step_free="unknown", languages=["en"]), "perhaps"), offer(host(languages=["sv"]), "surely")]
    private = all_permitted(need(party), offers, TODAY, PLACES, TABLES)
    assert [verdict.offer.case_id for verdict in private] == ["surely", "perhaps"]
    assert homes_for(party, ("perhaps", host(step_free="unknown", languages=["en"])), ("surely", host())) == [
        "perhaps",
        "surely",
    ], "the order that a channel sees tells nothing of the health fact"


def test_for_a_home_no_guest_comes_later_for_what_they_need_or_leave_unsaid() -> None:
    home = offer(host(step_free="unknown", animals=None))
    parties = {
        "first": guest(step_free="needed", allergies=["dog"]),
        "second": guest(health=None, women_only=None, own_room=None, near=None),
        "third": guest(),
    }
    needs = [need(answers, case, SENT + dt.timedelta(hours=at)) for at, (case, answers) in enumerate(parties.items())]
    for told in (suggestions, all_permitted):
        assert [v.need.case_id for v in told(home, needs, TODAY, PLACES, TABLES)] == ["first", "second", "third"]


@pytest.mark.parametrize("wrong", [offer(host()), need(guest())])
def test_a_host_is_never_paired_with_a_host(wrong: object) -> None:
    with pytest.raises(TypeError, match="paired"):
        suggestions(wrong, [wrong], TODAY, PLACES, TABLES)  # type: ignore[call-overload]  # what the types forbid


@settings(max_examples=100, deadline=None)
@given(easy_hosts() | hosts(), easy_guests() | guests(), st.sampled_from(OPTIONAL))
def test_leaving_a_question_open_costs_a_guest_nothing(home: HostAnswers, party: GuestAnswers, left: str) -> None:
    told = judge(offer(home), need(party), TODAY, PLACES, TABLES)
    silent = judge(offer(home), need(party.model_copy(update={left: None})), TODAY, PLACES, TABLES)
    assert silent.score.points >= told.score.points
    assert silent.permitted or not told.permitted


@settings(max_examples=100, deadline=None)
@given(easy_hosts() | hosts(), easy_guests() | guests(), st.data())
def test_what_is_not_known_is_never_a_refusal(home: HostAnswers, party: GuestAnswers, data: st.DataObject) -> None:
    """Whatever a host or guest leaves open, no rule that did not refuse begins to."""
    optional = [name for name, info in HostAnswers.model_fields.items() if not info.is_required()]
    left = data.draw(st.sets(st.sampled_from(optional)))
    before = judge(offer(home), need(party), TODAY, PLACES, TABLES).outcomes
    vaguer = home.model_copy(update=dict.fromkeys(left))
    after = judge(offer(vaguer), need(party), TODAY, PLACES, TABLES).outcomes
    assert {code for code in after if after[code] == "no"} <= {code for code in before if before[code] == "no"}
