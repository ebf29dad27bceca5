"""What channels have been told already, by the kind of message: so that nothing is told twice a day."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.tables import Outbox
from bot.store.work import Work


async def since(work: Work, kind: str, moment: dt.datetime) -> bool:
    """Whether a message of this kind was made since a moment."""
    made = sa.exists().where(Outbox.kind == kind, Outbox.made_at >= moment)
    return bool(await work.session.scalar(sa.select(made)))
