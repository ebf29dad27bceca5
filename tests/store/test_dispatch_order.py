"""Whatever happens to single messages, each chat gets its own in the order in which they were written, and all once."""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import dispatch, outbox
from bot.store.outbox import Ready
from bot.store.store import Store
from bot.store.tables import OutboxState
from bot.store.work import Work
from tests.store.stories import letter

FATES = st.sampled_from(["held", "refused", "died"])
PLANS = st.lists(st.tuples(st.integers(1, 3), st.lists(FATES, max_size=3)), min_size=1, max_size=12)
START = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)


@dataclass
class Sender:
    """Sends as planned: each message meets its fates, one after the other, and then arrives, unless it was refused."""

    fates: dict[int, list[str]] = field(default_factory=dict)
    arrived: dict[str, list[int]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)

    async def send(self, work: Work, one: Ready) -> None:
        assert one.position in await dispatch.begin(work, [one.position])
        fate = self.fates[one.position].pop(0) if self.fates[one.position] else "arrives"
        match fate:
            case "arrives":
                self.arrived.setdefault(one.lane, []).append(one.position)
                await dispatch.settle(work, one, OutboxState.SENT, message_id=1)
            case "held":
                later = work.now + dt.timedelta(seconds=2)
                await dispatch.put_back(work, one, error="held", held_until=later)
            case "refused":
                self.refused.add(one.position)
                await dispatch.settle(work, one, OutboxState.REFUSED, error="refused")
            case _:
                for lost in await dispatch.recover(work, work.now):
                    await dispatch.put_back(work, lost, error="died")


async def _carry_out(folder: str, plans: list[tuple[int, list[str]]]) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bot.db", Path(folder) / "data.key")
    sender = Sender()
    with time_machine.travel(START, tick=False) as clock:
        async with store.work() as work:
            for chat, fates in plans:
                await outbox.add(work, outbox.to_chat(work, -chat), letter("x"))
                sender.fates[len(sender.fates) + 1] = list(fates)
        for _ in range(200):
            async with store.work() as work:
                for one in await dispatch.ready(work, busy=(), most=2):
                    await sender.send(work, one)
                left = (await outbox.count(work)).waiting
            if not left:
                break
            clock.shift(1)
    await store.close()
    assert not left
    for positions in sender.arrived.values():
        assert positions == sorted(set(positions))
    arrived = {position for positions in sender.arrived.values() for position in positions}
    assert arrived | sender.refused == set(sender.fates)
    assert not arrived & sender.refused


@settings(max_examples=15, deadline=None)
@given(PLANS)
def test_every_chats_messages_arrive_in_order_and_once(plans: list[tuple[int, list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_carry_out(folder, plans))
