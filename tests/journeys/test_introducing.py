"""Two who have both said yes are introduced by a coordinator, each with what they agreed to give."""

from __future__ import annotations

import pytest

from bot.casework.stages import Stage
from tests.journeys.test_asking_sides import asks, match_of, taken, the_card
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

PHONE = "040 123 4567"


async def agreed(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    """Both have said yes, and the coordinator has the card open."""
    await taken(network, kaisa, helena, amir)
    await asks(kaisa, "host")
    await helena.taps("^1:s:.*:yes$")
    await kaisa.sees("The host said yes")
    await kaisa.presses("Open the match")
    await asks(kaisa, "guest")
    await amir.taps("^1:s:.*:yes$")
    await kaisa.sees("Both have said yes")
    await kaisa.presses("Open the match")
    await kaisa.sees_button("Introduce them")


async def test_each_reads_a_name_and_the_agreed_contact_after_the_coordinator_has_looked(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host(language="sv")
    amir = await network.guest(contact=("phone", f"={PHONE}"))
    await agreed(network, kaisa, helena, amir)
    await kaisa.presses("Introduce them")
    preview = await kaisa.sees_button("Introduce them")
    assert "Helena" in preview.text
    await network.quiet()
    helena.has_not_seen("Amir")
    amir.has_not_seen("Helena")

    await kaisa.presses("Introduce them")
    await kaisa.sees("Both have been told")
    to_host = await helena.sees("Amir")
    assert "+358401234567" in to_host.text
    assert to_host.message.protected
    to_guest = await amir.sees("Helena")
    assert "a coordinator passes them on" in to_guest.text
    assert preview.text.endswith(to_guest.text)
    assert (await match_of(network, helena)).stage == Stage.INTRODUCED
    await network.quiet()
    network.channels[TURKU].has_not_seen("Amir")
    network.channels[TURKU].has_not_seen("Helena")


async def test_who_has_not_agreed_is_asked_first_or_stays_without_a_name(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    amir = await network.guest(agreed=("pick:told", "done"))
    await agreed(network, kaisa, helena, amir)
    await kaisa.presses("Introduce them")
    await kaisa.sees("has not agreed yet to exchange names and contacts")
    await kaisa.presses("Ask them")
    await amir.sees("Before we give your name and contact")
    await amir.presses("Rather not")
    await kaisa.sees("would rather not")
    await kaisa.presses("Open the match")
    await kaisa.presses("Introduce them")
    await kaisa.sees("you hear it when you meet")
    await kaisa.presses("Introduce them")
    await helena.sees("you hear it when you meet")
    await network.quiet()
    helena.has_not_seen("Amir")


async def test_two_coordinators_introduce_at_once_and_each_side_is_told_once(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest()
    await agreed(network, kaisa, helena, amir)
    await the_card(network, pekka, helena)
    for one in (kaisa, pekka):
        await one.presses("Introduce them")
        await one.sees("will read this")
        await network.quiet()
    await kaisa.presses("Introduce them")
    await kaisa.sees("Both have been told")
    await pekka.presses("Introduce them")
    await pekka.sees_toast("Kaisa was faster")
    await network.quiet()
    for side in (helena, amir):
        assert sum("You have both said yes" in screen for screen in side.screens) == 1


async def test_what_changed_since_the_look_is_shown_once_more(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await agreed(network, kaisa, helena, amir)
    await kaisa.presses("Introduce them")
    await kaisa.sees("will read this")
    await helena.says("/privacy")
    await helena.presses("☑ Exchange contacts")
    await network.quiet()
    await kaisa.presses("Introduce them")
    await kaisa.sees("Something has changed since you looked")
    await network.quiet()
    amir.has_not_seen("You have both said yes")


@pytest.mark.parametrize("side", ["host", "guest"])
async def test_a_yes_can_be_taken_back_until_they_are_introduced(network: Network, side: str) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await agreed(network, kaisa, helena, amir)
    one, other = (helena, amir) if side == "host" else (amir, helena)
    await one.presses("Not this time")
    await one.sees("nobody is told why")
    await other.sees("that we asked you about")
    await kaisa.presses("Introduce them")
    await kaisa.sees_toast("moved on")
    await network.quiet()
    amir.has_not_seen("You have both said yes")


async def test_broken_off_after_the_introduction_is_told_without_a_reason(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await agreed(network, kaisa, helena, amir)
    await kaisa.presses("Introduce them")
    await kaisa.sees("will read this")
    await kaisa.presses("Introduce them")
    await kaisa.sees("Both have been told")
    await kaisa.presses("Break off")
    await kaisa.presses("Yes, break it off")
    await kaisa.says("They want different things")
    await kaisa.sees("Thank you, noted")
    for side in (helena, amir):
        await side.sees("have come to an end")
        side.has_not_seen("different things")
    assert (await match_of(network, helena)).stage == Stage.BROKEN_OFF
