"""Coordinators and alerts: who may press what, and what comes of it."""

from tests.kit.network import NATIONAL, Network


async def test_two_coordinators_press_take_and_the_first_one_wins(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels["turku-varsinais-suomi"]
    await network.host()
    await channel.sees("New host")

    await kaisa.presses("Take", in_=channel)
    await kaisa.sees_toast("You have taken this")
    await channel.sees("Taken by Kaisa")
    await pekka.presses("Give back", in_=channel)
    await pekka.sees_toast("Taken already. Kaisa")

    await kaisa.presses("Give back", in_=channel)
    await kaisa.sees_toast("Given back")
    await pekka.presses("Take", in_=channel)
    await channel.sees("Taken by Pekka")
    await pekka.presses("Done", in_=channel)
    await channel.sees("Done: Pekka")


async def test_a_channel_member_who_is_no_coordinator_changes_nothing(network: Network) -> None:
    channel = await network.channel()
    curious = await network.person("Curious")
    await network.server.people.joins(curious.id, channel.chat_id)
    await network.host()
    await channel.sees("New host")

    for label in ("Take", "Details", "Not suitable"):
        await curious.presses(label, in_=channel)
        toast = await curious.sees_toast("Only coordinators of this group")
        assert toast["show_alert"] is True
    channel.has_not_seen("Taken by")


async def test_details_open_in_the_private_chat_for_the_presser_alone_and_once(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels["turku-varsinais-suomi"]
    await network.host()
    await channel.sees("New host")

    await kaisa.presses("Details", in_=channel)
    link = str((await kaisa.sees_toast())["url"])
    await pekka.opens(link)
    await pekka.sees("That link does not work any more")
    await kaisa.opens(link)
    card = await kaisa.sees("Name: Helena")
    assert card.message.protected
    await kaisa.opens(link)
    await kaisa.sees("That link does not work any more")
    channel.has_not_seen("Helena")


async def test_a_coordinator_who_left_the_channel_opens_nothing_from_that_moment_on(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels["turku-varsinais-suomi"]
    await network.host()
    await channel.sees("New host")
    await kaisa.presses("Details", in_=channel)
    link = str((await kaisa.sees_toast())["url"])

    await network.server.people.leaves(kaisa.id, channel.chat_id)
    await kaisa.opens(link)
    await kaisa.sees("There is no such case")
    await kaisa.says("/cases")
    await kaisa.sees("/cases is for coordinators")


async def test_a_match_is_set_aside_with_a_reason_asked_privately_and_taken_back(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels["turku-varsinais-suomi"]
    await network.host()
    await network.guest()
    await channel.sees("A possible match")

    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable")
    await kaisa.says("Too far from her school")
    await kaisa.sees("Thank you, noted")
    await channel.sees("Not suitable: Kaisa")
    channel.has_not_seen("Too far")

    await kaisa.presses("Details", in_=channel)
    await kaisa.follows_toast()
    await kaisa.sees("Too far from her school")
    await kaisa.presses("Suitable after all", in_=channel)
    await kaisa.sees_toast("Open again")
    await kaisa.presses("Details", in_=channel)
    await kaisa.follows_toast()
    card = await kaisa.sees("Why they could suit")
    assert "Too far" not in card


async def test_the_national_group_is_asked_once_and_sees_whose_case_it_is(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels["turku-varsinais-suomi"]
    national = await network.channel(NATIONAL)
    outi = await network.coordinator("Outi", NATIONAL)
    await network.host()
    await channel.sees("New host")

    await kaisa.presses("Ask the national group", in_=channel)
    await kaisa.sees_toast("has been asked, too")
    await national.sees("for Kotimajoitusverkosto Turku ja Varsinais-Suomi")
    await kaisa.presses("Ask the national group", in_=channel)
    await kaisa.sees_toast("has been asked already")
    await outi.presses("Take", in_=national)
    await national.sees("Taken by Outi")
