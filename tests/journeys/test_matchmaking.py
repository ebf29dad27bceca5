"""Who is suggested to whom while the bot runs: exclusive, above a threshold, and looked at anew every night."""

import dataclasses

from bot.casework.stages import Stage
from bot.jobs import nightly_matching
from bot.store import cases, matches, open_cases, overtaken, safety_tallies
from bot.telegram.turn import Turn
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def _nightly(network: Network) -> None:
    await nightly_matching.run(network.built.store, network.built.house)


async def _stage(network: Network, host: Actor, guest: Actor) -> str:
    numbers = [await network.case_number(host), await network.case_number(guest)]
    async with network.built.store.look() as work:
        home, party = [await cases.by_number(work, number) for number in numbers]
        assert home is not None
        assert party is not None
        match = await open_cases.match_of(work, home.id, party.id)
        return "" if match is None else match.stage


async def test_a_match_that_is_taken_lets_other_suggestions_lapse_until_it_is_given_back(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena, amir = await network.host(), await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    sara = await network.guest("Sara")
    await network.quiet()
    assert await _stage(network, helena, sara) == ""

    await kaisa.presses("Give back", in_=channel)
    await kaisa.sees_toast("Given back")
    await network.quiet()
    assert await _stage(network, helena, amir) == Stage.SUGGESTED
    assert await _stage(network, helena, sara) == Stage.SUGGESTED
    await kaisa.presses("Take", in_=channel)
    await kaisa.sees_toast("You have taken this")
    await network.quiet()
    stages = {await _stage(network, helena, guest) for guest in (amir, sara)}
    assert stages == {Stage.TAKEN, Stage.LAPSED}


async def test_below_the_threshold_nothing_is_told_but_the_list_has_it(network: Network) -> None:
    house = network.built.house
    high = house.matching.figures.model_copy(update={"alert_points": 1000.0})
    house.matching = dataclasses.replace(house.matching, figures=high)
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena, amir = await network.host(), await network.guest()
    await channel.sees("New guest")
    await network.quiet()
    channel.has_not_seen("A possible match")
    assert await _stage(network, helena, amir) == ""

    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Possible matches")
    pair = await kaisa.sees("Not both are approved yet")
    assert await network.case_number(helena) in pair.buttons
    assert "✓" in pair
    await kaisa.presses("Work on this pair")
    await channel.sees("A possible match")
    card = await kaisa.sees_button("Take")
    assert await network.case_number(helena) in card
    assert await _stage(network, helena, amir) == Stage.SUGGESTED


async def test_the_list_of_possible_matches_is_turned_page_by_page(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    for name in ("A", "B", "C", "D", "E", "F"):
        await network.host(name)
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Possible matches")
    last = await kaisa.sees("6 possible matches, page 1 of 2")
    assert "More ›" in last.buttons
    await kaisa.presses("More ›")
    last = await kaisa.sees("6 possible matches, page 2 of 2")
    assert "‹ Earlier" in last.buttons
    assert len([screen for screen in kaisa.new_screens() if "Work on this pair" in screen.buttons]) == 1


async def test_an_approved_guest_without_any_home_is_told_of_once_until_there_is_one(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    amir = await network.guest()
    await _nightly(network)
    await network.quiet()
    channel.has_not_seen("No possible home just now")
    await network.approved(amir)
    await _nightly(network)
    await channel.sees("No possible home just now")
    await _nightly(network)
    await network.quiet()
    assert len([screen for screen in channel.screens if "No possible home" in screen]) == 1

    await network.host()
    await channel.sees("A possible match")
    await network.quiet()
    alone = [screen for screen in channel.screens if "No possible home" in screen]
    assert len(alone) == 1
    assert "No longer current" in alone[0]


async def test_the_night_lets_lapse_what_the_day_has_outlived_and_counts_the_safety_table(network: Network) -> None:
    channel = await network.channel()
    helena, amir = await network.host(), await network.guest()
    await channel.sees("A possible match")
    async with network.built.store.work() as work:
        case = await cases.by_number(work, await network.case_number(helena))
        assert case is not None
        await cases.change(work, case.id, state="withdrawn")
    await _nightly(network)
    assert await _stage(network, helena, amir) == Stage.LAPSED
    await channel.sees("No longer current")
    async with network.built.store.look() as work:
        turn = Turn(work, network.built.house)
        assert (await safety_tallies.since(work, turn.house.today(turn.now))).looked_at > 0


async def test_whoever_came_before_and_still_waits_was_overtaken_once(network: Network) -> None:
    await network.guest("First")
    helena, amir, later = await network.host(), await network.guest(), await network.guest("Later")
    await network.quiet()
    async with network.built.store.work() as work:
        home = await cases.by_number(work, await network.case_number(helena))
        party = await cases.by_number(work, await network.case_number(amir))
        assert home is not None
        assert party is not None
        match = await open_cases.match_of(work, home.id, party.id)
        assert match is not None
        living = (Stage.LIVING.value, True, True)
        assert await matches.move(work, match, "move_in", living, by="coordinator", coordinator_id=None)
    await _nightly(network)
    await _nightly(network)
    async with network.built.store.look() as work:
        counts = await overtaken.counts(work)
        last = await cases.by_number(work, await network.case_number(later))
    assert list(counts.values()) == [1]
    assert last is not None
    assert last.id not in counts
