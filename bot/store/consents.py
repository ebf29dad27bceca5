"""What people agreed to, purpose by purpose; the newest word on a purpose counts."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.tables import Consent, ConsentHow
from bot.store.work import Work


async def record(
    work: Work,
    person_id: str,
    purpose: str,
    *,
    given: bool,
    text_version: str,
    language: str,
    how: ConsentHow = ConsentHow.SELF,
) -> None:
    """The person answered a request for consent, put in the words of this version and language."""
    work.session.add(
        Consent(
            person_id=person_id,
            purpose=purpose,
            given=given,
            text_version=text_version,
            language=language,
            how=how,
            at=work.now,
            withdrawn_at=None,
        )
    )
    await work.session.flush()


async def withdraw(work: Work, person_id: str, purpose: str) -> bool:
    """The person takes a consent back. False where none stood."""
    taken = await work.session.execute(
        sa.update(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == purpose,
            Consent.given,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=work.now)
        .returning(Consent.id)
    )
    return taken.first() is not None


async def forget_since(work: Work, person_id: str, moment: dt.datetime) -> None:
    """What was answered since then is not kept: the interview in which it was asked is not, either."""
    await work.session.execute(sa.delete(Consent).where(Consent.person_id == person_id, Consent.at >= moment))


async def standing(work: Work, person_id: str) -> dict[str, Consent]:
    """The newest word on each purpose; it stands if it is `given` and not `withdrawn_at`."""
    rows = await work.session.scalars(sa.select(Consent).where(Consent.person_id == person_id).order_by(Consent.at))
    return {row.purpose: row for row in rows}


async def given(work: Work, person_id: str, purpose: str) -> bool:
    """Whether the person's consent to this purpose stands now."""
    newest = (await standing(work, person_id)).get(purpose)
    return newest is not None and newest.given and newest.withdrawn_at is None


async def history(work: Work, person_id: str) -> list[Consent]:
    """Every word on every purpose, oldest first."""
    rows = await work.session.scalars(sa.select(Consent).where(Consent.person_id == person_id).order_by(Consent.at))
    return list(rows)
