"""Who is not to be brought together with others for a time: known by keyed hashes only, and by no person's row."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.people import Person, telegram_hash
from bot.store.tables import Exclusion
from bot.store.work import Work


def contact_hash(work: Work, phone: str) -> str:
    """What a phone number in its international form is recognised by."""
    return work.vault.hash("contact", phone)


async def put(
    work: Work, person: Person, phone_hash: str | None, *, why: str, coordinator_id: str, expires_on: dt.date
) -> bool:
    """The person is excluded until this day; False where there is nothing by which they could be known again."""
    telegram = None if person.chat_id is None else telegram_hash(work, person.chat_id)
    if telegram is None and phone_hash is None:
        return False
    work.session.add(
        Exclusion(
            telegram_hash=telegram,
            contact_hash=phone_hash,
            why=why,
            coordinator_id=coordinator_id,
            made_at=work.now,
            expires_on=expires_on,
        )
    )
    await work.session.flush()
    return True


async def standing(work: Work, person: Person, phone_hash: str | None, today: dt.date) -> Exclusion | None:
    """The exclusion that stands for this person on this day, the one that lasts longest."""
    known = _known(work, person, phone_hash)
    if not known:
        return None
    return await work.session.scalar(
        sa.select(Exclusion)
        .where(sa.or_(*known), Exclusion.expires_on > today)
        .order_by(Exclusion.expires_on.desc(), Exclusion.id)
        .limit(1)
    )


async def lift(work: Work, person: Person, phone_hash: str | None) -> bool:
    """Everything that excludes this person goes; False where nothing did."""
    known = _known(work, person, phone_hash)
    if not known:
        return False
    gone = await work.session.execute(sa.delete(Exclusion).where(sa.or_(*known)).returning(Exclusion.id))
    return bool(gone.all())


async def expire(work: Work, today: dt.date) -> int:
    """Exclusions whose time is over go; how many they were."""
    gone = await work.session.execute(sa.delete(Exclusion).where(Exclusion.expires_on <= today).returning(Exclusion.id))
    return len(gone.all())


async def forget_all(work: Work) -> int:
    """Nobody is excluded any more; how many were."""
    gone = await work.session.execute(sa.delete(Exclusion).returning(Exclusion.id))
    return len(gone.all())


def _known(work: Work, person: Person, phone_hash: str | None) -> list[sa.ColumnElement[bool]]:
    known: list[sa.ColumnElement[bool]] = []
    if person.chat_id is not None:
        known.append(Exclusion.telegram_hash == telegram_hash(work, person.chat_id))
    if phone_hash is not None:
        known.append(Exclusion.contact_hash == phone_hash)
    return known
