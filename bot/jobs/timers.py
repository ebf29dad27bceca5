"""Timers whose moment has come: each is done once, in waking hours, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.store import timers
from bot.store.database import is_outage
from bot.store.store import Store
from bot.store.tables import Timer
from bot.telegram.house import House
from bot.telegram.turn import Turn

_log = structlog.get_logger("bot.jobs")
Handler = Callable[[Turn, Timer], Awaitable[None]]

HANDLERS: dict[str, Handler] = {}
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
