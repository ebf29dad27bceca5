"""The clock is set back by an hour: codes end, timers ring once, and updates keep their order."""

from __future__ import annotations

import datetime as dt

import time_machine

from bot.store import codes, inbox, timers
from bot.store.store import Store
from tests.store.stories import anna, arrival, sent_case

NOON = dt.datetime(2027, 3, 22, 12, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


async def test_a_code_works_once_and_ends_with_its_hour(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        async with store.work() as work:
            used, unused = [await codes.make(work, "bind", {"group": "turku"}, lives=HOUR) for _ in range(2)]
            assert await codes.use(work, "bind", used)
        clock.shift(-HOUR)
        async with store.work() as work:
            assert await codes.use(work, "bind", used) is None
            assert await codes.look(work, "bind", unused) is not None
        clock.shift(2 * HOUR)
        async with store.work() as work:
            assert await codes.use(work, "bind", unused) is None


async def test_a_timer_that_rang_does_not_ring_again(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        async with store.work() as work:
            _interview, case = await sent_case(work, await anna(work), "host")
            for minutes in (1, 30):
                await timers.start(work, f"after_{minutes}", work.now + minutes * MINUTE, case_id=case.id)
        clock.shift(2 * MINUTE)
        async with store.work() as work:
            (first,) = await timers.due(work, ["after_1", "after_30"])
            assert await timers.ring(work, first) is not None
        clock.shift(-HOUR)
        async with store.work() as work:
            assert await timers.due(work, ["after_1", "after_30"]) == []
        clock.shift(HOUR + 30 * MINUTE)
        async with store.work() as work:
            (second,) = await timers.due(work, ["after_1", "after_30"])
            assert second != first


async def test_updates_keep_the_order_of_their_numbers(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        async with store.work() as work:
            await inbox.keep(work, [arrival(1)])
        clock.shift(-HOUR)
        async with store.work() as work:
            await inbox.keep(work, [arrival(2)])
            waiting = await inbox.claim(work, busy=(), lanes=10, most=10)
            assert [one.update_id for one in waiting] == [1, 2]
            assert "2" in await inbox.read(work, waiting[1])
