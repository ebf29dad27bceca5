"""A coordinator talks with a host or guest through the bot."""

from __future__ import annotations

import datetime as dt

import time_machine
from sqlalchemy import text

from bot.jobs import quiet_talks
from bot.jobs import timers as ringing
from bot.store import cases, timers
from bot.store.tables import Timer
from bot.telegram.turn import Turn
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def in_a_talk(network: Network, guest: Actor, number: str = "") -> Actor:
    """Kaisa has opened a talk with the guest from the case card."""
    kaisa = await network.coordinator("Kaisa")
    number = number or await network.case_number(guest)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Talk through the bot")
    await kaisa.sees(f"You are talking with {number}")
    return kaisa


async def test_each_reads_the_other_with_a_label_and_neither_sees_the_account(network: Network) -> None:
    amir = await network.guest()
    number = await network.case_number(amir)
    kaisa = await in_a_talk(network, amir)
    begun = await amir.sees("would like to talk with you here")
    assert "Kaisa" in begun.text
    assert network.built.house.groups.by_slug(TURKU).name in begun.text
    await kaisa.says("Hello <b>Amir</b> & all")
    told = await amir.sees("Hello <b>Amir</b> & all")
    assert told.text.startswith("Coordinator Kaisa")
    await amir.says("Can you call me?")
    heard = await kaisa.sees("Can you call me?")
    assert heard.text.startswith(number)
    assert "Amir" not in heard.text
    assert str(amir.id) not in heard.text
    assert str(kaisa.id) not in told.text


async def test_only_written_words_are_passed_on(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    for sender in (amir, kaisa):
        await sender.sends("voice")
        await sender.sees("Only written words")
        await sender.says("hello there")
        await network.quiet()
        await sender.edits("hello changed")
        await sender.sees("is not passed on")
    assert not any("hello changed" in screen for one in (kaisa, amir) for screen in one.screens if screen.from_bot)


async def test_an_interview_under_way_stays_silent_and_asks_again_at_the_end(network: Network) -> None:
    amir = await network.guest()
    number = await network.case_number(amir)
    await amir.says("/host")
    await amir.sees("18 years")
    kaisa = await in_a_talk(network, amir, number)
    await amir.sees("would like to talk")
    await amir.says("yes")
    await kaisa.sees("yes")
    await amir.says("/help")
    await amir.sees("/help")
    await network.quiet()
    assert not any("18 years" in screen for screen in amir.new_screens())
    await amir.presses("Yes")
    await amir.sees_toast("in a talk just now")
    await amir.presses("End the talk")
    await amir.sees("The talk with the coordinator is over")
    await amir.sees("18 years")
    await kaisa.sees("is over")
    await amir.says("yes")
    await amir.sees("May we keep your answers")
    await network.quiet()
    assert sum(screen.text.endswith(":\nyes") for screen in kaisa.screens) == 1


async def test_commands_still_work_and_cancel_ends_the_talk(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await amir.says("/status")
    await amir.sees("K-")
    await amir.says("/edit")
    await amir.sees("in a talk just now")
    await kaisa.says("/cancel")
    await kaisa.sees("is over")
    await amir.sees("The talk with the coordinator is over")
    await amir.presses("End the talk")
    await amir.sees_toast("does not work any more")


async def test_a_note_that_a_coordinator_writes_meanwhile_is_not_passed_on(network: Network) -> None:
    amir = await network.guest()
    number = await network.case_number(amir)
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Notes")
    await kaisa.presses("Add a note")
    await kaisa.sees("please write your note")
    await kaisa.says("sounds tired")
    await kaisa.sees("noted")
    await kaisa.says("Have you eaten?")
    await amir.sees("Have you eaten?")
    amir.has_not_seen("sounds tired")


async def test_one_talk_at_a_time(network: Network) -> None:
    amir, helena = await network.guest(), await network.host()
    kaisa = await in_a_talk(network, amir)
    maija = await network.coordinator("Maija")
    await maija.says(f"/cases {await network.case_number(amir)}")
    await maija.presses("Talk through the bot")
    await maija.sees_toast("in a talk with a coordinator just now")
    await kaisa.says(f"/cases {await network.case_number(helena)}")
    await kaisa.presses("Talk through the bot")
    await kaisa.sees_toast("in a talk already")


async def test_whoever_blocks_the_bot_is_told_of(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await amir.blocks_bot()
    await kaisa.says("Are you there?")
    await kaisa.sees("can’t be reached by Telegram any more")
    await kaisa.says("Hello?")
    await network.quiet()
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.sees("Cannot be reached")


async def test_a_coordinator_who_left_the_channel_hears_and_says_nothing_more(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await network.server.people.leaves(kaisa.id, network.channels[TURKU].chat_id)
    await network.quiet()
    await amir.says("My secret")
    await amir.sees("can’t answer here any more")
    await network.quiet()
    kaisa.has_not_seen("My secret")
    await network.channels[TURKU].sees("Wants to talk with a coordinator")


async def test_a_talk_ends_by_itself_after_a_while(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await network.quiet()
    store, house = network.built.store, network.built.house
    assert await quiet_talks.end(store, house) == 0
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=house.course.talk_minutes + 1)
    with time_machine.travel(later):
        assert await quiet_talks.end(store, house) == 1
    await amir.sees("The talk with the coordinator is over")
    await kaisa.sees("is over")


async def test_reminders_wait_while_somebody_is_in_a_talk(network: Network) -> None:
    amir, helena = await network.guest(), await network.host()
    rung: list[str] = []

    async def note(_turn: Turn, timer: Timer) -> None:
        rung.append(timer.about)

    store, house = network.built.store, network.built.house
    numbers = {"amir": await network.case_number(amir), "helena": await network.case_number(helena)}
    await in_a_talk(network, amir)
    async with store.work() as work:
        for name, number in numbers.items():
            case = await cases.by_number(work, number)
            assert case is not None
            await timers.start(work, "story", work.now, case_id=case.id, about=name)
    await ringing.ring(store, house, {"story": note})
    assert rung == ["helena"]
    await amir.says("/cancel")
    await amir.sees("is over")
    await ringing.ring(store, house, {"story": note})
    assert rung == ["helena", "amir"]


async def test_what_was_said_is_kept_nowhere(network: Network) -> None:
    amir = await network.guest()
    kaisa = await in_a_talk(network, amir)
    await amir.sees("would like to talk")
    await kaisa.says("A canary for the guest")
    await amir.sees("A canary for the guest")
    await network.quiet()
    async with network.built.store.look() as work:
        for table in ("outbox", "inbox"):
            kept = await work.session.scalar(text(f"SELECT count(*) FROM {table} WHERE payload IS NOT NULL"))
            assert kept == 0
