"""After a day or more without the bot, each is reminded once of a thing, and a channel is not flooded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import time_machine

from bot.casework.alert_kinds import Kind
from bot.store import meetings, timers
from bot.telegram import alerting
from bot.telegram.stays.meetings import REMINDER
from bot.telegram.turn import Turn
from tests.jobs.test_schedule import scheduled
from tests.kit.matches import introduced
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor, Place

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = dt.datetime(2027, 2, 1, 12, 0, tzinfo=HELSINKI)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CASES = 8
"""More alerts of a kind than a channel is told of one by one."""


async def everything_runs(network: Network) -> None:
    """Each job looks as after a start, and once more a minute later."""
    jobs = scheduled(network).get_jobs()
    for _minute in range(2):
        for job in jobs:
            await job.func(*job.args)
        await network.quiet()


def said_since(place: Actor | Place, mark: int) -> list[str]:
    """What the bot has written there since, without what it has changed."""
    events = place.world.server.feed.since(mark)
    chat = place.chat_id
    told = [event.data["message"] for event in events if event.kind == "message" and event.data["chat_id"] == chat]
    return [str(one["text"]) for one in told if isinstance(one, dict) and one["from_bot"] and "text" in one]


async def test_of_two_reminders_of_one_meeting_that_were_missed_only_one_is_said(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await network.channels[TURKU].sees("A possible match")
    match_id = await introduced(network, kaisa, helena, amir)
    with time_machine.travel(NOON):
        async with network.built.store.work() as work:
            at = work.now + DAY + HOUR
            meeting = await meetings.draft(work, match_id)
            await meetings.add_time(work, meeting.id, at, most=3)
            assert await meetings.offer(work, match_id, meeting.id)
            assert await meetings.settle(work, match_id, meeting.id, at)
            for hours in (24, 2):
                due = at - hours * HOUR
                await timers.start(work, REMINDER, due, match_id=match_id, about=meeting.id)
    mark = len(network.server.feed.events)
    with time_machine.travel(NOON + DAY):
        await everything_runs(network)
    for side in (helena, amir):
        assert sum("You meet soon" in text for text in said_since(side, mark)) == 1


async def test_a_channel_hears_of_all_that_nobody_took_in_few_messages(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    with time_machine.travel(NOON):
        for _number in range(CASES):
            async with network.built.store.work() as work:
                turn = Turn(work, network.built.house)
                group = network.built.house.groups.by_slug(TURKU)
                await alerting.raise_alert(turn, Kind.QUESTION, group, alerting.AlertFacts(), topic=str(_number))
        await network.quiet()
    mark = len(network.server.feed.events)
    with time_machine.travel(NOON + 4 * DAY):
        await everything_runs(network)
    for place in (turku, national):
        said = said_since(place, mark)
        assert said, "somebody is told"
        assert len(said) <= network.built.house.policy.burst + 4, said
        assert max(Counter(said).values()) == 1, "nothing is told twice"
