"""Two coordinators press at the same moment: one of them wins, the other is told, and nothing happens twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.casework.stages import Stage
from bot.store import cases, coordinators, matches, tasks
from bot.store.tables import CaseFile, Match
from tests.journeys.test_asking_sides import A_GUEST, A_HOME, YES, asks, match_of, taken, the_card
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def at_once(network: Network, label: str, *who: Actor) -> list[str]:
    """All press the button at the same moment; what each of them was told as the answer to the press."""
    mark = len(network.server.feed.events)
    await asyncio.gather(*(one.presses(label) for one in who))
    ids = {one.id for one in who}

    def heard() -> list[tuple[int, str]]:
        toasts = [event.data for event in network.server.feed.since(mark) if event.kind == "toast"]
        return [(int(str(one["person_id"])), str(one["text"])) for one in toasts if one["person_id"] in ids]

    await network.until(lambda: {person for person, _text in heard()} == ids, f"an answer to {label} for each")
    await network.quiet()
    return [text for _person, text in heard()]


async def _case(network: Network, actor: Actor) -> CaseFile:
    async with network.built.store.look() as work:
        case = await cases.by_number(work, await network.case_number(actor))
    assert case is not None
    return case


async def _name(network: Network, coordinator_id: str | None) -> str | None:
    assert coordinator_id is not None
    async with network.built.store.look() as work:
        return (await coordinators.get(work, coordinator_id)).shown_name


async def _moves(network: Network, actor: Actor, what: str) -> int:
    match = await match_of(network, actor)
    async with network.built.store.look() as work:
        return sum(event.what == what for event in await matches.events(work, match.id))


def _one_was_faster(told: Sequence[str]) -> bool:
    return sum("was faster" in text for text in told) == 1


async def test_both_send_the_same_question_and_the_side_reads_it_once(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    await the_card(network, pekka, helena)
    for one in (kaisa, pekka):
        await one.presses("Ask the host")
        await one.sees_button("Send")
    assert _one_was_faster(await at_once(network, "Send", kaisa, pekka))
    assert sum(A_GUEST in screen for screen in helena.screens) == 1
    assert await _moves(network, helena, "ask_host") == 1
    amir.has_not_seen(A_HOME)


async def test_both_introduce_and_each_side_is_told_once(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    for side, actor in (("host", helena), ("guest", amir)):
        await asks(kaisa, side)
        await actor.presses(YES)
        await network.quiet()
        await kaisa.presses("Open the match")
    await kaisa.sees_button("Introduce them")
    await the_card(network, pekka, helena)
    for one in (kaisa, pekka):
        await one.presses("Introduce them")
        await one.sees("will read this")
        await network.quiet()
    assert _one_was_faster(await at_once(network, "Introduce them", kaisa, pekka))
    for actor in (helena, amir):
        assert sum("You have both said yes" in screen for screen in actor.screens) == 1
    assert await _moves(network, helena, "introduce") == 1


async def test_both_take_the_match_on_its_card(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, _amir = await network.host(), await network.guest()
    await network.channels[TURKU].sees("A possible match")
    for one in (kaisa, pekka):
        await the_card(network, one, helena)
        await one.sees_button("Take")
    told = await at_once(network, "Take", kaisa, pekka)
    assert sum("You have taken this" in text for text in told) == 1, told
    match = await match_of(network, helena)
    winner = await _name(network, match.coordinator_id)
    assert any(str(winner) in text for text in told if "You have taken this" not in text), told
    assert await _moves(network, helena, "take") == 1
    await network.channels[TURKU].sees(f"Taken by {winner}")


async def test_both_take_a_task_and_the_second_hears_whose_it_is(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena = await network.host()
    number = await network.case_number(helena)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Tasks")
    await kaisa.presses("Add a task")
    await kaisa.presses("Visit the home")
    await kaisa.presses("Tomorrow")
    await kaisa.sees("Nobody has taken it yet")
    await pekka.says("/tasks")
    await pekka.presses(number)
    await pekka.sees("Nobody has taken it yet")
    told = await at_once(network, "I take it", kaisa, pekka)
    case = await _case(network, helena)
    async with network.built.store.look() as work:
        (task,) = await tasks.of_case(work, case.id)
    winner = await _name(network, task.coordinator_id)
    assert sum("You have taken it" in text for text in told) == 1, told
    assert sum(f"Taken by {winner}" in text for text in told) == 1, told


async def test_both_look_after_the_case_from_now_on(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena = await network.host()
    number = await network.case_number(helena)
    for one in (kaisa, pekka):
        await one.says(f"/cases {number}")
        await one.sees_button("I look after it")
    mark = len(network.server.feed.events)
    await asyncio.gather(*(one.presses("I look after it") for one in (kaisa, pekka)))
    await network.quiet()
    toasts = [str(one.data["text"]) for one in network.server.feed.since(mark) if one.kind == "toast"]
    assert sum("You look after it from now on" in text for text in toasts) == 1
    winner = await _name(network, (await _case(network, helena)).coordinator_id)
    loser = pekka if winner == "Kaisa" else kaisa
    await loser.sees(f"{winner} looks after {number}. Do you want to take it over all the same?")


async def test_a_case_is_handed_over_while_a_third_one_takes_it(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    maija = await network.coordinator("Maija")
    amir = await network.guest()
    number = await network.case_number(amir)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("I look after it")
    await kaisa.sees("Looked after by Kaisa")
    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await pekka.sees("Kaisa asks whether")
    await maija.says(f"/cases {number}")
    await maija.presses("I look after it")
    await maija.sees(f"Kaisa looks after {number}")
    told = await at_once(network, "Yes, I take it over", pekka, maija)
    assert sum("settled already" in text for text in told) <= 1
    winner = await _name(network, (await _case(network, amir)).coordinator_id)
    assert winner in {"Pekka", "Maija"}
    await kaisa.sees(f"{winner} has taken over {number}")
    for one, name in ((pekka, "Pekka"), (maija, "Maija")):
        await one.says(f"/cases {number}")
        card = await one.sees("Looked after by")
        assert f"Looked after by {winner}" in card, name


async def test_an_offer_is_taken_back_in_the_moment_in_which_it_is_accepted(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    number = await network.case_number(amir)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("I look after it")
    await kaisa.sees("Looked after by Kaisa")
    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await kaisa.sees_button("Take the question back")
    await pekka.sees("Kaisa asks whether")
    mark = len(network.server.feed.events)
    await asyncio.gather(kaisa.presses("Take the question back"), pekka.presses("Yes, I take it over"))
    await network.quiet()
    toasts = [one.data for one in network.server.feed.since(mark) if one.kind == "toast"]
    late = [one["person_id"] for one in toasts if "settled already" in str(one["text"])]
    assert len(late) == 1
    winner = await _name(network, (await _case(network, amir)).coordinator_id)
    assert late == [kaisa.id if winner == "Pekka" else pekka.id]


async def test_what_was_offered_to_one_and_taken_by_another_is_not_accepted_any_more(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    maija = await network.coordinator("Maija")
    amir = await network.guest()
    number = await network.case_number(amir)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("I look after it")
    await kaisa.sees("Looked after by Kaisa")
    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await pekka.sees("Kaisa asks whether")
    await maija.says(f"/cases {number}")
    await maija.presses("I look after it")
    await maija.presses("Yes, I take it over")
    await maija.sees("Looked after by Maija")
    await network.quiet()
    await pekka.presses("Yes, I take it over")
    await pekka.sees_toast("That is settled already")
    assert await _name(network, (await _case(network, amir)).coordinator_id) == "Maija"
    assert (await _case(network, amir)).state == "received"
    assert Stage.TAKEN not in {Stage(match.stage) for match in await _matches(network, amir)}


async def _matches(network: Network, actor: Actor) -> Sequence[Match]:
    case = await _case(network, actor)
    async with network.built.store.look() as work:
        return await matches.of_case(work, case.id)
