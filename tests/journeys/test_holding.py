"""Living offers: once a month one tap says whether it still holds; a silent host fades, a silent guest is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine

from bot.casework.stages import Move
from bot.jobs import holding
from bot.store import cases, interviews, people, tasks
from tests.kit.matched import case_of, match_of, moved
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

ASKED_HOST, ASKED_GUEST = "Does your offer of a home still hold?", "Are you still looking for a home"


@contextmanager
def _days_later(days: float) -> Iterator[None]:
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days)):
        yield


async def _asks(network: Network) -> int:
    done = await holding.ask(network.built.store, network.built.house)
    await network.quiet()
    return done


def _times(actor: Actor, words: str) -> int:
    return sum(words in screen for screen in actor.screens)


async def _calls(network: Network, actor: Actor) -> list[str]:
    case = await case_of(network, actor)
    async with network.built.store.look() as look:
        return [task.about for task in await tasks.of_case(look, case.id)]


async def test_one_tap_says_that_it_holds_and_nobody_is_asked_twice_in_a_month(network: Network) -> None:
    helena, amir = await network.host(), await network.guest()
    assert await _asks(network) == 0
    with _days_later(31):
        assert await _asks(network) == 2
        assert await _asks(network) == 0
        await helena.sees(ASKED_HOST)
        await helena.presses("Yes, it still holds")
        await helena.sees("Your offer stays open")
        await amir.sees(ASKED_GUEST)
        await amir.says("yes")
        await amir.sees("We go on looking for you")
        case = await case_of(network, helena)
        assert case.held_on == network.built.house.today(dt.datetime.now(dt.UTC))
        assert case.hold_asked_at is None
    with _days_later(60):
        assert await _asks(network) == 0
    with _days_later(62):
        assert await _asks(network) == 2


async def test_a_silent_guest_becomes_a_call_and_a_silent_host_does_not(network: Network) -> None:
    helena, amir = await network.host(), await network.guest()
    with _days_later(31):
        assert await _asks(network) == 2
    with _days_later(37):
        assert await _asks(network) == 0
    with _days_later(38.5):
        assert await _asks(network) == 1
        assert await _asks(network) == 0
        assert await _calls(network, amir) == ["holds"]
        assert await _calls(network, helena) == []
        assert (await case_of(network, amir)).state == "received", "a silent guest never fades"
        await amir.presses("Yes, I am still looking")
        await amir.sees("We go on looking for you")
        assert await _calls(network, amir) == [], "nobody need call any more"


async def test_not_any_more_leads_to_taking_it_back_and_changed_to_the_answers(network: Network) -> None:
    helena, amir = await network.host(), await network.guest()
    with _days_later(31):
        await _asks(network)
        await helena.presses("No, not any more")
        await helena.sees("Shall I take your offer of a home back?")
        await helena.presses("Yes, take it back")
        await helena.sees("Done: your offer is taken back")
        await amir.presses("Something has changed")
        await amir.sees("Your answers")
    with _days_later(70):
        assert await _asks(network) == 1, "nobody is asked about what they took back"


async def test_neither_at_night_nor_in_a_running_match_nor_in_a_pause(network: Network) -> None:
    await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    paused = await network.host("Paula", municipality="=Kuopio")
    await network.channels[TURKU].sees("A possible match")
    await moved(network, await match_of(network, helena), (Move.TAKE, "coordinator"))
    await paused.says("/pausehosting")
    await paused.presses("3 months")
    await paused.sees("having a break")
    with _days_later(31):
        assert await _asks(network) == 0
    with _days_later(91):
        assert await _asks(network) == 1
        await paused.sees("The break of your home is over")
        assert (await case_of(network, paused)).paused_until is None
    for actor, words in ((helena, ASKED_HOST), (amir, ASKED_GUEST)):
        assert _times(actor, words) == 0


@pytest.mark.parametrize("hour", [3, 23])
async def test_at_night_nobody_is_asked_and_the_next_day_does_it(network: Network, hour: int) -> None:
    network.built.house.policy = network.built.house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    await network.host()
    day = network.built.house.today(dt.datetime.now(dt.UTC)) + dt.timedelta(days=40)
    night = dt.datetime.combine(day, dt.time(hour), network.built.house.timezone)
    with time_machine.travel(night):
        assert await _asks(network) == 0
    with time_machine.travel(dt.datetime.combine(day, dt.time(10, 15), network.built.house.timezone)):
        assert await _asks(network) == 1


async def test_somebody_without_telegram_is_called(network: Network) -> None:
    async with network.built.store.work() as work:
        person = await people.add(work, None, "fi")
        interview = await interviews.start(work, person, "guest")
        case = await cases.add(
            work, person, interview_id=interview.id, role="guest", group_slug=TURKU, municipality=None
        )
    with _days_later(31):
        assert await _asks(network) == 1
        assert await _asks(network) == 0
    with _days_later(45):
        assert await _asks(network) == 0
        async with network.built.store.look() as look:
            (call,) = await tasks.of_case(look, case.id)
            assert (call.kind, call.about) == ("call", "holds")
