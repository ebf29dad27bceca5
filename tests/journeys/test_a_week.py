"""A week across the change to summer time, half hour by half hour: nothing at night, nothing twice, nothing missed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import time_machine

from bot.casework.alert_kinds import Kind
from bot.casework.stages import Move
from bot.jobs import digest, escalation, holding, late_tasks, timers, waiting_alerts
from bot.store import cases, people
from bot.telegram import alerting
from bot.telegram.turn import Turn
from tests.journeys.test_meetings import set_at
from tests.kit.matches import introduced, moves
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import HELSINKI, opens

MONDAY = dt.date(2027, 3, 22)
HALF_HOURS = 7 * 48 - 2
"""Of the seven days from Monday to Sunday: in the night to Sunday, an hour is left out."""


@dataclass(frozen=True)
class Heard:
    """A new message of the bot: when it came on Helsinki's clocks, in which chat, and its first line."""

    at: dt.datetime
    chat: int
    line: str


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """An hour of a day in March."""
    return dt.datetime(2027, 3, day, hour, minute, tzinfo=HELSINKI)


async def goes_by(network: Network, happens: dict[dt.datetime, Callable[[], Awaitable[None]]]) -> list[Heard]:
    """The week goes by, with what happens in it; every new message of the bot."""
    store, house, feed = network.built.store, network.built.house, network.server.feed
    heard: list[Heard] = []
    begins = moment(22, 0).astimezone(dt.UTC)
    for step in range(HALF_HOURS):
        now = begins + step * dt.timedelta(minutes=30)
        clock, mark = now.astimezone(HELSINKI), len(feed.events)
        with time_machine.travel(now, tick=True):
            for at, act in happens.items():
                if at == clock:
                    await act()
            done = [await job(store, house) for job in (timers.ring, waiting_alerts.post, digest.post, escalation.look)]
            if (clock.hour, clock.minute) == (10, 30):
                done.append(await holding.ask(store, house))
            if (clock.hour, clock.minute) == (8, 30):
                done.append(await late_tasks.tell(store, house))
            if any(done) or clock in happens:
                await network.quiet()
        for event in feed.since(mark):
            message = event.data.get("message")
            if event.kind == "message" and isinstance(message, dict):
                words = str(message.get("text") or message.get("caption") or "a file")
                heard.append(Heard(clock, int(str(event.data["chat_id"])), words.splitlines()[0]))
    return heard


async def a_case(network: Network, actor: Actor) -> str:
    """The id of somebody's case."""
    async with network.built.store.look() as look:
        person = await people.find(look, actor.id)
        assert person is not None
        (case,) = await cases.of_person(look, person.id)
        return case.id


async def still_holds(network: Network, actor: Actor) -> None:
    """A host has said so lately, seen from that week."""
    case_id = await a_case(network, actor)
    async with network.built.store.work() as work:
        await cases.change(work, case_id, held_on=moment(19, 12).date())


async def test_a_week_in_which_the_clocks_change(network: Network) -> None:
    house = network.built.house
    house.policy = house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await network.quiet()
    await still_holds(network, helena)
    with time_machine.travel(moment(20, 12)):
        await introduced(network, kaisa, helena, amir)
        await set_at(network, helena, moment(28, 9, 30).astimezone(dt.UTC))
        await network.quiet()
    hanna, omid = await network.host("Hanna"), await network.guest("Omid")
    await network.quiet()
    await still_holds(network, hanna)
    with time_machine.travel(moment(21, 12)):
        together = await introduced(network, kaisa, hanna, omid)
        await moves(network, kaisa, together, (Move.SET_MEETING, "bot"), (Move.AGREE_PLAN, "bot"))
    ines = await network.host("Ines")
    alone = await a_case(network, ines)

    async def tells(kind: Kind) -> None:
        async with network.built.store.work() as work:
            case = await cases.get(work, alone)
            assert case is not None
            await alerting.about_case(Turn(work, house), kind, case)

    async def move_in() -> None:
        await opens(network, kaisa, together)
        for pattern in (":movein$", ":movein:2027-03-25$"):
            await kaisa.taps(pattern)
            await network.quiet()

    heard = await goes_by(
        network,
        {
            moment(24, 23): lambda: tells(Kind.WANTS_TALK),
            moment(25, 12): move_in,
            moment(27, 22): lambda: tells(Kind.NO_MATCH),
        },
    )
    private = {actor.id: actor.name for actor in (kaisa, helena, amir, hanna, omid, ines)}
    channel = network.channels[TURKU].chat_id
    at_night = [one for one in heard if one.at.hour >= 21 or one.at.hour < 8]
    assert at_night == []
    said = Counter((private[one.chat], one.line) for one in heard if one.chat in private and one.chat != kaisa.id)
    assert {twice: times for twice, times in said.items() if times > 1} == {
        (side.name, soon): 2
        for side in (helena, amir)
        for soon in {one.line for one in heard if "You meet soon" in one.line}
    }

    def days(chat: int, words: str) -> list[str]:
        return [f"{one.at:%a %H.%M}" for one in heard if one.chat == chat and words in one.line]

    for side in (helena, amir):
        assert days(side.id, "You meet soon") == ["Sat 08.30", "Sun 08.00"]
    for side in (hanna, omid):
        assert days(side.id, "How is it going") == ["Sun 17.00"]
    assert days(ines.id, "still hold") == ["Mon 10.30"]
    assert days(channel, "Wants to talk")[0] == "Thu 08.00"
    mornings = Counter(one.at.date() for one in heard if one.chat == channel and "Good morning" in one.line)
    assert set(mornings.values()) == {1}
    assert moment(28, 8).date() in mornings
