"""How urgent an alert is, what is told again, and what is told together."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import time_machine

from bot.casework.alert_kinds import Kind
from bot.jobs import digest, escalation, waiting_alerts
from bot.store import alerts, cases
from bot.store.tables import Alert, AlertState, CaseFile
from bot.telegram import alerting
from bot.telegram.turn import Turn
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor, Place
from tests.kit.screens import Screen

HELSINKI = ZoneInfo("Europe/Helsinki")
NIGHT = dt.datetime(2027, 2, 1, 23, 30, tzinfo=HELSINKI)
NOON = dt.datetime(2027, 2, 1, 12, 0, tzinfo=HELSINKI)
MORNING = dt.datetime(2027, 2, 2, 8, 0, 30, tzinfo=HELSINKI)
HOUR = dt.timedelta(hours=1)
FOR_TURKU = "· for Kotimajoitusverkosto Turku ja Varsinais-Suomi"


def with_nights(network: Network) -> None:
    """The quiet hours are those of the network's own policy."""
    house = network.built.house
    house.policy = house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})


@asynccontextmanager
async def a_turn(network: Network) -> AsyncIterator[Turn]:
    """Something happens."""
    async with network.built.store.work() as work:
        yield Turn(work, network.built.house)


async def case_of(network: Network, actor: Actor) -> CaseFile:
    """The person's case."""
    number = await network.case_number(actor)
    async with network.built.store.look() as look:
        found = await cases.by_number(look, number)
    assert found is not None
    return found


async def raised(network: Network, kind: Kind, case: CaseFile, topic: str = "") -> None:
    """An alert about the case."""
    async with a_turn(network) as turn:
        await alerting.about_case(turn, kind, case, topic=topic)
    await network.quiet()


async def finishes(network: Network, kind: Kind, case: CaseFile) -> None:
    """What these alerts told of is over."""
    async with a_turn(network) as turn:
        found = [one for one in await alerts.of_case(turn.work, case.id) if one.kind == kind]
        await alerting.withdraw(turn, found)
    await network.quiet()


async def stand(network: Network, kind: Kind) -> list[Alert]:
    """All alerts of a kind."""
    async with network.built.store.look() as look:
        return await alerts.every(look, Alert.kind == kind)


async def mornings(network: Network) -> int:
    """The digest's job looks."""
    posted = await digest.post(network.built.store, network.built.house)
    await network.quiet()
    return posted


async def shows(network: Network) -> int:
    """The job for waiting alerts looks."""
    posted = await waiting_alerts.post(network.built.store, network.built.house)
    await network.quiet()
    return posted


async def looks(network: Network) -> int:
    """The job for untaken alerts looks."""
    told = await escalation.look(network.built.store, network.built.house)
    await network.quiet()
    return told


def with_words(place: Place, words: str) -> list[Screen]:
    """All messages in which these words stand."""
    return [screen for screen in place.screens if screen.from_bot and words in screen]


async def test_red_comes_at_night_with_a_sound_and_orange_in_the_morning(network: Network) -> None:
    channel = await network.channel(TURKU)
    case = await case_of(network, await network.host())
    with_nights(network)
    with time_machine.travel(NIGHT):
        await raised(network, Kind.UNSAFE, case)
        assert not (await channel.sees("does not feel safe")).message.silent
        await raised(network, Kind.QUESTION, case)
        assert await shows(network) == 0
        channel.has_not_seen("A question waits")
    with time_machine.travel(MORNING):
        assert await shows(network) == 1
        assert not (await channel.sees("A question waits")).message.silent
        assert await shows(network) == 0


async def test_blue_waits_for_the_digest_which_tells_how_it_stands(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena, hilla = await case_of(network, await network.host()), await case_of(network, await network.host("Hilla"))
    with_nights(network)
    with time_machine.travel(NOON):
        await raised(network, Kind.STAGE_OLD, helena)
        await raised(network, Kind.STAGE_OLD, hilla)
        await raised(network, Kind.END_NEAR, hilla)
        assert await mornings(network) == 0
        assert await shows(network) == 0
    with time_machine.travel(MORNING):
        assert await shows(network) == 0
        assert await mornings(network) == 1
        told = await channel.sees("Good morning!")
        assert f"• 2 matches have stood still for long: {helena.number} and {hilla.number}" in told.text
        assert f"• 1 stay comes near its end: {hilla.number}" in told.text
        assert told.buttons == ("Open my cases",)
        assert await mornings(network) == 0

        await finishes(network, Kind.STAGE_OLD, helena)
        told = await channel.sees("1 match has stood still for long")
        assert helena.number not in told.text
        assert "🙋 1 is taken or done." in told.text
        await finishes(network, Kind.STAGE_OLD, hilla)
        await finishes(network, Kind.END_NEAR, hilla)
        await channel.sees("✅ All of this is taken or done.")
        assert len(with_words(channel, "Good morning!")) == 1

        await kaisa.presses("Open my cases", in_=channel)
        assert "cases" in str((await kaisa.sees_toast())["url"])


async def test_what_nobody_took_from_a_digest_is_in_a_later_one_once_more(network: Network) -> None:
    channel = await network.channel(TURKU)
    case = await case_of(network, await network.host())
    with_nights(network)
    hours = network.built.house.policy.kinds[Kind.TASK_LATE].again_hours
    with time_machine.travel(NOON):
        await raised(network, Kind.TASK_LATE, case)
    posted = []
    for day in range(8):
        with time_machine.travel(MORNING + day * dt.timedelta(days=1)):
            posted.append(await mornings(network))
    assert posted == [1 if day in (0, hours // 24) else 0 for day in range(8)]
    again = await channel.sees("Still from earlier days:")
    assert f"• 1 task is late: {case.number}" in again.text
    await finishes(network, Kind.TASK_LATE, case)
    await channel.sees("✅ All of this is taken or done.")


async def test_each_day_has_one_digest_also_where_clocks_change(network: Network) -> None:
    channel = await network.channel(TURKU)
    case = await case_of(network, await network.host())
    with_nights(network)
    told = 0
    for change in (dt.date(2027, 3, 28), dt.date(2027, 10, 31)):
        days = [change + dt.timedelta(days=day) for day in range(-1, 2)]
        begins = dt.datetime.combine(days[0], dt.time(0), HELSINKI).astimezone(dt.UTC)
        found: list[dt.datetime] = []
        for step in range(len(days) * 48):
            with time_machine.travel(begins + step * HOUR / 2, tick=False):
                local = (begins + step * HOUR / 2).astimezone(HELSINKI)
                if (local.hour, local.minute) in {(1, 0), (12, 0), (23, 0)}:
                    async with a_turn(network) as turn:
                        await alerting.about_case(turn, Kind.STAGE_OLD, case, topic=str(local))
                found += [local] * await digest.post(network.built.store, network.built.house)
        assert [moment.date() for moment in found] == days
        assert {(moment.hour, moment.minute) for moment in found} == {(8, 0)}
        told += len(days)
    await network.quiet()
    assert len(with_words(channel, "Good morning!")) == told


async def test_all_alerts_of_a_case_answer_its_first_message(network: Network) -> None:
    channel = await network.channel(TURKU)
    helena = await network.host()
    first = await channel.sees("New host")
    amir = await network.guest()
    match = await channel.sees("A possible match")
    guest = next(one for one in channel.screens if "New guest" in one)
    assert first.message.reply_to is None
    assert guest.message.reply_to is None
    assert match.message.reply_to is first.message
    await raised(network, Kind.QUESTION, await case_of(network, amir))
    assert (await channel.sees("A question waits")).message.reply_to is guest.message
    await raised(network, Kind.WANTS_TALK, await case_of(network, helena))
    assert (await channel.sees("Wants to talk")).message.reply_to is first.message


async def test_a_burst_is_told_in_one_message_that_grows_and_red_stays_alone(network: Network) -> None:
    channel = await network.channel(TURKU)
    case = await case_of(network, await network.host())
    burst = network.built.house.policy.burst
    for topic in range(burst + 3):
        await raised(network, Kind.QUESTION, case, topic=str(topic))
        await raised(network, Kind.UNSAFE, case, topic=str(topic))
    assert len(with_words(channel, "A question waits for a coordinator · alert")) == burst
    bundle = await channel.sees("3 questions wait for a coordinator")
    assert bundle.text.count(case.number) == 3
    assert bundle.buttons == ("Open my cases",)
    assert len(with_words(channel, "does not feel safe")) == burst + 3

    await finishes(network, Kind.QUESTION, case)
    assert "✅ All of this is taken or done." in (await channel.sees("3 questions wait")).text
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=network.built.house.policy.burst_minutes + 1)
    with time_machine.travel(later):
        await raised(network, Kind.QUESTION, case, topic="later")
    assert len(with_words(channel, "A question waits for a coordinator · alert")) == burst + 1


async def test_hosts_and_guests_are_different_bursts(network: Network) -> None:
    network.built.house.policy = network.built.house.policy.model_copy(update={"burst": 1})
    channel = await network.channel(TURKU)
    for name in ("Helena", "Hilla", "Heli"):
        await network.host(name)
    await network.guest()
    await channel.sees("2 new hosts")
    await channel.sees("New guest")
    assert len(with_words(channel, "New host")) == 1


async def test_what_nobody_takes_is_told_again_and_then_to_the_national_group(network: Network) -> None:
    channel, national = await network.channel(TURKU), await network.channel(NATIONAL)
    case = await case_of(network, await network.host())
    with_nights(network)
    urgency = network.built.house.policy.kinds[Kind.QUESTION]
    with time_machine.travel(NOON):
        await looks(network)
        await channel.sees("Nobody has taken alert 1 yet")
        await raised(network, Kind.QUESTION, case)
        first = await channel.sees("A question waits")
        assert await looks(network) == 0
    with time_machine.travel(NOON + urgency.again_hours * HOUR + HOUR):
        assert await looks(network) == 1
        number = (await stand(network, Kind.QUESTION))[0].number
        again = await channel.sees(f"Nobody has taken alert {number} yet")
        assert again.message.reply_to is first.message
        assert case.number in again.text
        assert not again.buttons
        assert await looks(network) == 0
        national.has_not_seen("A question waits")
    with time_machine.travel(NOON + urgency.national_hours * HOUR + 13 * HOUR):
        assert await looks(network) == 0, "at night nothing but red is told again"
    with time_machine.travel(NOON + urgency.national_hours * HOUR + HOUR):
        await looks(network)
        copy = await national.sees("A question waits")
        assert FOR_TURKU in copy.text
        assert await looks(network) == 0
    with time_machine.travel(NOON + 30 * dt.timedelta(days=1)):
        await looks(network)
    assert len(with_words(national, "A question waits")) == 1
    assert not with_words(national, "Nobody has taken")


async def test_what_is_taken_is_not_told_again_until_it_is_given_back(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    case = await case_of(network, await network.host())
    hours = network.built.house.policy.kinds[Kind.UNSAFE].again_hours
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await raised(network, Kind.UNSAFE, case)
    await kaisa.presses("Take", in_=channel)
    await network.until(lambda: len(with_words(channel, "Taken by Kaisa")) == 2, "both are taken")
    later = dt.datetime.now(dt.UTC) + hours * HOUR + HOUR
    with time_machine.travel(later):
        assert await looks(network) == 0
        await kaisa.presses("Give back", in_=channel)
        await network.until(lambda: len(with_words(channel, "Taken by Kaisa")) == 1, "it is given back")
        await network.quiet()
    with time_machine.travel(later + (hours * HOUR) * 1.5):
        assert await looks(network) == 1


async def test_many_that_nobody_took_are_told_again_in_one_message(network: Network) -> None:
    channel = await network.channel(TURKU)
    case = await case_of(network, await network.host())
    policy = network.built.house.policy
    for topic in range(policy.burst + 1):
        await raised(network, Kind.LOW, case, topic=str(topic))
    later = dt.datetime.now(dt.UTC) + policy.kinds[Kind.LOW].again_hours * HOUR + HOUR
    with time_machine.travel(later):
        assert await looks(network) == policy.burst + 1
        told = await channel.sees(f"Nobody has taken these {policy.burst + 1} alerts yet")
        assert f"• {policy.burst + 1} stays are not going well" in told.text
    assert len(with_words(channel, "Nobody has taken")) == 1


async def test_what_is_done_can_be_told_anew(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    case = await case_of(network, await network.host())
    await raised(network, Kind.QUESTION, case)
    await raised(network, Kind.QUESTION, case)
    assert len(await stand(network, Kind.QUESTION)) == 1, "the same is not told twice"
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await kaisa.presses("Done", in_=channel)
    await channel.sees("Done: Kaisa")
    await raised(network, Kind.QUESTION, case)
    assert [alert.state for alert in await stand(network, Kind.QUESTION)] == [AlertState.DONE, AlertState.OPEN]


async def test_a_place_without_a_group_is_marked(network: Network) -> None:
    national = await network.channel(NATIONAL)
    channel = await network.channel(TURKU)
    await network.host("Saara", municipality="=Kuopio")
    await national.sees("⚠ No local group covers this place yet")
    await network.host()
    await channel.sees("New host")
    channel.has_not_seen("No local group covers")


async def test_a_digest_for_a_lost_channel_comes_by_the_national_one(network: Network) -> None:
    channel, national = await network.channel(TURKU), await network.channel(NATIONAL)
    case = await case_of(network, await network.host())
    await channel.sees("New host")
    with_nights(network)
    with time_machine.travel(NOON):
        await raised(network, Kind.STAGE_OLD, case)
    turns = network.server.people
    assert network.founder is not None
    await turns.removes(network.founder.id, channel.chat_id, turns.bot_id)
    with time_machine.travel(MORNING):
        for _look in range(2):
            await mornings(network)
        await national.sees(f"1 match has stood still for long: {case.number} (Kotimajoitusverkosto Turku")
    assert len(with_words(national, "Good morning!")) == 1
