"""Interviews under way or sent, and their answers: sealed under the person's key."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from dataclasses import field as told

import sqlalchemy as sa

from bot.store import people, tables
from bot.store.columns import new_id
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.store.vault import Keyring
from bot.store.work import Work

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

OPEN = (InterviewState.OPENING, InterviewState.ASKING, InterviewState.PAUSED)
"""States in which something is still to be asked."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview, opened."""

    id: str
    person_id: str
    role: str
    state: InterviewState
    session: Json = told(repr=False)
    screen_id: str | None
    """The outbox id of the message that shows the current question."""
    started_at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """One kept answer."""

    field: str
    value: Json = told(repr=False)
    said_in: int | None
    answered_at: dt.datetime


async def start(
    work: Work, person: Person, role: str, *, session: Json = None, state: InterviewState = InterviewState.OPENING
) -> Interview:
    """A new interview with this person."""
    ring = await people.keyring(work, person)
    row_id = new_id()
    row = tables.Interview(
        id=row_id,
        person_id=person.id,
        role=role,
        state=state,
        session=ring.seal(tables.Interview.session, row_id, json.dumps(session)),
        screen_id=None,
        started_at=work.now,
        changed_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    return _opened(row, ring)


async def get(work: Work, person: Person, interview_id: str) -> Interview:
    """The person's interview with this id. Raises LookupError, also where it is another person's."""
    found = await _all(work, person, tables.Interview.id == interview_id)
    if not found:
        raise LookupError("no such interview")
    return found[0]


async def of_person(
    work: Work, person: Person, *, role: str | None = None, states: Collection[InterviewState] = tuple(InterviewState)
) -> list[Interview]:
    """The person's interviews in these states, the one changed last first."""
    where: list[sa.ColumnElement[bool]] = [tables.Interview.state.in_(states)]
    if role is not None:
        where.append(tables.Interview.role == role)
    return await _all(work, person, *where)


async def current(work: Work, person: Person) -> Interview | None:
    """The interview in which the person is being asked now, if any."""
    found = await of_person(work, person, states=(InterviewState.OPENING, InterviewState.ASKING))
    return found[0] if found else None


async def save(
    work: Work,
    person: Person,
    interview: Interview,
    *,
    session: Json = None,
    state: InterviewState | None = None,
    screen_id: str | None = None,
) -> Interview:
    """Keep what changed (what is left out or None stays as it was) and give the interview back as it is now."""
    values: dict[str, object] = {"changed_at": work.now}
    if session is not None:
        ring = await people.keyring(work, person)
        values["session"] = ring.seal(tables.Interview.session, interview.id, json.dumps(session))
    if state is not None:
        values["state"] = state
    if screen_id is not None:
        values["screen_id"] = screen_id
    await work.session.execute(
        sa.update(tables.Interview)
        .where(tables.Interview.id == interview.id, tables.Interview.person_id == person.id)
        .values(**values)
    )
    return await get(work, person, interview.id)


async def remove(work: Work, person: Person, interview_id: str) -> None:
    """The interview and its answers go."""
    await work.session.execute(
        sa.delete(tables.Interview).where(tables.Interview.id == interview_id, tables.Interview.person_id == person.id)
    )


async def put_answer(
    work: Work, person: Person, interview: Interview, name: str, value: Json, *, said_in: int | None = None
) -> None:
    """Keep the answer to a question, in place of an earlier one."""
    ring = await people.keyring(work, person)
    kept = tables.Answer
    same = (kept.interview_id == interview.id, kept.field == name)
    old = await work.session.scalar(sa.select(kept.id).where(*same))
    row_id = old or new_id()
    values = {
        "value": ring.seal(kept.value, row_id, json.dumps(value)),
        "said_in": said_in,
        "answered_at": work.now,
    }
    if old is None:
        new = sa.insert(kept).values(id=row_id, interview_id=interview.id, field=name, **values)
        await work.session.execute(new)
    else:
        await work.session.execute(sa.update(kept).where(kept.id == old).values(**values))


async def drop_answer(work: Work, interview: Interview, name: str) -> None:
    """Forget the answer to a question."""
    await work.session.execute(
        sa.delete(tables.Answer).where(tables.Answer.interview_id == interview.id, tables.Answer.field == name)
    )


async def answers(work: Work, person: Person, interview: Interview) -> dict[str, Answer]:
    """All kept answers by their fields, in the order given."""
    ring = await people.keyring(work, person)
    rows = await work.session.scalars(
        sa.select(tables.Answer)
        .where(tables.Answer.interview_id == interview.id)
        .order_by(tables.Answer.answered_at, tables.Answer.field)
    )
    return {
        row.field: Answer(
            row.field, json.loads(ring.open(tables.Answer.value, row.id, row.value)), row.said_in, row.answered_at
        )
        for row in rows
    }


async def said_in(work: Work, person: Person, message_id: int) -> tuple[str, str] | None:
    """The interview's id and the field of the answer that this message of the person gave."""
    found = await work.session.execute(
        sa.select(tables.Answer.interview_id, tables.Answer.field)
        .join(tables.Interview)
        .where(tables.Interview.person_id == person.id, tables.Answer.said_in == message_id)
    )
    row = found.first()
    return None if row is None else (row.interview_id, row.field)


async def untouched(work: Work, before: dt.datetime) -> list[tuple[str, str]]:
    """Interviews never sent or never confirmed, and not touched since then: the ids of person and interview."""
    i, case = tables.Interview, tables.CaseFile
    never_sent = sa.and_(i.state != InterviewState.SENT, ~sa.exists().where(case.interview_id == i.id))
    never_confirmed = sa.exists().where(case.interview_id == i.id, ~case.confirmed)
    rows = await work.session.execute(
        sa.select(i.person_id, i.id)
        .where(i.changed_at < before, sa.or_(never_sent, never_confirmed))
        .order_by(i.changed_at)
    )
    return [(row.person_id, row.id) for row in rows]


async def with_role(work: Work, role: str) -> list[tuple[str, str]]:
    """All rows of a role, whoever's they are: the ids of person and interview."""
    i = tables.Interview
    rows = await work.session.execute(sa.select(i.person_id, i.id).where(i.role == role).order_by(i.changed_at))
    return [(row.person_id, row.id) for row in rows]


async def _all(work: Work, person: Person, *where: sa.ColumnElement[bool]) -> list[Interview]:
    ring = await people.keyring(work, person)
    rows = await work.session.scalars(
        sa.select(tables.Interview)
        .where(tables.Interview.person_id == person.id, *where)
        .order_by(tables.Interview.changed_at.desc(), tables.Interview.id)
        .execution_options(populate_existing=True)
    )
    return [_opened(row, ring) for row in rows]


def _opened(row: tables.Interview, ring: Keyring) -> Interview:
    session = None if row.session is None else json.loads(ring.open(tables.Interview.session, row.id, row.session))
    return Interview(row.id, row.person_id, row.role, row.state, session, row.screen_id, row.started_at, row.changed_at)
