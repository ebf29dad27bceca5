"""Coordinators: who they are, what they promised, and whether they are still in their group's channel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store import people, tables
from bot.store.columns import new_id
from bot.store.people import Person
from bot.store.work import Work

GONE = frozenset({"left", "kicked"})
"""Telegram's words for somebody who is not in the channel any more."""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """One membership in one local group, opened."""

    id: str
    person_id: str | None
    group_slug: str
    shown_name: str | None = field(repr=False)
    """The name that colleagues see, chosen by the coordinator."""
    promise_version: str | None
    promised_at: dt.datetime | None
    member_status: str | None
    member_checked_at: dt.datetime | None
    added_at: dt.datetime
    removed_at: dt.datetime | None
    vanish_hours: int | None = None
    """After how many hours messages with details vanish; 0 for never, None where nothing was chosen."""

    @property
    def active(self) -> bool:
        """Not removed, and promised to keep the values and what is told in confidence."""
        return self.removed_at is None and self.promise_version is not None

    @property
    def present(self) -> bool:
        """Active, and not known to have left the channel: whoever has left is told of nothing any more."""
        return self.active and self.member_status not in GONE


async def add(work: Work, person: Person, group_slug: str, shown_name: str) -> Coordinator:
    """The person becomes a coordinator of the group (again); the promise is still to be given."""
    ring = await people.keyring(work, person)
    c = tables.Coordinator
    old = await work.session.scalar(sa.select(c.id).where(c.person_id == person.id, c.group_slug == group_slug))
    row_id = old or new_id()
    values = {
        "shown_name": ring.seal(c.shown_name, row_id, shown_name),
        "promise_version": None,
        "promised_at": None,
        "added_at": work.now,
        "removed_at": None,
    }
    if old is None:
        await work.session.execute(sa.insert(c).values(id=row_id, person_id=person.id, group_slug=group_slug, **values))
    else:
        await work.session.execute(sa.update(c).where(c.id == old).values(**values))
    return await get(work, row_id)


async def get(work: Work, coordinator_id: str) -> Coordinator:
    """The coordinator with this id, removed or not. Raises LookupError."""
    found = await _all(work, tables.Coordinator.id == coordinator_id)
    if not found:
        raise LookupError("no such coordinator")
    return found[0]


async def find(work: Work, person_id: str, group_slug: str) -> Coordinator | None:
    """The person's membership in the group, if there is one that was not removed."""
    c = tables.Coordinator
    found = await _all(work, c.person_id == person_id, c.group_slug == group_slug, c.removed_at.is_(None))
    return found[0] if found else None


async def of_person(work: Work, person_id: str) -> list[Coordinator]:
    """The person's memberships that were not removed."""
    return await _all(work, tables.Coordinator.person_id == person_id, tables.Coordinator.removed_at.is_(None))


async def of_group(work: Work, group_slug: str) -> list[Coordinator]:
    """The group's coordinators who were not removed."""
    return await _all(work, tables.Coordinator.group_slug == group_slug, tables.Coordinator.removed_at.is_(None))


async def every(work: Work) -> list[Coordinator]:
    """All coordinators who were not removed."""
    return await _all(work, tables.Coordinator.removed_at.is_(None))


async def promise(work: Work, coordinator_id: str, version: str) -> None:
    """The coordinator accepted the values and confidentiality, in the words of this version."""
    await _update(work, coordinator_id, promise_version=version, promised_at=work.now)


async def rename(work: Work, person: Person, coordinator: Coordinator, shown_name: str) -> None:
    """The coordinator wants to be shown by another name."""
    ring = await people.keyring(work, person)
    sealed = ring.seal(tables.Coordinator.shown_name, coordinator.id, shown_name)
    await _update(work, coordinator.id, shown_name=sealed)


async def let_vanish(work: Work, person_id: str, hours: int) -> None:
    """From now on messages with details vanish from the person's private chat after so many hours; 0 for never."""
    c = tables.Coordinator
    await work.session.execute(
        sa.update(c).where(c.person_id == person_id, c.removed_at.is_(None)).values(vanish_hours=hours)
    )


async def heard(work: Work, person_id: str, group_slug: str, status: str, at: dt.datetime) -> None:
    """Telegram told the person's membership in the group's channel; an older word never replaces a newer one."""
    c = tables.Coordinator
    await work.session.execute(
        sa.update(c)
        .where(
            c.person_id == person_id,
            c.group_slug == group_slug,
            sa.or_(c.member_checked_at.is_(None), c.member_checked_at <= at),
        )
        .values(member_status=status, member_checked_at=at)
    )


async def forget_name(work: Work, coordinator_id: str) -> None:
    """The chosen name is shown to nobody any more."""
    await _update(work, coordinator_id, shown_name=None)


async def forget_presence(work: Work, group_slug: str) -> None:
    """The group has another channel: who is in it is not known yet."""
    await work.session.execute(
        sa.update(tables.Coordinator)
        .where(tables.Coordinator.group_slug == group_slug)
        .values(member_status=None, member_checked_at=None)
    )


async def remove(work: Work, coordinator_id: str) -> None:
    """No longer a coordinator of the group; what they took and did stays in their name."""
    await _update(work, coordinator_id, removed_at=work.now)


async def _update(work: Work, coordinator_id: str, **values: object) -> None:
    await work.session.execute(
        sa.update(tables.Coordinator).where(tables.Coordinator.id == coordinator_id).values(**values)
    )


async def _all(work: Work, *where: sa.ColumnElement[bool]) -> list[Coordinator]:
    rows = await work.session.execute(
        sa.select(tables.Coordinator, tables.Person.key_id)
        .outerjoin(tables.Person, tables.Person.id == tables.Coordinator.person_id)
        .where(*where)
        .order_by(tables.Coordinator.added_at, tables.Coordinator.id)
        .execution_options(populate_existing=True)
    )
    return [await _opened(work, row, key_id) for row, key_id in rows.all()]


async def _opened(work: Work, row: tables.Coordinator, key_id: str | None) -> Coordinator:
    shown = None
    if row.shown_name is not None and key_id is not None:
        shown = (await work.vault.keyring(key_id)).open(tables.Coordinator.shown_name, row.id, row.shown_name)
    return Coordinator(
        id=row.id,
        person_id=row.person_id,
        group_slug=row.group_slug,
        shown_name=shown,
        promise_version=row.promise_version,
        promised_at=row.promised_at,
        member_status=row.member_status,
        member_checked_at=row.member_checked_at,
        added_at=row.added_at,
        removed_at=row.removed_at,
        vanish_hours=row.vanish_hours,
    )
