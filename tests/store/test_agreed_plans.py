"""The plan of a stay in the store: versions, who agreed to which, what holds meanwhile, and that the first one wins."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from bot.store import agreed_plans, matches
from bot.store.agreed_plans import Answers, Filler, Plan, Wish
from bot.store.store import Store
from bot.store.tables import AgreedPlan
from bot.store.work import Work
from tests.conversations.a_plan import PLANNED
from tests.store.stories import anna, berit, sent_case

QUIETER: Answers = {**PLANNED, "quiet": "21_7", "more_rules": "The cat must not go out."}
LATER: Answers = {**PLANNED, "dates": {"since": "2027-03-01", "until": "2027-10-31"}}


async def a_match(work: Work) -> str:
    """Anna is looking for a home, Berit has one."""
    _guest, guest_case = await sent_case(work, await anna(work))
    _host, host_case = await sent_case(work, await berit(work), role="host")
    match, _new = await matches.put(work, host_case.id, guest_case.id, stage="suggested", reasons=(), score=1.0)
    return match.id


async def sends(work: Work, match_id: str, answers: Answers, by: Filler, seen: int) -> Plan:
    """The plan as it is after this."""
    plan = await agreed_plans.send(work, match_id, answers, dict.fromkeys(answers, by), filled_by=by, seen=seen)
    assert plan is not None
    return plan


async def test_whoever_sends_it_agrees_and_the_other_one_makes_it_hold(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        assert await agreed_plans.of_match(work, match_id) is None
        plan = await sends(work, match_id, PLANNED, "host", 0)
        assert (plan.version, plan.agreed("host"), plan.agreed("guest"), plan.settled) == (1, True, False, False)
        assert await agreed_plans.read(work, match_id) is None
        agreed = await agreed_plans.agree(work, match_id, "guest", 1)
        assert agreed is not None
        assert agreed.settled
        stay = await agreed_plans.read(work, match_id)
        assert stay is not None
        assert (stay.dates.until, stay.notice_days, stay.trial_wished) == (dt.date(2027, 8, 31), 14, True)


async def test_a_coordinator_agrees_for_nobody(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        plan = await sends(work, match_id, PLANNED, "coordinator", 0)
        assert not plan.agreed("host")
        assert not plan.agreed("guest")


async def test_a_change_is_agreed_on_anew_and_the_old_plan_holds_meanwhile(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        await sends(work, match_id, PLANNED, "host", 0)
        await agreed_plans.agree(work, match_id, "guest", 1)
        changed = await sends(work, match_id, LATER, "coordinator", 1)
        assert (changed.version, changed.agreed("host"), changed.agreed("guest")) == (2, False, False)
        again = await sends(work, match_id, {**LATER, "quiet": "21_7"}, "guest", 2)
        assert again.before == PLANNED, "what has changed is told against what both agreed on, not what nobody did"
        stay = await agreed_plans.read(work, match_id)
        assert stay is not None
        assert stay.dates.until == dt.date(2027, 8, 31)
        await agreed_plans.agree(work, match_id, "host", 3)
        stay = await agreed_plans.read(work, match_id)
        assert stay is not None
        assert stay.dates.until == dt.date(2027, 10, 31)


async def test_nobody_agrees_twice_or_to_what_has_changed(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        await sends(work, match_id, PLANNED, "host", 0)
        assert await agreed_plans.agree(work, match_id, "host", 1) is None
        await sends(work, match_id, QUIETER, "host", 1)
        assert await agreed_plans.agree(work, match_id, "guest", 1) is None
        assert await agreed_plans.agree(work, match_id, "guest", 7) is None
        plan = await agreed_plans.of_match(work, match_id)
        assert plan is not None
        assert not plan.agreed("guest")


async def test_of_two_who_send_at_once_the_first_one_wins(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)

    async def sending(by: Filler) -> Plan | None:
        async with store.work() as work:
            return await agreed_plans.send(work, match_id, PLANNED, {}, filled_by=by, seen=0)

    sent = [plan for plan in await asyncio.gather(sending("host"), sending("guest")) if plan is not None]
    assert len(sent) == 1
    async with store.work() as work:
        assert await agreed_plans.send(work, match_id, QUIETER, {}, filled_by="host", seen=0) is None
        plan = await agreed_plans.of_match(work, match_id)
        assert plan is not None
        assert (plan.version, plan.filled_by) == (1, sent[0].filled_by)


async def test_both_may_agree_at_the_same_moment(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        await sends(work, match_id, PLANNED, "coordinator", 0)

    async def agreeing(side: agreed_plans.Side) -> bool:
        async with store.work() as work:
            plan = await agreed_plans.agree(work, match_id, side, 1)
            return plan is not None and plan.settled

    settled = await asyncio.gather(agreeing("host"), agreeing("guest"))
    assert sorted(settled) == [False, True], "exactly one of them is the second"
    async with store.look() as look:
        assert await agreed_plans.read(look, match_id) is not None


async def test_a_wish_waits_until_the_plan_changes(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        assert not await agreed_plans.wish(work, match_id, "guest", "Later, please")
        await sends(work, match_id, PLANNED, "host", 0)
        assert await agreed_plans.wish(work, match_id, "guest", "Later, please")
        assert await agreed_plans.wish(work, match_id, "guest", "Much later, please")
        plan = await agreed_plans.of_match(work, match_id)
        assert plan is not None
        assert plan.wishes == (Wish(side="guest", words="Much later, please"),)
        assert (await sends(work, match_id, LATER, "coordinator", 1)).wishes == ()


async def test_what_is_agreed_stays_unreadable_in_the_database(store: Store) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        await sends(work, match_id, QUIETER, "host", 0)
        await agreed_plans.wish(work, match_id, "guest", "Somewhere for the bicycle")
        row = (await work.session.execute(sa.select(AgreedPlan.answers))).scalar_one()
        assert b"cat" not in row
        assert b"bicycle" not in row
        plan = await agreed_plans.of_match(work, match_id)
        assert "cat" not in repr(plan)
        assert "bicycle" not in repr(plan)


@pytest.mark.parametrize("held", [{}, {**PLANNED, "notice": "d3"}])
async def test_an_old_plan_that_cannot_be_read_any_more_gives_no_dates(store: Store, held: Answers) -> None:
    async with store.work() as work:
        match_id = await a_match(work)
        await sends(work, match_id, held, "host", 0)
        await agreed_plans.agree(work, match_id, "guest", 1)
        assert await agreed_plans.read(work, match_id) is None
