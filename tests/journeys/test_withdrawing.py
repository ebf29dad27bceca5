"""Taking an offer or a search back, a break from hosting, and what becomes of a match under way."""

from __future__ import annotations

from bot.casework.stages import Stage
from tests.kit.matched import INTRODUCED, LIVING, case_of, match_of, moved, number_of
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor, Place

EVERYBODY = ("flip:whom:woman", "flip:whom:man", "flip:whom:couple", "done")


async def _taken(network: Network) -> tuple[Actor, Place, Actor, Actor]:
    """A coordinator who has taken the match of a host and a guest."""
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await network.approved(helena, amir)
    await network.quiet()
    return kaisa, channel, helena, amir


async def test_a_match_that_runs_ends_and_the_other_side_hears_it_without_a_reason(network: Network) -> None:
    kaisa, channel, helena, amir = await _taken(network)
    match = await match_of(network, helena)
    await moved(network, match, *INTRODUCED)

    await helena.says("/withdraw")
    await helena.sees("You have a match under way")
    await helena.presses("No, leave it as it is")
    await helena.sees("everything stays as it is")
    assert (await match_of(network, helena)).stage == Stage.INTRODUCED

    await helena.says("/withdraw")
    await helena.presses("Yes, take it back")
    await helena.sees("Done: your offer is taken back")
    told = await amir.sees("The plans with this home have come to an end")
    assert "withdr" not in told.text
    number = number_of(helena)
    assert number in await kaisa.sees("has withdrawn")
    assert number in await channel.sees("Withdrawn")
    assert (await match_of(network, helena)).stage == Stage.WITHDRAWN
    helena.has_not_seen("The plans with this guest have come to an end")

    await amir.says("/status")
    status = await amir.sees("looking for a home")
    assert "introduced" not in status


async def test_nobody_who_was_not_asked_hears_anything_and_the_pair_comes_back_with_the_offer(network: Network) -> None:
    kaisa, channel, helena, amir = await _taken(network)
    await helena.says("/vetaydy")
    assert "a match under way" not in await helena.sees("Shall I take your offer of a home back?")
    await helena.says("yes")
    await helena.sees("Done: your offer is taken back")
    await kaisa.sees("has withdrawn")
    await network.quiet()
    amir.has_not_seen("come to an end")
    assert (await match_of(network, helena)).stage == Stage.LAPSED

    await helena.says("/status")
    await helena.sees("you have taken your offer back")
    await helena.presses("Open it again")
    await helena.sees("Welcome back!")
    await network.quiet()
    assert (await match_of(network, helena)).stage == Stage.SUGGESTED
    assert not [screen for screen in channel.screens if "<b>Withdrawn" in screen.text and screen.buttons]
    assert sum("New host" in screen for screen in channel.screens) == 2


async def test_an_offer_that_was_set_aside_is_not_opened_by_taking_it_back_and_again(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    await channel.sees("New host")
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.presses("Leave it out")
    await helena.says("/withdraw")
    await helena.presses("Yes, take it back")
    await helena.presses("Open it again")
    await helena.sees("Welcome back!")
    assert (await case_of(network, helena)).state == "set_aside"


async def test_changed_answers_do_not_open_what_was_taken_back(network: Network) -> None:
    await network.coordinator("Kaisa")
    await network.channel("salo")
    helena = await network.host()
    await helena.says("/withdraw")
    await helena.presses("Yes, take it back")
    await helena.sees("Done")
    await helena.says("/edit")
    await helena.sees("counts when you open it again")
    await helena.presses("Change an answer")
    await helena.presses("Municipality")
    await helena.says("Salo")
    await helena.sees("Your answers now")
    await network.quiet()
    case = await case_of(network, helena)
    assert (case.state, case.group_slug) == ("withdrawn", "salo")
    network.channels["salo"].has_not_seen("New host")


async def test_whoever_is_erased_leaves_no_other_side_waiting(network: Network) -> None:
    kaisa, channel, helena, amir = await _taken(network)
    await moved(network, await match_of(network, helena), *INTRODUCED)
    await amir.says("/delete")
    await amir.presses("Yes, erase everything")
    await amir.sees("Everything about you is erased")
    await helena.sees("The plans with this guest have come to an end")
    await kaisa.sees("has withdrawn")
    await network.quiet()
    assert sum("A possible match" in screen for screen in channel.screens) == 1, "nobody erased is suggested anew"


async def test_a_break_lets_suggestions_lapse_and_a_running_match_go_on(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    await network.guest()
    await channel.sees("A possible match")
    await helena.says("/pausehosting")
    await helena.sees("Your home is open")
    await helena.says("1 month")
    await helena.sees("Your home is having a break until")
    await network.quiet()
    assert (await match_of(network, helena)).stage == Stage.LAPSED

    await helena.says("/status")
    await helena.sees("having a break until")
    await helena.says("/pausehosting")
    await helena.presses("Go on hosting now")
    await helena.sees("Your home is open")
    await network.quiet()
    match = await match_of(network, helena)
    assert match.stage == Stage.SUGGESTED
    assert (await case_of(network, helena)).paused_until is None


async def test_a_break_in_a_running_match_says_that_it_goes_on(network: Network) -> None:
    _kaisa, _channel, helena, _amir = await _taken(network)
    await moved(network, await match_of(network, helena), *INTRODUCED)
    await helena.says("/pausehosting")
    await helena.presses("Until I say")
    await helena.sees("goes on as agreed")
    assert (await match_of(network, helena)).stage == Stage.INTRODUCED


async def test_a_guest_has_nothing_to_pause(network: Network) -> None:
    amir = await network.guest()
    await amir.says("/pausehosting")
    await amir.sees("nothing to pause")


async def test_a_change_that_may_break_a_match_is_warned_of_and_coordinators_hear_when_it_does(
    network: Network,
) -> None:
    kaisa, channel, helena, amir = await _taken(network)
    await helena.says("/edit")
    await helena.sees("Your answers")
    helena.has_not_seen("You have a match under way")
    await helena.presses("Done, keep these")
    await moved(network, await match_of(network, helena), *INTRODUCED)

    await helena.says("/edit")
    await helena.sees("You have a match under way")
    await helena.presses("Change an answer")
    await helena.presses("Could host")
    await helena.presses("A woman")
    await helena.presses("Done")
    await helena.sees("Could host: A man and a couple")
    await channel.sees("no longer fits a match")
    await kaisa.sees("the match does not fit any more")
    await network.quiet()
    assert sum("You have a match under way" in screen for screen in helena.screens) == 1, "once for each opening"
    assert (await match_of(network, helena)).stage == Stage.INTRODUCED
    amir.has_not_seen("does not fit")

    await helena.presses("Change an answer")
    await helena.presses("Could host")
    await helena.says("a woman, a man, a couple")
    await helena.sees("Your answers now")
    await network.quiet()
    broken = [screen for screen in channel.screens if "no longer fits a match" in screen]
    assert [len(screen.buttons) for screen in broken] == [0], "what fits again is no longer current"


async def test_a_stay_that_has_begun_is_not_ended_by_taking_the_offer_back(network: Network) -> None:
    _kaisa, _channel, helena, amir = await _taken(network)
    await moved(network, await match_of(network, helena), *LIVING)
    await helena.says("/withdraw")
    screen = await helena.sees("The stay that has begun goes on")
    assert "I would like the stay to end" in screen.buttons
    await helena.presses("Yes, take it back")
    await helena.sees("Done: your offer is taken back")
    await network.quiet()
    assert (await match_of(network, helena)).stage == Stage.LIVING
    amir.has_not_seen("come to an end")
