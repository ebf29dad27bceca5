"""Coordinators' notes on a case: sealed under the key of the person it is about, who never sees them in the bot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store import people
from bot.store.columns import new_id
from bot.store.people import Person
from bot.store.tables import CaseNote
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Note:
    """One note, opened."""

    id: str
    coordinator_id: str | None
    words: str = field(repr=False)
    about: str
    """A step of the way in, or empty."""
    at: dt.datetime


async def add(work: Work, owner: Person, case_id: str, coordinator_id: str, words: str, *, about: str = "") -> CaseNote:
    """A coordinator's note on a case of `owner`."""
    row_id = new_id()
    sealed = (await people.keyring(work, owner)).seal(CaseNote.words, row_id, words)
    note = CaseNote(id=row_id, case_id=case_id, coordinator_id=coordinator_id, words=sealed, about=about, at=work.now)
    work.session.add(note)
    await work.session.flush()
    return note


async def of_case(work: Work, owner: Person, case_id: str) -> list[Note]:
    """All notes on a case of `owner`, the oldest first."""
    rows = await _rows(work, case_id)
    if not rows:
        return []
    ring = await people.keyring(work, owner)
    return [
        Note(row.id, row.coordinator_id, ring.open(CaseNote.words, row.id, row.words), row.about, row.at)
        for row in rows
    ]


async def count(work: Work, case_id: str) -> int:
    """How many notes there are on a case."""
    return await work.session.scalar(sa.select(sa.func.count()).where(CaseNote.case_id == case_id)) or 0


async def reseal(work: Work, old: Person, new: Person, case_id: str) -> None:
    """The case is about another person from now on: its notes are sealed under that person's key."""
    was, will_be = await people.keyring(work, old), await people.keyring(work, new)
    for row in await _rows(work, case_id):
        row.words = will_be.seal(CaseNote.words, row.id, was.open(CaseNote.words, row.id, row.words))
    await work.session.flush()


async def _rows(work: Work, case_id: str) -> list[CaseNote]:
    rows = await work.session.scalars(
        sa.select(CaseNote).where(CaseNote.case_id == case_id).order_by(CaseNote.at, CaseNote.id)
    )
    return list(rows)
