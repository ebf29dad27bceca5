"""Tasks: added with a few taps, taken by one, done; late ones are brought before the group, once."""

import datetime as dt

from bot.jobs import late_tasks
from bot.store import cases, people, tasks
from bot.store.tables import CaseFile
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def _case(network: Network, whose: Actor) -> CaseFile:
    number = await network.case_number(whose)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
    assert case is not None
    return case


async def _adds(network: Network, coordinator: Actor, whose: Actor, kind: str, due: str) -> None:
    await coordinator.says(f"/cases {await network.case_number(whose)}")
    await coordinator.presses("Tasks")
    await coordinator.presses("Add a task")
    await coordinator.presses(kind)
    await coordinator.sees("by when?")
    await coordinator.presses(due)
    await coordinator.sees("Nobody has taken it yet")


async def test_a_task_is_added_with_words_taken_by_a_colleague_and_done(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena = await network.host()
    number = await network.case_number(helena)
    await _adds(network, kaisa, helena, "Visit the home", "Tomorrow")
    await kaisa.presses("Add a few words")
    await kaisa.sees("Please write what should be known")
    await kaisa.says("Ring twice")
    await kaisa.sees("Ring twice")

    await pekka.says("/tasks")
    page = await pekka.sees("Tasks nobody has taken: 1")
    assert f"{number}: Visit the home. Due on" in page
    await pekka.presses(number)
    await pekka.presses("I take it")
    await pekka.sees_toast("You have taken it")
    await pekka.sees("Taken by Pekka")
    await kaisa.presses("I take it")
    await kaisa.sees_toast("That is settled already: 🙋 Taken by Pekka")
    await kaisa.presses("Not needed any more")
    await kaisa.sees_toast("Taken by Pekka")

    await pekka.presses("Done")
    await pekka.sees("✅ Done: Pekka")
    await kaisa.presses("Done")
    await kaisa.sees_toast("That is settled already: ✅ Done: Pekka")
    await pekka.says("/tasks")
    await pekka.sees("Tasks nobody has taken: 0")
    helena.has_not_seen("Ring twice")
    network.channels[TURKU].has_not_seen("Ring twice")


async def test_what_is_late_is_brought_before_the_group_once_and_withdrawn_when_it_is_done(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    amir = await network.guest()
    case = await _case(network, amir)
    async with network.built.store.work() as work:
        owner = await people.get(work, case.person_id)
        yesterday = network.built.house.today(work.now) - dt.timedelta(days=1)
        await tasks.add(work, owner, case.id, "transport", due_on=yesterday)
    for _day in range(2):
        assert await late_tasks.tell(network.built.store, network.built.house) == 1
    await channel.sees("A task is late")
    await network.quiet()
    assert sum("A task is late" in screen for screen in channel.screens) == 1

    await kaisa.says("/tasks")
    await kaisa.presses("Late tasks: 1")
    page = await kaisa.sees("⏰ Was due on")
    assert "Transport" in page
    await kaisa.presses(case.number)
    await kaisa.presses("Done")
    await kaisa.sees("✅ Done: Kaisa")
    await network.quiet()
    late = next(screen for screen in channel.screens if "A task is late" in screen)
    assert "No longer current" in late
    assert await late_tasks.tell(network.built.store, network.built.house) == 0


async def test_a_call_shows_what_is_to_be_said_and_leads_to_the_match(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    case = await _case(network, amir)
    async with network.built.store.work() as work:
        owner = await people.get(work, case.person_id)
        words = "There is a home.\n\nWould you like to meet?"
        await tasks.add(work, owner, case.id, "call", about="asked", words=words)
    await kaisa.says("/tasks")
    await kaisa.sees("Call: a question about a match")
    await kaisa.presses(case.number)
    told = await kaisa.sees("Would you like to meet?")
    assert "There is a home." in told
    assert "Add a few words" not in told.buttons
    await kaisa.presses("Open the match")
    card = await kaisa.sees("and " + case.number)
    assert card.message.protected


async def test_tasks_are_for_coordinators_and_nobody_sees_a_task_in_their_own_case(network: Network) -> None:
    amir = await network.guest()
    await amir.says("/tasks")
    await amir.sees("That is for coordinators")
    kaisa = await network.coordinator("Kaisa")
    await network.walks(kaisa, "=/host", *network.host_steps(), "!send")
    case = await _case(network, kaisa)
    async with network.built.store.work() as work:
        await tasks.add(work, await people.get(work, case.person_id), case.id, "visit")
    await kaisa.says("/tasks")
    await kaisa.sees("Tasks nobody has taken: 0")


async def test_whoever_looks_after_a_case_hears_at_once_that_somebody_is_to_be_called(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    case = await _case(network, amir)
    await kaisa.says(f"/cases {case.number}")
    await kaisa.presses("Spoken by phone")
    await kaisa.sees("Spoken with")
    await amir.blocks_bot()
    await network.quiet()
    await kaisa.presses("‹ To the case")
    await kaisa.presses("The way in")
    await kaisa.presses("Not now")
    await kaisa.sees("telling them becomes a task “call”")
    await kaisa.presses("Note it and send this")
    await kaisa.sees(f"{case.number}: Call: how things stand")
    await kaisa.presses("Open the task")
    told = await kaisa.sees("To be told")
    assert "Just now we cannot go on looking for a home for you." in told
