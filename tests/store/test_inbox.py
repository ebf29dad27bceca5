"""Updates are kept once, given out in order, and emptied when they are handled."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
import time_machine

from bot.store import erasure, inbox, people
from bot.store.inbox import lane
from bot.store.store import Store
from bot.store.tables import Inbox, InboxState
from bot.store.work import Work
from tests.store.stories import ANNA, BERIT, anna, arrival, everything_waiting


async def _numbers(store: Store, *, busy: frozenset[str] = frozenset(), lanes: int = 10, most: int = 100) -> list[int]:
    async with store.work() as work:
        return [one.update_id for one in await inbox.claim(work, busy=busy, lanes=lanes, most=most)]


async def _row(work: Work, update_id: int) -> Inbox:
    found = await work.session.get(Inbox, update_id, populate_existing=True)
    assert found is not None
    return found


async def test_a_second_copy_changes_nothing(store: Store) -> None:
    async with store.work() as work:
        assert await inbox.keep(work, [arrival(7, text="first"), arrival(8)]) == 2
        assert await inbox.keep(work, [arrival(7, text="again"), arrival(8), arrival(9), arrival(9)]) == 1
        first = (await everything_waiting(work))[0]
        assert "first" in await inbox.read(work, first)
        await inbox.done(work, [7, 8, 9])
        assert await inbox.keep(work, [arrival(7)]) == 0
    assert await _numbers(store) == []


async def test_each_lane_keeps_its_order_even_when_updates_come_mixed_up(store: Store) -> None:
    async with store.work() as work:
        await inbox.keep(work, [arrival(12), arrival(10), arrival(11, chat=BERIT)])
    async with store.work() as work:
        await inbox.keep(work, [arrival(9)])
    assert await _numbers(store) == [9, 10, 11, 12]
    assert await _numbers(store, lanes=1) == [9, 10, 12]
    assert await _numbers(store, most=2) == [9, 10]
    busy = frozenset({lane(store.vault, ANNA)})
    assert await _numbers(store, busy=busy) == [11]


async def test_two_processes_never_get_the_same_lane(store: Store) -> None:
    """On SQLite the second waits for the first; on PostgreSQL it gets what is left."""
    async with store.work() as work:
        await inbox.keep(work, [arrival(n, chat=1000 + n % 3) for n in range(12)])
    handled: list[int] = []

    async def worker(lanes: int) -> None:
        async with store.work() as work:
            mine = [one.update_id for one in await inbox.claim(work, busy=(), lanes=lanes, most=100)]
            await asyncio.sleep(0.05)
            handled.extend(mine)
            await inbox.done(work, mine)

    await asyncio.gather(worker(1), worker(1), worker(1))
    assert sorted(handled) == list(range(12))


async def test_a_handled_update_is_emptied(store: Store) -> None:
    async with store.work() as work:
        await inbox.keep(work, [arrival(1)])
        await inbox.done(work, [1])
        row = await _row(work, 1)
    assert (row.state, row.payload, row.key_id, row.lane) == (InboxState.DONE, None, None, "")
    assert row.settled_at is not None


async def test_who_is_known_has_updates_under_their_own_key(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await inbox.keep(work, [arrival(1), arrival(2, chat=BERIT)])
        keys = [one.key_id for one in await everything_waiting(work)]
        assert keys == [person.key_id, (await store.vault.inbox_keyring(work.now)).id]


async def test_what_fails_is_counted_and_then_set_aside_sealed(store: Store) -> None:
    async with store.work() as work:
        await inbox.keep(work, [arrival(1, text="trouble"), arrival(2)])
        await inbox.tried(work, 1, "ValueError")
        await inbox.tried(work, 1, "ValueError")
        assert (await _row(work, 1)).tries == 2
        await inbox.set_aside(work, 1, "ValueError")
    assert await _numbers(store) == [2]
    async with store.work() as work:
        assert await inbox.count(work) == inbox.Count(1, (await _row(work, 2)).received_at, 1)
        assert await inbox.replay(work, 1)
        assert not await inbox.replay(work, 2)
        again = await everything_waiting(work)
        assert [one.update_id for one in again] == [1, 2]
        assert "trouble" in await inbox.read(work, again[0])


async def test_more_in_the_lane(store: Store) -> None:
    async with store.work() as work:
        await inbox.keep(work, [arrival(1), arrival(2), arrival(3, chat=BERIT)])
        own = lane(store.vault, ANNA)
        assert await inbox.more_in_lane(work, own, 1)
        assert not await inbox.more_in_lane(work, own, 2)


async def test_old_updates_are_forgotten_and_the_keys_that_sealed_them_destroyed(store: Store) -> None:
    start = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    times = {"done_for": dt.timedelta(days=3), "aside_for": dt.timedelta(days=30)}
    with time_machine.travel(start, tick=False) as clock:
        async with store.work() as work:
            await inbox.keep(work, [arrival(n) for n in range(1, 4)])
            first_key = (await everything_waiting(work))[0].key_id
            await inbox.done(work, [1])
            await inbox.set_aside(work, 2, "ValueError")
        clock.shift(dt.timedelta(days=4))
        async with store.work() as work:
            assert await inbox.expire(work, **times) == 1
            assert work.doomed == [], "update 2 can still be read"
            assert await inbox.keep(work, [arrival(1)]) == 1, "a number may come again after a quiet week"
        clock.shift(dt.timedelta(days=27))
        async with store.work() as work:
            await inbox.done(work, [1, 3])
            assert await inbox.expire(work, **times) == 1
            assert first_key in work.doomed


async def test_an_update_of_somebody_erased_meanwhile_is_kept_for_whoever_they_are_now(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await inbox.keep(work, [arrival(1, text="/delete"), arrival(2, text="hello again")])
    async with store.work() as work:
        await erasure.erase(work, person)
        await inbox.done(work, [1])
    async with store.work() as work:
        (waiting,) = await everything_waiting(work)
        assert "hello again" in await inbox.read(work, waiting)
        assert waiting.key_id != person.key_id
        assert await people.find(work, ANNA) is None


async def test_a_lane_is_no_number(store: Store) -> None:
    async with store.work() as work:
        await inbox.keep(work, [arrival(1)])
        row = await _row(work, 1)
    assert str(ANNA) not in row.lane
    assert row.lane != await _telegram_hash(store)


async def _telegram_hash(store: Store) -> str:
    async with store.look() as work:
        return people.telegram_hash(work, ANNA)


async def test_ten_thousand_waiting_updates_are_given_out_quickly(sqlite_store: Store) -> None:
    async with sqlite_store.work() as work:
        for start in range(0, 10_000, 500):
            await inbox.keep(work, [arrival(n, chat=1000 + n % 400) for n in range(start, start + 500)])
    async with sqlite_store.work() as work:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        claimed = await inbox.claim(work, busy=(), lanes=64, most=200)
        assert loop.time() - begun < 0.5
    assert len(claimed) == 200


@pytest.mark.parametrize("times", [1, 2])
async def test_a_key_of_the_inbox_is_made_only_once(store: Store, times: int) -> None:
    async with store.work() as work:
        for n in range(times):
            await inbox.keep(work, [arrival(n)])
        assert len({one.key_id for one in await everything_waiting(work)}) == 1
