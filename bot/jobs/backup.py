"""The nightly backup: looked after every hour, so that one that failed or was slept through is made up for."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.process_lock import AlreadyRunning
from bot.store.backups import Backups, Kind
from bot.store.errors import StoreError
from bot.store.store import Store
from bot.telegram import backup_news
from bot.telegram.house import House
from bot.telegram.turn import Turn

_log = structlog.get_logger("bot.jobs.backup")
AT: Final = dt.time(4, 40)
"""When the night's backup is due: after the hour that happens twice or not at all, before most people are awake."""


def due(newest: dt.datetime | None, now: dt.datetime, timezone: ZoneInfo) -> bool:
    """Whether no backup was made since it last was time for one."""
    today = now.astimezone(timezone).date()
    at = dt.datetime.combine(today, AT, timezone)
    if at.astimezone(dt.UTC) > now:
        at = dt.datetime.combine(today - dt.timedelta(days=1), AT, timezone)
    return newest is None or newest < at.astimezone(dt.UTC)


async def make(store: Store, house: House, backups: Backups, now: dt.datetime | None = None) -> int:
    """Makes what is due and forgets what is too old; how many backups were made. Raises where that fails."""
    now = now or dt.datetime.now(dt.UTC)
    if not backups.possible:
        return 0
    try:
        await backups.rotate(now)
        if not any(due(backups.newest(kind), now, house.timezone) for kind in Kind):
            return 0
        made = await backups.make(now)
        # Whoever was erased in the meantime: our reading kept the write-ahead logs from being emptied.
        await store.sweep()
    except AlreadyRunning:
        # The operator makes one just now. If it fails, the next hour sees it.
        return 0
    except (StoreError, OSError) as error:
        _log.critical("operator_backup_failed", sentence=str(error), newest=backups.newest())
        async with store.work() as work:
            await backup_news.tell_failed(Turn(work, house), backups.newest())
        raise
    return len(made)
