"""Messages arrive in order, once, at a pace; and of what cannot arrive somebody is told."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import InvalidToken

from bot.playground.faults import Fault, FaultKind
from bot.store import channels, outbox, people
from bot.store.people import Person
from bot.store.tables import Channel, ChannelState, OutboxState
from bot.telegram.pace import Pace
from bot.telegram.turn import Turn
from tests.kit.people import Actor, Place, World
from tests.telegram.machine import Machine, eventually


def said(actor: Actor | Place) -> list[str]:
    """Everything that the bot said, in the order in which it stands in the chat."""
    return [screen.text for screen in actor.screens if screen.from_bot]


async def begin(machine: Machine, *actors: Actor) -> None:
    """The machine runs and knows these people."""
    await machine.start()
    for actor in actors:
        await actor.starts()
        await actor.sees("heard: /start")
    await machine.idle()


async def tell(machine: Machine, actor: Actor, *texts: str, **more: object) -> list[str]:
    """Send somebody something that they did not ask for; the outbox ids."""
    person = await machine.person(actor.id)
    async with machine.store.work() as work:
        turn = Turn(work, machine.house)
        ids = [await turn.send(person, text, **more) for text in texts]  # type: ignore[arg-type]  # its own keywords
    machine.deliver.wake()
    return ids


async def state(machine: Machine, row_id: str) -> OutboxState | None:
    async with machine.store.look() as work:
        found = await outbox.message_of(work, row_id)
    return None if found is None else found.state


@pytest.fixture
async def channel(world: World, anna: Actor) -> Place:
    return await world.channel("Turku", anna)


async def bound(machine: Machine, place: Place, kind: str = "channel", thread_id: int | None = None) -> Channel:
    async with machine.store.work() as work:
        return await channels.bind(work, "turku", place.chat_id, kind, thread_id)


async def in_channel(machine: Machine, what: Callable[[Turn, Channel], Awaitable[str]]) -> str:
    """Do something in the channel of the group of Turku."""
    async with machine.store.work() as work:
        channel = await channels.of_group(work, "turku")
        assert channel is not None
        made = await what(Turn(work, machine.house), channel)
    machine.deliver.wake()
    return made


def post(text: str, **more: object) -> Callable[[Turn, Channel], Awaitable[str]]:
    return lambda turn, channel: turn.post(channel, text, **more)  # type: ignore[arg-type]  # its own keywords


# --- waiting -----------------------------------------------------------------------------------------------------


async def test_a_chat_that_is_told_to_wait_waits_and_others_go_on(machine: Machine, anna: Actor, berit: Actor) -> None:
    await begin(machine, anna, berit)
    machine.server.faults.add(Fault("too_many_requests", method="sendMessage", chat_id=anna.id, retry_after=2))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await tell(machine, anna, "a1", "a2", "a3")
    await tell(machine, berit, "b1", "b2")
    await berit.sees("b2", within=1.5)
    assert said(anna) == ["heard: /start"]
    await anna.sees("a3")
    assert loop.time() - begun >= 2
    assert said(anna) == ["heard: /start", "a1", "a2", "a3"]


async def test_the_wait_outlives_a_restart(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    machine.server.faults.add(Fault("too_many_requests", method="sendMessage", retry_after=2))
    calls = len(machine.server.journal.of("sendMessage"))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await tell(machine, anna, "a1")
    await eventually(lambda: len(machine.server.journal.of("sendMessage")) == calls + 1)
    await asyncio.sleep(0.1)
    await machine.again()
    await tell(machine, anna, "a2")
    await anna.sees("a2")
    assert loop.time() - begun >= 2
    assert said(anna)[1:] == ["a1", "a2"]


async def test_when_the_whole_bot_is_told_to_wait_it_stops_asking(machine: Machine, world: World) -> None:
    people_ = [await world.person(f"P{n}") for n in range(12)]
    await begin(machine, *people_)
    machine.server.faults.add(Fault("too_many_requests", method="sendMessage", seconds=1.5))
    calls = len(machine.server.journal.of("sendMessage"))
    machine.deliver._side_by_side = 4
    for person in people_:
        await tell(machine, person, "news")
    for person in people_:
        await person.sees("news", within=15)
    tried = machine.server.journal.of("sendMessage")[calls:]
    # Telegram asks for a second's rest: by its own clock, nearly all of it passes before anybody is tried again.
    at_first = [one for one in tried if one.at - tried[0].at < dt.timedelta(seconds=0.9)]
    assert len(at_first) <= 8, "it does not try all twelve, nor again and again"


async def test_news_keep_the_pace_and_an_answer_overtakes_them(machine: Machine, world: World, anna: Actor) -> None:
    people_ = [await world.person(f"P{n}") for n in range(12)]
    await begin(machine, anna, *people_)
    machine.deliver._pace = Pace(4, 0, 0)
    machine.deliver._settler._pace = machine.deliver._pace
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for person in people_:
        await tell(machine, person, "news")
    await eventually(lambda: any("news" in said(person) for person in people_))
    await anna.says("quick")
    await anna.sees("heard: quick")
    assert not all("news" in said(person) for person in people_), "the answer did not wait for its turn"
    for person in people_:
        await person.sees("news", within=8)
    assert loop.time() - begun > 1.8


# --- order -------------------------------------------------------------------------------------------------------


async def test_a_slow_message_keeps_its_place(machine: Machine, anna: Actor, berit: Actor) -> None:
    await begin(machine, anna, berit)
    machine.server.faults.add(Fault("delay", method="sendMessage", chat_id=anna.id, seconds=0.6))
    await tell(machine, anna, "a1", "a2")
    await tell(machine, berit, "b1")
    await berit.sees("b1", within=0.5)
    await anna.sees("a2")
    assert said(anna) == ["heard: /start", "a1", "a2"]


async def test_messages_of_one_turn_arrive_as_they_were_said(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    await tell(machine, anna, *(f"n{n}" for n in range(20)))
    await anna.sees("n19")
    assert said(anna)[1:] == [f"n{n}" for n in range(20)]


# --- not known whether it arrived --------------------------------------------------------------------------------

ARRIVED: list[FaultKind] = ["hang", "cut", "garbage"]


@pytest.mark.parametrize("kind", ARRIVED)
async def test_an_alert_of_unknown_fate_comes_once_more_and_says_so(
    machine: Machine, channel: Place, kind: FaultKind
) -> None:
    machine.read_timeout = 0.3
    await machine.start()
    await bound(machine, channel)
    machine.server.faults.add(Fault(kind, method="sendMessage"))
    await in_channel(machine, post("Alert 7", again="Alert 7 (repeat)", alert_id="7"))
    await channel.sees("(repeat)")
    await machine.idle()
    assert said(channel) == ["Alert 7", "Alert 7 (repeat)"]


async def test_it_comes_at_most_once_more(machine: Machine, channel: Place) -> None:
    machine.read_timeout = 0.3
    await machine.start()
    await bound(machine, channel)
    machine.server.faults.add(Fault("hang", method="sendMessage", times=None))
    row = await in_channel(machine, post("Alert 7", again="Alert 7 (repeat)"))
    await machine.idle()
    assert said(channel) == ["Alert 7", "Alert 7 (repeat)"]
    assert await state(machine, row) is OutboxState.UNKNOWN


async def test_a_question_that_was_answered_is_not_asked_again(machine: Machine, anna: Actor) -> None:
    machine.read_timeout = 0.3
    machine.unknown_pause = 1.0
    await begin(machine, anna)
    machine.server.faults.add(Fault("hang", method="sendMessage"))
    await anna.says("one")
    await anna.sees("heard: one")
    await anna.says("two")
    await anna.sees("heard: two")
    await machine.idle()
    assert said(anna) == ["heard: /start", "heard: one", "heard: two"]


async def test_a_question_that_may_not_have_come_is_asked_once_more(machine: Machine, anna: Actor) -> None:
    machine.read_timeout = 0.3
    await begin(machine, anna)
    machine.server.faults.add(Fault("hang", method="sendMessage", applied=False))
    await anna.says("one")
    await anna.sees("heard: one")
    await machine.idle()
    assert said(anna) == ["heard: /start", "heard: one"]


async def test_what_was_on_its_way_when_the_process_died_comes_once_more(machine: Machine, channel: Place) -> None:
    machine.read_timeout = 5.0
    await machine.start()
    await bound(machine, channel)
    machine.server.faults.add(Fault("hang", method="sendMessage"))
    await in_channel(machine, post("Alert 7", again="Alert 7 (repeat)"))
    await channel.sees("Alert 7")
    await machine.again()
    await channel.sees("(repeat)")
    await machine.idle()
    assert said(channel) == ["Alert 7", "Alert 7 (repeat)"]


async def test_an_edit_of_unknown_fate_is_made_again_in_its_place(machine: Machine, anna: Actor) -> None:
    machine.read_timeout = 0.3
    await begin(machine, anna)
    (row,) = await tell(machine, anna, "first")
    machine.server.faults.add(Fault("cut", method="editMessageText"))
    person = await machine.person(anna.id)

    async def edits(turn: Turn) -> None:
        await turn.edit(person, row, "second")
        await turn.send(person, "after it")

    await machine.turn(edits)
    await anna.sees("after it")
    assert said(anna)[1:] == ["second", "after it"]


# --- did not arrive ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["error", "bad_gateway"])
async def test_a_servers_trouble_is_waited_for(machine: Machine, anna: Actor, kind: FaultKind) -> None:
    await begin(machine, anna)
    machine.server.faults.add(Fault(kind, method="sendMessage", times=1))
    await tell(machine, anna, "a1", "a2")
    await anna.sees("a2")
    assert said(anna)[1:] == ["a1", "a2"]


async def test_without_a_connection_everything_waits_and_then_comes(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    base = machine.app.bot._base_url
    machine.app.bot._base_url = "http://127.0.0.1:9/bot1:x"
    await tell(machine, anna, "a1", "a2")
    await asyncio.sleep(0.7)
    machine.app.bot._base_url = base
    await anna.sees("a2", within=8)
    assert said(anna)[1:] == ["a1", "a2"]


async def test_a_message_that_no_server_will_ever_take_does_not_block_its_chat(
    machine: Machine, anna: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.settle._BACKOFF", (0.01, 0.02))
    await begin(machine, anna)
    machine.server.faults.add(Fault("error", method="sendMessage", times=12))
    await tell(machine, anna, "poison", "after it")
    await anna.sees("after it", within=8)
    assert said(anna)[1:] == ["after it"]
    assert [refusal.code for refusal in machine.refusals] == ["server_error"]


# --- will never arrive -------------------------------------------------------------------------------------------


async def test_who_has_blocked_the_bot_is_noted_once_and_not_tried_again(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    await anna.blocks_bot()
    await machine.idle()
    calls = len(machine.server.journal.of("sendMessage"))
    rows = await tell(machine, anna, "a1", "a2", "a3", alert_id="x")
    await machine.idle()
    await tell(machine, anna, "a4")
    await machine.idle()
    assert len(machine.server.journal.of("sendMessage")) - calls == 2, "one of three, and one later"
    assert [await state(machine, row) for row in rows] == [OutboxState.REFUSED] * 3
    first, second = machine.refusals
    person = await machine.person(anna.id)
    assert (first.code, first.newly, first.person_id, first.alert_ids) == ("blocked", True, person.id, ("x",) * 3)
    assert (second.code, second.newly) == ("blocked", False)
    assert person.unreachable_at is not None


async def test_a_channel_that_threw_the_bot_out_is_lost_and_others_are_served(
    machine: Machine, channel: Place, anna: Actor, berit: Actor
) -> None:
    await begin(machine, berit)
    await bound(machine, channel)
    await machine.server.people.removes(anna.id, channel.chat_id, machine.server.people.bot_id)
    for n in range(3):
        await in_channel(machine, post(f"Alert {n}", alert_id=str(n)))
    await tell(machine, berit, "still here")
    await berit.sees("still here")
    await machine.idle()
    (refusal,) = machine.refusals
    assert (refusal.code, refusal.groups_lost, refusal.alert_ids) == ("kicked", ("turku",), ("0", "1", "2"))
    async with machine.store.look() as work:
        lost = await channels.of_group(work, "turku")
    assert lost is not None
    assert lost.state is ChannelState.LOST


async def test_a_hook_that_fails_does_not_stop_the_sending(machine: Machine, anna: Actor, berit: Actor) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    machine.also_refused = broken
    await begin(machine, anna, berit)
    await anna.blocks_bot()
    (row,) = await tell(machine, anna, "a1")
    await tell(machine, berit, "b1")
    await berit.sees("b1")
    await machine.idle()
    assert await state(machine, row) is OutboxState.REFUSED


async def test_what_a_hook_says_is_said(machine: Machine, anna: Actor, berit: Actor) -> None:
    async def telling(turn: Turn, refusal: object) -> None:
        other = await people.find(turn.work, berit.id)
        assert other is not None
        await turn.send(other, "Anna cannot be reached")

    machine.also_refused = telling
    await begin(machine, anna, berit)
    await anna.blocks_bot()
    await tell(machine, anna, "a1")
    await berit.sees("Anna cannot be reached")


# --- ways out ----------------------------------------------------------------------------------------------------


async def test_a_group_that_has_moved_gets_the_alert_once_in_its_new_place(
    machine: Machine, world: World, anna: Actor
) -> None:
    group = await world.group("Turku", anna, kind="group")
    await machine.start()
    await bound(machine, group, "group")
    machine.poll.stop()
    await machine.tasks[0]
    new = await world.server.people.upgrades_to_supergroup(anna.id, group.chat_id)
    await in_channel(machine, post("Alert 1"))
    await in_channel(machine, post("Alert 2"))
    place = Place(world, new)
    await place.sees("Alert 2")
    assert said(place) == ["Alert 1", "Alert 2"]
    async with machine.store.look() as work:
        channel = await channels.of_group(work, "turku")
    assert channel is not None
    assert (channel.chat_id, channel.kind) == (new, "supergroup")


async def test_a_message_in_the_old_place_is_not_edited_but_said_anew(
    machine: Machine, world: World, anna: Actor
) -> None:
    group = await world.group("Turku", anna, kind="group")
    await machine.start()
    await bound(machine, group, "group")
    row = await in_channel(machine, post("Alert 1"))
    await group.sees("Alert 1")
    new = await world.server.people.upgrades_to_supergroup(anna.id, group.chat_id)
    await machine.idle()
    for text in ("Alert 1: taken", "Alert 1: done"):
        await in_channel(machine, lambda turn, channel, text=text: turn.edit_post(channel, row, text))  # type: ignore[misc]
    place = Place(world, new)
    await place.sees("Alert 1: done")
    assert said(place) == ["Alert 1: done"], "the second edit finds the new message"


async def test_a_message_that_somebody_deleted_is_sent_anew_and_edited_from_then_on(
    machine: Machine, channel: Place, anna: Actor
) -> None:
    await machine.start()
    await bound(machine, channel)
    row = await in_channel(machine, post("Alert 1"))
    seen = await channel.sees("Alert 1")
    await machine.server.people.deletes(anna.id, seen.message_id, channel.chat_id)
    for text in ("taken", "done"):
        await in_channel(machine, lambda turn, channel, text=text: turn.edit_post(channel, row, text))  # type: ignore[misc]
        await channel.sees(text)
    assert said(channel) == ["done"]


async def test_a_screen_that_is_gone_is_not_edited_and_nobody_is_troubled(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    (row,) = await tell(machine, anna, "question")
    seen = await anna.sees("question")
    await machine.server.people.deletes(anna.id, seen.message_id)
    person = await machine.person(anna.id)

    async def edits(turn: Turn) -> None:
        await turn.edit(person, row, "✓ answered")
        await turn.send(person, "next")

    await machine.turn(edits)
    await anna.sees("next")
    assert said(anna)[1:] == ["next"]


async def test_an_edit_that_changes_nothing_is_no_trouble(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    (row,) = await tell(machine, anna, "same")
    person = await machine.person(anna.id)
    edits: list[str] = []

    async def twice(turn: Turn) -> None:
        edits.extend([await turn.edit(person, row, "same"), await turn.edit_buttons(person, row, None)])

    await machine.turn(twice)
    await machine.idle()
    assert [await state(machine, edit) for edit in edits] == [OutboxState.SENT] * 2
    assert machine.refusals == []


async def test_markup_that_telegram_cannot_read_arrives_as_plain_text(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    await tell(machine, anna, "<b>Anna &amp; <Berit</b> 1 < 2")
    await anna.sees("Anna & ")
    assert machine.refusals == []


async def test_a_topic_that_is_gone_is_left_for_the_main_chat(machine: Machine, world: World, anna: Actor) -> None:
    group, thread = await forum(world, anna, leads=True)
    await machine.start()
    await bound(machine, group, "supergroup", thread)
    await in_channel(machine, post("in the topic"))
    await group.sees("in the topic")
    await world.server.people.deletes_topic(anna.id, group.chat_id, thread)
    await in_channel(machine, post("in the main chat"))
    await group.sees("in the main chat")
    await machine.idle()
    async with machine.store.look() as work:
        channel = await channels.of_group(work, "turku")
    assert channel is not None
    assert channel.thread_id is None
    threads = [one.params.get("message_thread_id") for one in machine.server.journal.of("sendMessage", group.chat_id)]
    assert threads == [str(thread), str(thread), None]


async def forum(world: World, owner: Actor, *, leads: bool) -> tuple[Place, int]:
    """A group with a topic; the bot is an administrator there, or just a member."""
    people_ = world.server.people
    chat_id = await people_.create_chat(owner.id, "Turku", "supergroup", is_forum=True)
    await people_.adds(owner.id, chat_id, people_.bot_id)
    if leads:
        await people_.promotes(owner.id, chat_id, people_.bot_id)
    return Place(world, chat_id), await people_.adds_topic(owner.id, chat_id, "Alerts")


async def test_a_topic_that_is_closed_is_told_of(machine: Machine, world: World, anna: Actor) -> None:
    group, thread = await forum(world, anna, leads=False)
    await machine.start()
    await bound(machine, group, "supergroup", thread)
    await world.server.people.closes_topic(anna.id, group.chat_id, thread)
    await in_channel(machine, post("cannot be posted", alert_id="7"))
    await machine.idle()
    assert [(one.code, one.unreachable, one.alert_ids) for one in machine.refusals] == [("topic_closed", False, ("7",))]


async def test_an_edit_of_something_never_sent_is_dropped(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    await anna.blocks_bot()
    (row,) = await tell(machine, anna, "never")
    await machine.idle()
    await anna.unblocks_bot()
    person = await machine.person(anna.id)
    dropped: list[str] = []

    async def edits(turn: Turn) -> None:
        dropped.append(await turn.edit(person, row, "edited"))
        await turn.send(person, "next")

    await machine.turn(edits)
    await anna.sees("next")
    assert await state(machine, dropped[0]) is OutboxState.DROPPED


# --- everything that can be sent ---------------------------------------------------------------------------------


async def test_everything_that_can_be_sent_arrives(machine: Machine, channel: Place, anna: Actor) -> None:
    await begin(machine, anna)
    await bound(machine, channel)
    person = await machine.person(anna.id)
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data="x")]])

    async def much(turn: Turn) -> None:
        with_buttons = await turn.send(person, "with buttons", buttons=buttons, silent=True, protect=True)
        await turn.edit_buttons(person, with_buttons, None)
        await turn.send_file(person, "answers.txt", b"all of it", html="<b>Yours</b>")
        await turn.send_file(person, "week.png", _PNG, photo=True)
        gone = await turn.send(person, "to be deleted")
        await turn.delete(person, gone)
        await turn.send(person, "a reply", answers=with_buttons)
        await turn.send(anna.id, "to a number")

    await machine.turn(much)
    await anna.sees("to a number")
    texts = said(anna)[1:]
    assert texts == ["with buttons", "Yours", texts[2], "a reply", "to a number"]
    assert not anna.screens[-5].buttons
    (sent,) = [one for one in machine.server.journal.of("sendMessage") if one.params.get("text") == "with buttons"]
    assert (sent.params["disable_notification"], sent.params["protect_content"]) == ("true", "true")
    assert machine.server.journal.of("sendDocument")[0].files == {"document": 9}

    async def pins(turn: Turn, channel_: Channel) -> str:
        board = await turn.post(channel_, "the board")
        return await turn.pin(channel_, board)

    await in_channel(machine, pins)
    await machine.idle()
    assert len(machine.server.journal.of("pinChatMessage")) == 1
    assert machine.refusals == []


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000"
    "000049454e44ae426082"
)


async def test_a_message_to_a_stranger_leaves_nothing(machine: Machine, anna: Actor) -> None:
    async def nothing(_: Turn) -> None: ...

    machine.handler = nothing
    await machine.start()
    await anna.starts()
    await machine.turn(lambda turn: _say(turn, anna.id, "hello stranger"))
    await anna.sees("hello stranger")
    await machine.idle()
    async with machine.store.look() as work:
        assert (await outbox.count(work)).waiting == 0
        assert await people.find(work, anna.id) is None


async def _say(turn: Turn, to: int | Person, text: str) -> None:
    await turn.send(to, text)


# --- beginning and ending ----------------------------------------------------------------------------------------


async def test_a_token_that_is_no_longer_valid_ends_it_loudly_and_loses_nothing(machine: Machine, anna: Actor) -> None:
    await begin(machine, anna)
    machine.server.faults.add(Fault("error", method="sendMessage", code=401, description="Unauthorized"))
    (row,) = await tell(machine, anna, "a1")
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(machine.tasks[2], 5)
    assert await state(machine, row) is OutboxState.WAITING
    machine.poll.stop()
    machine.route.stop()
    await asyncio.gather(*machine.tasks[:2])
    await machine._close()
    await machine.start()
    await anna.sees("a1")


async def test_stopping_waits_for_what_is_on_its_way_but_not_for_ever(machine: Machine, anna: Actor) -> None:
    machine.read_timeout = 30
    await begin(machine, anna)
    machine.server.faults.add(Fault("delay", method="sendMessage", seconds=0.5))
    (quick,) = await tell(machine, anna, "quick")
    await asyncio.sleep(0.2)
    await machine.stop()
    assert said(anna)[-1] == "quick"
    await machine.start()
    assert await state(machine, quick) is OutboxState.SENT
    machine.server.faults.add(Fault("hang", method="sendMessage", applied=False))
    await tell(machine, anna, "hangs")
    await asyncio.sleep(0.2)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await machine.stop()
    assert loop.time() - begun < 4
    await machine.start()
    await anna.sees("hangs")
