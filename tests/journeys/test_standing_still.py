"""A match that nobody moves: its coordinator is reminded, then the group's channel; the next move puts that right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import get_args

import pytest
import time_machine

from bot.casework.course import StageTimer
from bot.casework.stages import RUNNING, STAYING, TABLE, By, Move
from bot.jobs import timers as ringing
from tests.journeys.test_asking_sides import taken
from tests.kit.matched import ASKED, GUEST_ASKED_TOO, match_of, moved
from tests.kit.network import TURKU, Network

YES: tuple[tuple[Move, By], ...] = (*ASKED, (Move.HOST_YES, "host"))
BOTH: tuple[tuple[Move, By], ...] = (*GUEST_ASKED_TOO, (Move.GUEST_YES, "guest"))


def test_every_stage_at_which_somebody_waits_has_a_timer_that_rings() -> None:
    for row in TABLE:
        if row.to in RUNNING - STAYING:
            assert row.timer in ringing.HANDLERS, (row.move, row.to)
        elif row.to in STAYING:
            assert not row.timer, row.move
    assert set(get_args(StageTimer)) <= set(ringing.HANDLERS)


@pytest.mark.parametrize(
    ("made", "days", "says", "then"),
    [
        ((), 5, "You have taken this match, and nobody has been asked yet", (Move.ASK_HOST, "coordinator")),
        (YES, 3, "One side has said yes and waits", (Move.ASK_GUEST, "coordinator")),
        (BOTH, 3, "Both have said yes and wait", (Move.INTRODUCE, "coordinator")),
    ],
)
async def test_the_coordinator_hears_first_and_then_the_channel_once(
    network: Network, made: Sequence[tuple[Move, By]], days: int, says: str, then: tuple[Move, By]
) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    match, channel = await match_of(network, helena), network.channels[TURKU]
    await moved(network, match, *made)
    store, house, begun = network.built.store, network.built.house, dt.datetime.now(dt.UTC)
    said = {actor: len(actor.screens) for actor in (helena, amir)}
    for times, told in ((1, 0), (2, 1), (3, 1), (4, 1)):
        with time_machine.travel(begun + dt.timedelta(days=days * times, minutes=times)):
            await ringing.ring(store, house)
            await network.quiet()
        assert sum(says in screen for screen in kaisa.screens) == 1
        assert sum("A match has stood still for long" in screen for screen in channel.screens) == told, times
    assert {actor: len(actor.screens) for actor in (helena, amir)} == said, "the two are not hurried"
    await moved(network, match, then)
    (alert,) = [screen for screen in channel.screens if "A match has stood still for long" in screen]
    assert "No longer current" in alert
