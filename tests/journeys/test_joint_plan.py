"""The plan for all who wait, in a coordinator's chat: numbers and pairs, and nothing is told to anybody."""

from tests.kit.network import NATIONAL, TURKU, Network


async def test_everybody_who_waits_is_planned_for_and_a_pair_opens_from_the_plan(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    saara = await network.host("Saara", municipality="=Kaarina", languages="=Arabic")
    amir = await network.guest(places=("=Turku", "=Kaarina", "done"))
    sara = await network.guest("Sara", languages="=Swedish")
    await network.quiet()
    await kaisa.says("/jointplan")
    plan = await kaisa.sees("2 of 2 guests could have a home")
    numbers = [await network.case_number(one) for one in (helena, saara, amir, sara)]
    assert all(number in plan for number in numbers)
    assert "First come, first served:" in plan
    assert "Helena" not in plan
    await kaisa.presses(next(label for label in plan.buttons if label.startswith("Work on")))
    await kaisa.sees_button("Take")
    amir.has_not_seen("home could suit")


async def test_a_plan_is_for_ones_own_group_and_region_or_for_national_coordinators(network: Network) -> None:
    kaisa, outi = await network.coordinator("Kaisa"), await network.coordinator("Outi", NATIONAL)
    await network.guest()
    await network.host()
    await network.channels[TURKU].sees("A possible match")
    await kaisa.says("/jointplan")
    own = await kaisa.sees("1 of 1 guest could have a home")
    assert "For the whole country" not in own.buttons
    await kaisa.presses("For Southwest Finland")
    await kaisa.sees("1 of 1 guest could have a home")

    await outi.says("/jointplan")
    plan = await outi.sees("Plan for all: the whole country")
    button = next(label for label in plan.buttons if label.startswith("Work on"))
    await outi.presses(button)
    await outi.sees_toast("The groups of the two have been told")


async def test_somebody_who_is_no_coordinator_sees_no_plan_and_no_report(network: Network) -> None:
    amir = await network.guest()
    for command in ("/jointplan", "/report"):
        await amir.says(command)
        await amir.sees("That is for coordinators")


async def test_nobody_waits(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await kaisa.says("/jointplan")
    await kaisa.sees("Nobody waits here just now")
    await kaisa.says("/report")
    report = await kaisa.sees("The network in numbers")
    assert "0 guests wait for a home" in report
