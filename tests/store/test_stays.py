"""Stays and what both sides say of them; and what is erased when the time to keep it is over."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from bot.store import cases, follow_ups, matches, stays
from bot.store.keystore import KeyGone
from bot.store.store import Store
from bot.store.tables import AgreedPlan, FollowUp, Match, PairDecision, PassedQuestion
from bot.store.work import Work
from tests.store.stories import anna, berit, sent_case

DAY = dt.date(2027, 3, 1)
UNTIL = dt.date(2027, 8, 31)


async def a_match(work: Work) -> Match:
    """Anna searches a home, and Berit has one."""
    _interview, guest = await sent_case(work, await anna(work), "guest")
    _interview, host = await sent_case(work, await berit(work), "host")
    match, _new = await matches.put(work, host.id, guest.id, stage="living", reasons=[], score=1.0)
    return match


async def test_a_stay_is_made_when_something_of_it_is_known_and_keeps_the_rest(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        assert await stays.get(work, match.id) is None
        await stays.put(work, match.id, trial_on=DAY)
        stay = await stays.put(work, match.id, began_on=DAY, until=UNTIL, notice_days=14)
        assert (stay.trial_on, stay.began_on, stay.until, stay.notice_days) == (DAY, DAY, UNTIL, 14)
        assert (stay.next_home, stay.ended_on) == (None, None)


async def test_a_stay_is_closed_once_and_never_without_a_next_home(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        assert not await stays.close(work, match.id, ended_on=UNTIL, next_home="not_known")
        await stays.put(work, match.id, began_on=DAY)
        assert await stays.close(work, match.id, ended_on=UNTIL, next_home="own_rental")
        assert not await stays.close(work, match.id, ended_on=DAY, next_home="not_known")
        stay = await stays.get(work, match.id)
        assert stay is not None
        assert (stay.ended_on, stay.next_home) == (UNTIL, "own_rental")


async def test_guests_who_look_for_the_next_home_are_found_with_the_end_of_their_stay(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        await stays.put(work, match.id, began_on=DAY, until=UNTIL)
        assert await stays.with_next_home(work, "looking") == {}
        await stays.put(work, match.id, next_home="looking")
        assert await stays.with_next_home(work, "looking") == {match.guest_case_id: UNTIL}
        await stays.close(work, match.id, ended_on=UNTIL, next_home="host")
        assert await stays.with_next_home(work, "looking") == {}


async def test_answers_and_words_are_kept_per_question_and_words_are_sealed(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        row = await follow_ups.add(work, match.id, "guest", "going")
        assert (row.answer, row.answered_at) == (None, None)
        await follow_ups.answer(work, row.id, "mixed")
        await follow_ups.keep_words(work, row, "Canary nights")
        found = await follow_ups.get(work, row.id)
        assert found is not None
        assert (found.answer, found.answered_at) == ("mixed", work.now)
        await follow_ups.keep_words(work, found, "and mornings")
        assert found.words is not None
        assert b"Canary" not in found.words
        (found,) = await follow_ups.of_match(work, match.id)
        assert await follow_ups.words(work, found) == "Canary nights\nand mornings"


async def test_the_newest_question_of_a_person_is_theirs_and_of_the_kind_that_is_asked_for(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 4, 15, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            match = await a_match(work)
            host, guest = await cases.get(work, match.host_case_id), await cases.get(work, match.guest_case_id)
            assert host is not None
            assert guest is not None
            await follow_ups.add(work, match.id, "guest", "going")
            of_host = await follow_ups.add(work, match.id, "host", "going")
        clock.shift(dt.timedelta(days=1))
        async with store.work() as work:
            later = await follow_ups.add(work, match.id, "guest", "end")
            mine = await follow_ups.latest_of_person(work, guest.person_id, ("going", "end"))
            assert mine is not None
            assert mine.id == later.id
            theirs = await follow_ups.latest_of_person(work, host.person_id, ("going", "end"))
            assert theirs is not None
            assert theirs.id == of_host.id
            assert await follow_ups.latest_of_person(work, host.person_id, ("end",)) is None


async def test_when_the_time_is_over_words_plan_and_questions_go_and_what_is_counted_stays(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        await stays.put(work, match.id, began_on=DAY, until=UNTIL)
        await matches.keep_refusal(work, match.id, "Canary reason")
        row = await follow_ups.add(work, match.id, "guest", "end", answer="well")
        await follow_ups.keep_words(work, row, "Canary words")
        ring = await matches.keyring(work, match.id)
        question = PassedQuestion(match_id=match.id, side="host", asked_at=work.now, replied_at=None, reply=None)
        question.words = b"sealed"
        plan = AgreedPlan(match_id=match.id, version=1, answers=b"sealed", filled_by="host", changed_at=work.now)
        plan.host_agreed = plan.guest_agreed = 1
        decision = PairDecision(match_id=match.id, broken=[], words=b"sealed", state="agreed", made_at=work.now)
        work.session.add_all([question, plan, decision])
        await work.session.flush()
    async with store.work() as work:
        await stays.forget_words(work, match.id)
    async with store.work() as work:
        for table in (AgreedPlan, PassedQuestion, PairDecision):
            assert await work.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
        (kept,) = await follow_ups.of_match(work, match.id)
        assert (kept.answer, kept.words) == ("well", None)
        assert await follow_ups.words(work, kept) is None
        fresh = await matches.get(work, match.id)
        assert fresh is not None
        assert (fresh.refusal, fresh.key_id) == (None, None)
        assert await matches.refusal(work, fresh) is None
        assert await stays.get(work, match.id) is not None
        assert await work.session.scalar(sa.select(sa.func.count()).select_from(FollowUp)) == 1
        with pytest.raises(KeyGone):
            await store.vault.keyring(ring.id)


async def test_after_that_new_words_can_be_sealed_again(store: Store) -> None:
    async with store.work() as work:
        match = await a_match(work)
        row = await follow_ups.add(work, match.id, "host", "end")
        await follow_ups.keep_words(work, row, "old")
    async with store.work() as work:
        await stays.forget_words(work, match.id)
    async with store.work() as work:
        found = await follow_ups.get(work, row.id)
        assert found is not None
        await follow_ups.keep_words(work, found, "new")
        again = await follow_ups.get(work, row.id)
        assert again is not None
        assert await follow_ups.words(work, again) == "new"
