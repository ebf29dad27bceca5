"""The same stories with PostgreSQL: nothing above the store knows the difference, and two processes share the work."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.store import dispatch, interviews, outbox
from bot.store.tables import OutboxState
from bot.telegram import deliver
from bot.telegram.turn import Turn
from tests.kit.people import Actor, World
from tests.store.cluster import Cluster
from tests.telegram.machine import Machine
from tests.telegram.test_deliver import said, tell
from tests.telegram.test_route import counting, only_noting

pytestmark = pytest.mark.postgresql


@pytest.fixture
def on_postgresql(machine: Machine, postgresql: Cluster) -> Machine:
    machine.url = postgresql.url
    postgresql.empty()
    return machine


async def test_everybody_is_heard_and_answered_in_order(on_postgresql: Machine, world: World) -> None:
    machine = on_postgresql
    machine.handler = counting
    people_ = [await world.person(f"P{n}") for n in range(6)]
    for person in people_:
        await person.starts()
        for n in range(4):
            await person.says(f"w{n}")
    await machine.start()
    for person in people_:
        await person.sees("w3", within=20)
        assert said(person) == ["q0: /start", "q1: w0", "q2: w1", "q3: w2", "q4: w3"]


async def test_one_that_fails_is_undone_alone(on_postgresql: Machine, anna: Actor, berit: Actor) -> None:
    machine = on_postgresql

    async def fragile(turn: Turn) -> None:
        await counting(turn)
        if turn.update and turn.update.message and turn.update.message.text == "break":
            raise ZeroDivisionError

    machine.handler = fragile
    await anna.starts()
    await berit.starts()
    await anna.says("break")
    await anna.says("after")
    await machine.start()
    await anna.sees("after", within=10)
    await berit.sees("/start")
    assert machine.aside == ["ZeroDivisionError"]
    assert "q1: after" in said(anna)


async def test_two_processes_share_the_work_and_do_nothing_twice(on_postgresql: Machine, world: World) -> None:
    first = on_postgresql
    first.handler = only_noting
    second = Machine(world, first.folder, only_noting, url=first.url)
    people_ = [await world.person(f"P{n}") for n in range(10)]
    for n in range(10):
        for person in people_:
            await person.says(str(n))
    await first.start()
    second.poll_timeout = 0
    await second.start()
    second.poll.stop()
    await first.idle(within=30)
    for person in people_:
        async with first.store.look() as work:
            interview = await interviews.current(work, await first.person(person.id))
        assert interview is not None
        assert interview.session == [str(n) for n in range(10)]
    await second.stop()


async def test_what_another_process_left_on_its_way_is_found_after_a_while(
    on_postgresql: Machine, anna: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "_ORPHANED", dt.timedelta(seconds=0.5))
    machine = on_postgresql
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    machine.deliver.stop()
    await machine.tasks[2]
    (row,) = await tell(machine, anna, "lost on the way")
    async with machine.store.work() as work:
        (letter,) = await dispatch.ready(work, busy=(), most=9)
        await dispatch.begin(work, [letter.position])
    await machine.again()
    await anna.sees("lost on the way", within=5)
    await machine.idle()
    async with machine.store.look() as work:
        found = await outbox.message_of(work, row)
    assert found is not None
    assert found.state is OutboxState.SENT
