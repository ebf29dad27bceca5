"""The people whom the bot knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from bot.store import tables
from bot.store.columns import new_id
from bot.store.keystore import KeyPurpose
from bot.store.vault import Keyring
from bot.store.work import Work

NOBODY = frozenset({777000, 1087968824, 136817688})
"""Telegram's own accounts: its service, and those in whose name anonymous administrators and channels write."""

# Written out once: every update needs it.
_FIND = sa.select(tables.Person).where(tables.Person.telegram_hash == sa.bindparam("hashed"))


@dataclass(frozen=True, slots=True)
class Person:
    """One person, opened. What is personal is left out where the object is printed."""

    id: str
    key_id: str
    chat_id: int | None = field(repr=False)
    """The private chat, which in Telegram has the same number as the person; None without Telegram."""
    language: str
    language_chosen: bool
    made_at: dt.datetime
    seen_at: dt.datetime
    unreachable_at: dt.datetime | None


def telegram_hash(work: Work, telegram_id: int) -> str:
    """What a person with this Telegram id is looked up by."""
    return work.vault.hash("telegram", telegram_id)


async def add(work: Work, telegram_id: int | None, language: str) -> Person:
    """A new person with a key of their own; without a Telegram id where a coordinator speaks for them.

    Raises ValueError for Telegram's own accounts: behind them is anybody.
    """
    if telegram_id in NOBODY:
        raise ValueError("this account is nobody's")
    ring = await work.vault.new_key(KeyPurpose.PERSON, work.now)
    row_id = new_id()
    row = tables.Person(
        id=row_id,
        telegram_hash=None if telegram_id is None else telegram_hash(work, telegram_id),
        chat_id=None if telegram_id is None else ring.seal(tables.Person.chat_id, row_id, str(telegram_id)),
        language=language,
        language_chosen=False,
        key_id=ring.id,
        made_at=work.now,
        seen_at=work.now,
        unreachable_at=None,
    )
    work.session.add(row)
    await work.session.flush()
    return _opened(row, ring)


async def find(work: Work, telegram_id: int) -> Person | None:
    """The person with this Telegram id, if known."""
    row = await work.session.scalar(_FIND, {"hashed": telegram_hash(work, telegram_id)})
    return None if row is None else _opened(row, await work.vault.keyring(row.key_id))


async def get(work: Work, person_id: str) -> Person:
    """The person with this id. Raises LookupError."""
    person = await known(work, person_id)
    if person is None:
        raise LookupError("no such person")
    return person


async def known(work: Work, person_id: str) -> Person | None:
    """The person with this id, if still known."""
    row = await work.session.scalar(sa.select(tables.Person).where(tables.Person.id == person_id))
    return None if row is None else _opened(row, await work.vault.keyring(row.key_id))


async def set_language(work: Work, person: Person, language: str) -> Person:
    """The person chose a language: it no longer follows Telegram's."""
    await _update(work, person.id, language=language, language_chosen=True)
    return replace(person, language=language, language_chosen=True)


async def seen(work: Work, person: Person) -> Person:
    """The person is here now, and so can be reached."""
    await _update(work, person.id, seen_at=work.now, unreachable_at=None)
    return replace(person, seen_at=work.now, unreachable_at=None)


async def unreachable(work: Work, person_id: str) -> bool:
    """Telegram refuses messages to this person. False where that was known already, or the person is gone."""
    marked = await work.session.execute(
        sa.update(tables.Person)
        .where(tables.Person.id == person_id, tables.Person.unreachable_at.is_(None))
        .values(unreachable_at=work.now)
        .returning(tables.Person.id)
    )
    return marked.first() is not None


async def keyring(work: Work, person: Person) -> Keyring:
    """What seals and opens this person's fields."""
    return await work.vault.keyring(person.key_id)


async def needed(work: Work, person: Person) -> bool:
    """Whether anything is still kept for which the person must be known: an interview, a case, a membership."""
    return bool(await work.session.scalar(sa.select(_holds_something()).where(tables.Person.id == person.id)))


async def idle(work: Work, before: dt.datetime) -> list[str]:
    """The ids of people for whom nothing is kept, and who were not here since then."""
    rows = await work.session.scalars(
        sa.select(tables.Person.id).where(tables.Person.seen_at < before, ~_holds_something())
    )
    return list(rows)


def _holds_something() -> sa.ColumnElement[bool]:
    p, c = tables.Person, tables.Coordinator
    return sa.or_(
        sa.exists().where(tables.Interview.person_id == p.id),
        sa.exists().where(tables.CaseFile.person_id == p.id),
        sa.exists().where(c.person_id == p.id, c.removed_at.is_(None)),
    )


async def _update(work: Work, person_id: str, **values: object) -> None:
    await work.session.execute(sa.update(tables.Person).where(tables.Person.id == person_id).values(**values))


def _opened(row: tables.Person, ring: Keyring) -> Person:
    chat_id = None if row.chat_id is None else int(ring.open(tables.Person.chat_id, row.id, row.chat_id))
    return Person(
        id=row.id,
        key_id=row.key_id,
        chat_id=chat_id,
        language=row.language,
        language_chosen=row.language_chosen,
        made_at=row.made_at,
        seen_at=row.seen_at,
        unreachable_at=row.unreachable_at,
    )
