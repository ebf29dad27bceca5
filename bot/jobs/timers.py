"""Timers whose moment has come: each is done once, in waking hours, in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.store import cases, live_talks, matches, timers
from bot.store.database import is_outage
from bot.store.store import Store
from bot.store.tables import Timer
from bot.store.work import Work
from bot.telegram.desk import hand_over
from bot.telegram.house import House
from bot.telegram.stays import after_stay, agreed_end, following_up, living, meetings, overdue, plan
from bot.telegram.turn import Turn

_log = structlog.get_logger("bot.jobs")
Handler = Callable[[Turn, Timer], Awaitable[None]]

HANDLERS: dict[str, Handler] = {
    hand_over.EXPIRES: hand_over.expired,
    living.TRIAL_OVER: living.trial_over,
    "move_in": living.stage_old,
    "reflect": living.stage_old,
    following_up.TIMER: following_up.due,
    agreed_end.END_NEAR: agreed_end.comes_near,
    agreed_end.END_PASSED: agreed_end.passed,
    after_stay.OPEN_AGAIN: after_stay.remind,
    "taken": overdue.stands_still,
    "answer": overdue.stands_still,
    "ask_other": overdue.stands_still,
    "introduce": overdue.stands_still,
    "silence": overdue.silent,
    meetings.REMINDER: meetings.remind,
    "meeting": meetings.stands_still,
    "plan": plan.too_old,
}
"""What is done, by the kind of timer."""


async def ring(store: Store, house: House, handlers: Mapping[str, Handler] = HANDLERS) -> int:
    """Does what is due; how many timers that were. At night nothing rings: it waits for the morning."""
    async with store.look() as look:
        if house.policy.quiet(look.now, house.timezone):
            return 0
        due = await timers.due(look, tuple(handlers))
    done = 0
    for timer_id in due:
        try:
            async with store.work() as work:
                if await _in_a_talk(work, house, timer_id):
                    continue
                timer = await timers.ring(work, timer_id)
                if timer is not None:
                    await handlers[timer.kind](Turn(work, house), timer)
                    done += 1
        except Exception as error:
            if is_outage(error):
                raise
            # One that cannot be done must not keep the others waiting.
            _log.error("timer_failed", exc_info=error)
    return done


async def _in_a_talk(work: Work, house: House, timer_id: str) -> bool:
    """Whether somebody whom a timer is about is in a talk with a coordinator: then it waits, though not for ever."""
    talking = await live_talks.people_in_talks(work)
    timer = await work.session.get(Timer, timer_id) if talking else None
    if timer is None or work.now - timer.due_at > dt.timedelta(minutes=house.course.talk_minutes):
        return False
    ids: list[str | None] = [timer.case_id]
    if timer.match_id is not None and (match := await matches.get(work, timer.match_id)) is not None:
        ids += [match.host_case_id, match.guest_case_id]
    found = [await cases.get(work, case_id) for case_id in ids if case_id is not None]
    return any(case is not None and case.person_id in talking for case in found)
