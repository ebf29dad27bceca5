"""What is taken over from the answers, and kept: what the rules need, and nothing that tells who it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bot.matching import Need, Offer
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.household import Animal
from tests.matching.interviews import SENT, guest, guests, host, hosts, need, offer


@settings(max_examples=80, deadline=None)
@given(hosts(), guests())
def test_both_sides_come_back_from_json_as_they_were(home: HostAnswers, party: GuestAnswers) -> None:
    assert Offer.model_validate_json(offer(home).model_dump_json()) == offer(home)
    assert Need.model_validate_json(need(party).model_dump_json()) == need(party)
    assert hash(offer(home)) == hash(Offer.model_validate_json(offer(home).model_dump_json()))


def test_no_name_contact_free_text_or_present_place_is_taken_over() -> None:
    home = host(
        name="Zacharias", contact={"way": "phone", "phone": "+358401234567"}, wishes="Zebra", tenure={"tenure": "owned"}
    )
    party = guest(
        name="Zahra",
        contact={"way": "phone", "phone": "+358407654321"},
        now="564",
        registered="yes",
        safety=True,
        safe="Zigzag",
        anything="Zoo",
        near=["studies"],
        near_place="091",
    )
    kept = offer(home).model_dump_json() + need(party).model_dump_json()
    told = ("Zacharias", "Zebra", "Zahra", "Zigzag", "Zoo", "+358", "564", "registered", "tenure", "studies")
    assert not [words for words in told if words in kept]


@pytest.mark.parametrize("consent", [None, False])
def test_health_facts_without_a_standing_consent_are_not_taken_over(consent: bool | None) -> None:
    side = need(guest(health=consent, step_free="needed", allergies=["dog"]))
    assert side.step_free is None
    assert side.allergies is None
    agreed = need(guest(step_free="needed", allergies=["dog"]))
    assert agreed.step_free is True
    assert agreed.allergies == frozenset[Animal]({"dog"})


def test_health_facts_in_somebody_elses_words_are_not_taken_over() -> None:
    answers = guest(for_whom="other", step_free="needed", allergies=["dog"])
    assert need(answers).step_free is None
    assert need(answers).allergies is None
    confirmed = Need.of(answers, case_id="g", person_id="p", sent_at=SENT, confirmed=True)
    assert confirmed.step_free is True


def test_rather_not_say_is_the_same_as_saying_nothing() -> None:
    assert need(guest(step_free="rather_not")) == need(guest(step_free=None))
    assert offer(host(step_free="unknown")) == offer(host(step_free=None))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        offer(host(), sent_at=SENT.replace(tzinfo=None))
    elsewhere = SENT.astimezone(dt.timezone(dt.timedelta(hours=2)))
    assert offer(host(), sent_at=elsewhere) == offer(host())


def test_neither_can_be_changed() -> None:
    with pytest.raises(ValidationError):
        need(guest()).women_only = True  # type: ignore[misc]  # what is tested
