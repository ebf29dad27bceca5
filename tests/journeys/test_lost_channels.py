"""A group's channel is lost, found again or moved, and no alert goes missing or comes twice."""

import pytest

from bot.jobs import waiting_alerts
from bot.operating import groups
from bot.playground.faults import Fault
from bot.playground.updates import KINDS
from bot.store import channels
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor, Place

FOR_TURKU = "· for Kotimajoitusverkosto Turku ja Varsinais-Suomi"


def _alerts(place: Place) -> list[str]:
    """The new hosts that stand in a chat."""
    return [screen.text for screen in place.screens if screen.from_bot and "New host" in screen]


async def _founder(network: Network) -> Actor:
    assert network.founder is not None
    return network.founder


async def test_a_channel_that_refuses_is_lost_after_one_try_and_found_when_the_bot_is_back(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    kicked = Fault("error", "sendMessage", turku.chat_id, None, code=403)
    kicked.description = "Forbidden: bot was kicked from the channel chat"
    network.server.faults.add(kicked)
    await network.host()
    await national.sees(FOR_TURKU)
    await network.host("Hilla")
    await network.until(lambda: len(_alerts(national)) == 2, "the second one, too")
    assert kicked.struck == 1

    network.server.faults.clear()
    founder, turns = await _founder(network), network.server.people
    await turns.removes(founder.id, turku.chat_id, turns.bot_id)
    await turns.promotes(founder.id, turku.chat_id, turns.bot_id)
    await network.host("Heli")
    await turku.sees("New host")
    assert len(_alerts(national)) == 2


async def test_an_alert_on_its_way_into_a_channel_that_is_just_lost_goes_to_the_national_one(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    founder, turns = await _founder(network), network.server.people
    hold = Fault("too_many_requests", "sendMessage", turku.chat_id, retry_after=1)
    network.server.faults.add(hold)
    await network.host()
    await network.until(lambda: hold.struck == 1, "the alert is held")
    await turns.removes(founder.id, turku.chat_id, turns.bot_id)
    await national.sees(FOR_TURKU)
    async with network.built.store.look() as work:
        assert not (await channels.of_group(work, TURKU)).state == "working"  # type: ignore[union-attr]
