"""getUpdates, with Telegram's rules: confirming, waiting, one poller at a time, what expires."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict

from bot.playground.limits import Limits
from bot.playground.server import BotApiServer
from tests.kit.people import World
from tests.playground.conftest import new_bot, until_polled

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Nappi", callback_data="n")]])


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_an_update_is_given_again_until_a_higher_offset_confirms_it(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("yksi")
    await anna.says("kaksi")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert texts(first) == texts(again) == ["yksi", "kaksi"]
    assert first[1].update_id == first[0].update_id + 1

    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["kaksi"]
    assert texts(await bot.get_updates()) == ["kaksi"]
    assert not await bot.get_updates(offset=first[1].update_id + 1)
    assert not world.server.account.updates.pending()


async def test_a_negative_offset_keeps_only_the_last_ones(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    for word in ("yksi", "kaksi", "kolme"):
        await anna.says(word)
    assert texts(await bot.get_updates(offset=-2)) == ["kaksi", "kolme"]
    assert texts(await bot.get_updates()) == ["kaksi", "kolme"]


async def test_at_most_so_many_as_asked_for(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    for number in range(5):
        await anna.says(str(number))
    assert texts(await bot.get_updates(limit=2)) == ["0", "1"]
    assert len(await bot.get_updates(limit=100)) == 5


async def test_a_poll_waits_and_is_woken_by_the_next_update(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await until_polled(world.server)
    await anna.says("hei")
    async with asyncio.timeout(2):
        assert texts(await poll) == ["hei"]


async def test_a_poll_that_nothing_comes_to_returns_empty_handed(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_allowed_updates_that_are_left_out_stay_as_they_were(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    await bot.get_updates(allowed_updates=["callback_query"])
    await anna.says("not asked for")
    await bot.get_updates()
    await anna.says("still not asked for")
    assert not await bot.get_updates(allowed_updates=["message"])
    await anna.says("asked for")
    assert texts(await bot.get_updates()) == ["asked for"]


async def test_who_came_and_went_is_told_only_on_request(bot: Bot, world: World) -> None:
    owner, bertil = await world.person("Owner"), await world.person("Bertil")
    channel = await world.channel("Koordinaattorit", owner)
    await world.server.people.joins(bertil.id, channel.chat_id)
    assert [update.chat_member for update in await bot.get_updates()] == [None]
    await bot.get_updates(offset=-1, allowed_updates=["chat_member", "my_chat_member"])
    await world.server.people.leaves(bertil.id, channel.chat_id)
    update = (await bot.get_updates())[-1]
    assert update.chat_member is not None
    assert update.chat_member.difference()["status"] == ("member", "left")


async def test_a_second_poller_sends_the_first_away(server: BotApiServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await until_polled(server)
    async with new_bot(server) as other:
        second = asyncio.create_task(other.get_updates(timeout=1))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first
        assert await second == ()


async def test_presses_are_kept_150_seconds_and_messages_a_day(bot: Bot, world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("hei")
    message = await bot.send_message(anna.id, "?", reply_markup=BUTTON)
    await anna.presses("Nappi")
    assert len(await bot.get_updates()) == 2
    world.server.clock.move(timedelta(seconds=151))
    assert texts(await bot.get_updates()) == ["hei"]
    await world.server.people.presses(anna.id, message.message_id, "Nappi")
    world.server.clock.move(timedelta(seconds=149))
    assert len(await bot.get_updates()) == 2
    world.server.clock.move(timedelta(hours=24))
    assert not await bot.get_updates()


async def test_an_update_of_an_unknown_kind_is_given_out_as_it_is(world: World, bot: Bot) -> None:
    world.server.account.updates.add_raw({}, keep=timedelta(hours=1))
    (update,) = await bot.get_updates()
    assert update.effective_message is None


async def test_who_asks_again_at_once_is_slowed_down() -> None:
    """Telegram gives the same offset only one update within half a second, and makes an empty poll wait 3 s."""
    server = BotApiServer(limits=Limits(same_offset_wait=0.4))
    await server.start()
    try:
        world = World(server)
        anna = await world.person("Anna")
        async with new_bot(server) as bot:
            loop = asyncio.get_running_loop()
            await bot.get_updates(offset=-1)
            begin = loop.time()
            assert not await bot.get_updates(offset=-1)
            assert loop.time() - begin >= 0.4
            await anna.says("yksi")
            await anna.says("kaksi")
            assert len(await bot.get_updates(offset=1)) == 2
            assert len(await bot.get_updates(offset=1)) == 1
    finally:
        await server.stop()
