"""Who is on duty, who is away, who talks with whom, and who is excluded."""

from __future__ import annotations

import datetime as dt

from bot.store import aways, coordinators, duties, erasure, exclusions, live_talks, people, recognition
from bot.store.store import Store
from bot.store.work import Work
from tests.store.stories import anna, berit, coordinator, sent_case

MONDAY = dt.date(2027, 3, 1)
WEEK = dt.timedelta(weeks=1)
TODAY = dt.date(2027, 3, 3)


async def test_several_may_be_on_duty_and_only_of_the_group_and_the_week(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        one, two = await coordinator(work, a), await coordinator(work, b)
        elsewhere = await coordinator(work, b, "helsinki")
        assert await duties.put(work, one, MONDAY)
        assert await duties.put(work, two, MONDAY)
        assert not await duties.put(work, one, MONDAY)
        await duties.put(work, elsewhere, MONDAY + WEEK)
        assert {c.id for c in await duties.on_duty(work, "turku", MONDAY)} == {one.id, two.id}
        assert await duties.on_duty(work, "turku", MONDAY + WEEK) == []
        assert await duties.take_off(work, one, MONDAY)
        assert not await duties.take_off(work, one, MONDAY)
        assert [c.id for c in await duties.on_duty(work, "turku", MONDAY)] == [two.id]


async def test_whoever_is_a_coordinator_no_more_is_not_on_duty(store: Store) -> None:
    async with store.work() as work:
        one = await coordinator(work, await anna(work))
        await duties.put(work, one, MONDAY)
        await coordinators.remove(work, one.id)
        assert await duties.on_duty(work, "turku", MONDAY) == []


async def test_both_days_of_a_time_away_count(store: Store) -> None:
    async with store.work() as work:
        one = await coordinator(work, await anna(work))
        await aways.put(work, [one.id], dt.date(2027, 3, 3), dt.date(2027, 3, 5))
        away = [day for day in range(1, 8) if await aways.on(work, one.id, dt.date(2027, 3, day))]
        assert away == [3, 4, 5]


async def test_times_away_that_touch_are_one(store: Store) -> None:
    async with store.work() as work:
        one = await coordinator(work, await anna(work))
        for first, last in ((3, 5), (6, 7), (20, 21), (4, 4)):
            await aways.put(work, [one.id], dt.date(2027, 3, first), dt.date(2027, 3, last))
        found = [(a.first.day, a.last.day) for a in await aways.of_coordinator(work, one.id, TODAY)]
        assert found == [(3, 7), (20, 21)]
        assert await aways.come_back(work, [one.id], dt.date(2027, 3, 3), dt.date(2027, 3, 7))
        assert not await aways.come_back(work, [one.id], dt.date(2027, 3, 3), dt.date(2027, 3, 7))
        assert [a.first.day for a in await aways.of_group(work, "turku", TODAY)] == [20]


async def test_a_talk_is_found_from_both_sides_until_it_is_closed_once(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        _, case = await sent_case(work, a)
        who = await coordinator(work, b)
        talk = await live_talks.start(work, case_id=case.id, person_id=a.id, coordinator_id=who.id)
        assert await live_talks.people_in_talks(work) == {a.id}
        for found in (await live_talks.open_with(work, a.id), await live_talks.open_of(work, [who.id])):
            assert found is not None
            assert found.id == talk.id
        assert await live_talks.close(work, talk.id)
        assert not await live_talks.close(work, talk.id)
        assert await live_talks.open_with(work, a.id) is None
        assert await live_talks.people_in_talks(work) == frozenset()


async def test_an_exclusion_is_known_by_either_mark_and_survives_the_person(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        who = await coordinator(work, b)
        phone = exclusions.contact_hash(work, "+358401234567")
        until = dt.date(2029, 3, 3)
        assert await exclusions.put(work, a, phone, why="violence", coordinator_id=who.id, expires_on=until)
        await erasure.erase(work, a)
    async with store.work() as work:
        again, other = await anna(work), await people.add(work, None, "fi")
        assert await _why(work, again, None) == "violence"
        assert await _why(work, other, phone) == "violence"
        assert await _why(work, other, None) is None
        assert await _why(work, await people.get(work, b.id), None) is None
        assert await exclusions.standing(work, again, phone, until) is None


async def test_an_exclusion_goes_when_it_expires_and_when_it_is_lifted(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        who = await coordinator(work, b)
        for person, day in ((a, 5), (b, 9)):
            until = dt.date(2027, 3, day)
            await exclusions.put(work, person, None, why="violence", coordinator_id=who.id, expires_on=until)
        assert await exclusions.expire(work, dt.date(2027, 3, 5)) == 1
        assert await _why(work, a, None) is None
        assert await exclusions.lift(work, b, None)
        assert not await exclusions.lift(work, b, None)
        nobody = await people.add(work, None, "fi")
        assert not await exclusions.put(work, nobody, None, why="violence", coordinator_id=who.id, expires_on=TODAY)


async def test_the_same_person_is_found_by_account_or_phone_and_nobody_else(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        _, one = await sent_case(work, a)
        _, two = await sent_case(work, a, "host")
        _, three = await sent_case(work, b)
        assert {c.id for c in await recognition.alike(work, one)} == {two.id}
        assert await recognition.alike(work, three) == []
        three.contact_hash = one.contact_hash = exclusions.contact_hash(work, "+358401234567")
        await work.session.flush()
        assert {c.id for c in await recognition.alike(work, three)} == {one.id}


async def _why(work: Work, person: people.Person, phone: str | None) -> str | None:
    found = await exclusions.standing(work, person, phone, TODAY)
    return None if found is None else found.why
