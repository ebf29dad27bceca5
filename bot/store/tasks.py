"""Tasks in a case, which any coordinator of its group may take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from bot.store import people
from bot.store.columns import new_id
from bot.store.people import Person
from bot.store.tables import CaseFile, Task
from bot.store.work import Work

OPEN = ("open", "taken")


async def add(
    work: Work,
    owner: Person,
    case_id: str,
    kind: str,
    *,
    about: str = "",
    words: str | None = None,
    due_on: dt.date | None = None,
) -> Task:
    """A new task in a case of `owner`; the words are sealed under the owner's key."""
    row_id = new_id()
    sealed = None if words is None else (await people.keyring(work, owner)).seal(Task.words, row_id, words)
    task = Task(
        id=row_id,
        case_id=case_id,
        kind=kind,
        about=about,
        words=sealed,
        state="open",
        coordinator_id=None,
        due_on=due_on,
        made_at=work.now,
        changed_at=work.now,
    )
    work.session.add(task)
    await work.session.flush()
    return task


async def get(work: Work, task_id: str) -> Task | None:
    """The task with this id, if it still exists."""
    return await work.session.get(Task, task_id, populate_existing=True)


async def of_case(work: Work, case_id: str, states: Collection[str] = OPEN) -> list[Task]:
    """A case's tasks in these states, what is due first first."""
    return await _all(work, Task.case_id == case_id, Task.state.in_(states))


async def of_group(work: Work, group_slug: str, states: Collection[str] = OPEN) -> list[Task]:
    """The tasks of a group's cases in these states, what is due first first."""
    return await _all(work, CaseFile.group_slug == group_slug, Task.state.in_(states))


async def late(work: Work, today: dt.date) -> list[Task]:
    """Tasks in the whole country that should have been done before this day, what was due first first."""
    return await _all(work, Task.state.in_(OPEN), Task.due_on < today)


async def due(work: Work, task_id: str, day: dt.date) -> None:
    """The task is to be done by another day."""
    await work.session.execute(sa.update(Task).where(Task.id == task_id).values(due_on=day, changed_at=work.now))


async def keep_words(work: Work, owner: Person, task: Task, said: str) -> None:
    """What a coordinator wrote to a task."""
    sealed = (await people.keyring(work, owner)).seal(Task.words, task.id, said)
    await work.session.execute(sa.update(Task).where(Task.id == task.id).values(words=sealed, changed_at=work.now))


async def reseal(work: Work, old: Person, new: Person, case_id: str) -> None:
    """The case is about another person from now on: the words of its tasks are sealed under that person's key."""
    for task in await _all(work, Task.case_id == case_id, Task.words.is_not(None)):
        said = await words(work, old, task)
        if said is not None:
            await keep_words(work, new, task, said)


async def turn(
    work: Work, task_id: str, to: str, *, was: Collection[str], coordinator_id: str | None, only_of: str | None = None
) -> bool:
    """The task comes to a state from one of these, in this coordinator's name; with `only_of`, only where it is that
    coordinator's or nobody's. False where it is elsewhere by now: the first one wins.
    """
    where = [Task.id == task_id, Task.state.in_(was)]
    if only_of is not None:
        where.append(sa.or_(Task.coordinator_id.is_(None), Task.coordinator_id == only_of))
    turned = await work.session.execute(
        sa.update(Task)
        .where(*where)
        .values(state=to, coordinator_id=coordinator_id, changed_at=work.now)
        .returning(Task.id)
    )
    return turned.first() is not None


async def words(work: Work, owner: Person, task: Task) -> str | None:
    """What was written to the task, or is to be told."""
    return None if task.words is None else (await people.keyring(work, owner)).open(Task.words, task.id, task.words)


async def _all(work: Work, *where: sa.ColumnElement[bool]) -> list[Task]:
    rows = await work.session.scalars(
        sa.select(Task)
        .join(CaseFile, CaseFile.id == Task.case_id)
        .where(*where)
        .order_by(Task.due_on.is_(None), Task.due_on, Task.made_at, Task.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)
