"""/status: where things stand, in the person's own words, at every stage; what they can do and must see to."""

from __future__ import annotations

import time_machine

from bot.casework.stages import Move
from bot.store import cases
from tests.kit.matched import ASKED, GUEST_ASKED_TOO, INTRODUCED, LIVING, case_of, match_of, moved
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor
from tests.kit.screens import Screen


async def _status(actor: Actor) -> Screen:
    await actor.says("/status")
    return await actor.sees("Now:")


async def _way(network: Network, actor: Actor, way: str) -> None:
    case = await case_of(network, actor)
    async with network.built.store.work() as work:
        await cases.change(work, case.id, way=way)


async def _two(network: Network) -> tuple[Actor, Actor]:
    await network.coordinator("Kaisa")
    helena = await network.host()
    amir = await network.guest()
    await network.channels[TURKU].sees("A possible match")
    await network.approved(helena, amir)
    await network.quiet()
    await moved(network, await match_of(network, helena), (Move.TAKE, "coordinator"))
    return helena, amir


async def test_the_way_in_says_what_comes_next(network: Network) -> None:
    helena = await network.host()
    assert "try to get in touch by" in await _status(helena)
    for way, told in (
        ("spoken", "somebody of the group visits you at home"),
        ("visited", "the group talks it over"),
        ("approved", "we are looking whom your home could suit"),
        ("not_now", "it rests, as we wrote to you"),
    ):
        await _way(network, helena, way)
        assert told in await _status(helena), way
    screen = await _status(helena)
    for button in ("I don’t feel safe", "I want to talk with a coordinator", "Take a break from hosting"):
        assert button in screen.buttons
    assert "Take my offer back" in screen.buttons


async def test_a_match_is_told_only_to_whoever_has_been_asked_and_the_question_comes_again(network: Network) -> None:
    helena, amir = await _two(network)
    match = await match_of(network, helena)
    for actor in (helena, amir):
        assert "everything is ready" in await _status(actor), "a match that is only taken is nobody's business"

    await moved(network, match, *ASKED)
    asked = await _status(helena)
    assert "wait for your answer" in asked
    assert "Please answer by" in asked
    await helena.sees_button("Yes, let’s meet")
    assert "everything is ready" in await _status(amir)

    await moved(network, match, *GUEST_ASKED_TOO[1:])
    assert "A coordinator asks the other side" in await _status(helena)
    assert "asked you about a home" in await _status(amir)


async def test_nobody_reads_that_they_were_refused(network: Network) -> None:
    helena, amir = await _two(network)
    await moved(network, await match_of(network, helena), *GUEST_ASKED_TOO, (Move.GUEST_NO, "guest"))
    for actor, looking in ((helena, "whom your home could suit"), (amir, "looking for a home for you")):
        status = await _status(actor)
        assert looking in status
        assert "meet" not in status.text


async def test_from_the_introduction_to_living_each_side_reads_its_own_duties(network: Network) -> None:
    helena, amir = await _two(network)
    match = await match_of(network, helena)
    await moved(network, match, *INTRODUCED)
    introduced = await _status(amir)
    assert "you have been introduced" in introduced
    assert "try to do so by" in introduced
    await moved(network, match, *LIVING[len(INTRODUCED) :])
    guest, host = await _status(amir), await _status(helena)
    assert "tell the centre your new address" in guest
    assert "tell your landlord" in host
    assert "landlord" not in guest


async def test_a_day_that_is_past_is_not_promised_any_more(network: Network) -> None:
    helena, amir = await _two(network)
    match = await match_of(network, helena)
    await moved(network, match, *INTRODUCED)
    async with network.built.store.look() as look:
        later = look.now + network.built.house.course.stage_lasts("meeting") * 2
    with time_machine.travel(later):
        status = await _status(amir)
    assert "you have been introduced" in status
    assert "try to do so by" not in status


async def test_a_known_person_finds_the_button_in_the_first_menu(network: Network) -> None:
    amir = await network.guest()
    await amir.says("/start")
    screen = await amir.sees("Would you like to offer a home")
    assert "I don’t feel safe" in screen.buttons
    stranger = await network.person("Stranger")
    await stranger.says("/start")
    first = await stranger.sees("Would you like to offer a home")
    assert "I don’t feel safe" not in first.buttons
