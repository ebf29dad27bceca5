"""What a channel may see of a pair: nothing from which a health fact, a wish or a person could be told."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Verdict, channel_lines, judge, to_check_in_channel
from bot.matching.rules import RULES
from bot.texts import Texts
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.text import Text
from tests.matching.interviews import (
    PLACES,
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

TEXTS = Texts.load(PLACES.name)
OF_THE_CASE = {"both_open", "not_refused", "still_holds", "two_people", "confirmed"}
HIDDEN = {*OF_THE_CASE, "safety", "women_only", "step_free", "allergies"}


def look(home: HostAnswers, party: GuestAnswers) -> Verdict:
    return judge(offer(home), need(party), TODAY, PLACES, TABLES)


def public(verdict: Verdict) -> str:
    """Everything of a verdict that is kept or posted where others can read it."""
    reasons = verdict.coarse_reasons()
    lines = [TEXTS.render(line, "en") for line in channel_lines(reasons)]
    return json.dumps([reasons, lines, to_check_in_channel(reasons), verdict.score.points], ensure_ascii=False)


def test_a_channel_reads_coarse_sentences_what_is_to_be_asked_first() -> None:
    verdict = look(host(smoking=None), guest(smoking="smokes", step_free="needed"))
    reasons = verdict.coarse_reasons()
    assert [TEXTS.render(line, "en") for line in channel_lines(reasons)] == [
        "⚠ To be asked how it is with smoking.",
        "⚠ As always, some things are talked over in person.",
        "✓ Room for all.",
        "✓ The host can host such a party.",
        "✓ The dates go together.",
        "✓ The home is where the guest could live.",
        "✓ The distances are all right.",
        "✓ The kind of room suits.",
        "✓ Nothing against the guest’s animals, or none are coming.",
    ]
    assert to_check_in_channel(reasons) == 1


def test_what_is_kept_are_pairs_of_words_that_survive_json() -> None:
    reasons = look(host(), guest()).coarse_reasons()
    assert json.loads(json.dumps(reasons)) == reasons
    assert reasons[0] == ["room", "fits"]
    assert reasons[-1] == ["other", "check"]


def test_a_code_of_an_older_version_is_left_out() -> None:
    assert channel_lines([["moon", "fits"], ["step_free", "check"]]) == ()


def test_the_rules_that_never_show_are_these() -> None:
    assert {rule.code for rule in RULES if rule.channel is None} == HIDDEN


@settings(max_examples=120, deadline=None)
@given(
    easy_hosts() | hosts(),
    easy_guests() | guests(),
    st.sampled_from(["needed", "not_needed", "rather_not", None]),
    st.none() | st.frozensets(st.sampled_from(["dog", "cat", "other"])),
    st.sampled_from([True, False, None]),
)
def test_no_health_fact_or_wish_about_women_changes_anything_that_others_see(
    home: HostAnswers, party: GuestAnswers, step_free: str | None, allergies: frozenset[str] | None, women: bool | None
) -> None:
    changed = {"health": True, "step_free": step_free, "allergies": allergies, "women_only": women}
    assert public(look(home, party)) == public(look(home, party.model_copy(update=changed)))


@settings(max_examples=120, deadline=None)
@given(easy_hosts() | hosts(), easy_guests() | guests(), hosts())
def test_nobody_can_tell_from_a_channel_who_lives_in_the_home(
    home: HostAnswers, party: GuestAnswers, other: HostAnswers
) -> None:
    changed = {"household": other.household, "animals": other.animals, "step_free": other.step_free}
    assert public(look(home, party)) == public(look(home.model_copy(update=changed), party))


@settings(max_examples=120, deadline=None)
@given(easy_hosts() | hosts(), easy_guests() | guests())
def test_every_sentence_can_be_read_in_every_language(home: HostAnswers, party: GuestAnswers) -> None:
    verdict = look(home, party)
    for language in ("fi", "sv", "en"):
        for line in (*verdict.lines(), *channel_lines(verdict.coarse_reasons())):
            assert TEXTS.render(line, language)[0] in "✓⚠✗"


def coarse_sentences() -> list[Text]:
    found = [rule.channel for rule in RULES if rule.channel is not None]
    return [sentence for coarse in found for sentence in (coarse.fits, coarse.check, coarse.no)]


@pytest.mark.parametrize("sentence", coarse_sentences(), ids=lambda sentence: sentence.message)
def test_a_coarse_sentence_holds_no_value_and_no_word_of_health(sentence: Text) -> None:
    assert "{" not in sentence.message
    assert not re.search(r"step|allerg|health|wom[ae]n|\bm[ae]n\b|care|school|centre", sentence.message, re.I)


def test_a_verdict_that_is_logged_shows_nothing_of_the_people() -> None:
    verdict = look(host(household={"men": 1}), guest(step_free="needed", allergies=["dog"]))
    assert repr(verdict.need) == "Need(case_id='g')"
    assert not re.search(r"llerg|step|men|dog", repr(verdict))
