"""Alerts that no channel could show are posted as soon as one can, once each and in their order."""

from __future__ import annotations

import datetime as dt

import time_machine

from bot.jobs import waiting_alerts
from bot.store import alerts, channels
from tests.kit.network import NATIONAL, TURKU, Network


async def _posts(network: Network) -> int:
    return await waiting_alerts.post(network.built.store, network.built.house)


async def test_they_wait_and_are_posted_once(network: Network) -> None:
    await network.host()
    await network.host("Saara", municipality="=Kuopio")
    assert await _posts(network) == 0
    founder = await network.person("Founder")
    turku, national = await network.world.channel("Turku", founder), await network.world.channel("All", founder)
    async with network.built.store.work() as work:
        assert len(await alerts.waiting(work)) == 2
        await channels.bind(work, TURKU, turku.chat_id, "channel")
    assert await _posts(network) == 1
    await turku.sees("alert 1")
    assert await _posts(network) == 0
    turku.has_not_seen("Kuopio")

    async with network.built.store.work() as work:
        await channels.bind(work, NATIONAL, national.chat_id, "channel")
    assert await _posts(network) == 1
    await national.sees("Kuopio")
    national.has_not_seen("alert 1")
    assert await _posts(network) == 0


async def test_a_lost_channel_shows_nothing(network: Network) -> None:
    founder = await network.person("Founder")
    turku = await network.world.channel("Turku", founder)
    await turku.sees("To bind this chat")
    async with network.built.store.work() as work:
        await channels.bind(work, TURKU, turku.chat_id, "channel")
        await channels.lose(work, turku.chat_id)
    await network.host()
    assert await _posts(network) == 0
    async with network.built.store.work() as work:
        await channels.restore(work, turku.chat_id)
    assert await _posts(network) == 1
    await turku.sees("New host")


async def test_what_waited_for_a_morning_without_the_bot_waits_for_the_next(network: Network) -> None:
    house = network.built.house
    house.policy = house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    founder = await network.person("Founder")
    turku = await network.world.channel("Turku", founder)
    async with network.built.store.work() as work:
        await channels.bind(work, TURKU, turku.chat_id, "channel")

    today = house.today(dt.datetime.now(dt.UTC))

    def at(days: int, hour: int) -> time_machine.travel:
        day = today + dt.timedelta(days=days)
        return time_machine.travel(dt.datetime.combine(day, dt.time(hour, 30), house.timezone))

    with at(1, 23):
        await network.host()
        assert await _posts(network) == 0
    with at(2, 22):
        assert await _posts(network) == 0
    turku.has_not_seen("New host")
    with at(3, 8):
        assert await _posts(network) == 1
    await turku.sees("New host")
