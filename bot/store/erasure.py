"""Erasing a person: the key first, then the rows, then the traces in the write-ahead logs.

The key goes just before the commit that removes the rows (`Work.destroy_key`). Where the process dies in between, the
destroyed key tells at the next start that the rows are to go; nobody can read them in the meantime.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from bot.store import inbox, outbox, people, tables
from bot.store.keystore import KeyPurpose
from bot.store.outbox import Letter
from bot.store.people import Person
from bot.store.tables import AlertState, InboxState
from bot.store.work import Work


async def erase(work: Work, person: Person, goodbye_html: str | None = None, *, bare: Collection[int] = ()) -> None:
    """Erase everything about the person, who then gets last words of which nothing stays, either.

    `bare`: messages in the private chat whose buttons go.

    Updates of the person that wait are kept for whoever they are then. Cases, matches and codes go with the person;
    alerts about them lose their facts; what a coordinator took or looked at stays under an id that is nobody's name.
    A safety exclusion is no row of theirs, and stays for its time.
    """
    await _let_go_of_inbox(work, person)
    await _remove_rows(work, person.id, person.key_id)
    if person.chat_id is not None:
        lane = inbox.lane(work.vault, person.chat_id)
        await work.session.execute(sa.delete(tables.Outbox).where(tables.Outbox.lane == lane))
    if person.chat_id is not None:
        for message in bare:
            last = Letter("editMessageReplyMarkup", "edit", {}, target_message=message, reply=True)
            await outbox.add(work, await outbox.to_stranger(work, person.chat_id), last)
    if goodbye_html is not None and person.chat_id is not None:
        last = Letter("sendMessage", "notice", {"text": goodbye_html, "parse_mode": "HTML"}, reply=True)
        await outbox.add(work, await outbox.to_stranger(work, person.chat_id), last)


async def finish(work: Work) -> int:
    """Remove the rows of people whose key is destroyed but whose rows are still there; how many they were."""
    destroyed = await work.vault.destroyed(KeyPurpose.PERSON)
    p = tables.Person
    left = [row for row in await work.session.execute(sa.select(p.id, p.key_id)) if row.key_id in destroyed]
    for person_id, key_id in left:
        await _remove_rows(work, person_id, key_id)
        await _empty_inbox(work, tables.Inbox.key_id == key_id)
    return len(left)


async def _let_go_of_inbox(work: Work, person: Person) -> None:
    if person.chat_id is None:
        return
    i = tables.Inbox
    mine = sa.or_(i.lane == inbox.lane(work.vault, person.chat_id), i.key_id == person.key_id)
    await _empty_inbox(work, mine, i.state == InboxState.ASIDE)
    rows = await work.session.execute(
        sa.select(i.update_id, i.payload).where(
            i.key_id == person.key_id,
            i.state == InboxState.WAITING,
        )
    )
    old, new = await people.keyring(work, person), await work.vault.inbox_keyring(work.now)
    for update_id, payload in rows.all():
        if payload is None:
            continue
        text = old.open(i.payload, str(update_id), payload)
        sealed = new.seal(i.payload, str(update_id), text)
        await work.session.execute(sa.update(i).where(i.update_id == update_id).values(payload=sealed, key_id=new.id))


async def _empty_inbox(work: Work, *where: sa.ColumnElement[bool]) -> None:
    await work.session.execute(
        sa.update(tables.Inbox)
        .where(*where)
        .values(state=InboxState.DONE, payload=None, key_id=None, lane="", settled_at=work.now)
    )


async def _remove_rows(work: Work, person_id: str, key_id: str) -> None:
    case, match, alert = tables.CaseFile, tables.Match, tables.Alert
    cases = sa.select(case.id).where(case.person_id == person_id)
    matches = sa.select(match.id).where(sa.or_(match.host_case_id.in_(cases), match.guest_case_id.in_(cases)))
    for match_key in await work.session.scalars(sa.select(match.key_id).where(match.id.in_(matches))):
        if match_key is not None:
            work.destroy_key(match_key)
    about = sa.or_(alert.case_id.in_(cases), alert.match_id.in_(matches))
    over = [AlertState.DONE, AlertState.WITHDRAWN]
    await work.session.execute(
        sa.update(alert).where(about, alert.state.not_in(over)).values(state=AlertState.WITHDRAWN, changed_at=work.now)
    )
    await work.session.execute(sa.update(alert).where(about).values(facts={}))
    memberships = sa.select(tables.Coordinator.id).where(tables.Coordinator.person_id == person_id)
    for days in (tables.Duty, tables.Away):
        await work.session.execute(sa.delete(days).where(days.coordinator_id.in_(memberships)))
    await work.session.execute(
        sa.update(tables.Coordinator)
        .where(tables.Coordinator.person_id == person_id)
        .values(shown_name=None, removed_at=work.now)
    )
    await work.session.execute(sa.delete(tables.Person).where(tables.Person.id == person_id))
    work.destroy_key(key_id)
