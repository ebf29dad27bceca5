"""Updates that come twice or mixed up, and chats that Telegram no longer knows."""

from __future__ import annotations

import pytest

from bot.playground.faults import Fault
from bot.store import channels, interviews
from bot.store.tables import ChannelState, OutboxState
from bot.telegram.turn import Turn
from tests.kit.people import Actor, World
from tests.telegram.machine import Machine
from tests.telegram.test_deliver import begin, bound, in_channel, post, state, tell
from tests.telegram.test_route import only_noting

NOT_FOUND = "Bad Request: chat not found"


async def test_what_comes_mixed_up_and_twice_is_handled_once_in_its_order(machine: Machine, anna: Actor) -> None:
    machine.handler = only_noting
    await machine.start()
    machine.poll.stop()
    await machine.tasks[0]
    await anna.starts()
    for word in ("one", "two", "three"):
        await anna.says(word)
    came = [update.json() for update in machine.server.account.updates.pending()]
    await machine.keeper.keep([came[2], came[0], came[3], came[1], came[0]])  # type: ignore[list-item]  # JSON
    await machine.keeper.keep(list(reversed(came)))  # type: ignore[arg-type]  # JSON
    machine.server.account.updates.clear()
    await machine.idle()
    person = await machine.person(anna.id)
    async with machine.store.look() as work:
        interview = await interviews.current(work, person)
    assert interview is not None
    assert interview.session == ["/start", "one", "two", "three"]


async def test_a_person_whom_telegram_no_longer_knows_cannot_be_reached(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    machine.server.faults.add(Fault("error", method="sendMessage", code=400, description=NOT_FOUND))
    rows = await tell(machine, anna, "a1", "a2")
    await machine.idle()
    (refusal,) = machine.refusals
    assert (refusal.code, refusal.unreachable, refusal.newly) == ("chat_not_found", True, True)
    assert [await state(machine, row) for row in rows] == [OutboxState.REFUSED] * 2
    assert (await machine.person(anna.id)).unreachable_at is not None


async def test_a_channel_that_telegram_no_longer_knows_is_lost(machine: Machine, world: World, anna: Actor) -> None:
    channel = await world.channel("Turku", anna)
    await machine.start()
    await bound(machine, channel)
    machine.server.faults.add(Fault("error", method="sendMessage", code=400, description=NOT_FOUND))
    await in_channel(machine, post("Alert 7", alert_id="7"))
    await machine.idle()
    (refusal,) = machine.refusals
    assert (refusal.code, refusal.groups_lost, refusal.alert_ids) == ("chat_not_found", ("turku",), ("7",))
    async with machine.store.look() as work:
        lost = await channels.of_group(work, "turku")
    assert lost is not None
    assert lost.state is ChannelState.LOST


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage"])
async def test_what_is_refused_about_one_message_makes_nobody_unreachable(
    machine: Machine, anna: Actor, method: str
) -> None:
    await begin(machine, anna)
    (row,) = await tell(machine, anna, "a1")
    await anna.sees("a1")
    person = await machine.person(anna.id)
    machine.server.faults.add(Fault("error", method=method, code=403, description="Forbidden: bot was blocked"))
    async with machine.store.work() as work:
        turn = Turn(work, machine.house)
        await (turn.edit(person, row, "a2") if method == "editMessageText" else turn.delete(person, row))
    await machine.idle()
    assert (await machine.person(anna.id)).unreachable_at is None
