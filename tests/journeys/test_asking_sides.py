"""The two sides of a match are asked, one after the other, in coarse words; and what comes of each answer."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from bot.casework.stages import RUNNING, Stage
from bot.jobs import timers as ringing
from bot.store import cases, consents, matches, people, tasks
from bot.store.tables import ConsentHow, Match
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

YES, QUESTION, NO = "Yes, let’s meet", "I have a question", "Not this time"
A_GUEST, A_HOME = "Could these people be guests for you?", "Could this be a home for you?"


async def match_of(network: Network, actor: Actor) -> Match:
    """The person's only match."""
    await network.quiet()
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        (case,) = await cases.of_person(work, person.id)
        found = await matches.of_case(work, case.id)
        assert len(found) == 1
        return found[0]


async def the_card(network: Network, kaisa: Actor, actor: Actor) -> None:
    """The coordinator opens the match of a person from the channel."""
    await network.quiet()
    await kaisa.presses("Details", in_=network.channels[TURKU])
    await kaisa.follows_toast()
    await kaisa.sees("What has happened")


async def taken(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    """Both are approved, the coordinator has taken their match and has its card open."""
    await network.approved(helena, amir)
    channel = network.channels[TURKU]
    await channel.sees("A possible match")
    await the_card(network, kaisa, helena)
    await kaisa.presses("Take")
    await kaisa.sees_toast("You have taken this")
    await kaisa.sees_button("Ask the host")


async def asks(kaisa: Actor, side: str) -> None:
    """The coordinator looks at the text and sends it."""
    await kaisa.presses(f"Ask the {side}")
    await kaisa.sees_button("Send")
    await kaisa.presses("Send")
    await kaisa.sees_toast("Sent.")


@pytest.fixture
async def three(network: Network) -> tuple[Actor, Actor, Actor]:
    """A coordinator with a match that is taken, its host and its guest."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    return kaisa, helena, amir


async def test_both_say_yes_and_the_coordinator_knows_what_comes_next(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "host")
    question = await helena.sees(A_GUEST)
    assert "1 woman" in question.text
    assert "Amir" not in question.text
    await helena.presses(YES)
    await helena.sees("A coordinator now asks the other side")
    await kaisa.sees("The host said yes to meeting. Next: ask the guest.")
    amir.has_not_seen(A_HOME)

    await kaisa.presses("Open the match")
    await asks(kaisa, "guest")
    question = await amir.sees(A_HOME)
    assert "Turku" in question.text
    assert "Helena" not in question.text
    await amir.presses(YES)
    await amir.sees("introduces you to each other next")
    await kaisa.sees("Both have said yes to meeting")
    assert (await match_of(network, helena)).stage == Stage.AGREED


async def test_the_coordinator_sees_first_exactly_what_the_side_will_read_in_its_language(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(language="fi"), await network.guest()
    await taken(network, kaisa, helena, amir)
    await kaisa.presses("Ask the host")
    preview = await kaisa.sees_button("Send")
    assert "Finnish" in preview.text
    assert preview.message.protected
    helena.has_not_seen(preview.text.split("\n\n")[1])
    await kaisa.presses("Send")
    shown = await helena.sees(preview.text.split("\n\n")[1])
    assert preview.text.endswith(shown.text)


async def test_who_was_asked_first_and_said_yes_hears_only_that_it_is_not_possible(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "guest")
    await amir.presses(YES)
    await kaisa.sees("Next: ask the host")
    await kaisa.presses("Open the match")
    await asks(kaisa, "host")
    await helena.presses(NO)
    await helena.sees("nobody is told why")
    await helena.sees("tell a coordinator why?")
    await helena.says("My mother is moving in")
    await helena.sees("Only coordinators can see it")
    await kaisa.sees("The host said “not this time”")
    await amir.sees("is not possible after all. We go on looking for you.")
    for side in (helena, amir):
        await side.says("/mydata")
        await side.sees("Everything that is kept" if side is amir else "Why you said no: My mother is moving in")
    amir.has_not_seen("My mother")
    amir.has_not_seen("said no")

    await kaisa.presses("Open the match")
    await kaisa.sees("My mother is moving in")
    await amir.says("/status")
    await amir.sees("look")
    assert (await match_of(network, amir)).stage == Stage.HOST_NO


async def test_whoever_was_never_asked_hears_nothing_of_a_no(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    before = len(amir.screens)
    await asks(kaisa, "host")
    await helena.presses(NO)
    await helena.presses("Leave it")
    await kaisa.sees("The host said “not this time”")
    await network.quiet()
    assert len(amir.screens) == before


async def test_set_aside_while_asked_is_told_only_to_whoever_was_asked(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    before = len(amir.screens)
    await asks(kaisa, "host")
    await kaisa.presses("Set it aside")
    await kaisa.sees("Whoever has been asked hears")
    assert (await match_of(network, helena)).stage == Stage.HOST_ASKED
    await kaisa.presses("Yes, set it aside")
    await kaisa.sees("Only coordinators see your reason")
    await kaisa.says("The school is too far")
    await kaisa.sees("Thank you, noted")
    await helena.sees("does not need your home now")
    await network.channels[TURKU].sees("Not suitable: Kaisa")
    await network.quiet()
    assert len(amir.screens) == before
    await helena.presses(YES)
    await helena.sees_toast("not asked any more")


async def test_a_question_is_passed_on_and_the_answer_comes_back_in_the_coordinators_words(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "guest")
    await amir.presses(QUESTION)
    await amir.sees("What would you like to know?")
    await amir.says("Is there a bus?")
    await amir.sees("A coordinator answers you")
    await amir.sees_button(YES)
    await kaisa.sees("Is there a bus?")
    network.channels[TURKU].has_not_seen("bus")

    await kaisa.presses("Answer the question")
    await kaisa.sees("Please write your answer")
    await kaisa.says("Yes, every half hour.")
    preview = await kaisa.sees_button("Send")
    assert "Yes, every half hour." in preview.text
    amir.has_not_seen("every half hour")
    await kaisa.presses("Send")
    await kaisa.sees_toast("Sent.")
    await amir.sees("Yes, every half hour.")
    await amir.sees_button(YES)
    helena.has_not_seen("bus")
    await kaisa.presses("Answer the question")
    await kaisa.sees_toast("answered already")
    await amir.presses(YES)
    await kaisa.sees("The guest said yes")


async def test_an_answer_can_be_typed(network: Network, three: tuple[Actor, Actor, Actor]) -> None:
    kaisa, helena, _amir = three
    await asks(kaisa, "host")
    await helena.sees(A_GUEST)
    await helena.says("hmm, seven")
    await helena.sees("I did not quite understand")
    await helena.says("yes")
    await helena.sees("A coordinator now asks the other side")


async def test_two_coordinators_ask_at_once_and_the_second_hears_who_was_faster(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    pekka = await network.coordinator("Pekka")
    await the_card(network, pekka, helena)
    await pekka.presses("Ask the guest")
    await pekka.sees_button("Send")
    await asks(kaisa, "host")
    await pekka.presses("Send")
    await pekka.sees_toast("Kaisa was faster")
    await pekka.sees("asked, no answer yet")
    await network.quiet()
    amir.has_not_seen(A_HOME)


async def test_nobody_is_asked_before_both_are_approved(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await network.channels[TURKU].sees("A possible match")
    await the_card(network, kaisa, helena)
    await kaisa.presses("Take")
    card = await kaisa.sees_button("Ask the host")
    assert "still missing" in card.text
    await kaisa.presses("Ask the host")
    await kaisa.sees_toast("Both sides must be approved first")
    await network.quiet()
    helena.has_not_seen(A_GUEST)
    amir.has_not_seen(A_HOME)


async def test_who_has_not_agreed_to_be_told_of_is_asked_before(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    amir = await network.guest(agreed="done")
    await taken(network, kaisa, helena, amir)
    await kaisa.presses("Ask the host")
    await kaisa.sees("has not agreed yet that a possible match is told of them")
    await kaisa.presses("Ask them")
    await amir.sees("Before we tell them anything about you")
    await amir.presses("Yes, I agree")
    await amir.sees("You can change it at any time")
    await kaisa.sees("agrees: “A possible match may be told of me")
    await kaisa.presses("Open the match")
    await asks(kaisa, "host")
    await helena.sees(A_GUEST)


async def test_a_consent_given_on_the_phone_is_kept_as_spoken(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host(agreed="done")
    amir = await network.guest()
    await taken(network, kaisa, helena, amir)
    await kaisa.presses("Ask the guest")
    await kaisa.presses("They agree (said by phone)")
    await kaisa.sees_toast("Noted")
    async with network.built.store.look() as work:
        person = await people.find(work, helena.id)
        assert person is not None
        assert (await consents.standing(work, person.id))["told"].how is ConsentHow.SPOKEN


async def test_an_answer_by_phone_is_entered_by_the_coordinator(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, _amir = three
    await asks(kaisa, "host")
    await kaisa.presses("Host said yes (by phone)")
    await kaisa.sees_toast("Noted")
    await kaisa.sees_button("Ask the guest")
    await helena.presses(YES)
    await helena.sees_toast("not asked any more")
    assert (await match_of(network, helena)).host_yes


async def test_whoever_cannot_be_written_to_is_called_and_the_coordinator_enters_the_answer(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, _amir = three
    match = await match_of(network, helena)
    await helena.blocks_bot()
    await network.quiet()
    await kaisa.presses("Ask the host")
    preview = await kaisa.sees_button("Send")
    assert "this becomes a task" in preview.text
    await kaisa.presses("Send")
    await kaisa.sees_button("Host said yes (by phone)")
    await kaisa.presses("Host said yes (by phone)")
    await kaisa.sees_button("Ask the guest")
    async with network.built.store.look() as work:
        (task,) = await tasks.of_case(work, match.host_case_id, ("done",))
        assert (task.kind, task.about) == ("call", "asked")
        case = await cases.get(work, match.host_case_id)
        assert case is not None
        words = await tasks.words(work, await people.get(work, case.person_id), task)
    assert words is not None
    assert A_GUEST in words


async def test_take_and_give_back_on_the_card_stand_in_the_channel_too(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, _amir = three
    channel = network.channels[TURKU]
    pekka = await network.coordinator("Pekka")
    await channel.sees("Taken by Kaisa")
    await the_card(network, pekka, helena)
    await pekka.presses("Give back")
    await pekka.sees_toast("Somebody else has taken this match")
    await kaisa.presses("Give back")
    await kaisa.sees_toast("Given back")
    await network.quiet()
    channel.has_not_seen("Taken by Kaisa")
    assert (await match_of(network, helena)).stage == Stage.SUGGESTED


async def test_what_was_set_aside_is_suggested_anew_and_both_are_asked_anew(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, _amir = three
    await asks(kaisa, "host")
    await helena.presses(NO)
    await kaisa.sees("The host said “not this time”")
    await kaisa.presses("Open the match")
    await kaisa.presses("Suggest anew")
    card = await kaisa.sees_button("Take")
    assert "not asked yet" in card.text
    assert (await match_of(network, helena)).stage == Stage.SUGGESTED


async def test_old_buttons_and_strangers_lead_nowhere(network: Network, three: tuple[Actor, Actor, Actor]) -> None:
    kaisa, helena, _amir = three
    await asks(kaisa, "host")
    await helena.presses(YES)
    await helena.sees("Thank you!")
    await helena.presses(YES)
    await helena.sees_toast("not asked any more")
    match = await match_of(network, helena)
    await network.server.people.leaves(kaisa.id, network.channels[TURKU].chat_id)
    await kaisa.presses("Ask the guest")
    await kaisa.sees_toast("There is no such match")
    assert (await match_of(network, helena)).stage == match.stage


async def test_who_is_silent_is_reminded_once_and_then_the_match_is_closed(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "host")
    await network.quiet()
    now = dt.datetime.now(dt.UTC)
    store, house = network.built.store, network.built.house
    asked = sum(A_GUEST in screen for screen in helena.screens)
    for days, late in ((4, False), (7, True)):
        with time_machine.travel(now + dt.timedelta(days=days), tick=False):
            assert await ringing.ring(store, house) >= 1
        await network.quiet()
        assert sum(A_GUEST in screen for screen in helena.screens) == asked + 1
        assert any("An answer has been awaited" in screen for screen in network.channels[TURKU].screens) == late
    await kaisa.sees("a phone call may help")
    with time_machine.travel(now + dt.timedelta(days=11), tick=False):
        assert await ringing.ring(store, house) >= 1
    await helena.sees("have not heard from you")
    await kaisa.sees("The host has not answered")
    await network.quiet()
    amir.has_not_seen("home that we asked you about")
    assert (await match_of(network, helena)).stage == Stage.NO_ANSWER
    with time_machine.travel(now + dt.timedelta(days=30), tick=False):
        assert not await _of_the_match(network)


async def _of_the_match(network: Network) -> int:
    """How many timers of asking are still due."""
    mine = {kind: ringing.HANDLERS[kind] for kind in ("taken", "answer", "silence", "ask_other", "introduce")}
    return await ringing.ring(network.built.store, network.built.house, mine)


async def test_while_a_match_runs_neither_side_hears_of_its_stage(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "host")
    await network.quiet()
    assert Stage((await match_of(network, helena)).stage) in RUNNING
    for actor in (helena, amir):
        for word in ("Host asked", "Suggested", "Taken by"):
            actor.has_not_seen(word)


async def test_words_that_come_long_after_are_no_answer_and_the_question_comes_again(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, _amir = three
    await asks(kaisa, "host")
    await helena.sees(A_GUEST)
    house = network.built.house
    house.policy = house.policy.model_copy(update={"ask_minutes": 0})
    await helena.says("yes")
    await helena.sees_button(YES)
    assert (await match_of(network, helena)).stage == Stage.HOST_ASKED
    assert not (await match_of(network, helena)).host_yes
