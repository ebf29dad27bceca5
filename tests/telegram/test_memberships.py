"""Whether somebody is in a chat is asked of Telegram with no transaction open, and an error means no."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.faults import Fault
from bot.telegram.turn import AskTelegram, Turn
from tests.kit.people import Actor, Place, World
from tests.telegram.machine import Handler, Machine, known, words


@pytest.fixture
async def channel(world: World, anna: Actor) -> Place:
    return await world.channel("Turku", anna)


def asking(channel: Place, runs: list[str]) -> Handler:
    async def handler(turn: Turn) -> None:
        if not words(turn):
            return
        runs.append(words(turn))
        person = await known(turn)
        if words(turn).startswith("/"):
            return
        await turn.send(person, f"before: {words(turn)}")
        heard = turn.memberships.get((channel.chat_id, person.chat_id or 0))
        if heard is None:
            raise AskTelegram(channel.chat_id, person.chat_id or 0)
        await turn.send(person, f"{words(turn)}: {heard.status}")

    return handler


async def test_the_update_is_handled_anew_with_the_answer_and_nothing_is_done_twice(
    machine: Machine, channel: Place, anna: Actor, berit: Actor
) -> None:
    runs: list[str] = []
    machine.handler = asking(channel, runs)
    await machine.start()
    for actor, status in ((anna, "creator"), (berit, "left")):
        await actor.starts()
        await actor.says("am I?")
        await actor.sees(f"am I?: {status}")
        assert [screen.text for screen in actor.screens if "before" in screen] == ["before: am I?"]
    assert runs == ["/start", "am I?", "am I?"] * 2


async def test_others_do_not_wait_and_the_same_persons_next_word_does(
    machine: Machine, channel: Place, anna: Actor, berit: Actor
) -> None:
    runs: list[str] = []
    machine.handler = asking(channel, runs)
    machine.server.faults.add(Fault("delay", method="getChatMember", seconds=0.6))
    await machine.start()
    await anna.starts()
    await berit.starts()
    await anna.says("slow")
    await anna.says("next")
    await asyncio.sleep(0.1)
    await berit.says("quick")
    await berit.sees("quick: left", within=0.5)
    anna.has_not_seen("slow: creator")
    await anna.sees("next: creator")
    said = [screen.text for screen in anna.screens if screen.from_bot]
    assert said == ["before: slow", "slow: creator", "before: next", "next: creator"]


@pytest.mark.parametrize("kind", ["error", "hang", "cut", "garbage", "too_many_requests"])
async def test_an_error_means_that_it_is_not_known(machine: Machine, channel: Place, anna: Actor, kind: str) -> None:
    machine.read_timeout = 0.3
    machine.handler = asking(channel, [])
    machine.server.faults.add(Fault(kind, method="getChatMember"))  # type: ignore[arg-type]  # one of its kinds
    await machine.start()
    await anna.starts()
    await anna.says("am I?")
    await anna.sees("am I?: unknown")


@pytest.mark.parametrize(("still_there", "status"), [(True, "member"), (False, "left")])
async def test_a_restricted_person_counts_by_whether_they_are_there(
    machine: Machine, world: World, anna: Actor, berit: Actor, still_there: bool, status: str
) -> None:
    group = await world.group("Turku", anna, members=[berit])
    await world.server.people.restricts(anna.id, group.chat_id, berit.id, still_there=still_there)
    machine.handler = asking(group, [])
    await machine.start()
    await berit.starts()
    await berit.says("am I?")
    await berit.sees(f"am I?: {status}")


async def test_a_handler_that_asks_without_end_is_set_aside(machine: Machine, channel: Place, anna: Actor) -> None:
    async def insatiable(turn: Turn) -> None:
        if words(turn) == "/start":
            await known(turn)
        if words(turn) == "ask":
            raise AskTelegram(channel.chat_id, 1000 + len(turn.memberships))

    machine.handler = insatiable
    await machine.start()
    await anna.starts()
    await anna.says("ask")
    await anna.sees("sorry", within=8)
    assert machine.aside == ["AskTelegram"]
