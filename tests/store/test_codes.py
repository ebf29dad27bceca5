"""A one-time code works once, for a while, and for whom it is meant."""

from __future__ import annotations

import asyncio
import datetime as dt
import re

import sqlalchemy as sa
import time_machine

from bot.store import codes
from bot.store.store import Store
from bot.store.tables import OneTimeCode
from tests.store.stories import anna, berit

HOUR = dt.timedelta(hours=1)


async def test_a_code_works_once(store: Store) -> None:
    async with store.work() as work:
        code = await codes.make(work, "bind", {"group": "turku"}, lives=HOUR)
        assert await codes.look(work, "bind", code) == {"group": "turku"}
        assert await codes.use(work, "bind", code) == {"group": "turku"}
        assert await codes.use(work, "bind", code) is None
        assert await codes.look(work, "bind", code) is None


async def test_two_who_use_it_at_the_same_moment_do_not_both_succeed(store: Store) -> None:
    async with store.work() as work:
        code = await codes.make(work, "bind", {"group": "turku"}, lives=HOUR)

    async def use() -> object:
        async with store.work() as work:
            return await codes.use(work, "bind", code)

    results = await asyncio.gather(*(use() for _ in range(4)))
    assert sorted(map(str, results)) == ["None", "None", "None", "{'group': 'turku'}"]


async def test_a_code_is_for_one_kind_and_one_person(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        code = await codes.make(work, "details", {"case": "c"}, lives=HOUR, person_id=a.id)
        for kind, person_id in (("invite", a.id), ("details", b.id), ("details", None)):
            assert await codes.use(work, kind, code, person_id=person_id) is None
        assert await codes.use(work, "details", "guessed", person_id=a.id) is None
        assert await codes.use(work, "details", code, person_id=a.id) == {"case": "c"}


async def test_a_code_ends_with_its_time(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            old = await codes.make(work, "bind", {}, lives=HOUR)
            longer = await codes.make(work, "bind", {}, lives=2 * HOUR)
        clock.shift(HOUR)
        async with store.work() as work:
            assert await codes.use(work, "bind", old) is None
            assert await codes.expire(work) == 1
            assert await codes.use(work, "bind", longer) == {}


async def test_a_code_fits_into_a_link_and_is_not_stored(store: Store) -> None:
    async with store.work() as work:
        made = [await codes.make(work, "bind", {}, lives=HOUR) for _ in range(50)]
        stored = set(await work.session.scalars(sa.select(OneTimeCode.hash)))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in made)
    assert len(set(made)) == 50
    assert not stored & set(made)
