"""Coordinators put themselves on duty, and say when they are away."""

from __future__ import annotations

import datetime as dt

from bot.store import aways, coordinators, duties
from bot.telegram.desk.roster import monday_of
from tests.kit.network import TURKU, Network


async def test_a_tap_puts_a_coordinator_on_duty_and_another_takes_them_off(network: Network) -> None:
    kaisa, maija = await network.coordinator("Kaisa"), await network.coordinator("Maija")
    monday = monday_of(network.built.house.today(dt.datetime.now(dt.UTC)))
    week = monday.isocalendar().week
    for one in (kaisa, maija):
        await one.says("/roster")
        await one.sees("On duty in")
        await one.presses(f"☐ Week {week}")
        await one.sees_button(f"☑ Week {week}")
    both = await maija.sees("Kaisa and Maija")
    assert "nobody yet" in both.text
    async with network.built.store.look() as work:
        assert [one.shown_name for one in await duties.on_duty(work, TURKU, monday)] == ["Kaisa", "Maija"]
    await kaisa.presses(f"☑ Week {week}")
    await kaisa.sees_toast("not on duty")
    shown = await kaisa.sees_button(f"☐ Week {week}")
    assert "Kaisa" not in shown.text
    assert "Maija" in shown.text


async def test_away_by_buttons(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    today = network.built.house.today(dt.datetime.now(dt.UTC))
    await kaisa.says("/away")
    asked = await kaisa.sees("From which day are you away?")
    await kaisa.presses(asked.buttons[1])
    last = await kaisa.sees("Which is the last day?")
    await kaisa.presses(last.buttons[2])
    await kaisa.sees("Noted: you are away")
    async with network.built.store.look() as work:
        (mine,) = await coordinators.every(work)
        assert await aways.on(work, mine.id, today) is None
        there = await aways.on(work, mine.id, today + dt.timedelta(days=3))
        assert there is not None
        assert (there.first - today).days == 1
        assert (there.last - today).days == 3


async def test_one_typed_day_is_the_first_and_the_last_is_asked_once(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    first = network.built.house.today(dt.datetime.now(dt.UTC)) + dt.timedelta(days=20)
    await kaisa.says("/away")
    await kaisa.sees("From which day are you away?")
    await kaisa.says(f"{first.day}.{first.month}.{first.year}")
    await network.quiet()
    assert sum("Which is the last day?" in screen for screen in kaisa.screens) == 1
    asked = await kaisa.sees("Which is the last day?")
    await kaisa.presses(asked.buttons[0])
    await kaisa.sees("Noted: you are away")


async def test_away_by_words_seen_by_colleagues_and_taken_back(network: Network) -> None:
    kaisa, maija = await network.coordinator("Kaisa"), await network.coordinator("Maija")
    first = network.built.house.today(dt.datetime.now(dt.UTC)) + dt.timedelta(days=20)
    last = first + dt.timedelta(days=5)
    await kaisa.says("/away")
    await kaisa.sees("From which day are you away?")
    await kaisa.says("in the autumn perhaps")
    await kaisa.sees("could not read those days")
    await kaisa.says(f"{first.day}.{first.month}.{first.year} – {last.day}.{last.month}.{last.year}")
    await kaisa.sees("Noted: you are away")
    await maija.says("/roster")
    seen = await maija.sees("Away")
    assert "Kaisa:" in seen.text
    await kaisa.says("/away")
    await kaisa.presses("I am here after all")
    await kaisa.sees("Welcome back")
    await maija.says("/roster")
    shown = await maija.sees("On duty in")
    assert "Kaisa:" not in shown.text


async def test_a_group_is_only_its_own_coordinators(network: Network) -> None:
    amir = await network.guest()
    for command in ("/roster", "/away"):
        await amir.says(command)
        await amir.sees("That is for coordinators")
