"""What matching keeps: words on single pairs, counts of the safety table, and who was overtaken."""

from __future__ import annotations

import datetime as dt

from bot.store import matches, overtaken, pair_decisions, people, safety_tallies
from bot.store.coordinators import Coordinator
from bot.store.pair_decisions import AGREED, ASKED, REFUSED
from bot.store.safety_tallies import Tally
from bot.store.store import Store
from bot.store.tables import Match
from bot.store.work import Work
from tests.store.stories import anna, berit, coordinator, sent_case

DAY = dt.date(2027, 3, 27)


async def _a_match(work: Work) -> Match:
    host, guest = await anna(work), await berit(work)
    _interview, home = await sent_case(work, host, "host")
    _interview, party = await sent_case(work, guest, "guest")
    match, _new = await matches.put(work, home.id, party.id, stage="lapsed", reasons=[], score=0.0)
    return match


async def _two_coordinators(work: Work) -> tuple[Coordinator, Coordinator]:
    first, second = [await people.add(work, chat, "fi") for chat in (200_001, 200_002)]
    return await coordinator(work, first), await coordinator(work, second)


async def test_the_second_word_is_never_that_of_the_first_coordinator(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        first, second = await _two_coordinators(work)
        await pair_decisions.put(
            work, match.id, broken=["safety"], words="They are sisters", first_id=first.id, needs_second=True
        )
        assert await pair_decisions.agreed_by_two(work) == frozenset()
        assert not await pair_decisions.decide(work, match.id, first.id, agreed=True)
        assert await pair_decisions.decide(work, match.id, second.id, agreed=True)
        assert not await pair_decisions.decide(work, match.id, second.id, agreed=False), "decided already"
        assert await pair_decisions.agreed_by_two(work) == {(match.host_case_id, match.guest_case_id)}
        found = await pair_decisions.of_match(work, match.id)
        assert found is not None
        assert (found.words, found.state, found.second_id) == ("They are sisters", AGREED, second.id)
        assert "sisters" not in repr(found)


async def test_a_refused_pair_may_be_asked_for_with_other_words(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        first, second = await _two_coordinators(work)
        for words in ("Once", "Twice"):
            await pair_decisions.put(
                work, match.id, broken=["safety"], words=words, first_id=first.id, needs_second=True
            )
            found = await pair_decisions.of_match(work, match.id)
            assert found is not None
            assert (found.words, found.state) == (words, ASKED)
            assert await pair_decisions.decide(work, match.id, second.id, agreed=False)
        found = await pair_decisions.of_match(work, match.id)
        assert found is not None
        assert found.state == REFUSED
        assert await pair_decisions.agreed_by_two(work) == frozenset()


async def test_a_single_word_is_no_agreement_of_two(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        first, _second = await _two_coordinators(work)
        await pair_decisions.put(
            work, match.id, broken=["dates"], words="They agreed", first_id=first.id, needs_second=False
        )
        assert await pair_decisions.agreed_by_two(work) == frozenset()


async def test_counts_add_up_by_day(store: Store) -> None:
    async with store.work() as work:
        assert await safety_tallies.since(work, DAY) == Tally()
        await safety_tallies.add(work, DAY, Tally(10, 2))
        await safety_tallies.add(work, DAY, Tally(1, 1, 1))
        await safety_tallies.add(work, DAY + dt.timedelta(days=1), Tally(5))
        assert await safety_tallies.since(work, DAY) == Tally(16, 3, 1)
        assert await safety_tallies.since(work, DAY + dt.timedelta(days=1)) == Tally(5)


async def test_the_overtaken_are_counted_until_they_have_a_home(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        await overtaken.add(work, [match.guest_case_id])
        await overtaken.add(work, [match.guest_case_id])
        assert await overtaken.counts(work) == {match.guest_case_id: 2}
        await overtaken.forget(work, [match.guest_case_id])
        assert await overtaken.counts(work) == {}
        assert [one.id for one in await overtaken.not_counted(work, ["lapsed"])] == [match.id]
        await matches.note(work, match.id, overtaken.COUNTED, by="bot")
        assert await overtaken.not_counted(work, ["lapsed"]) == []
