"""The picture of the week in each channel: counts only, drawn by `bot.papers`, with the same in words below it."""

from __future__ import annotations

import datetime as dt

from bot.casework.figures import WEEKS_AHEAD, WeekFigures, by_waiting_weeks, homes_by_week, in_words
from bot.casework.stages import RECEIVED, RUNNING, STAYING
from bot.casework.way_in import Way
from bot.network.groups import LocalGroup
from bot.store import boards, cases, figures
from bot.store.figures import CaseStanding
from bot.telegram import alerting, matchmaking
from bot.telegram.boards import waited
from bot.telegram.turn import Turn

PICTURE = "picture"
"""The kind of message."""
_RUNNING = [stage.value for stage in RUNNING]
_STAYING = [stage.value for stage in STAYING]


def monday(turn: Turn) -> dt.date:
    """The first day of this week in Finland."""
    today = turn.house.today(turn.now)
    return today - dt.timedelta(days=today.weekday())


async def due(turn: Turn) -> list[LocalGroup]:
    """The groups whose channel gets its picture now: on Monday, once there is a board. Only looks."""
    begins = monday(turn)
    house = turn.house
    today, hour = house.today(turn.now), turn.now.astimezone(house.timezone).timetz().replace(tzinfo=None)
    if today != begins or hour < house.policy.picture_at or house.policy.quiet(turn.now, house.timezone):
        return []
    found = []
    for group in house.groups.all:
        board = await boards.of_group(turn.work, group.slug)
        pictured = board is not None and board.pictured_on is not None and board.pictured_on >= begins
        if board is not None and not pictured and await alerting.working_channel(turn, group.slug) is not None:
            found.append(group)
    return found


async def figures_of(turn: Turn, group: LocalGroup) -> WeekFigures:
    """The group's week; the national group's is that of the whole country."""
    slug = None if group.national else group.slug
    begins = monday(turn)
    known = await figures.cases(turn.work, RECEIVED, slug)
    busy = await figures.in_matches(turn.work, _RUNNING)
    ends = await figures.ends(turn.work, _STAYING, slug)
    waiting = [waited(turn, case) for case in known if case.role == "guest" and case.id not in busy]
    soon = begins + dt.timedelta(weeks=WEEKS_AHEAD)
    homes = [await _free_from(turn, case, busy, ends) for case in known if case.role == "host"]
    return WeekFigures(
        group_name=group.name,
        week_begins=begins,
        waiting=by_waiting_weeks(waiting),
        homes=homes_by_week([day for day in homes if day is not None], begins),
        stays=len(ends),
        ending_soon=sum(1 for until in ends.values() if until is not None and until < soon),
    )


async def _free_from(turn: Turn, case: CaseStanding, busy: set[str], ends: dict[str, dt.date | None]) -> dt.date | None:
    """The day from which an approved host's home is free for a new guest; None where that is not known."""
    if case.way != Way.APPROVED or not case.confirmed:
        return None
    days = [case.paused_until or dt.date.min]
    if case.id in busy:
        until = ends.get(case.id)
        if until is None:
            return None
        days.append(until)
    row = await cases.get(turn.work, case.id)
    facts = None if row is None else await matchmaking.facts_of_case(turn, row)
    return None if facts is None else max(facts.since, *days)


async def post(turn: Turn, group: LocalGroup, week: WeekFigures, picture: bytes) -> bool:
    """Posts the picture, once a week. False where it was posted in the meantime, or there is no channel any more."""
    channel = await alerting.working_channel(turn, group.slug)
    if channel is None or not await boards.pictured(turn.work, group.slug, week.week_begins):
        return False
    words = turn.house.texts.render(in_words(week), turn.house.channel_language(group))
    name = f"week-{week.week_begins.isocalendar().week}.png"
    await turn.send_file(channel, name, picture, html=words, photo=True, kind=PICTURE)
    return True
