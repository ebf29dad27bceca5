"""The good story, from two interviews to a stay that has ended, with each of the three in another language."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.stages import Stage, rebuilt
from bot.jobs import timers as ringing
from bot.store import matches
from bot.store.tables import Match
from tests.conversations.a_plan import TYPED
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import HELSINKI, on

OF_SIDES = ("Thank you", "Please", "coordinator", "The host", "The guest", "You can", "How is it", "You meet")
OF_COORDINATORS = ("Way in", "Taken by", "has happened", "Next:", "Both can come")
"""What nobody reads who reads another language. (A coordinator sees what the sides get in the sides' languages.)"""


async def _step(network: Network, actor: Actor, *patterns: str) -> None:
    for pattern in patterns:
        await network.quiet()
        await actor.taps(pattern)
    await network.quiet()


async def _number(network: Network, actor: Actor) -> str:
    await network.quiet()
    found = next(screen for screen in reversed(actor.screens) if screen.from_bot and "K-" in screen)
    return found.text[found.text.index("K-") :][:8]


async def _match(network: Network) -> Match:
    async with network.built.store.look() as work:
        (match,) = await matches.with_stage(work, tuple(Stage))
        return match


async def _stands_at(network: Network, stage: Stage) -> None:
    await network.quiet()
    assert (await _match(network)).stage == stage


async def _days_later(network: Network, days: int) -> None:
    """The clock is put forward, and what is due is done."""
    with on(dt.datetime.now(HELSINKI).date() + dt.timedelta(days=days)):
        await ringing.ring(network.built.store, network.built.house)
        await network.quiet()


def _reads(actor: Actor, language: str, words: tuple[str, ...]) -> None:
    """What the bot has said to somebody is in their language."""
    said = [screen for screen in actor.screens if screen.from_bot]
    english = [screen.text for screen in said if any(word in screen for word in words)]
    assert bool(english) is (language == "en")


@pytest.mark.parametrize(("coordinator", "host", "guest"), [("fi", "sv", "en"), ("sv", "en", "fi"), ("en", "fi", "sv")])
async def test_from_two_interviews_to_the_end_of_a_stay(
    network: Network, coordinator: str, host: str, guest: str
) -> None:
    kaisa = await network.coordinator("Kaisa", language=coordinator)
    helena, amir = await network.host(language=host), await network.guest(language=guest)
    channel = network.channels[TURKU]
    for person, steps in ((helena, 3), (amir, 2)):
        await kaisa.says(f"/cases {await _number(network, person)}")
        await _step(network, kaisa, ":step:spoken:phone$", *[":step:"] * (steps - 1))

    await channel.sees("A possible match")
    await kaisa.taps(":take$", in_=channel)
    await _stands_at(network, Stage.TAKEN)
    await kaisa.taps(":details$", in_=channel)
    await kaisa.follows_toast()
    await _step(network, kaisa, ":ask:h$", r"1:m:.*:send:")
    await _step(network, helena, "^1:s:.*:yes$")
    await _step(network, kaisa, "^1:m:.*:open$", ":ask:g$", r"1:m:.*:send:")
    await _step(network, amir, "^1:s:.*:yes$")
    await _stands_at(network, Stage.AGREED)
    helena.has_not_seen("Amir")
    amir.has_not_seen("Helena")

    await _step(network, kaisa, "^1:m:.*:open$", ":intro$", ":introd")
    await _stands_at(network, Stage.INTRODUCED)
    assert any("Amir" in screen for screen in helena.screens)
    assert any("Helena" in screen for screen in amir.screens)

    await _step(
        network, kaisa, "^1:m:.*:open$", ":mtimes$", r":mtimes:\d", ":mday:.*-15$", ":mat:", ":mpreview$", ":msend$"
    )
    for side in (helena, amir):
        await _step(network, side, "^1:d:.*:t:0$", "^1:d:.*:done$")
    await _stands_at(network, Stage.MEETING_SET)
    assert any("document" in screen.message.content for screen in amir.screens)

    await _step(network, kaisa, "^1:m:.*:open$", ":plan$", ":plan_let:host$")
    await _step(network, helena, "^1:p:.*:fill")
    for words in {**TYPED, "dates": f"{SOON:%-d.%-m.%Y}–{SOON + dt.timedelta(days=100):%-d.%-m.%Y}"}.values():
        await network.quiet()
        await helena.says(words)
    await _step(network, helena, "^1:i:p.*!send$")
    await _step(network, amir, "^1:p:.*:yes")
    await _stands_at(network, Stage.PLAN_AGREED)
    papers = [screen for screen in helena.screens if "document" in screen.message.content]
    assert len(papers) == 2

    await _step(network, kaisa, "^1:m:.*:open$", ":movein$", r":movein:\d")
    await _stands_at(network, Stage.LIVING)
    await _days_later(network, 4)
    await _step(network, helena, "^1:f:go:.*:well$")
    await _step(network, amir, "^1:f:go:.*:fine$")
    await _step(network, kaisa, "^1:m:.*:open$", ":end$", ":end:own_rental$", ":end:own_rental:yes$")
    await _stands_at(network, Stage.ENDED)
    await _step(network, helena, "^1:f:was:.*:well$")

    match = await _match(network)
    async with network.built.store.look() as work:
        events = [(event.what, event.by) for event in await matches.events(work, match.id)]
    assert rebuilt(events).stage is Stage.ENDED  # type: ignore[arg-type]  # who moves
    _reads(kaisa, coordinator, OF_COORDINATORS)
    _reads(helena, host, OF_SIDES)
    _reads(amir, guest, OF_SIDES)
    for name in ("Helena", "Amir"):
        channel.has_not_seen(name)
