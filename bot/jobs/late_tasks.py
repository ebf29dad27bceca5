"""Tasks that should have been done by now are brought before the group, once while nobody has seen to it."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.store import cases, tasks
from bot.store.store import Store
from bot.telegram import alerting
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def tell(store: Store, house: House) -> int:
    """Raises an alert for each late task; how many tasks are late."""
    async with store.work() as work:
        turn = Turn(work, house)
        late = await tasks.late(work, house.today(work.now))
        for task in late:
            case = await cases.get(work, task.case_id)
            if case is not None:
                await alerting.about_case(turn, Kind.TASK_LATE, case, topic=task.id)
    return len(late)
