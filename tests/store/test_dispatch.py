"""The outbox: in order within a chat, side by side between chats, and nothing of it left when it is over."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from bot.store import alerts, channels, dispatch, erasure, inbox, outbox
from bot.store.keystore import KeyGone
from bot.store.outbox import SCREEN, Ready
from bot.store.store import Store
from bot.store.tables import Outbox, OutboxState
from bot.store.work import Work
from tests.store.stories import ANNA, CHANNEL, anna, arrival, berit, letter, to_anna, turku_channel


async def _ready(work: Work, **more: object) -> list[str]:
    found = await dispatch.ready(work, busy=(), most=100, **more)  # type: ignore[arg-type]  # its own keywords
    return [await _text(work, one) for one in found]


async def _text(work: Work, one: Ready) -> str:
    return str((await dispatch.open_payload(work, one)).params["text"])


async def _take(work: Work) -> Ready:
    (one,) = await dispatch.ready(work, busy=(), most=1)
    assert await dispatch.begin(work, [one.position]) == {one.position}
    return one


async def _row(work: Work, row_id: str) -> Outbox:
    return (await work.session.scalars(_fresh().where(Outbox.id == row_id))).one()


def _fresh() -> sa.Select[Outbox]:
    return sa.select(Outbox).execution_options(populate_existing=True)


async def test_each_chat_gets_its_messages_in_order_and_chats_do_not_wait_for_each_other(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        await to_anna(work, a, letter("a1"), letter("a2"))
        await to_anna(work, b, letter("b1"))
        assert await _ready(work) == ["a1", "b1"]
        first = await _take(work)
        assert await _ready(work) == ["b1"], "a2 waits while a1 is on its way"
        await dispatch.settle(work, first, OutboxState.SENT, message_id=5)
        assert await _ready(work) == ["a2", "b1"]


async def test_a_settled_message_is_emptied_but_its_number_is_known(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        (row_id,) = await to_anna(work, person, letter("secret"))
        await dispatch.settle(work, await _take(work), OutboxState.SENT, message_id=77)
        row = await _row(work, row_id)
        assert (row.payload, row.key_id, row.message_id, row.state) == (None, None, 77, OutboxState.SENT)
        assert await outbox.message_of(work, row_id) == outbox.Target(OutboxState.SENT, None, 77)
        assert await outbox.of_message(work, await outbox.to_person(work, person), 77) == row_id


async def test_a_message_can_be_read_by_nobody_who_looks_into_the_file(store: Store) -> None:
    async with store.work() as work:
        (row_id,) = await to_anna(work, await anna(work), letter("secret"))
        row = await _row(work, row_id)
        assert row.payload is not None
        assert b"secret" not in row.payload
        assert (row.chat_id, row.person_id is not None) == (None, True)


async def test_a_stranger_gets_an_answer_of_which_nothing_stays(store: Store) -> None:
    async with store.work() as work:
        await outbox.add(work, await outbox.to_stranger(work, ANNA), letter("bye"))
        one = await _take(work)
        assert (await dispatch.open_payload(work, one)).chat_id == ANNA
        await dispatch.settle(work, one, OutboxState.SENT, message_id=5)
        assert (await work.session.scalars(_fresh())).all() == []


async def test_answers_go_before_what_nobody_waits_for(store: Store) -> None:
    async with store.work() as work:
        a, b = await anna(work), await berit(work)
        await to_anna(work, a, letter("news"))
        await to_anna(work, b, letter("news too"), letter("answer", reply=True))
        assert await _ready(work) == ["news too", "news"], "what stands before an answer is as urgent"
        assert await _ready(work, only_answers=True) == ["news too"]
        slow = [inbox.lane(store.vault, chat) for chat in (ANNA, 100_002)]
        assert await _ready(work, slow=slow) == ["news too"]


async def test_a_held_chat_waits_as_a_whole_and_others_go_on(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            await to_anna(work, await anna(work), letter("a1"), letter("a2"))
            await to_anna(work, await berit(work), letter("b1"))
            held = work.now + dt.timedelta(seconds=3)
            await dispatch.put_back(work, await _take(work), error="told_to_wait", held_until=held)
            assert await _ready(work) == ["b1"]
            assert await dispatch.next_moment(work) == held
        clock.shift(4)
        async with store.work() as work:
            assert await _ready(work) == ["a1", "b1"]


async def test_a_message_for_later_is_overtaken(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            later = letter("tomorrow", not_before=work.now + dt.timedelta(days=1))
            await to_anna(work, await anna(work), later, letter("now"))
            assert await _ready(work) == ["now"]
        clock.shift(dt.timedelta(days=1, seconds=1))
        async with store.work() as work:
            assert await _ready(work) == ["tomorrow"]


async def test_of_late_screens_only_the_last_goes_and_only_when_all_is_handled(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await inbox.keep(work, [arrival(1), arrival(2)])
        first, notice, last = await to_anna(
            work,
            person,
            letter("one", kind=SCREEN, late=True),
            letter("a receipt"),
            letter("two", kind=SCREEN, late=True),
        )
        assert (await _row(work, first)).state is OutboxState.DROPPED
        assert await _ready(work) == ["a receipt"], "the screen waits while updates wait"
        await inbox.done(work, [1, 2])
        assert await _ready(work, catching_up=True) == ["a receipt"]
        await dispatch.settle(work, await _take(work), OutboxState.SENT, message_id=1)
        assert await _ready(work, catching_up=True) == []
        assert await _ready(work) == ["two"]
        assert {notice, last} == {(await _row(work, one)).id for one in (notice, last)}


async def test_screens_in_time_all_go_unless_they_have_become_stale(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            person = await anna(work)
            first, second = await to_anna(work, person, letter("1", kind=SCREEN), letter("2", kind=SCREEN))
            assert (await _row(work, first)).state is OutboxState.WAITING
        clock.shift(61)
        async with store.work() as work:
            await to_anna(work, person, letter("3", kind=SCREEN))
            states = [(await _row(work, one)).state for one in (first, second)]
            assert states == [OutboxState.DROPPED, OutboxState.DROPPED]
            assert await _ready(work) == ["3"]


async def test_what_was_on_its_way_when_the_process_died_is_found(store: Store) -> None:
    async with store.work() as work:
        await to_anna(work, await anna(work), letter("a1"), letter("a2"))
        await _take(work)
    async with store.work() as work:
        assert await dispatch.recover(work, work.now - dt.timedelta(minutes=2)) == []
        (lost,) = await dispatch.recover(work, work.now)
        assert await _text(work, lost) == "a1"
        await dispatch.put_back(work, lost, error="stopped", not_before=work.now, repeat=True)
        (again,) = await dispatch.ready(work, busy=(), most=10)
        assert (again.repeats, again.tries) == (1, 1)


async def test_when_the_clock_was_set_back_nothing_is_held_until_it_is_as_late_again(store: Store) -> None:
    async with store.work() as work:
        await to_anna(work, await anna(work), letter("a1"), letter("a2"))
        await to_anna(work, await berit(work), letter("b1"), letter("b2"))
        soon = work.now + dt.timedelta(seconds=3)
        held = await _take(work)
        await dispatch.put_back(work, held, error="told_to_wait", held_until=soon)
        unknown = await _take(work)
        await dispatch.put_back(work, unknown, error="no_answer", not_before=soon, repeat=True)
        assert await _ready(work) == ["b2"]
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(hours=1), tick=False):
        async with store.work() as work:
            assert await _ready(work) == ["a1", "b1"]


async def test_when_the_clock_was_set_back_what_was_on_its_way_is_found_all_the_same(store: Store) -> None:
    async with store.work() as work:
        await to_anna(work, await anna(work), letter("a1"))
        await _take(work)
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(hours=1), tick=False):
        async with store.work() as work:
            for before in (work.now, work.now - dt.timedelta(minutes=2)):
                (lost,) = await dispatch.recover(work, before)
                assert await _text(work, lost) == "a1"


async def test_a_screen_is_current_until_there_is_a_newer_one(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await to_anna(work, person, letter("1", kind=SCREEN))
        one = await _take(work)
        assert await dispatch.is_current(work, one)
        await to_anna(work, person, letter("a receipt"))
        assert await dispatch.is_current(work, one)
        await to_anna(work, person, letter("2", kind=SCREEN))
        assert not await dispatch.is_current(work, one)


async def test_two_senders_do_not_take_the_same_message(store: Store) -> None:
    async with store.work() as work:
        await to_anna(work, await anna(work), letter("a1"))
        (one,) = await dispatch.ready(work, busy=(), most=10)
        assert await dispatch.begin(work, [one.position]) == {one.position}
        assert await dispatch.begin(work, [one.position]) == set()


async def test_a_moved_group_takes_what_waits_along_and_leaves_what_was_sent(store: Store) -> None:
    new = -100_999
    async with store.work() as work:
        await turku_channel(work)
        channel = await channels.of_group(work, "turku")
        assert channel is not None
        to = outbox.to_channel(work, channel)
        sent_id, waiting_id = [await outbox.add(work, to, letter(text, kind="alert")) for text in ("1", "2")]
        await dispatch.settle(work, await _take(work), OutboxState.SENT, message_id=3)
        for _ in range(2):
            await channels.move(work, CHANNEL, new)
        assert (await _row(work, sent_id)).chat_id == CHANNEL
        moved = await _row(work, waiting_id)
        assert (moved.chat_id, moved.lane) == (new, inbox.lane(store.vault, new))
        assert [one.group_slug for one in await channels.in_chat(work, new)] == ["turku"]


async def test_a_message_to_somebody_erased_meanwhile_cannot_be_opened(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        await to_anna(work, person, letter("a1"))
        one = await _take(work)
    async with store.work() as work:
        await erasure.erase(work, person)
    async with store.work() as work:
        with pytest.raises(KeyGone):
            await dispatch.open_payload(work, one)
        await dispatch.settle(work, one, OutboxState.SENT, message_id=1)
        assert (await work.session.scalars(_fresh())).all() == []


async def test_old_messages_are_forgotten_unless_something_points_to_them(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            await turku_channel(work)
            to = outbox.to_chat(work, CHANNEL)
            ids = [await outbox.add(work, to, letter(text, kind="alert")) for text in ("1", "2", "3")]
            alert = await alerts.add(work, "interview", "turku", {})
            await alerts.posted(work, alert.id, "turku", ids[0])
            for number in (1, 2):
                await dispatch.settle(work, await _take(work), OutboxState.SENT, message_id=number)
        clock.shift(dt.timedelta(days=91))
        async with store.work() as work:
            assert await outbox.expire(work, dt.timedelta(days=90)) == 1
            left = {row.id for row in await work.session.scalars(_fresh())}
            assert left == {ids[0], ids[2]}
            assert (await outbox.count(work)).waiting == 1
