"""Finding the same person again: by their Telegram account or by the phone number that they gave."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import CaseFile
from bot.store.work import Work


async def alike(work: Work, case: CaseFile) -> list[CaseFile]:
    """Other cases of the same person, or with the same phone number; the newest first."""
    same: list[sa.ColumnElement[bool]] = [CaseFile.person_id == case.person_id]
    if case.contact_hash is not None:
        same.append(CaseFile.contact_hash == case.contact_hash)
    rows = await work.session.scalars(
        sa.select(CaseFile)
        .where(CaseFile.id != case.id, sa.or_(*same))
        .order_by(CaseFile.sent_at.desc(), CaseFile.number)
        .execution_options(populate_existing=True)
    )
    return list(rows)
