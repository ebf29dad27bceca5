"""/report: the whole in counts only: who waits, how plans compare, matches and stays, pair safety."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from bot.casework.stages import KNOWN, RUNNING, STAYING, Stage
from bot.casework.way_in import Way
from bot.store import matches, open_cases, overtaken, safety_tallies
from bot.store.people import Person
from bot.telegram import joint_plan
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.joint_plan import Scope
from bot.telegram.matching_index import OPEN_STATES
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, _, n_


async def shown(turn: Turn, person: Person) -> None:
    """/report, for the whole country: no group can be told from another by it."""
    if not await memberships(turn, person):
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    found = await joint_plan.planned(turn, Scope("country"))
    text: list[Paragraph] = [
        _("<b>The network in numbers</b>"),
        Lines(await _waiting(turn, found.waiting, found.open_homes)),
        Lines(await _running(turn)),
        Lines((_("<b>If everybody were matched now</b>"), *joint_plan.compared(found))),
        Lines(await _fair(turn)),
        Lines(await _safety(turn)),
    ]
    await say(turn, person, text, protect=True)


async def _waiting(turn: Turn, waiting: int, homes: int) -> tuple[Text, ...]:
    known = await open_cases.confirmed(turn.work, OPEN_STATES)
    approved = Counter(case.role for case in known if case.way == Way.APPROVED)
    return (
        _("<b>Waiting</b>"),
        n_("{n} guest waits for a home.", "{n} guests wait for a home.").of(n=waiting),
        n_("{n} home is open.", "{n} homes are open.").of(n=homes),
        _("Approved: {hosts} hosts and {guests} guests.").of(hosts=approved["host"], guests=approved["guest"]),
    )


async def _running(turn: Turn) -> tuple[Text, ...]:
    stages = Counter(match.stage for match in await matches.with_stage(turn.work, [*RUNNING, Stage.ENDED]))
    asked = sum(stages[stage] for stage in RUNNING - KNOWN)
    meeting = sum(stages[stage] for stage in KNOWN - STAYING)
    staying = sum(stages[stage] for stage in STAYING)
    return (
        _("<b>Matches</b>"),
        n_("Before the introduction: {n} match", "Before the introduction: {n} matches").of(n=asked),
        n_("Getting to know each other: {n} match", "Getting to know each other: {n} matches").of(n=meeting),
        n_("Living together: {n} stay", "Living together: {n} stays").of(n=staying),
        n_("Ended: {n} stay", "Ended: {n} stays").of(n=stages[Stage.ENDED]),
    )


async def _fair(turn: Turn) -> tuple[Text, ...]:
    times = await overtaken.counts(turn.work)
    most = turn.house.matching.figures.fair.overtaken_most
    return (
        _("<b>Waiting fairly</b>"),
        n_(
            "{n} guest waits who was overtaken at least once, at most {times} times. The bound is {bound}.",
            "{n} guests wait who were overtaken at least once, at most {times} times. The bound is {bound}.",
        ).of(n=len(times), times=max(times.values(), default=0), bound=most),
    )


async def _safety(turn: Turn) -> tuple[Text, ...]:
    days = turn.house.matching.figures.report_days
    tally = await safety_tallies.since(turn.work, turn.house.today(turn.now) - dt.timedelta(days=days - 1))
    return (
        n_("<b>The safety table, last {n} day</b>", "<b>The safety table, last {n} days</b>").of(n=days),
        _("Checks of a pair: {n}").of(n=tally.looked_at),
        _("Of these, not suggested for safety’s sake: {n}").of(n=tally.forbidden),
        _("Decided otherwise by two coordinators: {n}").of(n=tally.overridden),
    )
