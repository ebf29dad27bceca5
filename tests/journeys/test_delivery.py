"""What goes wrong between the bot and Telegram: nothing is lost, hardly anything comes twice, and others go on."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.playground.faults import Fault
from bot.playground.keyboards import buttons
from bot.playground.server import BotApiServer
from bot.playground.wire import JsonObject
from bot.store import inbox, interviews, people
from bot.telegram.turn import Context
from tests.kit.api_check import ApiCheck
from tests.kit.network import HOST, QUICK, TURKU, Network, running, steps
from tests.kit.people import Actor, World


async def test_who_takes_an_alert_at_the_same_moment_and_who_may_not(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel, curious = network.channels[TURKU], await network.person("Curious")
    await network.host()
    alert = await channel.sees("New host")
    take = next(button.data or "" for button in buttons(alert.message.reply_markup) if button.label == "Take")
    await curious.says("/help")
    crafted = (await curious.sees("What you can do here")).message_id
    await network.server.people.presses_data(curious.id, crafted, take)
    await curious.sees_toast("Only coordinators of this group can do that")

    press = network.server.people.presses_data
    pressed = [await press(actor.id, alert.message_id, take, channel.chat_id) for actor in (kaisa, pekka)]
    known = network.server.account.state.presses
    await network.until(lambda: all(known[one].answer for one in pressed), "both are answered")
    toasts = sorted(str((known[one].answer or {})["text"]) for one in pressed)
    assert toasts[0].startswith("Taken already. ")
    assert toasts[1] == "You have taken this. Thank you!"
    await network.quiet()
    assert len(network.server.journal.of("editMessageText", channel.chat_id)) == 1
    assert "Taken by" in channel.screens[-1]


async def test_a_channel_that_is_told_to_wait_waits_and_its_alerts_keep_their_order(network: Network) -> None:
    channel = await network.channel()
    hold = Fault("too_many_requests", "sendMessage", channel.chat_id, retry_after=2)
    network.server.faults.add(hold)
    await network.host()
    await network.until(lambda: hold.struck == 1, "the first alert is held")
    await network.host("Hilla")
    await network.until(lambda: sum("New host" in screen for screen in channel.screens) == 2, "both alerts")
    tried, first, second = network.server.journal.of("sendMessage", channel.chat_id)[-3:]
    assert first.at - tried.at >= dt.timedelta(seconds=2)
    assert ["alert 1" in request.params["text"] for request in (tried, first, second)] == [True, True, False]


async def test_what_may_have_arrived_comes_once_more_at_most_and_an_alert_says_so(network: Network) -> None:
    channel, anna, berit = await network.channel(), await network.person("Anna"), await network.person("Berit")
    for actor in (anna, berit):
        await network.walks(actor, "=/host", "yes")
        await network.quiet()
        network.server.faults.add(Fault("cut", "sendMessage", actor.id))
        await actor.presses("Yes, I agree")
        await actor.sees("These three are up to you")
    await anna.says("none")
    await anna.sees("like to be called?")
    network.server.faults.add(Fault("cut", "sendMessage", channel.chat_id))
    await network.host()
    await channel.sees("(repeat)")
    await network.quiet()
    alerts = [screen for screen in channel.screens if "New host" in screen]
    assert ["(repeat)" in alert for alert in alerts] == [False, True]
    assert len({alert.text.split(" · ")[1][:7] for alert in alerts}) == 1, "it has the same number"
    # A question that was answered is over; the other one is asked once more, and either of the two can be answered.
    assert sum("like to be called?" in screen for screen in anna.screens) == 1
    asked = [screen for screen in berit.screens if "These three are up to you" in screen]
    assert len(asked) == 2
    done = next(button.data for button in buttons(asked[0].message.reply_markup) if "go on" in button.label)
    assert done is not None
    await network.server.people.presses_data(berit.id, asked[0].message_id, done)
    await berit.sees("like to be called?")


async def test_who_blocks_the_bot_is_noted_and_their_group_is_told_once_each_time(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    number = await network.case_number(helena)
    await network.quiet()
    hold = Fault("too_many_requests", "sendMessage", helena.id, retry_after=1)
    network.server.faults.add(hold)
    await helena.says("/status")
    await network.until(lambda: hold.struck == 1, "the answer is held")
    await helena.blocks_bot()
    told = await channel.sees("Cannot be reached")
    assert number in told
    await network.quiet()
    refused = [request for request in network.server.journal.of("sendMessage", helena.id) if request.status == 403]
    assert len(refused) <= 1
    assert sum("Cannot be reached" in screen for screen in channel.screens) == 1
    await kaisa.says(f"/cases {number}")
    await kaisa.sees("Cannot be reached by Telegram")

    await helena.unblocks_bot()
    await helena.says("/status")
    await helena.sees("Received on")
    await kaisa.says(f"/cases {number}")
    assert "Cannot be reached" not in await kaisa.sees("Sent: ")

    # Blocked with nothing on its way: coordinators would not learn of it by a refusal.
    await helena.blocks_bot()
    await network.until(lambda: sum("Cannot be reached" in screen for screen in channel.screens) == 2, "once more")
    await helena.unblocks_bot()
    await network.quiet()
    await kaisa.says(f"/cases {number}")
    assert "Cannot be reached" not in await kaisa.sees("Sent: ")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A Bot API server that may send what Telegram never would."""
    check = ApiCheck(broken_updates=True)
    started = BotApiServer(limits=QUICK, observer=check)
    await started.start()
    yield started
    await started.stop()
    check.clean()


BROKEN: tuple[JsonObject, ...] = (
    {"message": {"message_id": 1, "chat": {"id": 5_000_000_001, "type": "private"}, "text": "no date"}},
    {"message": "no object"},
    {"message": {"message_id": "1", "date": "today", "chat": [], "from": {}}},
    {"callback_query": {"id": "1", "data": "1:i:h:1:yes"}},
    {"my_chat_member": {"chat": {"id": -1, "type": "channel"}, "date": 1, "from": None}},
    {"a_kind_of_tomorrow": {"date": 1, "anything": [1, 2, {"x": "y"}]}},
    {},
)


async def _bursts(update: Update, context: Context) -> None:
    """A handler with a fault in it."""
    raise ZeroDivisionError(update.update_id)


async def test_broken_updates_and_one_that_cannot_be_handled_stop_nobody(server: BotApiServer, tmp_path: Path) -> None:
    async with running(server, tmp_path) as built:
        assert built.application is not None
        built.application.add_handler(MessageHandler(filters.Text(["boom"]), _bursts), group=-1)
        network = Network(World(server), built, tmp_path)
        anna = await network.person("Anna")
        await network.walks(anna, "=/host", *steps(HOST)[:5], "=Anna")
        for body in BROKEN:
            server.account.updates.add_raw(body, keep=dt.timedelta(hours=1))
        await anna.says("boom")
        await anna.sees("I could not handle your last message, and that is my fault")
        anna.has_not_seen("Which languages")
        await anna.says("in this chat")
        await anna.sees("Which languages do you speak?")
        assert sum("my fault" in screen for screen in anna.screens) == 1
        await network.quiet()
        assert (await _answered(network, anna))["name"] == "Anna"
        async with built.store.look() as work:
            assert (await inbox.count(work)).aside >= 4


async def _answered(network: Network, actor: Actor) -> dict[str, object]:
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        (interview,) = await interviews.of_person(work, person)
        return {name: answer.value for name, answer in (await interviews.answers(work, person, interview)).items()}


async def test_of_what_was_said_long_ago_all_counts_and_only_the_last_question_comes(
    server: BotApiServer, tmp_path: Path
) -> None:
    world = World(server)
    anna = await world.person("Anna", language="en")
    async with running(server, tmp_path) as built:
        await Network(world, built, tmp_path).walks(anna, "=/host", *steps(HOST)[:5])
    server.clock.move(dt.timedelta(minutes=-11))
    for said in ("Anna", "in this chat", "Swedish", "gibberish", "2 women"):
        await anna.says(said)
    anna.mark = len(server.feed.events)
    server.clock.move(dt.timedelta(minutes=11))
    async with running(server, tmp_path) as built:
        network = Network(world, built, tmp_path)
        await anna.sees("In which municipality is the home?")
        await network.quiet()
        new = [screen.text for screen in anna.new_screens() if not screen.text.startswith("✓")]
        assert len(new) == 1, anna.transcript()
        answers = await _answered(network, anna)
        assert answers["name"] == "Anna"
        assert answers["languages"] == ["sv"]
        assert "household" in answers
