"""A host who is silent fades before anybody is promised that home; a guest never does; a phone call counts as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine

from bot.casework.stages import Stage
from bot.jobs import holding, nightly_matching
from bot.store import cases, tasks
from tests.journeys.test_filling_in import filled_in
from tests.kit.matched import case_of, match_of
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor

FREE, NEEDED = f"={SOON + dt.timedelta(days=270)}", f"={SOON + dt.timedelta(days=300)}"
"""Days that are still to come, however long nobody answers."""


@contextmanager
def _days_later(days: float) -> Iterator[None]:
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days)):
        yield


async def _asks(network: Network) -> int:
    done = await holding.ask(network.built.store, network.built.house)
    await network.quiet()
    return done


async def _night(network: Network) -> None:
    await nightly_matching.run(network.built.store, network.built.house)
    await network.quiet()


async def _possible(network: Network, kaisa: Actor, whose: Actor) -> str:
    number = (await case_of(network, whose)).number
    await kaisa.says(f"/cases {number}")
    await network.quiet()
    await kaisa.presses("Possible matches")
    await network.quiet()
    return "\n".join(screen.text for screen in kaisa.new_screens())


async def test_a_host_who_never_answers_stands_lower_and_then_is_not_suggested(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(since=FREE), await network.guest(since=NEEDED)
    await network.channels[TURKU].sees("A possible match")
    number = (await case_of(network, helena)).number
    with _days_later(31):
        assert await _asks(network) == 2
        await amir.presses("Yes, I am still looking")
        await network.quiet()
        shown = await _possible(network, kaisa, amir)
        assert number in shown
        assert "The host has not said for" not in shown
    with _days_later(50):
        await _night(network)
        assert "The host has not said for 50 days that the offer still holds" in await _possible(network, kaisa, amir)
        assert (await match_of(network, helena)).stage == Stage.SUGGESTED
    with _days_later(95):
        await _night(network)
        assert (await match_of(network, helena)).stage == Stage.LAPSED
        shown = await _possible(network, kaisa, amir)
        assert number not in shown
        await helena.presses("Yes, it still holds")
        await helena.sees("Your offer stays open")
        await network.quiet()
        assert (await match_of(network, helena)).stage == Stage.SUGGESTED


async def test_a_guest_who_never_answers_does_not_fade(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(since=FREE), await network.guest(since=NEEDED)
    await network.channels[TURKU].sees("A possible match")
    with _days_later(31):
        await _asks(network)
        await helena.presses("Yes, it still holds")
        await network.quiet()
    with _days_later(62):
        await _asks(network)
        await helena.presses("Yes, it still holds")
        await network.quiet()
    with _days_later(100):
        await _night(network)
        assert (await match_of(network, amir)).stage == Stage.SUGGESTED
        assert (await case_of(network, amir)).number in await _possible(network, kaisa, helena)


async def test_what_is_said_on_the_phone_counts_as_an_answer(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    number = await filled_in(network, kaisa, "host")
    await kaisa.says(f"/cases {number}")
    card = await kaisa.sees(f"{number}")
    assert "Still holds (said by phone)" not in card.buttons
    with _days_later(31):
        assert await _asks(network) == 1
        await kaisa.sees(f"{number}: Call: whether it still holds")
        await kaisa.says(f"/cases {number}")
        await kaisa.sees("no answer yet")
        await kaisa.presses("Still holds (said by phone)")
        await kaisa.sees_toast("Noted")
        await network.quiet()
        async with network.built.store.look() as work:
            case = await cases.by_number(work, number)
            assert case is not None
            assert (case.held_on, case.hold_asked_at) == (network.built.house.today(work.now), None)
            assert [one.about for one in await tasks.of_case(work, case.id)] == []
        old = next(screen for screen in kaisa.screens if "Still holds (said by phone)" in screen.buttons)
        await network.server.people.presses(kaisa.id, old.message_id, "Still holds (said by phone)")
        await kaisa.sees_toast("answered already")
        await kaisa.says(f"/cases {number}")
        await kaisa.presses("What has happened")
        await kaisa.sees("Said that it still holds: Kaisa")
