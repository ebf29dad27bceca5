"""Any two are paired by hand: with a word why, a reason for a broken must, a second coordinator for safety."""

from bot.casework.stages import Move, Refusal, Stage
from bot.store import cases, matches, open_cases, pair_decisions, safety_tallies
from bot.store.tables import Match
from bot.telegram import moves
from bot.telegram.stays import barring
from bot.telegram.turn import Turn
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

FOUR = ("+:women", "+:women", "+:women", "+:women", "done")
MAN_ALONE = ("+:men", "done")


async def _match(network: Network, host: Actor, guest: Actor) -> Match | None:
    numbers = [await network.case_number(host), await network.case_number(guest)]
    async with network.built.store.look() as work:
        home, party = [await cases.by_number(work, number) for number in numbers]
        assert home is not None
        assert party is not None
        return await open_cases.match_of(work, home.id, party.id)


async def _tries(network: Network, kaisa: Actor, host: Actor, guest: Actor) -> None:
    """From the host's card to the verdict on the two."""
    await kaisa.says(f"/cases {await network.case_number(host)}")
    await kaisa.sees_button("Pair with…")
    await kaisa.presses("Pair with…")
    await kaisa.sees("Please write the number")
    await kaisa.says(await network.case_number(guest))


async def test_a_broken_must_needs_a_reason_that_is_kept_and_shown(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest(party=FOUR)
    await _tries(network, kaisa, helena, amir)
    verdict = await kaisa.sees("✗")
    assert "Work on this pair" not in verdict.buttons
    await kaisa.presses("Pair them all the same")
    await kaisa.sees("A must is broken")
    await kaisa.says("They share two rooms, and she told me so")
    card = await kaisa.sees("Paired by hand, Kaisa: They share two rooms")
    assert "Give back" in card.buttons
    match = await _match(network, helena, amir)
    assert match is not None
    assert match.stage == Stage.TAKEN
    network.channels[TURKU].has_not_seen("two rooms")

    await _tries(network, pekka, helena, amir)
    told = await pekka.sees("Somebody works on this pair already")
    assert "They share two rooms" in told
    assert told.buttons == ("Open the match",)


async def test_a_pair_of_one_kind_and_a_number_that_is_not_there_are_asked_for_again(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, saara = await network.host(), await network.host("Saara")
    await _tries(network, kaisa, helena, saara)
    await kaisa.sees("Both are hosts or both are guests")
    await kaisa.says("K-222222")
    await kaisa.sees("There is no such case")
    await kaisa.presses("Leave it")
    await kaisa.sees("nothing is noted")


async def test_what_the_safety_table_is_against_needs_a_second_coordinator(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels[TURKU]
    antti, amira = await network.host("Antti", household=MAN_ALONE), await network.guest("Amira")
    await network.approved(antti, amira)
    await _tries(network, kaisa, antti, amira)
    await kaisa.sees("Not suggested, by the safety table")
    await kaisa.presses("Pair them all the same")
    await kaisa.sees("A second coordinator reads your reason")
    await kaisa.says("He is her uncle")
    await kaisa.sees("A second coordinator is asked now")
    alert = await channel.sees("A pair needs the word of a second coordinator")
    assert "uncle" not in alert
    match = await _match(network, antti, amira)
    assert match is not None
    assert match.stage == Stage.LAPSED

    async with network.built.store.work() as work:
        turn = Turn(work, network.built.house)
        pair = await moves.pair_of(turn, match.id)
        assert pair is not None
        assert isinstance(await barring.barred(turn, pair, Move.TAKE), Refusal)

    await _tries(network, kaisa, antti, amira)
    await kaisa.sees("A second coordinator is asked for their word")
    await kaisa.presses("I agree, in my own name")
    await kaisa.sees_toast("The second one is another coordinator’s")

    await pekka.presses("Details", in_=channel)
    await pekka.follows_toast()
    await pekka.sees("A second coordinator is asked for their word")
    await pekka.presses("Pair by hand")
    verdict = await pekka.sees_button("I agree, in my own name")
    assert "He is her uncle" in verdict
    await pekka.presses("I agree, in my own name")
    await pekka.sees("The second coordinator agreed: Pekka")
    await kaisa.sees("The match is yours now")
    await channel.sees("No longer current")
    match = await _match(network, antti, amira)
    assert match is not None
    assert match.stage == Stage.TAKEN
    async with network.built.store.look() as work:
        turn = Turn(work, network.built.house)
        tally = await safety_tallies.since(work, turn.house.today(turn.now))
        assert tally.overridden == 1
        assert tally.forbidden >= 1
        pair = await moves.pair_of(turn, match.id)
        assert pair is not None
        assert await barring.barred(turn, pair, Move.ASK_HOST) is None
    await kaisa.says("/report")
    report = await kaisa.sees("The network in numbers")
    assert "Decided otherwise by two coordinators: 1" in report
    assert await network.case_number(amira) not in report


async def test_a_second_coordinator_who_does_not_agree_ends_it(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    antti, amira = await network.host("Antti", household=MAN_ALONE), await network.guest("Amira")
    await _tries(network, kaisa, antti, amira)
    await kaisa.sees("Not suggested, by the safety table")
    await kaisa.presses("Pair them all the same")
    await kaisa.sees("A second coordinator reads your reason")
    await kaisa.says("No other home")
    await kaisa.sees("A second coordinator is asked now")
    await _tries(network, pekka, antti, amira)
    await pekka.sees("No other home")
    await pekka.presses("I do not agree")
    await kaisa.sees("The second coordinator does not agree")
    await network.quiet()
    match = await _match(network, antti, amira)
    assert match is not None
    assert match.stage == Stage.LAPSED
    async with network.built.store.look() as work:
        assert await pair_decisions.agreed_by_two(work) == frozenset()
        assert [event.what for event in await matches.events(work, match.id)] == ["lapsed"]
    amira.has_not_seen("coordinator does not agree")
    amira.has_not_seen("safety")


async def test_somebody_who_is_in_a_match_cannot_be_paired_with_another(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    saara = await network.host("Saara")
    await _tries(network, kaisa, saara, amir)
    told = await kaisa.sees("One of the two is in a match that is under way")
    assert told.buttons == ()
