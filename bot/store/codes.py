"""One-time codes: 128 random bits, stored as a keyed hash, used once, for a while, and perhaps by one person only."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping

import sqlalchemy as sa

from bot.store.tables import OneTimeCode
from bot.store.work import Work


async def make(
    work: Work, kind: str, payload: Mapping[str, str], *, lives: dt.timedelta, person_id: str | None = None
) -> str:
    """A new code (22 signs that may stand in a deep link); `payload` holds ids and codes, nothing personal."""
    code = secrets.token_urlsafe(16)
    work.session.add(
        OneTimeCode(
            hash=_hash(work, kind, code),
            kind=kind,
            payload=dict(payload),
            person_id=person_id,
            made_at=work.now,
            expires_at=work.now + lives,
            used_at=None,
        )
    )
    await work.session.flush()
    return code


async def use(work: Work, kind: str, code: str, *, person_id: str | None = None) -> dict[str, str] | None:
    """Use the code up and get its payload; None where it is unknown, used, expired, or somebody else's."""
    used = await work.session.execute(
        sa.update(OneTimeCode)
        .where(*_works(work, kind, code, person_id))
        .values(used_at=work.now)
        .returning(OneTimeCode.payload)
    )
    row = used.first()
    return None if row is None else row.payload


async def look(work: Work, kind: str, code: str, *, person_id: str | None = None) -> dict[str, str] | None:
    """What `use` would give, without using the code up."""
    return await work.session.scalar(sa.select(OneTimeCode.payload).where(*_works(work, kind, code, person_id)))


async def expire(work: Work) -> int:
    """Remove the codes that no longer work; how many they were."""
    gone = await work.session.execute(
        sa.delete(OneTimeCode)
        .where(sa.or_(OneTimeCode.expires_at <= work.now, OneTimeCode.used_at.is_not(None)))
        .returning(OneTimeCode.hash)
    )
    return len(gone.all())


def _works(work: Work, kind: str, code: str, person_id: str | None) -> list[sa.ColumnElement[bool]]:
    return [
        OneTimeCode.hash == _hash(work, kind, code),
        OneTimeCode.used_at.is_(None),
        OneTimeCode.expires_at > work.now,
        sa.or_(OneTimeCode.person_id.is_(None), OneTimeCode.person_id == person_id),
    ]


def _hash(work: Work, kind: str, code: str) -> str:
    return work.vault.hash(f"code {kind}", code)
