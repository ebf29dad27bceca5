"""Coordinators who are a side themselves, and other groups' ones; and old buttons after a match is over."""

from __future__ import annotations

from bot.casework.stages import SET_ASIDE, Move, Stage
from bot.store import cases, consents, exclusions, meetings, pair_decisions, people
from bot.telegram.keyboards import data
from bot.telegram.stays.consenting import PURPOSES
from tests.kit.matched import ASKED, INTRODUCED, case_of, match_of, moved
from tests.kit.network import GUEST as GUEST_STEPS
from tests.kit.network import SOON, TURKU, Network, steps
from tests.kit.people import Actor


async def _presses(network: Network, actor: Actor, wanted: str) -> None:
    await network.quiet()
    newest = next(screen for screen in reversed(actor.screens) if screen.from_bot)
    actor.mark = actor._toast_mark = len(network.server.feed.events)
    await network.server.people.presses_data(actor.id, newest.message_id, wanted)


async def _taken(network: Network, kaisa: Actor, *sides: Actor) -> None:
    channel = network.channels[TURKU]
    await channel.sees("A possible match")
    await kaisa.taps(":take$", in_=channel)
    await channel.sees(f"Taken by {kaisa.name}")
    await network.approved(*sides)
    await network.quiet()


async def test_a_coordinator_who_looks_for_a_home_never_learns_who_said_no(network: Network) -> None:
    pekka, kaisa = await network.coordinator("Pekka"), await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    number = await network.case_number(helena)
    await channel.sees(number)
    alert = next(one for one in channel.screens if number in one and "Take" in one.buttons)
    await network.walks(kaisa, "=/guest", *steps(GUEST_STEPS), "!send")
    await network.case_number(kaisa)
    await _taken(network, pekka, helena, kaisa)
    match = await match_of(network, helena)
    await moved(network, match, *ASKED, (Move.HOST_NO, "host"))
    assert (await match_of(network, helena)).stage == Stage.HOST_NO

    kaisa.has_not_seen("not possible after all")
    await network.server.people.presses(kaisa.id, alert.message_id, "Take", channel.chat_id)
    await kaisa.sees_toast("Only coordinators of this group")
    await kaisa.says(f"/cases {number}")
    await kaisa.sees("There is no such case")
    await _presses(network, kaisa, data("m", match.id, "open"))
    await kaisa.sees_toast("There is no such match")
    for command in ("/cases", "/tasks"):
        await kaisa.says(command)
        await network.quiet()
    assert not any(number in screen for screen in kaisa.screens if screen.from_bot)
    assert (await case_of(network, helena)).coordinator_id is not None


async def test_another_groups_coordinator_sees_a_case_and_does_not_decide_on_it(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    marja = await network.coordinator("Marja", "lahti")
    await network.host()
    amir = await network.guest(places=("=Lahti, Turku", "done"))
    await network.channels[TURKU].sees("A possible match")
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.sees("Name: Amir")
    await kaisa.taps(":step:spoken:phone$")
    await kaisa.sees_toast("Only coordinators of the group that looks after the case")
    case = await case_of(network, amir)
    for rest in (("end", "declined", "tell"), ("undo", "received"), ("exclude",), ("erase", "sure"), ("fill",)):
        await _presses(network, kaisa, data("c", case.id, *rest))
        await kaisa.sees_toast("Only coordinators of the group that looks after the case")
    assert (await case_of(network, amir)).way == "received"

    await marja.says(f"/cases {await network.case_number(amir)}")
    await marja.taps(":step:spoken:phone$")
    await marja.sees_toast("Noted")
    assert (await case_of(network, amir)).way == "spoken"


async def test_after_a_match_is_broken_off_no_button_of_its_meeting_writes_to_the_other(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await _taken(network, kaisa, helena, amir)
    match = await match_of(network, helena)
    await moved(network, match, *INTRODUCED)
    async with network.built.store.work() as work:
        meeting = await meetings.draft(work, match.id)
        at = work.now.replace(year=SOON.year, month=SOON.month, day=SOON.day)
        await meetings.add_time(work, meeting.id, at, most=3)
        await meetings.offer(work, match.id, meeting.id)
        await meetings.settle(work, match.id, meeting.id, at)
    await moved(network, match, (Move.SET_MEETING, "bot"), (Move.BREAK_OFF, "coordinator"))
    said = len(helena.screens)
    for verb in ("off", "sure", "keep", "done", "none"):
        await _presses(network, amir, data("d", meeting.id, verb))
        await amir.sees_toast("These times are not asked any more")
    await network.quiet()
    assert len(helena.screens) == said
    async with network.built.store.look() as look:
        fresh = await meetings.get(look, meeting.id)
    assert fresh is not None
    assert fresh.state == meetings.SET


async def test_whoever_answers_a_consent_too_late_does_not_learn_that_there_was_a_match(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest(agreed="done")
    await _taken(network, kaisa, helena, amir)
    match = await match_of(network, helena)
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await _presses(network, kaisa, data("m", match.id, "may", "g", PURPOSES["contacts"]))
    await kaisa.sees_toast("That is not possible any more")
    amir.has_not_seen("You have both said yes")
    await _presses(network, kaisa, data("m", match.id, "may", "g", PURPOSES["told"]))
    await amir.sees("There may be somebody who suits you")
    await moved(network, match, *ASKED, (Move.HOST_NO, "host"))
    said = len(amir.screens)
    await amir.presses("Yes, I agree")
    await amir.sees("Thank you, noted. You can change it at any time")
    await network.quiet()
    assert len(amir.screens) == said + 1
    case = await case_of(network, amir)
    async with network.built.store.look() as look:
        assert await consents.given(look, case.person_id, "told")


async def test_nobody_is_asked_about_somebody_who_is_not_open_for_matches_any_more(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await _taken(network, kaisa, helena, amir)
    match = await match_of(network, helena)
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await _presses(network, kaisa, data("m", match.id, "ask", "h"))
    await kaisa.sees_button("Send")
    async with network.built.store.work() as work:
        await cases.change(work, (await case_of(network, amir)).id, state=SET_ASIDE)
    await kaisa.presses("Send")
    await kaisa.sees_toast("One of the two cannot be matched just now")
    assert (await match_of(network, helena)).stage == Stage.TAKEN
    helena.has_not_seen("Yes, let’s meet")


async def test_somebody_who_is_excluded_meanwhile_is_led_under_no_roof(network: Network) -> None:
    house = network.built.house
    house.course = house.course.model_copy(update={"exclusions": "yes"})
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await _taken(network, kaisa, helena, amir)
    match = await match_of(network, helena)
    await moved(network, match, *INTRODUCED, (Move.AGREE_PLAN, "bot"))
    async with network.built.store.work() as work:
        person, who = await people.find(work, amir.id), match.coordinator_id
        assert person is not None
        assert who is not None
        await exclusions.put(work, person, None, why="violence", coordinator_id=who, expires_on=SOON)
    for verb in ("movein", "trial"):
        await _presses(network, kaisa, data("m", match.id, verb, house.today(work.now).isoformat()))
        await kaisa.sees_toast("One of the two is excluded for safety")
    assert (await match_of(network, helena)).stage == Stage.PLAN_AGREED
    for side in (helena, amir):
        side.has_not_seen("excluded")


async def test_the_second_word_counts_only_beside_a_first_one_that_still_stands(network: Network) -> None:
    """Whoever erases everything and is invited anew would else agree with themself."""
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    antti, amira = await network.host("Antti", household=("+:men", "done")), await network.guest("Amira")
    await kaisa.says(f"/cases {await network.case_number(antti)}")
    await kaisa.presses("Pair with…")
    await kaisa.sees("Please write the number")
    await kaisa.says(await network.case_number(amira))
    await kaisa.presses("Pair them all the same")
    await kaisa.sees("A second coordinator reads your reason")
    await kaisa.says("He is her uncle")
    await kaisa.sees("A second coordinator is asked now")
    await kaisa.says("/delete")
    await kaisa.presses("Yes, erase everything")
    await kaisa.sees("Everything about you is erased")
    match = await match_of(network, antti)
    await pekka.says("/cases")
    await _presses(network, pekka, data("b", "second", match.id, "yes"))
    await pekka.sees_toast("Whoever gave the first word is not a coordinator any more")
    assert (await match_of(network, antti)).stage == Stage.LAPSED
    async with network.built.store.look() as look:
        assert await pair_decisions.agreed_by_two(look) == frozenset()
