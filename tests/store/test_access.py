"""Who looked at whose details, in the tables; and what waits to vanish from a coordinator's chat."""

from __future__ import annotations

import datetime as dt

import time_machine

from bot.store import access, coordinators, dispatch, outbox, vitals
from bot.store.outbox import VANISH, Letter
from bot.store.people import Person
from bot.store.store import Store
from bot.store.tables import OutboxState
from bot.store.work import Work
from tests.store.stories import anna, berit, coordinator, letter, sent_case, to_anna

START = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)


async def _vanishing(work: Work, person: Person, hours: int) -> str:
    """A message that was sent, and goes after so many hours."""
    (shown,) = await to_anna(work, person, letter("details"))
    (one,) = await dispatch.ready(work, busy=(), most=1)
    await dispatch.begin(work, [one.position])
    await dispatch.settle(work, one, OutboxState.SENT, message_id=11)
    at = work.now + dt.timedelta(hours=hours)
    later = Letter("deleteMessage", VANISH, {}, again="gone", target_id=shown, not_before=at)
    await outbox.add(work, await outbox.to_person(work, person), later)
    return shown


async def test_looks_are_read_newest_first_and_without_names_by_whom_they_are_about(store: Store) -> None:
    with time_machine.travel(START, tick=False) as clock:
        async with store.work() as work:
            guest, volunteer = await anna(work), await berit(work)
            who = await coordinator(work, volunteer)
            _, case = await sent_case(work, guest)
            other = (await sent_case(work, volunteer))[1]
            await access.note(work, who.id, other.id, "answers")
        for what in ("details", "notes", "tasks"):
            clock.shift(60)
            async with store.work() as work:
                await access.note(work, who.id, case.id, what)
        async with store.look() as work:
            assert [one.what for one in await access.page(work, case.id, 0, 2)] == ["tasks", "notes"]
            assert [one.what for one in await access.page(work, case.id, 2, 2)] == ["details"]
            looks = await access.of_person(work, guest.id)
            assert [(one.what, one.group_slug) for one in looks] == [
                (w, "turku") for w in ("details", "notes", "tasks")
            ]
            assert {one.coordinator_id for one in looks} == {who.id}


async def test_what_vanishes_later_waits_for_its_time_and_is_no_sign_of_delay(store: Store) -> None:
    with time_machine.travel(START, tick=False) as clock:
        async with store.work() as work:
            shown = await _vanishing(work, await anna(work), 24)
            assert await outbox.vanishes_at(work, shown) == START + dt.timedelta(hours=24)
        clock.shift(dt.timedelta(hours=23))
        async with store.work() as work:
            assert await dispatch.ready(work, busy=(), most=1) == []
            assert (await outbox.count(work)).waiting == 0
            assert (await vitals.read(work)).oldest_message is None
            await outbox.expire(work, dt.timedelta(0))
            assert await outbox.message_of(work, shown) is not None, "it is still needed"
        clock.shift(dt.timedelta(hours=1))
        async with store.work() as work:
            (one,) = await dispatch.ready(work, busy=(), most=1)
            assert (one.method, one.target_id) == ("deleteMessage", shown)
            assert (await outbox.count(work)).waiting == 1


async def test_whoever_cannot_be_reached_just_now_keeps_nothing_for_that(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        shown = await _vanishing(work, person, 24)
        await to_anna(work, person, letter("a1"), letter("a2"))
        first = (await dispatch.ready(work, busy=(), most=1))[0]
        await dispatch.begin(work, [first.position])
        assert [one.kind for one in await dispatch.unsent_of_lane(work, first)] == ["notice"]
        await outbox.vanish_now(work, person.id)
        assert await outbox.vanishes_at(work, shown) == work.now
        assert await outbox.to_vanish(work, person.id) == [11]


async def test_a_choice_holds_for_all_groups_of_a_coordinator(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await coordinator(work, person)
        await coordinator(work, person, "lahti")
        assert [one.vanish_hours for one in await coordinators.of_person(work, person.id)] == [None, None]
        await coordinators.let_vanish(work, person.id, 12)
        assert [one.vanish_hours for one in await coordinators.of_person(work, person.id)] == [12, 12]
