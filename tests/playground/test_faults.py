"""Faults on purpose, as the real client meets them, and the journal that tells what really happened."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.playground.faults import Fault
from bot.playground.journal import Request
from tests.kit.people import Actor, World
from tests.playground.conftest import until_polled


def said(anna: Actor) -> list[str]:
    return [screen.text for screen in anna.screens if screen.from_bot]


def last(world: World) -> Request:
    return world.server.journal.requests[-1]


async def test_too_many_requests_so_many_times(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("too_many_requests", method="sendMessage", times=2, retry_after=7))
    for _ in range(2):
        with pytest.raises(RetryAfter) as refusal:
            await bot.send_message(anna.id, "hei")
        assert refusal.value.retry_after == timedelta(seconds=7)
    await bot.send_message(anna.id, "hei")
    assert said(anna) == ["hei"]


async def test_a_flooded_chat_counts_down_and_leaves_the_others_alone(bot: Bot, world: World, anna: Actor) -> None:
    bertil = await world.person("Bertil")
    await bertil.starts()
    world.server.faults.add(Fault("too_many_requests", chat_id=anna.id, seconds=30))
    await bot.send_message(bertil.id, "hei")
    world.server.clock.move(timedelta(seconds=20))
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(anna.id, "hei")
    assert isinstance(refusal.value.retry_after, timedelta)
    assert 5 <= refusal.value.retry_after.total_seconds() <= 10
    world.server.clock.move(timedelta(seconds=10))
    await bot.send_message(anna.id, "hei")
    assert (said(anna), said(bertil)) == (["hei"], ["hei"])


async def test_a_servers_own_errors(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("error"))
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(anna.id, "hei")
    world.server.faults.add(Fault("bad_gateway"))
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "hei")
    world.server.faults.add(Fault("error", code=403, description="Forbidden: bot was blocked by the user"))
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(anna.id, "hei")
    world.server.faults.add(Fault("error", code=400, description="Bad Request: message to edit not found"))
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.send_message(anna.id, "hei")
    assert said(anna) == []


async def test_a_reply_that_never_comes_though_the_message_was_sent(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("hang", method="sendMessage"))
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "hei", read_timeout=0.3)
    assert said(anna) == ["hei"]
    assert await world.server.journal.until(lambda journal: bool(journal.of("sendMessage")))
    assert (last(world).fault, last(world).written) == ("hang", False)
    assert (last(world).reply or {})["ok"] is True


async def test_a_client_that_gives_up_before_the_server_accepts(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("delay", seconds=5))
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "hei", read_timeout=0.3)
    await asyncio.sleep(0)
    assert said(anna) == []
    world.server.faults.add(Fault("delay", seconds=0.2))
    await bot.send_message(anna.id, "hei", read_timeout=2)
    assert said(anna) == ["hei"]
    assert last(world).written


async def test_a_connection_that_breaks_in_the_middle_of_the_reply(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("cut"))
    with pytest.raises(NetworkError) as error:
        await bot.send_message(anna.id, "hei")
    assert type(error.value) is NetworkError
    assert said(anna) == ["hei"]
    assert not last(world).written


async def test_a_reply_that_is_no_json(bot: Bot, world: World, anna: Actor) -> None:
    """The client's error is neither a NetworkError nor a BadRequest, and yet the message was sent."""
    world.server.faults.add(Fault("garbage"))
    with pytest.raises(TelegramError, match="Invalid server response") as error:
        await bot.send_message(anna.id, "hei")
    assert type(error.value) is TelegramError
    assert said(anna) == ["hei"]


async def test_a_fault_before_the_work_is_done(bot: Bot, world: World, anna: Actor) -> None:
    world.server.faults.add(Fault("cut", applied=False))
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "hei")
    world.server.faults.add(Fault("error", code=500, applied=True))
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "hei hei")
    assert said(anna) == ["hei hei"]


async def test_faults_are_taken_back(bot: Bot, world: World, anna: Actor) -> None:
    lasting = world.server.faults.add(Fault("error", times=None))
    world.server.faults.add(Fault("bad_gateway", method="getMe", times=None))
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "hei")
    world.server.faults.clear(lasting)
    await bot.send_message(anna.id, "hei")
    with pytest.raises(NetworkError):
        await bot.get_me()
    world.server.faults.clear()
    assert (await bot.get_me()).is_bot


async def test_the_journal_tells_what_was_asked(bot: Bot, world: World, anna: Actor) -> None:
    await bot.send_document(anna.id, b"12345", filename="a.pdf", caption="hei")
    entry = last(world)
    assert (entry.method, entry.chat_id, entry.status, entry.written) == ("sendDocument", anna.id, 200, True)
    assert (entry.params["caption"], entry.files) == ("hei", {"document": 5})
    assert entry.number == len(world.server.journal.requests)


async def test_a_poll_whose_client_is_gone_was_not_written(bot: Bot, world: World, anna: Actor) -> None:
    await bot.get_updates(offset=-1)
    poll = asyncio.create_task(bot.get_updates(offset=10**9, timeout=20))
    await until_polled(world.server)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    entry = last(world)
    await until_polled(world.server, waiting=False)
    assert (entry.method, entry.written, entry.reply) == ("getUpdates", False, None)
