"""Once a day: who is asked whether their offer or search still holds, and which guest is to be called."""

from __future__ import annotations

import datetime as dt

from bot.casework.alert_kinds import Kind
from bot.casework.holds import HOLDS, Held, due, to_ask_by_phone
from bot.casework.pauses import is_paused
from bot.casework.stages import RECEIVED
from bot.store import alerts, cases, live_talks, tasks
from bot.store.store import Store
from bot.store.tables import CaseFile, Task
from bot.telegram import holding, running, telling
from bot.telegram.house import House
from bot.telegram.sending import role_of
from bot.telegram.turn import Turn

_ANY_STATE = ("open", "taken", "done", "dropped")


async def ask(store: Store, house: House) -> int:
    """Asks and adds the calls, a transaction each; how many. At night nobody is asked: the next day does it."""
    async with store.look() as look:
        if house.policy.quiet(look.now, house.timezone):
            return 0
        waiting = [
            case.id for role in ("host", "guest") for case in await cases.with_role(look, role, states=(RECEIVED,))
        ]
    done = 0
    for case_id in waiting:
        async with store.work() as work:
            turn = Turn(work, house)
            case = await cases.get(work, case_id)
            if case is not None and case.state == RECEIVED and case.confirmed:
                done += await _one(turn, case)
    return done


async def _one(turn: Turn, case: CaseFile) -> bool:
    today = turn.house.today(turn.now)
    if is_paused(case.paused_until, today) or await _not_now(turn, case):
        return False
    if case.paused_until is not None:
        await cases.change(turn.work, case.id, paused_until=None)
        await holding.ask(turn, case, pause_over=True)
        return True
    calls = [task for task in await tasks.of_case(turn.work, case.id, _ANY_STATE) if task.about == HOLDS]
    match due(_held(turn, case, calls), today, turn.house.course):
        case "ask":
            await holding.ask(turn, case)
        case "call":
            await _call(turn, case)
        case _:
            return False
    return True


async def _not_now(turn: Turn, case: CaseFile) -> bool:
    """Somebody of whom a match runs, who talks with a coordinator just now, or who cannot be reached."""
    if await running.pairs(turn, case) or await live_talks.open_with(turn.work, case.person_id):
        return True
    return await alerts.alike(turn.work, Kind.UNREACHABLE, case.group_slug, "", case_id=case.id) is not None


def _held(turn: Turn, case: CaseFile, calls: list[Task]) -> Held:
    asked = case.hold_asked_at
    return Held(
        role=role_of(case),
        said_on=max(case.held_on or dt.date.min, turn.house.today(case.sent_at)),
        asked_on=None if asked is None else turn.house.today(asked),
        called_for=any(task.state in tasks.OPEN or (asked is not None and task.made_at >= asked) for task in calls),
    )


async def _call(turn: Turn, case: CaseFile) -> None:
    owner = await telling.person_of(turn, case)
    language = turn.house.channel_language(turn.house.groups.by_slug(case.group_slug))
    words = turn.house.texts.plain(to_ask_by_phone(role_of(case)), language)
    due_on = turn.house.today(turn.now) + dt.timedelta(days=turn.house.course.task_days)
    await tasks.add(turn.work, owner, case.id, telling.CALL, about=HOLDS, words=words, due_on=due_on)
