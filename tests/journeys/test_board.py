"""The pinned board of a channel, and the picture of the week."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import time_machine

from bot.jobs import boards, week_pictures
from bot.store import cases, coordinators, duties
from bot.store.tables import CaseFile
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Place
from tests.kit.screens import Screen

HELSINKI = ZoneInfo("Europe/Helsinki")


async def refreshes(network: Network) -> int:
    """The job looks once a minute: first it sends or edits, then it pins what has been sent."""
    done = await boards.refresh(network.built.store, network.built.house)
    await network.quiet()
    return done


async def pictures(network: Network) -> int:
    """The job for the pictures of the week looks."""
    posted = await week_pictures.post(network.built.store, network.built.house)
    await network.quiet()
    return posted


def of_board(place: Place) -> list[Screen]:
    """The boards that stand in a channel."""
    return [screen for screen in place.screens if screen.from_bot and screen.text.startswith("📌")]


def pinned(place: Place) -> list[int]:
    """The messages pinned there."""
    return list(place.chat.pinned)


def with_pictures(place: Place) -> list[Screen]:
    """The pictures that stand in a channel."""
    return [screen for screen in place.screens if "photo" in screen.message.content]


async def test_a_board_is_made_pinned_and_kept_current_by_edits(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    assert not of_board(channel)
    assert await refreshes(network) == 1
    board = await channel.sees("📌 Kotimajoitusverkosto Turku")
    assert board.message.silent
    assert "Waiting for the first talk: 🏠 0, 🧳 0" in board.text
    assert await refreshes(network) == 1
    assert pinned(channel) == [board.message_id]
    assert await refreshes(network) == 0

    helena, amir = await network.host(), await network.guest()
    await refreshes(network)
    told = await channel.sees("Waiting for the first talk: 🏠 1, 🧳 1")
    assert "Suggested: 1" in told.text
    assert "3 alerts are not taken yet" in told.text
    assert "Longest wait of a guest: 0 days" in told.text

    await network.approved(helena, amir)
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await refreshes(network)
    told = await channel.sees("2 alerts are not taken yet")
    assert len(of_board(channel)) == 1
    assert pinned(channel) == [board.message_id]
    for hidden in ("Helena", "Amir", await network.case_number(helena)):
        assert hidden not in told.text


async def test_a_deleted_board_is_made_and_pinned_again(network: Network) -> None:
    channel = await network.channel(TURKU)
    for _minute in range(2):
        await refreshes(network)
    (board,) = of_board(channel)
    assert network.founder is not None
    await network.server.people.deletes(network.founder.id, board.message_id, channel.chat_id)
    await network.host()
    for _minute in range(2):
        await refreshes(network)
    (again,) = of_board(channel)
    assert again.message_id != board.message_id
    assert pinned(channel) == [again.message_id]
    assert await refreshes(network) == 0


async def test_another_channel_gets_a_board_of_its_own(network: Network) -> None:
    old = await network.channel(TURKU)
    for _minute in range(2):
        await refreshes(network)
    new = await network.channel(TURKU)
    for _minute in range(2):
        await refreshes(network)
    (board,) = of_board(new)
    assert pinned(new) == [board.message_id]
    assert len(of_board(old)) == 1
    assert await refreshes(network) == 0


async def test_the_national_board_counts_the_whole_country_and_a_local_one_its_own(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    await network.host()
    await network.host("Saara", municipality="=Kuopio")
    await refreshes(network)
    await turku.sees("Waiting for the first talk: 🏠 1, 🧳 0")
    await national.sees("Waiting for the first talk: 🏠 2, 🧳 0")


async def test_the_board_names_who_is_on_duty_this_week(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await refreshes(network)
    await channel.sees("Nobody is on duty this week")
    async with network.built.store.work() as work:
        (kaisa,) = await coordinators.of_group(work, TURKU)
        today = network.built.house.today(work.now)
        await duties.put(work, kaisa, today - dt.timedelta(days=today.weekday()))
    await refreshes(network)
    await channel.sees("On duty this week: Kaisa")


async def test_the_picture_of_the_week_comes_once_on_monday_with_its_words(network: Network) -> None:
    channel = await network.channel(TURKU)
    helena, amir = await network.host(), await network.guest()
    await network.approved(helena, amir)
    await refreshes(network)
    policy = network.built.house.policy
    network.built.house.policy = policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    today = dt.datetime.now(HELSINKI).date()
    monday = today + dt.timedelta(days=7 - today.weekday()) + dt.timedelta(weeks=8)

    def moment(day: dt.date, hour: int, minute: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour, minute), HELSINKI)

    for early in (moment(monday, 8, 29), moment(monday + dt.timedelta(days=1), 9, 0), moment(monday, 21, 30)):
        with time_machine.travel(early):
            assert await pictures(network) == 0
    with time_machine.travel(moment(monday, 8, 31)):
        assert await pictures(network) == 1
        assert await pictures(network) == 0
        told = await channel.sees("1 guest waits for a home")
        assert "1 home is open this week" in told.text
        assert with_pictures(channel) == [told]
    with time_machine.travel(moment(monday + dt.timedelta(weeks=1), 10, 0)):
        assert await pictures(network) == 1
    assert len(with_pictures(channel)) == 2


async def test_a_paused_home_is_not_open_and_one_not_approved_neither(network: Network) -> None:
    channel = await network.channel(TURKU)
    helena, _hilla = await network.host(), await network.host("Hilla")
    await network.approved(helena)
    await refreshes(network)
    today = dt.datetime.now(HELSINKI).date()
    monday = today + dt.timedelta(days=7 - today.weekday()) + dt.timedelta(weeks=8)
    async with network.built.store.work() as work:
        case = await cases.by_number(work, await network.case_number(helena))
        assert isinstance(case, CaseFile)
        await cases.change(work, case.id, paused_until=monday + dt.timedelta(weeks=3))
    with time_machine.travel(dt.datetime.combine(monday, dt.time(9), HELSINKI)):
        assert await pictures(network) == 1
    told = await channel.sees("0 homes are open this week")
    assert "1 home is open in seven weeks" in told.text
