"""Somebody fills in the interview for another person, who confirms it, or with whom a coordinator speaks."""

from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def _helped(network: Network, helper: Actor) -> str:
    """A guest's interview filled in for somebody else; the link for that person."""
    await network.walks(
        helper,
        "=/guest",
        *("yes", "yes", "done", "pick:other", "=Amal", "chat", "=Arabic"),
        *("+:women", "done", "=Turku", "done", "=tomorrow", "pick:length:months", "pick:shortest:weeks", "done"),
        "!send",
    )
    told = await helper.sees("start=confirm_")
    return told.text[told.text.index("https://") :].split()[0]


async def test_the_person_confirms_by_their_own_link_and_is_matched_only_then(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    helper, amal = await network.person("Helper"), await network.person("Amal")
    link = await _helped(network, helper)
    await channel.sees("not confirmed yet")
    channel.has_not_seen("A possible match")
    await helper.says("/status")
    await helper.sees("waits until the person it is about has confirmed it")

    await helper.opens(link)
    await helper.sees("please give it to them")
    await amal.opens(link)
    await amal.sees("Somebody who helps you has filled in answers for you")
    await amal.presses("Yes")
    await amal.presses("Yes, I agree")
    await amal.presses("None of these, go on")
    await amal.sees("How may we reach you?")
    await amal.presses("In this chat")
    await amal.sees("Name: Amal")
    await amal.presses("Send now")
    await amal.sees("K-")
    await channel.sees("A possible match")
    await helper.sees("Thank you for helping")

    await helper.says("/mydata")
    data = await helper.sees("Everything that is kept")
    assert "Amal" not in data
    await helper.opens(link)
    await helper.sees("That link does not work any more")


async def test_a_no_of_the_person_erases_what_was_filled_in(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helper, amal = await network.person("Helper"), await network.person("Amal")
    await amal.opens(await _helped(network, helper))
    await amal.presses("Yes")
    await amal.sees("May we keep your answers")
    await amal.presses("No")
    await amal.sees("keep nothing")
    await channel.sees("No longer current")


async def test_a_coordinator_who_has_spoken_alone_with_the_person_confirms(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    await _helped(network, await network.person("Helper"))
    await channel.sees("not confirmed yet")
    await kaisa.presses("Details", in_=channel)
    await kaisa.follows_toast()
    await kaisa.presses("I have spoken with them alone")
    await kaisa.sees_toast("confirmed")
    await channel.sees("A possible match")
