"""Stays brought to where a story begins: a plan that both have agreed on, and living together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import time_machine
from pydantic import JsonValue

from bot.casework.stages import Move
from bot.jobs import timers as ringing
from bot.store import agreed_plans, follow_ups, people, stays, timers
from bot.store.tables import FollowUp, Stay
from bot.telegram.moves import pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.turn import Turn
from conversations.text import Text
from tests.conversations.a_plan import PLANNED
from tests.kit.matches import introduced, moves
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

HELSINKI = ZoneInfo("Europe/Helsinki")
TODAY = dt.datetime.now(HELSINKI).date()
"""The day on which the stays of stories begin, also where the tests run over midnight: see `noon`."""


async def plan_agreed(
    network: Network, kaisa: Actor, helena: Actor, amir: Actor, *, since: dt.date, until: dt.date | None
) -> str:
    """The match of the two, who have agreed on how they will live together."""
    await network.channels[TURKU].sees("A possible match")
    match_id = await introduced(network, kaisa, helena, amir)
    dates: JsonValue = {"since": since.isoformat(), "until": None if until is None else until.isoformat()}
    async with network.built.store.work() as work:
        answers = {**PLANNED, "dates": dates}
        await agreed_plans.send(work, match_id, answers, {}, filled_by="host", seen=0)
        await agreed_plans.agree(work, match_id, "guest", 1)
    await moves(network, kaisa, match_id, (Move.SET_MEETING, "bot"), (Move.AGREE_PLAN, "bot"))
    return match_id


async def opens(network: Network, kaisa: Actor, match_id: str) -> None:
    """The coordinator opens the card of the match."""
    async with network.built.store.work() as work:
        turn = Turn(work, network.built.house)
        person, pair = await people.find(work, kaisa.id), await pair_of(turn, match_id)
        assert person is not None
        assert pair is not None
        await say(turn, person, (Text("Here it is."),), [[card.opening(pair)]])
    await network.quiet()
    await kaisa.presses("Open the match")
    await kaisa.sees("What has happened")


async def rings(network: Network) -> int:
    """What is due now is done."""
    done = await ringing.ring(network.built.store, network.built.house)
    await network.quiet()
    return done


@contextmanager
def on(day: dt.date, hour: int = 18) -> Iterator[None]:
    """It is this day and hour in Finland."""
    with time_machine.travel(dt.datetime.combine(day, dt.time(hour), HELSINKI), tick=True):
        yield


async def stay_of(network: Network, match_id: str) -> Stay:
    """The stay as it is now."""
    async with network.built.store.look() as look:
        stay = await stays.get(look, match_id)
        assert stay is not None
        return stay


async def answers_of(network: Network, match_id: str) -> list[FollowUp]:
    """What both were asked, and have answered."""
    async with network.built.store.look() as look:
        return await follow_ups.of_match(look, match_id)


async def kinds_due(network: Network, match_id: str) -> list[str]:
    """What is still to be done for the match, the next first."""
    async with network.built.store.look() as look:
        return [timer.kind for timer in await timers.of_match(look, match_id)]
