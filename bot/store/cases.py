"""Case files: sent interviews, as coordinators know them."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from bot.store import people
from bot.store.people import Person
from bot.store.tables import CaseEvent, CaseFile
from bot.store.work import Work

# Without 0, 1, I, L and O, which are read wrongly over the phone.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 6


def new_number() -> str:
    """A random case number, the same everywhere: K- and six signs."""
    return "K-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


async def add(
    work: Work,
    person: Person,
    *,
    interview_id: str,
    role: str,
    group_slug: str,
    municipality: str | None,
    state: str = "received",
    confirmed: bool = True,
    way: str = "received",
) -> CaseFile:
    """A case file for a sent interview, under a number that no other has."""
    number = new_number()
    while await by_number(work, number) is not None:
        number = new_number()
    case = CaseFile(
        number=number,
        role=role,
        interview_id=interview_id,
        person_id=person.id,
        group_slug=group_slug,
        municipality=municipality,
        state=state,
        confirmed=confirmed,
        set_aside_why=None,
        sent_at=work.now,
        changed_at=work.now,
        way=way,
        coordinator_id=None,
        held_on=None,
        hold_asked_at=None,
        paused_until=None,
        contact_hash=None,
    )
    work.session.add(case)
    await work.session.flush()
    await note(work, case.id, "sent")
    return case


async def note(work: Work, case_id: str, what: str, coordinator_id: str | None = None) -> None:
    """Add an event to a case: a code, never words."""
    work.session.add(CaseEvent(case_id=case_id, what=what, coordinator_id=coordinator_id, at=work.now))
    await work.session.flush()


async def events(work: Work, case_id: str) -> list[CaseEvent]:
    """What happened to the case, in order."""
    rows = await work.session.scalars(
        sa.select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.position)
    )
    return list(rows)


async def get(work: Work, case_id: str) -> CaseFile | None:
    """The case file with this id, if it still exists."""
    return await work.session.get(CaseFile, case_id, populate_existing=True)


async def by_number(work: Work, number: str) -> CaseFile | None:
    """The case file with this number."""
    return await work.session.scalar(_fresh().where(CaseFile.number == number))


async def of_interview(work: Work, interview_id: str) -> CaseFile | None:
    """The case file of this interview, once it was sent."""
    return await work.session.scalar(_fresh().where(CaseFile.interview_id == interview_id))


async def of_person(work: Work, person_id: str) -> list[CaseFile]:
    """All case files about this person, the newest first."""
    return await _all(work, CaseFile.person_id == person_id)


async def of_group(
    work: Work, group_slug: str, *, role: str | None = None, states: Collection[str] | None = None
) -> list[CaseFile]:
    """All case files of a local group, the newest first."""
    where = [CaseFile.group_slug == group_slug]
    if role is not None:
        where.append(CaseFile.role == role)
    if states is not None:
        where.append(CaseFile.state.in_(states))
    return await _all(work, *where)


async def with_role(work: Work, role: str, *, states: Collection[str]) -> list[CaseFile]:
    """All case files of a role in these states, in the whole country."""
    return await _all(work, CaseFile.role == role, CaseFile.state.in_(states))


async def change(work: Work, case_id: str, **values: object) -> None:
    """Write these columns anew."""
    await work.session.execute(sa.update(CaseFile).where(CaseFile.id == case_id).values(changed_at=work.now, **values))


async def step(work: Work, case_id: str, was: str, to: str, **values: object) -> bool:
    """The way in goes from one step to another, with these other columns. False where it stands elsewhere by now:
    of two who press at once, the first one wins.
    """
    taken = await work.session.execute(
        sa.update(CaseFile)
        .where(CaseFile.id == case_id, CaseFile.way == was)
        .values(way=to, changed_at=work.now, **values)
        .returning(CaseFile.id)
    )
    return taken.first() is not None


async def look_after(work: Work, case_id: str, was: str | None, coordinator_id: str | None) -> bool:
    """The case goes from one coordinator (or nobody) to another. False where it is somebody else's by now."""
    c = CaseFile.coordinator_id
    taken = await work.session.execute(
        sa.update(CaseFile)
        .where(CaseFile.id == case_id, c.is_(None) if was is None else c == was)
        .values(coordinator_id=coordinator_id, changed_at=work.now)
        .returning(CaseFile.id)
    )
    return taken.first() is not None


async def keep_why(work: Work, person: Person, case: CaseFile, words: str | None) -> None:
    """Why the case was set aside (None: forget it), sealed under the key of the person it is about."""
    ring = await people.keyring(work, person)
    sealed = None if words is None else ring.seal(CaseFile.set_aside_why, case.id, words)
    await change(work, case.id, set_aside_why=sealed)


async def why(work: Work, person: Person, case: CaseFile) -> str | None:
    """Why the case was set aside, if a reason was told."""
    if case.set_aside_why is None:
        return None
    return (await people.keyring(work, person)).open(CaseFile.set_aside_why, case.id, case.set_aside_why)


async def hand_over(work: Work, case_id: str, person_id: str, interview_id: str) -> None:
    """The case is about another person's interview from now on: the one who was helped.

    A reason for which it was set aside was sealed for the one who helped, and goes.
    """
    await change(work, case_id, person_id=person_id, interview_id=interview_id, state="received", set_aside_why=None)


def _fresh() -> sa.Select[CaseFile]:
    return sa.select(CaseFile).execution_options(populate_existing=True)


async def _all(work: Work, *where: sa.ColumnElement[bool]) -> list[CaseFile]:
    return list(await work.session.scalars(_fresh().where(*where).order_by(CaseFile.sent_at.desc(), CaseFile.number)))
