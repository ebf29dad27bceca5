"""Messages with details vanish from a coordinator's chat, where that is wished, and never stay with their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
import time_machine

from bot.operating import coordinators as operating
from bot.playground.server import BotApiServer
from bot.store import coordinators, people
from bot.store.outbox import VANISH
from bot.store.tables import Outbox, OutboxState
from tests.kit.api_check import ApiCheck
from tests.kit.network import QUICK, TURKU, Network, running
from tests.kit.people import Actor, World
from tests.kit.whole_stay import taps

VANISHES = "🕓 This message vanishes"


async def _chooses(network: Network, coordinator: Actor, hours: str) -> None:
    await coordinator.says("/vanish")
    asked = await coordinator.sees("still in the case")
    await coordinator.presses(hours)
    noted = await coordinator.sees("Noted. Messages with details vanish")
    assert noted.message_id == asked.message_id, "no older message goes on showing another choice"
    assert f"✓ {hours}" in noted.buttons


async def _opens(network: Network, coordinator: Actor, whose: Actor) -> None:
    await coordinator.says(f"/cases {await network.case_number(whose)}")
    await coordinator.sees("Way in:")
    await network.quiet()


async def _planned(network: Network) -> Sequence[str | None]:
    """The messages that are to vanish: once for each deletion that waits."""
    async with network.built.store.look() as look:
        where = Outbox.kind == VANISH, Outbox.state == OutboxState.WAITING
        return list(await look.session.scalars(sa.select(Outbox.target_id).where(*where)))


def _in(hours: float) -> time_machine.travel:
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))


async def test_a_card_vanishes_when_its_time_has_come_and_not_before(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    await _chooses(network, kaisa, "After 24 hours")
    await _opens(network, kaisa, amir)
    told = await kaisa.sees(VANISHES)
    assert told.message.protected
    await network.quiet()
    with _in(23):
        await network.quiet()
        await kaisa.says("/vanish")
        shown = await kaisa.sees_button("✓ After 24 hours")
        assert "Way in:" in kaisa.transcript()
    with _in(24.1):
        await kaisa.says("/help")
        await network.until(lambda: told.message.deleted, "the card is gone")
    assert not shown.message.deleted, "what tells of nobody stays"
    assert not await _planned(network)


async def test_nothing_vanishes_where_nobody_wishes_it(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    await _opens(network, kaisa, amir)
    kaisa.has_not_seen(VANISHES)
    assert not await _planned(network)
    await _chooses(network, kaisa, "After 1 hour")
    await _chooses(network, kaisa, "Never")
    await _opens(network, kaisa, amir)
    kaisa.has_not_seen(VANISHES)


async def test_a_group_has_its_own_time_until_a_coordinator_chooses(network: Network) -> None:
    network.built.house.course = network.built.house.course.model_copy(update={"vanish_groups": {TURKU: 12}})
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    await kaisa.says("/cases")
    await kaisa.presses("Messages that vanish")
    await kaisa.sees_button("✓ After 12 hours")
    await _opens(network, kaisa, amir)
    await kaisa.sees(VANISHES)
    await _chooses(network, kaisa, "Never")
    await _opens(network, kaisa, amir)
    assert VANISHES not in await kaisa.sees("Way in:")


async def test_a_host_is_asked_nothing_of_the_kind(network: Network) -> None:
    helena = await network.host()
    await helena.says("/vanish")
    await helena.sees("That is for coordinators")


async def test_what_is_changed_again_and_again_vanishes_once_and_as_was_said_at_first(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await _chooses(network, kaisa, "After 1 hour")
    await kaisa.says("/fillin")
    await kaisa.presses("Somebody needs a home")
    await kaisa.presses("English")
    first = await kaisa.sees(VANISHES)
    await network.quiet()
    planned = await _planned(network)
    with _in(0.5):
        await taps(network, kaisa, ":yes$", ":yes$", ":pick:told$", ":pick:contacts$")
        changed = next(one for one in kaisa.screens if one.message_id == first.message_id)
        assert changed.text.partition(VANISHES)[2] == first.text.partition(VANISHES)[2]
        later = await _planned(network)
    assert set(planned) <= set(later)
    assert len(later) == len(set(later)), "no message has two"
    with _in(1.1):
        await kaisa.says("/help")
        await network.until(lambda: first.message.deleted, "the question is gone")


async def test_whoever_is_removed_or_erased_keeps_nothing_that_was_to_vanish(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    cards = []
    for one in (kaisa, pekka):
        await _chooses(network, one, "After 47 hours")
        await _opens(network, one, amir)
        cards.append(await one.sees(VANISHES))
    await network.quiet()
    async with network.built.store.look() as look:
        person = await people.find(look, kaisa.id)
        assert person is not None
        (mine,) = await coordinators.of_person(look, person.id)
    await operating.remove(network.built.store, network.built.house, mine.id)
    await pekka.says("/delete")
    await pekka.presses("Yes, erase everything")
    await pekka.sees("Everything about you is erased")
    await network.until(lambda: all(card.message.deleted for card in cards), "both cards are gone")
    assert not await _planned(network)


async def test_after_days_without_the_bot_the_words_go_where_the_message_cannot(tmp_path: Path) -> None:
    check = ApiCheck()
    server = BotApiServer(limits=QUICK, observer=check)
    await server.start()
    try:
        world = World(server)
        async with running(server, tmp_path) as built:
            network = Network(world, built, tmp_path)
            kaisa = await network.coordinator("Kaisa")
            amir = await network.guest()
            await _chooses(network, kaisa, "After 12 hours")
            await _opens(network, kaisa, amir)
            card = await kaisa.sees(VANISHES)
            await network.quiet()
        with _in(72):
            async with running(server, tmp_path) as built:
                network = Network(world, built, tmp_path)
                await network.until(lambda: "Way in:" not in kaisa.transcript(), "the words are gone")
                await network.quiet()
                left = next(one for one in kaisa.screens if one.message_id == card.message_id)
                assert left.text == "(Details removed)"
                assert not left.buttons
                assert not await _planned(network)
    finally:
        await server.stop()
    check.clean()
