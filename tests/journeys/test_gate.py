"""The gate: who may open and decide what, and from when on not any more."""

import dataclasses

from tests.kit.network import NATIONAL, TURKU, Network


async def test_a_group_that_had_a_case_cannot_open_it_when_it_has_moved_on(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    turku, salo = network.channels[TURKU], await network.channel("salo")
    helena = await network.host()
    number = await network.case_number(helena)
    await turku.sees(number)
    await kaisa.says("/cases")
    await kaisa.sees(number)

    await network.walks(helena, "=/edit", "=Municipality", "=Salo")
    await salo.sees(number)
    await helena.sees("Your case is now with this group: Kotimajoitus Salo")
    await kaisa.presses(number)
    await kaisa.sees_toast("There is no such case")
    await kaisa.says(f"/cases {number}")
    await kaisa.sees("There is no such case")
    kaisa.has_not_seen("Name: Helena")


async def test_a_coordinator_decides_nothing_of_their_own_offer(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.walks(kaisa, "=/host", *network.host_steps(), "!send")
    number = await network.case_number(kaisa)
    await channel.sees(number)
    for label in ("Take", "Details"):
        await kaisa.presses(label, in_=channel)
        await kaisa.sees_toast("Only coordinators of this group")
    await kaisa.says(f"/cases {number}")
    await kaisa.sees("There is no such case")


async def test_the_alert_and_its_copy_at_the_national_group_are_one(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    outi = await network.coordinator("Outi", NATIONAL)
    national = network.channels[NATIONAL]
    helena = await network.host()
    await channel.sees("New host")
    await kaisa.presses("Ask the national group", in_=channel)
    await national.sees("New host")

    await outi.presses("Take", in_=national)
    await channel.sees("Taken by Outi")
    await kaisa.presses("Give back", in_=channel)
    await kaisa.sees_toast("Taken already. Outi")
    await helena.says("/status")
    await helena.sees("a coordinator is looking")


async def test_what_somebody_had_taken_who_left_can_be_taken_by_others(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels[TURKU]
    await network.host()
    await channel.sees("New host")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await network.server.people.leaves(kaisa.id, channel.chat_id)
    await pekka.presses("Take", in_=channel)
    await channel.sees("Taken by Pekka")


async def test_another_groups_guest_is_told_of_in_coarse_words_only(network: Network) -> None:
    """Of two guests only the better one is suggested; the other, of another group, is still in the list."""
    house = network.built.house
    few = house.matching.figures.model_copy(update={"suggestions_per_case": 1})
    house.matching = dataclasses.replace(house.matching, figures=few)
    kaisa = await network.coordinator("Kaisa")
    await network.guest("Sara", languages="=Swedish")
    await network.guest(places=("=Lahti, Turku", "done"))
    helena = await network.host()
    await network.channels[TURKU].sees("A possible match")
    await kaisa.says(f"/cases {await network.case_number(helena)}")
    await kaisa.presses("Possible matches")
    pair = await kaisa.sees("In coarse words, since it is a case of another group")
    assert "allergic" not in pair
    assert pair.buttons == ("Work on this pair",)


async def test_a_pair_that_was_set_aside_is_no_possible_match_any_more(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable")
    await kaisa.presses("Leave it out")
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Possible matches")
    told = await kaisa.sees("no possible match just now")
    assert "1 home has been set aside for this guest." in told


async def test_a_guest_without_a_home_shows_what_would_open_one(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await network.host(municipality="=Helsinki")
    amir = await network.guest()
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Possible matches")
    told = await kaisa.sees("no possible match just now")
    assert "1 home is not where the guest could live." in told
    assert "km farther away: 1 home." in told
