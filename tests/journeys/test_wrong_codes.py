"""Codes that do not work: the same words for all of them, and whoever tries many is not listened to for a while."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from bot.operating import coordinators, groups
from bot.store import codes, people
from bot.store.tables import OneTimeCode, Person
from bot.telegram.keyboards import data
from bot.telegram.wrong_codes import WrongCodes
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

OVER = "That link does not work any more"
NO_SUCH_CODE = "That code does not work"
LIMIT = 3
NOW = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TELEGRAMS_OWN = (777000, 1087968824, 136817688)


async def invited(network: Network) -> str:
    """The payload of an invitation’s link."""
    link = await coordinators.invite(network.built.store, network.built.house, TURKU)
    return link.partition("start=")[2]


async def guesses(actor: Actor, times: int = LIMIT) -> None:
    """Tries links that nobody was ever given; each is answered in the same words."""
    for n in range(times):
        await actor.starts(f"{('invite', 'details', 'confirm')[n % 3]}_{str(n) * 22}")
        await actor.sees(OVER)


async def test_after_many_wrong_links_a_right_one_is_not_looked_at_for_an_hour(network: Network) -> None:
    network.built.house.wrong_codes = WrongCodes(LIMIT)
    mallory, maija = await network.person("Mallory"), await network.person("Maija")
    right = await invited(network)
    await guesses(mallory)
    await mallory.starts(right)
    told = await mallory.sees(OVER)
    assert "too many" not in told.text
    await maija.starts(await invited(network))
    await maija.sees_button("Yes, I accept")
    with time_machine.travel(dt.datetime.now(dt.UTC) + HOUR):
        await mallory.starts(right)
        await mallory.sees_button("Yes, I accept")


async def test_erasing_oneself_does_not_begin_anew(network: Network) -> None:
    network.built.house.wrong_codes = WrongCodes(LIMIT)
    mallory = await network.person("Mallory")
    await guesses(mallory)
    await mallory.says("/delete")
    await mallory.presses("Yes, erase everything")
    await network.quiet()
    await mallory.starts(await invited(network))
    await mallory.sees(OVER)


async def test_links_without_a_code_work_all_the_same(network: Network) -> None:
    network.built.house.wrong_codes = WrongCodes(LIMIT)
    mallory = await network.person("Mallory")
    await guesses(mallory)
    await mallory.starts("host")
    await mallory.sees("Welcome to the home accommodation network")


async def test_a_chat_in_which_wrong_codes_are_written_does_not_bind_for_an_hour(network: Network) -> None:
    network.built.house.wrong_codes = WrongCodes(LIMIT)
    founder = await network.person("Founder")
    noisy, other = await network.world.channel("Noisy", founder), await network.world.channel("Other", founder)
    for n in range(LIMIT):
        await founder.says(f"/bind {str(n) * 22}", in_=noisy)
    right = await groups.bind_code(network.built.store, network.built.house, TURKU)
    await founder.says(f"/bind {right}", in_=noisy)
    await network.quiet()
    assert [NO_SUCH_CODE in screen for screen in noisy.screens if screen.from_bot][-LIMIT - 1 :] == [True] * (LIMIT + 1)
    await founder.says(f"/bind {right}", in_=other)
    await other.sees("This chat is now the coordinators’ channel")


async def test_the_limit_is_the_one_of_the_settings(network: Network) -> None:
    wrong = network.built.house.wrong_codes
    for n in range(10):
        assert not wrong.too_many(1, NOW)
        wrong.note(1, n, NOW)
    assert wrong.too_many(1, NOW)


@pytest.mark.parametrize("kind", ["invite", "details", "confirm"])
async def test_used_old_and_never_given_are_told_in_the_same_words(network: Network, kind: str) -> None:
    anna = await network.person("Anna")
    async with network.built.store.work() as work:
        old = await codes.make(work, kind, {"group": TURKU, "case": "0" * 32}, lives=HOUR)
        used = await codes.make(work, kind, {"group": TURKU, "case": "0" * 32}, lives=HOUR)
        await codes.use(work, kind, used)
        await work.session.execute(
            sa.update(OneTimeCode).where(OneTimeCode.used_at.is_(None)).values(expires_at=work.now)
        )
    told = set()
    for code in (old, used, "0" * 22, "", "_", f"{old}{old}"):
        await anna.starts(f"{kind}_{code}")
        told.add((await anna.sees(OVER)).text)
        await network.quiet()
    assert len(told) == 1


async def test_telegrams_own_accounts_are_nobody_and_never_a_coordinator(network: Network) -> None:
    payload, queue, keep = await invited(network), network.server.account.updates, HOUR
    for number in TELEGRAMS_OWN:
        sender = {"id": number, "is_bot": False, "first_name": "Group"}
        chat = {"id": number, "type": "private", "first_name": "Group"}
        message = {"message_id": 1, "date": 1_900_000_000, "chat": chat, "from": sender}
        queue.add_raw({"message": {**message, "text": f"/start {payload}"}}, keep=keep)
        for press in (data("n", "promise", "yes"), data("n", "myname"), data("n", "role", "host")):
            query = {"id": "1", "from": sender, "chat_instance": "1", "data": press, "message": message}
            queue.add_raw({"callback_query": query}, keep=keep)
    await network.quiet()
    async with network.built.store.look() as look:
        assert list(await look.session.scalars(sa.select(Person.id))) == []
        assert await codes.look(look, "invite", payload.partition("_")[2]) == {"group": TURKU}
    for number in TELEGRAMS_OWN:
        with pytest.raises(ValueError, match="nobody"):
            async with network.built.store.work() as work:
                await people.add(work, number, "en")


def test_an_update_that_is_handled_again_counts_once() -> None:
    wrong = WrongCodes(2)
    for _again in range(5):
        wrong.note(1, 100, NOW)
    assert not wrong.too_many(1, NOW)
    wrong.note(1, 101, NOW)
    assert wrong.too_many(1, NOW)
    assert not wrong.too_many(2, NOW)


def test_the_hour_passes_also_when_the_clock_is_set_back() -> None:
    wrong = WrongCodes(1)
    wrong.note(1, 100, NOW)
    assert wrong.too_many(1, NOW + HOUR / 2)
    assert not wrong.too_many(1, NOW + HOUR)
    assert not wrong.too_many(1, NOW - dt.timedelta(days=1))


def test_without_a_limit_nobody_waits() -> None:
    wrong = WrongCodes(0)
    for n in range(1000):
        wrong.note(1, n, NOW)
    assert not wrong.too_many(1, NOW)
    assert not WrongCodes().too_many(1, NOW)


def test_those_who_tried_long_ago_are_forgotten() -> None:
    wrong = WrongCodes(1)
    for who in range(20_000):
        wrong.note(who, who, NOW + dt.timedelta(seconds=who))
    assert len(wrong._tried) < 15_000
