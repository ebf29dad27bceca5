"""0001: the first tables hold a whole story, and what belongs together goes together."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.migrate import migrate

PERSON = (
    "INSERT INTO person (id, telegram_hash, language, language_chosen, key_id, made_at, seen_at) "
    "VALUES ('p1', 'hash', 'fi', false, 'k1', :now, :now)"
)
STORY = (
    PERSON,
    "INSERT INTO interview (id, person_id, role, state, started_at, changed_at) "
    "VALUES ('i1', 'p1', 'host', 'sent', :now, :now)",
    "INSERT INTO answer (id, interview_id, field, value, answered_at) VALUES ('a1', 'i1', 'beds', :sealed, :now)",
    "INSERT INTO case_file "
    "(id, number, role, interview_id, person_id, group_slug, state, confirmed, sent_at, changed_at) "
    "VALUES ('c1', 'K-234567', 'host', 'i1', 'p1', 'turku', 'received', true, :now, :now)",
    "INSERT INTO alert (id, kind, group_slug, case_id, facts, state, made_at, changed_at) "
    "VALUES ('l1', 'interview', 'turku', 'c1', '{}', 'open', :now, :now)",
    "INSERT INTO outbox (id, lane, person_id, kind, method, reply, late, fresh, state, tries, repeats, made_at) "
    "VALUES ('o1', 'lane', 'p1', 'screen', 'sendMessage', true, false, false, 'waiting', 0, 0, :now)",
)


async def test_a_whole_story_goes_in_and_its_person_takes_all_of_it_along(url: str) -> None:
    database = Database(url)
    await migrate(database, "0001")
    await _run(database, STORY)
    await _run(database, ("DELETE FROM person",))
    left = {name: await _count(database, name) for name in ("interview", "answer", "case_file", "outbox", "alert")}
    assert left == {"interview": 0, "answer": 0, "case_file": 0, "outbox": 0, "alert": 1}
    await database.close()


async def test_a_person_is_there_only_once(url: str) -> None:
    database = Database(url)
    await migrate(database, "0001")
    await _run(database, (PERSON,))
    with pytest.raises(IntegrityError):
        await _run(database, (PERSON.replace("'p1'", "'p2'").replace("'k1'", "'k2'"),))
    await database.close()


async def _run(database: Database, commands: tuple[str, ...]) -> None:
    async with database.transaction() as session:
        for command in commands:
            text = command.replace(":now", "CURRENT_TIMESTAMP")
            await session.execute(sa.text(text), {"sealed": b"sealed"} if ":sealed" in text else {})


async def _count(database: Database, table: str) -> int:
    async with database.reading() as session:
        return int(await session.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) or 0)
