"""The index says what the plain rules say, pair for pair and point for point, whoever came, changed or went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Index, Need, Offer, Pairs
from bot.matching.outcomes import Ground
from bot.matching.suggest import judge_on, open_needs, public_order
from bot.matching.tables import Tables
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from tests.matching.brute_force import Slow
from tests.matching.crowds import ATLAS, DECIDED, TIGHT, needs, offers, sent
from tests.matching.interviews import (
    DATA,
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

SLOW = Slow(
    TODAY,
    PLACES,
    yaml.safe_load((DATA / "matching.yaml").read_text("utf-8")),
    yaml.safe_load((DATA / "pair_safety.yaml").read_text("utf-8")),
)


class Waiting:
    """Looks through all who wait, each time anew."""

    def __init__(self, parties: Sequence[Need], tables: Tables) -> None:
        self._parties, self._tables = parties, tables

    def largest(self, home: Offer) -> int:
        """By the plain rule on the place."""
        ground = Ground(TODAY, PLACES, self._tables)
        return max(
            (
                one.party.size
                for one in self._parties
                if one.open_for_matches and one.confirmed and one.party.size <= home.sleeps
                if judge_on(home, one, ground).outcomes["place"] != "no"
            ),
            default=0,
        )


def plainly(
    homes: Sequence[Offer], parties: Sequence[Need], pairs: Pairs, tables: Tables
) -> dict[tuple[str, str], float]:
    """Every permitted pair by the rules, in a double loop, with its points."""
    ground = Ground(TODAY, PLACES, tables, pairs, Waiting(parties, tables))
    verdicts = [judge_on(home, party, ground) for home in homes for party in parties]
    return {(v.offer.case_id, v.need.case_id): v.score.points for v in verdicts if v.permitted}


def by_index(index: Index) -> dict[tuple[str, str], float]:
    found = index.everything(TODAY)
    hosts, guests = index.book.hosts, index.book.guests
    cases = [
        (hosts.side(home).case_id, guests.side(party).case_id)
        for home, party in zip(found.homes.tolist(), found.guests.tolist(), strict=True)
    ]
    assert len(set(cases)) == len(cases), "no pair twice"
    return dict(zip(cases, (found.points / 1000).tolist(), strict=True))


@settings(max_examples=100, deadline=None)
@given(offers(), needs(), DECIDED, st.sampled_from([TABLES, TIGHT]), st.randoms())
def test_it_finds_the_very_pairs_and_points_of_the_rules(
    homes: list[Offer], parties: list[Need], pairs: Pairs, tables: Tables, random: Random
) -> None:
    sides: list[Offer | Need] = [*homes, *parties]
    random.shuffle(sides)
    index = Index.of(sides, ATLAS, tables, pairs)
    assert by_index(index) == plainly(homes, parties, pairs, tables)


@settings(max_examples=50, deadline=None)
@given(st.lists(easy_hosts() | hosts(), max_size=6), st.lists(easy_guests() | guests(), max_size=6))
def test_it_finds_the_very_pairs_and_points_of_the_slow_matching(
    homes: list[HostAnswers], parties: list[GuestAnswers]
) -> None:
    """The slow one was written apart from all this, from the answers."""
    sides: list[Offer | Need] = [offer(home, f"h{at}") for at, home in enumerate(homes)]
    sides += [need(party, f"g{at}", sent(at)) for at, party in enumerate(parties)]
    wanted = {
        (f"h{h}", f"g{g}"): SLOW.points(home, party, g, parties)
        for h, home in enumerate(homes)
        for g, party in enumerate(parties)
        if "no" not in SLOW.outcomes(home, party).values()
    }
    assert by_index(Index.of(sides, ATLAS, TABLES)) == wanted


@settings(max_examples=50, deadline=None)
@given(offers(), needs(), offers(), needs(), st.frozensets(st.integers(0, 7)), DECIDED)
def test_whoever_came_changed_or_went_it_is_as_if_made_anew(
    before: list[Offer],
    before_too: list[Need],
    homes: list[Offer],
    parties: list[Need],
    gone: frozenset[int],
    pairs: Pairs,
) -> None:
    first: list[Offer | Need] = [*before, *before_too]
    then: list[Offer | Need] = [*homes, *parties]
    index = Index.of(first, ATLAS, TIGHT, pairs)
    by_index(index)
    for side in then:
        index.put(side)
    for at in gone:
        index.remove(f"h{at}")
        index.remove(f"g{at}")
    left = {side.case_id: side for side in (*first, *then)}
    left = {case: side for case, side in left.items() if int(case[1:]) not in gone}
    now_homes = [side for side in left.values() if isinstance(side, Offer)]
    now_parties = [side for side in left.values() if isinstance(side, Need)]
    assert by_index(index) == plainly(now_homes, now_parties, pairs, TIGHT)
    assert {case for case in (f"{role}{at}" for role in "hg" for at in range(8)) if case in index} == set(left)


@settings(max_examples=50, deadline=None)
@given(offers(), needs(), DECIDED, st.booleans())
def test_one_side_gets_what_the_rules_give_it_in_their_order(
    homes: list[Offer], parties: list[Need], pairs: Pairs, inside: bool
) -> None:
    new = need(guest(), "g-new", sent(3))
    home = offer(host(), "h-new", sent(3))
    asking: list[Offer | Need] = [new, home, *homes, *parties]
    index = Index.of(asking if inside else asking[2:], ATLAS, TIGHT, pairs)
    everyone = [*parties, *([new] if inside else [])]
    ground = Ground(TODAY, PLACES, TIGHT, pairs, Waiting(everyone, TIGHT))
    offered = [*homes, *([home] if inside else [])]
    for side in asking:
        told = (
            [judge_on(side, one, ground) for one in everyone]
            if isinstance(side, Offer)
            else [judge_on(one, side, ground) for one in offered]
        )
        ranked = sorted((verdict for verdict in told if verdict.permitted), key=public_order)
        assert index.suggestions(side, TODAY) == ranked[: TIGHT.figures.suggestions_per_case]
        private = sorted(ranked, key=open_needs) if isinstance(side, Need) else ranked
        assert index.all_permitted(side, TODAY) == private
        listed = [(v.offer.case_id, v.need.case_id, v.score.points) for v in private]
        assert [(one.host_case, one.guest_case, one.points) for one in index.candidates(side, TODAY)] == listed


def test_a_day_later_it_tells_of_that_day() -> None:
    home = offer(host(since=str(TODAY + dt.timedelta(days=91))))
    index = Index.of([home, need(guest())], ATLAS, TABLES)
    assert not len(index.everything(TODAY))
    assert len(index.everything(TODAY + dt.timedelta(days=1))) == 1


def test_when_a_larger_party_goes_a_home_is_no_longer_kept_for_it() -> None:
    small, large = need(guest(), "small"), need(guest(party={"women": 2, "men": 2}), "large")
    index = Index.of([offer(host()), small], ATLAS, TABLES)
    (alone,) = index.candidates(small, TODAY)
    index.put(large)
    assert index.candidates(small, TODAY)[0].points < alone.points
    index.put(large.model_copy(update={"open_for_matches": False}))
    assert index.candidates(small, TODAY) == [alone]
    index.put(large)
    index.remove("large")
    assert index.candidates(small, TODAY) == [alone]
