"""Each update in its turn, all of it or nothing of it, and nobody waits for somebody else's trouble."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import TypeHandler

from bot.playground.faults import Fault
from bot.store import channels, erasure, inbox, interviews, people
from bot.store.people import Person
from bot.store.tables import Inbox, InboxState
from bot.telegram.route import Route
from bot.telegram.turn import Turn
from tests.kit.people import Actor, World
from tests.telegram.machine import Machine, an_empty_house, application, echo, eventually, known, words
from tests.telegram.test_receive import locked


def heard(anna: Actor) -> list[str]:
    """What the bot said, without the words before the colon."""
    return [screen.text.partition(": ")[2] for screen in anna.screens if screen.from_bot]


async def counting(turn: Turn) -> None:
    """Keeps each word as an answer, so that it can be seen what was committed."""
    person = await known(turn)
    interview = await interviews.current(turn.work, person) or await interviews.start(turn.work, person, "host")
    answers = await interviews.answers(turn.work, person, interview)
    await interviews.put_answer(turn.work, person, interview, f"q{len(answers)}", words(turn))
    await turn.send(person, f"q{len(answers)}: {words(turn)}", kind="screen")


async def kept(machine: Machine, actor: Actor) -> list[object]:
    """The answers that were committed, in the order of the questions."""
    person = await machine.person(actor.id)
    async with machine.store.look() as work:
        interview = await interviews.current(work, person)
        assert interview is not None
        answers = await interviews.answers(work, person, interview)
        return [answers[f"q{n}"].value for n in range(len(answers))]


async def test_three_words_in_one_breath_are_three_answers_in_order(machine: Machine, anna: Actor) -> None:
    machine.handler = counting
    await machine.start()
    await anna.starts()
    await anna.sees("/start")
    for word in ("one", "two", "three"):
        await anna.says(word)
    await anna.sees("three")
    assert await kept(machine, anna) == ["/start", "one", "two", "three"]
    assert heard(anna) == ["/start", "one", "two", "three"]


async def noting(turn: Turn) -> tuple[Person, int]:
    """As `counting`, saying nothing; the person, and how many words that makes."""
    person = await known(turn)
    interview = await interviews.current(turn.work, person) or await interviews.start(turn.work, person, "host")
    noted = [*(interview.session if isinstance(interview.session, list) else []), words(turn)]
    await interviews.save(turn.work, person, interview, session=noted)
    return person, len(noted)


async def only_noting(turn: Turn) -> None:
    """Says nothing."""
    await noting(turn)


async def test_fifty_chats_at_once_each_keep_their_order(machine: Machine, world: World) -> None:
    machine.handler = only_noting
    people_ = [await world.person(f"P{n}") for n in range(50)]
    for person in people_:
        await person.starts()
    for n in range(19):
        for person in people_:
            await person.says(f"w{n}")
    await machine.start()
    await machine.idle(within=60)
    for person in people_:
        async with machine.store.look() as work:
            interview = await interviews.current(work, await machine.person(person.id))
        assert interview is not None
        assert interview.session == ["/start", *(f"w{n}" for n in range(19))]


async def test_what_is_said_to_each_keeps_its_order_too(machine: Machine, world: World) -> None:
    people_ = [await world.person(f"P{n}") for n in range(8)]
    for person in people_:
        await person.starts()
    for n in range(8):
        for person in people_:
            await person.says(f"w{n}")
    await machine.start()
    for person in people_:
        await person.sees("w7", within=20)
        assert heard(person) == ["/start", *(f"w{n}" for n in range(8))]


async def test_updates_that_wait_together_share_a_commit(machine: Machine, world: World) -> None:
    people_ = [await world.person(f"P{n}") for n in range(20)]
    for person in people_:
        await person.starts()
    await machine.start()
    commits = 0

    def count(_: object) -> None:
        nonlocal commits
        commits += 1

    sa.event.listen(machine.store.database._engine.sync_engine, "commit", count)
    for person in people_:
        await person.sees("heard: /start")
    assert commits < 20, "not one for each of the twenty"


async def test_one_that_fails_is_undone_alone(machine: Machine, anna: Actor, berit: Actor) -> None:
    async def fragile(turn: Turn) -> None:
        await counting(turn)
        if words(turn) == "break":
            raise ValueError("Canary")

    machine.handler = fragile
    await anna.starts()
    await berit.starts()
    await anna.says("break")
    await anna.says("after")
    await berit.says("fine")
    await machine.start()
    await berit.sees("fine")
    await anna.sees("after")
    assert await kept(machine, anna) == ["/start", "after"]
    assert await kept(machine, berit) == ["/start", "fine"]
    assert machine.aside == ["ValueError"]
    await anna.sees("sorry")
    anna.has_not_seen("break:")


async def test_the_library_alone_keeps_errors_to_itself(world: World) -> None:
    """Why the machine room brings them back: without it, half a transaction would be committed."""
    app = application(world.server)

    async def breaks(*_: object) -> None:
        raise ZeroDivisionError

    app.add_handler(TypeHandler(Update, breaks))
    await app.initialize()
    await app.process_update(Update(1))
    await app.shutdown()


async def test_it_is_tried_three_times_and_what_heals_is_no_failure(machine: Machine, anna: Actor) -> None:
    tries: list[str] = []

    async def healing(turn: Turn) -> None:
        tries.append(words(turn))
        if words(turn) == "heals" and tries.count("heals") < 3:
            raise KeyError("not yet")
        if words(turn) == "never":
            raise KeyError("never")
        await echo(turn)

    machine.handler = healing
    await machine.start()
    await anna.starts()
    await anna.says("heals")
    await anna.sees("heard: heals")
    await anna.says("never")
    await anna.says("next")
    await anna.sees("heard: next")
    assert tries == ["/start", *["heals"] * 3, *["never"] * 3, "next"]
    assert machine.aside == ["KeyError"]


async def test_what_was_set_aside_can_be_handled_again_later(machine: Machine, anna: Actor) -> None:
    broken = True

    async def mended(turn: Turn) -> None:
        if broken and words(turn) == "hard":
            raise ZeroDivisionError
        await echo(turn)

    machine.handler = mended
    await machine.start()
    await anna.starts()
    await anna.says("hard")
    await anna.sees("sorry")
    broken = False
    async with machine.store.work() as work:
        row = await work.session.scalar(sa.select(Inbox.update_id).where(Inbox.state == InboxState.ASIDE))
        assert row is not None
        assert await inbox.replay(work, row)
    machine.route.wake()
    await anna.sees("heard: hard")


async def test_trouble_in_telling_of_trouble_is_no_more_trouble(machine: Machine, anna: Actor) -> None:
    async def broken(turn: Turn) -> None:
        if words(turn) == "break":
            raise ZeroDivisionError
        await echo(turn)

    async def broken_too(_: Turn, error: str) -> None:
        raise RuntimeError(error)

    machine.handler = broken
    machine.also_aside = broken_too
    await machine.start()
    await anna.starts()
    await anna.says("break")
    await anna.says("after")
    await anna.sees("heard: after")


async def test_a_handler_that_would_not_be_waited_for_is_refused(world: World, machine: Machine) -> None:
    await machine.start()
    app = application(world.server)

    async def nothing(*_: object) -> None: ...

    app.add_handler(TypeHandler(Update, nothing, block=False))
    with pytest.raises(ValueError, match="does not block"):
        Route(
            machine.store,
            app,
            machine.api,
            an_empty_house(),
            on_aside=machine._on_aside,
            on_sent=lambda: None,
        )


async def test_a_call_to_telegram_inside_a_handler_is_an_error(machine: Machine, anna: Actor) -> None:
    async def careless(turn: Turn) -> None:
        if words(turn) == "call":
            assert turn.update is not None
            assert turn.update.message is not None
            await turn.update.message.reply_text("at once")
        await echo(turn)

    machine.handler = careless
    await machine.start()
    await anna.starts()
    await anna.says("call")
    await anna.sees("sorry")
    anna.has_not_seen("at once")


async def test_an_outage_of_the_database_is_waited_for_and_counts_as_nobodys_failure(
    machine: Machine, anna: Actor, tmp_path: Path
) -> None:
    failures = 2

    async def full(turn: Turn) -> None:
        nonlocal failures
        if words(turn) == "store" and failures:
            failures -= 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        await echo(turn)

    machine.handler = full
    await machine.start()
    await anna.starts()
    await anna.says("store")
    await anna.sees("heard: store")
    assert machine.aside == []
    outside = await asyncio.to_thread(locked, tmp_path / "bot.db")
    await anna.says("wait")
    await asyncio.sleep(0.5)
    outside.execute("COMMIT")
    outside.close()
    await anna.sees("heard: wait")


async def _buttons(turn: Turn) -> None:
    """One button; a press counts once, however often it comes."""
    person = await known(turn)
    if words(turn) == "/start":
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
        await turn.send(person, "Ready?", buttons=markup, kind="screen")
        return
    interview = await interviews.current(turn.work, person)
    if words(turn) == "toast":
        turn.answer_callback("A toast")
    elif words(turn) == "link":
        turn.answer_callback(url="https://t.me/somebody_else?start=x", otherwise="Too late")
    elif words(turn) == "go" and interview is None:
        await interviews.start(turn.work, person, "host")
        await turn.send(person, "Went")


async def test_a_button_hammered_thirty_times_goes_once_and_is_answered_thirty_times(
    machine: Machine, anna: Actor
) -> None:
    machine.handler = _buttons
    await machine.start()
    await anna.starts()
    ready = await anna.sees_button("Go")
    data = "go"
    for _ in range(30):
        await machine.server.people.presses_data(anna.id, ready.message_id, data)
    await anna.sees("Went")
    await eventually(lambda: len(machine.server.journal.of("answerCallbackQuery")) == 30)
    await asyncio.sleep(0.1)
    assert [screen.text for screen in anna.screens if screen.from_bot] == ["Ready?", "Went"]


@pytest.mark.parametrize("data", ["", "garbage", "Å" * 30, "1:x:y"])
async def test_a_press_that_nobody_understands_is_answered_all_the_same(
    machine: Machine, anna: Actor, data: str
) -> None:
    machine.handler = _buttons
    await machine.start()
    await anna.starts()
    ready = await anna.sees_button("Go")
    await machine.server.people.presses_data(anna.id, ready.message_id, data or "x")
    await anna.sees_toast()


async def test_a_press_whose_handling_fails_is_answered_too(machine: Machine, anna: Actor) -> None:
    async def breaks(turn: Turn) -> None:
        if words(turn) == "go":
            raise ZeroDivisionError
        await _buttons(turn)

    machine.handler = breaks
    await machine.start()
    await anna.starts()
    await anna.presses("Go")
    await anna.sees_toast()
    assert machine.aside == ["ZeroDivisionError"]


async def test_a_press_is_answered_first_and_a_toast_that_comes_too_late_is_nobodys_trouble(
    machine: Machine, anna: Actor
) -> None:
    machine.handler = _buttons
    await machine.start()
    await anna.starts()
    ready = await anna.sees_button("Go")
    machine.server.faults.add(
        Fault(
            "error",
            method="answerCallbackQuery",
            code=400,
            description="Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    )
    await anna.presses("Go")
    await anna.sees("Went")
    order = [request.method for request in machine.server.journal.requests if request.method != "getUpdates"]
    assert order.index("answerCallbackQuery") < len(order) - 1 - order[::-1].index("sendMessage")
    await machine.server.people.presses_data(anna.id, ready.message_id, "toast")
    assert (await anna.sees_toast("A toast"))["show_alert"] is False


async def test_a_link_that_telegram_refuses_becomes_words(machine: Machine, anna: Actor) -> None:
    machine.handler = _buttons
    await machine.start()
    await anna.starts()
    ready = await anna.sees_button("Go")
    await machine.server.people.presses_data(anna.id, ready.message_id, "link")
    await anna.sees_toast("Too late")


async def test_late_words_are_all_handled_but_only_the_last_screen_comes(machine: Machine, anna: Actor) -> None:
    machine.handler = counting
    await anna.starts()
    for n in range(110):
        await anna.says(f"w{n}")
    machine.server.clock.move(dt.timedelta(minutes=-11))
    await anna.says("while moving")
    machine.server.clock.move(dt.timedelta(minutes=11))
    for update in machine.server.account.updates.pending():
        message = update.body["message"]
        assert isinstance(message, dict)
        message["date"] = int(str(message["date"])) - 1200
    await machine.start()
    await anna.sees("while moving", within=10)
    assert len(await kept(machine, anna)) == 112
    await asyncio.sleep(0.2)
    assert heard(anna) == ["while moving"]
    await anna.says("now")
    await anna.sees("now")


async def test_words_in_time_are_answered_one_by_one(machine: Machine, anna: Actor) -> None:
    await anna.starts()
    for n in range(5):
        await anna.says(f"w{n}")
    await machine.start()
    await anna.sees("heard: w4")
    assert heard(anna) == ["/start", *(f"w{n}" for n in range(5))]


async def test_a_flood_is_slowed_and_nothing_of_it_is_lost_and_others_do_not_notice(
    machine: Machine, anna: Actor, berit: Actor
) -> None:
    machine.flood_per_minute = 60
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    for n in range(62):
        await anna.says(f"w{n}")
    await berit.starts()
    await berit.sees("heard: /start")
    await anna.sees("heard: w58")
    anna.has_not_seen("heard: w61")
    await anna.sees("heard: w61", within=8)
    assert heard(anna) == ["/start", *(f"w{n}" for n in range(62))]


async def test_who_is_erased_meanwhile_comes_as_somebody_new(machine: Machine, anna: Actor) -> None:
    async def erasing(turn: Turn) -> None:
        if words(turn) == "erase" and turn.person is not None:
            await erasure.erase(turn.work, turn.person, "gone")
            return
        await turn.send(await known(turn), f"{'old' if turn.person else 'new'}: {words(turn)}")

    machine.handler = erasing
    await machine.start()
    await anna.starts()
    await anna.sees("new: /start")
    await anna.says("hello")
    await anna.sees("old: hello")
    for word in ("erase", "again", "and again"):
        await anna.says(word)
    await anna.sees("gone")
    await anna.sees("new: again")
    await anna.sees("old: and again")


async def test_a_group_that_moves_is_followed_whichever_word_comes_first(
    machine: Machine, world: World, anna: Actor
) -> None:
    await machine.start()
    for first in (False, True):
        group = await world.group("Turku", anna, kind="group")
        async with machine.store.work() as work:
            await channels.bind(work, "turku", group.chat_id, "group")
        new = await world.server.people.upgrades_to_supergroup(anna.id, group.chat_id, new_chat_speaks_first=first)
        await machine.idle()
        async with machine.store.look() as work:
            channel = await channels.of_group(work, "turku")
        assert channel is not None
        assert (channel.chat_id, channel.kind) == (new, "supergroup")


async def test_who_could_not_be_reached_can_be_again_once_they_write(machine: Machine, anna: Actor) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    async with machine.store.work() as work:
        assert await people.unreachable(work, (await machine.person(anna.id)).id)
    await anna.says("here I am")
    await anna.sees("heard: here I am")
    assert (await machine.person(anna.id)).unreachable_at is None


async def test_the_graceful_end_finishes_what_it_has_begun(machine: Machine, world: World) -> None:
    machine.handler = counting
    people_ = [await world.person(f"P{n}") for n in range(30)]
    await machine.start()
    for person in people_:
        await person.starts()
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await machine.stop()
    assert loop.time() - begun < 5
    await machine.start()
    for person in people_:
        await person.sees("/start")
        assert heard(person) == ["/start"]
