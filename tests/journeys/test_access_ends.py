"""A coordinator leaves the channel: from that moment on no button, no question and no news lets them in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Awaitable, Callable

import pytest
import time_machine

from bot.casework.stages import Stage
from bot.playground.keyboards import buttons
from bot.store import cases, matches, notes, people, tasks
from bot.store import questions as kept
from bot.store.tables import CaseFile
from tests.journeys.test_asking_sides import QUESTION, asks, match_of, taken, the_card
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor

OWN = re.compile(r"^1:(n|i|o|r:away|w|u:(ask|talk))")
"""Buttons that are about the presser alone: the menu, an interview, words that are waited for."""

Begin = Callable[[Network, Actor, Actor, Actor], Awaitable[None]]


async def leaves(network: Network, coordinator: Actor) -> None:
    """The coordinator is in the channel no more."""
    await network.quiet()
    await network.server.people.leaves(coordinator.id, network.channels[TURKU].chat_id)
    await network.quiet()


async def _case(network: Network, actor: Actor) -> CaseFile:
    async with network.built.store.look() as work:
        case = await cases.by_number(work, await network.case_number(actor))
    assert case is not None
    return case


async def _kept(network: Network, *actors: Actor) -> list[object]:
    """What coordinators can change: where the match and the cases stand, notes, tasks, answers to questions."""
    found: list[object] = []
    async with network.built.store.look() as work:
        for actor in actors:
            case = await cases.by_number(work, await network.case_number(actor))
            assert case is not None
            owner = await people.get(work, case.person_id)
            found += [case.state, case.way, case.coordinator_id]
            found += [note.words for note in await notes.of_case(work, owner, case.id)]
            for task in await tasks.of_case(work, case.id):
                found += [task.kind, task.state, await tasks.words(work, owner, task)]
            for match in await matches.of_case(work, case.id):
                found += [match.stage, match.coordinator_id, await matches.refusal(work, match)]
                found += [one.reply for one in await kept.of_match(work, match.id)]
    return found


@pytest.fixture
async def desk(network: Network) -> tuple[Actor, Actor, Actor]:
    """A coordinator with much of the desk open, and the two whose match they have."""
    kaisa = await network.coordinator("Kaisa")
    await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    return kaisa, helena, amir


async def test_no_button_in_the_private_chat_shows_or_changes_anything(
    network: Network, desk: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = desk
    number = await network.case_number(amir)
    await kaisa.presses("Ask the host")
    await kaisa.sees_button("Send")
    for label in ("The way in", "Possible matches", "Tasks", "Notes", "What has happened", "Hand it over"):
        await kaisa.says(f"/cases {number}")
        await kaisa.presses(label)
        await network.quiet()
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Tasks")
    await kaisa.presses("Add a task")
    await kaisa.presses("Visit the home")
    await kaisa.presses("Tomorrow")
    await kaisa.sees("Nobody has taken it yet")
    for command in ("/cases", "/tasks", "/jointplan", "/report", "/roster"):
        await kaisa.says(command)
        await network.quiet()
    await leaves(network, kaisa)
    before, said = await _kept(network, helena, amir), len(kaisa.screens)
    texts = {actor: [screen.text for screen in actor.screens] for actor in (helena, amir)}

    pressed = 0
    for screen in kaisa.screens:
        for button in buttons(screen.message.inline_keyboard):
            if button.data is not None and not OWN.match(button.data):
                await _press(network, kaisa, screen.message_id, button.data)
                pressed += 1
    await network.quiet()
    assert pressed > 60
    for screen in kaisa.screens[said:]:
        assert not re.search(r"Helena|Amir|K-[2-9A-Z]{6}", screen.text), screen.text
    assert await _kept(network, helena, amir) == before
    assert {actor: [screen.text for screen in actor.screens] for actor in (helena, amir)} == texts


async def _press(network: Network, actor: Actor, message_id: int, data: str) -> None:
    mark = len(network.server.feed.events)
    await network.server.people.presses_data(actor.id, message_id, data)
    await network.until(lambda: _answered(network, actor, mark), f"an answer to {data}")


def _answered(network: Network, actor: Actor, mark: int) -> bool:
    events = network.server.feed.since(mark)
    return any(event.kind == "toast" and event.data["person_id"] == actor.id for event in events)


async def _a_note(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Notes")
    await kaisa.presses("Add a note")
    await kaisa.sees("please write your note")


async def _words_of_a_task(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Tasks")
    await kaisa.presses("Add a task")
    await kaisa.presses("Visit the home")
    await kaisa.presses("Tomorrow")
    await kaisa.presses("Add a few words")
    await kaisa.sees("Please write what should be known")


async def _an_answer(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await asks(kaisa, "host")
    await helena.presses(QUESTION)
    await helena.sees("What would you like to know?")
    await helena.says("Do they like dogs?")
    await kaisa.sees("Do they like dogs?")
    await kaisa.presses("Answer the question")
    await kaisa.sees("Please write your answer")


async def _a_reason_on_the_card(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await kaisa.presses("Set it aside")
    await kaisa.sees("Only coordinators see your reason")


async def _a_reason_in_the_channel(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    channel = network.channels[TURKU]
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable")


async def _another_case(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Pair with…")
    await kaisa.sees("With whom?")


@pytest.mark.parametrize(
    "begin", [_a_note, _words_of_a_task, _an_answer, _a_reason_on_the_card, _a_reason_in_the_channel, _another_case]
)
async def test_words_that_were_asked_for_are_kept_nowhere(
    network: Network, desk: tuple[Actor, Actor, Actor], begin: Begin
) -> None:
    kaisa, helena, amir = desk
    await begin(network, kaisa, helena, amir)
    await leaves(network, kaisa)
    before, said = await _kept(network, helena, amir), len(kaisa.screens)
    await kaisa.says(await network.case_number(helena) if begin is _another_case else "A canary in my own words")
    await network.quiet()
    answers = [screen for screen in kaisa.screens[said:] if screen.from_bot]
    assert answers, "whoever wrote hears that it led nowhere"
    for screen in answers:
        assert not re.search(r"Helena|Amir|dogs|K-[2-9A-Z]{6}|[Tt]hank you, noted", screen.text), screen.text
    assert await _kept(network, helena, amir) == before
    await kaisa.says("And once more")
    await kaisa.sees("I did not ask anything just now")


async def test_whoever_left_is_asked_and_told_nothing_more(network: Network, desk: tuple[Actor, Actor, Actor]) -> None:
    kaisa, helena, amir = desk
    maija = await network.coordinator("Maija")
    await asks(kaisa, "host")
    await leaves(network, kaisa)
    said = len(kaisa.screens)
    await helena.presses("Yes, let’s meet")
    await helena.sees("A coordinator now asks the other side")
    await network.channels[TURKU].sees("Nobody looks after a running match any more")
    await the_card(network, maija, helena)
    await maija.says(f"/cases {await network.case_number(amir)}")
    await maija.presses("Hand it over")
    colleagues = await maija.sees("who could take it over?")
    assert "Pekka" in colleagues.buttons
    assert "Kaisa" not in colleagues.buttons
    await network.quiet()
    assert len(kaisa.screens) == said
    assert (await match_of(network, helena)).stage == Stage.HOST_ASKED


async def test_of_a_person_in_need_only_those_hear_who_are_still_there(network: Network) -> None:
    await network.coordinator("Kaisa")
    amir = await network.guest()
    outi, sami = await network.coordinator("Outi", NATIONAL), await network.coordinator("Sami", NATIONAL)
    national = network.channels[NATIONAL]
    await network.server.people.leaves(outi.id, national.chat_id)
    await network.server.people.leaves(network.server.people.bot_id, national.chat_id)
    await network.quiet()
    await amir.says("/unsafe")
    await amir.presses("Yes, the national group")
    await amir.sees("I have told coordinators of the national group")
    await sami.sees("does not feel safe")
    await network.quiet()
    outi.has_not_seen("does not feel safe")


async def test_filling_in_for_somebody_stops(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await network.walks(kaisa, "=/fillin", "guest", "fi", "yes", "yes")
    await kaisa.sees("These three are up to you")
    await leaves(network, kaisa)
    await kaisa.says("done")
    await kaisa.sees("What you were filling in is not there any more")
    await kaisa.says("Amir")
    await kaisa.sees("I did not ask anything just now")


async def test_whoever_comes_back_is_let_in_again(network: Network, desk: tuple[Actor, Actor, Actor]) -> None:
    kaisa, _helena, amir = desk
    await leaves(network, kaisa)
    await network.server.people.joins(kaisa.id, network.channels[TURKU].chat_id)
    await network.quiet()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=2)):
        await kaisa.says(f"/cases {await network.case_number(amir)}")
        card = await kaisa.sees("Name: Amir")
    assert "Looked after by" not in card.text
