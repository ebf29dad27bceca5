"""The two sides' meeting: times offered, chosen, set, moved and called off; reminders, also when the clocks change."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from bot.casework.stages import Move, Refusal
from bot.jobs import timers as ringing
from bot.store import cases, coordinators, matches, meetings, people, timers
from bot.store.tables import Match, Meeting
from bot.telegram import moving
from bot.telegram.moves import pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.stays.meetings import answered as both_have_answered
from bot.telegram.turn import Turn
from conversations.text import Lines
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

_NEWS = Lines(("There is news.",))
INTRODUCED = (
    (Move.TAKE, "coordinator"),
    (Move.ASK_HOST, "coordinator"),
    (Move.HOST_YES, "host"),
    (Move.ASK_GUEST, "coordinator"),
    (Move.GUEST_YES, "guest"),
    (Move.INTRODUCE, "coordinator"),
)


async def introduced(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> Match:
    """The match of the two, taken by the coordinator and introduced."""
    await network.approved(helena, amir)
    number = await network.case_number(helena)
    built = network.built
    async with built.store.work() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        (match,) = await matches.of_case(work, case.id)
        person = await people.find(work, kaisa.id)
        assert person is not None
        coordinator = await coordinators.find(work, person.id, TURKU)
        for move, by in INTRODUCED:
            made = await moving.make(Turn(work, built.house), match.id, move, by, coordinator=coordinator)  # type: ignore[arg-type]  # who moves
            assert not isinstance(made, Refusal), move
    await network.quiet()
    return match


@pytest.fixture
async def three(network: Network) -> tuple[Actor, Actor, Actor]:
    """A coordinator, a host and a guest, introduced to each other."""
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    amir = await network.guest()
    await network.channels[TURKU].sees("A possible match")
    await introduced(network, kaisa, helena, amir)
    return kaisa, helena, amir


async def offers(
    network: Network, kaisa: Actor, helena: Actor, *times: str, button: str = "Offer times for a meeting"
) -> None:
    """The coordinator offers these times of the fifteenth of next month."""
    await _opens_match(network, kaisa, helena)
    await kaisa.presses(button)
    await kaisa.sees_button("›")
    await kaisa.presses("›")
    for time in times:
        await kaisa.sees_button("15")
        await kaisa.presses("15")
        await kaisa.sees_button(time)
        await kaisa.presses(time)
        await kaisa.sees_button("Read what is sent")
    await kaisa.presses("Read what is sent")
    await kaisa.sees("When could you meet?")
    await kaisa.presses("Send")
    await kaisa.sees("Sent to both")


async def _opens_match(network: Network, kaisa: Actor, helena: Actor) -> None:
    """The coordinator follows the button that news of a match bring."""
    number = await network.case_number(helena)
    async with network.built.store.work() as work:
        turn = Turn(work, network.built.house)
        case, person = await cases.by_number(work, number), await people.find(work, kaisa.id)
        assert case is not None
        assert person is not None
        (match,) = await matches.of_case(work, case.id)
        pair = await pair_of(turn, match.id)
        assert pair is not None
        kaisa.mark = len(network.server.feed.events)
        await say(turn, person, (_NEWS,), [[card.opening(pair)]])
    await kaisa.presses("Open the match")
    await kaisa.sees("K-")


async def test_the_first_time_that_suits_both_is_set_with_a_file_for_the_calendar(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await offers(network, kaisa, helena, "17.00", "12.30")
    asked = await helena.sees("When could you meet?")
    assert asked.text.index("12:30") < asked.text.index("17:00")
    await helena.presses("17.00")
    await network.quiet()
    await helena.presses("Done")
    await helena.sees("Thank you! These suit you")
    helena.has_not_seen("You meet on")

    await amir.presses("12.30")
    await network.quiet()
    await amir.presses("17.00")
    await network.quiet()
    await amir.presses("Done")
    await network.quiet()
    for side in (helena, amir):
        assert any("You meet on" in screen and "17:00" in screen for screen in side.screens)
        side.has_not_seen("address")
    assert any("document" in screen.message.content for screen in helena.screens)
    assert any("Both can come" in screen for screen in kaisa.screens)


async def test_no_common_time_is_told_to_the_coordinator_and_to_nobody_else(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await offers(network, kaisa, helena, "17.00")
    await helena.sees("When could you meet?")
    await helena.presses("Done")
    await helena.sees_toast("Please tap at least one time")
    await helena.presses("None of these suits me")
    await helena.sees("A coordinator looks for other times")
    await kaisa.sees("None of the offered times suits both")
    await amir.presses("17.00")
    await amir.sees_toast("These times are not asked any more")
    amir.has_not_seen("None of the offered")


async def set_at(network: Network, helena: Actor, at: dt.datetime) -> Meeting:
    """A meeting of the host's match that both have agreed to."""
    async with network.built.store.work() as work:
        case = await cases.by_number(work, await network.case_number(helena))
        assert case is not None
        (match,) = await matches.of_case(work, case.id)
        meeting = await meetings.draft(work, match.id)
        await meetings.add_time(work, meeting.id, at, most=3)
        await meetings.offer(work, match.id, meeting.id)
        (time,) = await meetings.times(work, meeting.id)
        await meetings.suits(work, time.id, host=True)
        await meetings.suits(work, time.id, guest=True)
        turn = Turn(work, network.built.house)
        pair = await pair_of(turn, match.id)
        assert pair is not None
        await both_have_answered(turn, pair, meeting, "guest")
        return meeting


async def test_a_meeting_is_called_off_without_blame_and_a_new_one_is_set(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    at = dt.datetime.now(dt.UTC).replace(hour=14, minute=0) + dt.timedelta(days=5)
    await set_at(network, helena, at)
    await helena.sees("You meet on")
    await network.quiet()

    await amir.presses("I can’t come after all")
    await amir.presses("Yes, call it off")
    await amir.sees("is off. A coordinator gets in touch")
    await helena.sees("is off. A coordinator gets in touch")
    await kaisa.sees("called off by one of the two")
    await network.quiet()
    helena.has_not_seen("Amir called")
    await helena.presses("I can’t come after all")
    await helena.sees_toast("These times are not asked any more")

    await offers(network, kaisa, helena, "17.00")
    for side in (helena, amir):
        await side.sees("When could you meet?")
        await side.presses("17.00")
        await network.quiet()
        await side.presses("Done")
        await side.sees("These suit you")
    await helena.sees("You meet on")


async def test_reminders_come_once_and_by_day_when_the_clocks_change(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    _kaisa, helena, _amir = three
    house = network.built.house
    house.policy = house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    helsinki = house.timezone
    meeting_at = dt.datetime(2027, 3, 28, 9, 30, tzinfo=helsinki)
    with time_machine.travel(dt.datetime(2027, 3, 20, 12, tzinfo=helsinki)):
        await set_at(network, helena, meeting_at.astimezone(dt.UTC))
    heard: list[dt.datetime] = []
    begun = dt.datetime(2027, 3, 26, 0, 0, tzinfo=dt.UTC)
    for half_hours in range(5 * 48):
        moment = begun + half_hours * dt.timedelta(minutes=30)
        with time_machine.travel(moment, tick=False):
            rung = await ringing.ring(
                network.built.store, house, {"meeting_reminder": ringing.HANDLERS["meeting_reminder"]}
            )
        heard += [moment.astimezone(helsinki)] * rung
    # A day before by the hours that pass, which on that night are one fewer; and in the morning, not two hours before.
    assert [f"{one:%d.%m. %H.%M}" for one in heard] == ["27.03. 08.30", "28.03. 08.00"]


async def test_a_second_set_time_replaces_the_first_and_its_reminders(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    _kaisa, helena, _amir = three
    now = dt.datetime.now(dt.UTC).replace(hour=14, minute=0)
    await set_at(network, helena, now + dt.timedelta(days=5))
    await set_at(network, helena, now + dt.timedelta(days=7))
    await helena.sees("The meeting has a new time")
    async with network.built.store.look() as work:
        case = await cases.by_number(work, await network.case_number(helena))
        assert case is not None
        (match,) = await matches.of_case(work, case.id)
        waiting = [one for one in await timers.of_match(work, match.id) if one.kind == "meeting_reminder"]
        assert [one.due_at.date() for one in waiting] == [(now + dt.timedelta(days=days)).date() for days in (6, 7)]
        kept = await meetings.is_set(work, match.id)
        assert kept is not None
        assert kept.sequence == 1
