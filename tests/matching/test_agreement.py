"""The matching agrees with a slow and obvious one, on whatever answers the interviews can bring."""

from __future__ import annotations

import datetime as dt
from random import Random

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import all_permitted, judge, suggestions
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from tests.matching.brute_force import Slow
from tests.matching.interviews import (
    DATA,
    PLACES,
    TABLES,
    TODAY,
    easy_guests,
    easy_hosts,
    guests,
    hosts,
    need,
    offer,
)

SLOW = Slow(
    TODAY,
    PLACES,
    yaml.safe_load((DATA / "matching.yaml").read_text("utf-8")),
    yaml.safe_load((DATA / "pair_safety.yaml").read_text("utf-8")),
)
MOST = TABLES.figures.suggestions_per_case
WEEKS_AGO = st.integers(0, 40)

Home = tuple[HostAnswers, int]
Party = tuple[GuestAnswers, int]


def sent(weeks_ago: int) -> dt.datetime:
    """A morning so many whole weeks before today."""
    return dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC) - dt.timedelta(weeks=weeks_ago)


def slow_permits(home: HostAnswers, party: GuestAnswers) -> bool:
    return "no" not in SLOW.outcomes(home, party).values()


@settings(max_examples=200, deadline=None)
@given(hosts() | easy_hosts(), guests() | easy_guests())
def test_every_rule_says_what_the_slow_one_says(home: HostAnswers, party: GuestAnswers) -> None:
    verdict = judge(offer(home), need(party), TODAY, PLACES, TABLES)
    found = {code: outcome.value for code, outcome in verdict.outcomes.items()}
    alone = dict.fromkeys(("both_open", "not_refused", "still_holds", "two_people"), "fits")
    assert found == {**alone, **SLOW.outcomes(home, party)}
    assert verdict.permitted == ("no" not in found.values())


@settings(max_examples=80, deadline=None)
@given(st.tuples(easy_guests(), WEEKS_AGO), st.lists(st.tuples(easy_hosts(), WEEKS_AGO), max_size=12), st.randoms())
def test_a_guest_gets_the_best_homes_that_break_no_must(party: Party, homes: list[Home], random: Random) -> None:
    answers, waited = party
    ranked = sorted(
        (-SLOW.points(home, answers, waited), sent(ago), f"{at:02}")
        for at, (home, ago) in enumerate(homes)
        if slow_permits(home, answers)
    )
    side = need(answers, sent_at=sent(waited))
    offers = [offer(home, f"{at:02}", sent(ago)) for at, (home, ago) in enumerate(homes)]
    random.shuffle(offers)

    suggested = suggestions(side, offers, TODAY, PLACES, TABLES)
    assert [verdict.offer.case_id for verdict in suggested] == [case for _points, _sent, case in ranked[:MOST]]

    everything = all_permitted(side, offers, TODAY, PLACES, TABLES)
    assert {verdict.offer.case_id for verdict in everything} == {case for _points, _sent, case in ranked}


@settings(max_examples=80, deadline=None)
@given(easy_hosts(), st.lists(st.tuples(easy_guests(), WEEKS_AGO), max_size=12), st.randoms())
def test_a_host_gets_the_best_guests_that_break_no_must(
    home: HostAnswers, parties: list[Party], random: Random
) -> None:
    ranked = sorted(
        (-SLOW.points(home, answers, ago), sent(ago), f"{at:02}")
        for at, (answers, ago) in enumerate(parties)
        if slow_permits(home, answers)
    )
    needs = [need(answers, f"{at:02}", sent(ago)) for at, (answers, ago) in enumerate(parties)]
    random.shuffle(needs)

    suggested = suggestions(offer(home), needs, TODAY, PLACES, TABLES)
    assert [verdict.need.case_id for verdict in suggested] == [case for _points, _sent, case in ranked[:MOST]]

    everything = all_permitted(offer(home), needs, TODAY, PLACES, TABLES)
    assert [verdict.need.case_id for verdict in everything] == [case for _points, _sent, case in ranked]


@settings(max_examples=60, deadline=None)
@given(easy_hosts(), easy_guests(), WEEKS_AGO)
def test_it_makes_no_difference_who_came_last(home: HostAnswers, party: GuestAnswers, ago: int) -> None:
    side, other = offer(home), need(party, sent_at=sent(ago))
    by_host = suggestions(side, [other], TODAY, PLACES, TABLES)
    by_guest = suggestions(other, [side], TODAY, PLACES, TABLES)
    assert [(v.lines(), v.score) for v in by_host] == [(v.lines(), v.score) for v in by_guest]
