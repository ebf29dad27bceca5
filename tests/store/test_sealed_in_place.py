"""In a filled database every sealed value of every table opens in its own row and column, by its own key, alone."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import agreed_plans, cases, follow_ups, matches, outbox, pair_decisions, questions, tables
from bot.store.columns import Holds
from bot.store.store import Store
from bot.store.tables import Base
from bot.store.vault import Keyring, SealBroken, SealedColumn
from bot.store.work import Work
from tests.store.stories import coordinator, letter, turku_channel
from tests.store.test_erasure import a_full_life

OWN, OF_PERSON, OF_INTERVIEW, OF_CASE, OF_MATCH = (
    "",
    "JOIN person ON person.id = {table}.person_id",
    "JOIN interview ON interview.id = {table}.interview_id JOIN person ON person.id = interview.person_id",
    "JOIN case_file ON case_file.id = {table}.case_id JOIN person ON person.id = case_file.person_id",
    "JOIN home_match ON home_match.id = {table}.match_id",
)
KEYS: Mapping[str, tuple[str, str]] = {
    "person": (OWN, "person"),
    "inbox": (OWN, "inbox"),
    "outbox": (OWN, "outbox"),
    "home_match": (OWN, "home_match"),
    "interview": (OF_PERSON, "person"),
    "coordinator": (OF_PERSON, "person"),
    "case_file": (OF_PERSON, "person"),
    "answer": (OF_INTERVIEW, "person"),
    "case_note": (OF_CASE, "person"),
    "task": (OF_CASE, "person"),
    "passed_question": (OF_MATCH, "home_match"),
    "agreed_plan": (OF_MATCH, "home_match"),
    "follow_up": (OF_MATCH, "home_match"),
    "pair_decision": (OF_MATCH, "home_match"),
}
"""By which key each table is sealed: how its row is found, and the table that names it."""

SEALED: list[SealedColumn] = [
    getattr(mapper.class_, column.key)
    for mapper in Base.registry.mappers
    for column in mapper.local_table.columns
    if column.info["holds"] is Holds.SEALED
]


@dataclass(frozen=True)
class Value:
    """A sealed value, and where it lies."""

    column: SealedColumn
    row: str
    ring: Keyring
    sealed: bytes


@pytest.fixture
async def filled(sqlite_url: str, key_file: Path) -> AsyncIterator[list[Value]]:
    """Every sealed value of a database in which every sealed column holds something."""
    store = await Store.open(sqlite_url, key_file)
    async with store.work() as work:
        await _told(work)
    async with store.look() as work:
        values = [value for column in SEALED for value in await _values(work, column)]
    yield values
    await store.close()


async def _told(work: Work) -> None:
    anna, berit = await a_full_life(work)
    case = (await cases.of_person(work, anna.id))[0]
    await cases.keep_why(work, anna, case, "Canary why")
    await turku_channel(work)
    channel = outbox.to_chat(work, -100_200_300)
    await outbox.add(work, channel, letter("to a channel"))
    (match,) = await matches.of_case(work, case.id)
    for table in (tables.PassedQuestion, tables.AgreedPlan, tables.FollowUp, tables.PairDecision):
        await work.session.execute(sa.delete(table))
    for side in ("host", "guest"):
        asked = await questions.get(work, await questions.add(work, match.id, side, "Canary question"))
        assert asked is not None
        await questions.draft(work, asked, "Canary reply")
        await follow_ups.keep_words(work, await follow_ups.add(work, match.id, side, "going", "well"), "Canary words")
    await agreed_plans.send(work, match.id, {"food": "Canary plan"}, {}, filled_by="host", seen=0)
    who = await coordinator(work, berit, "salo")
    await pair_decisions.put(work, match.id, broken=["smoking"], words="Canary", first_id=who.id, needs_second=True)


async def _values(work: Work, column: SealedColumn) -> list[Value]:
    table = column.class_.__tablename__
    join, keyed = KEYS[table]
    row = {"outbox": "id"}.get(table, sa.inspect(column.class_).primary_key[0].name)
    found = await work.session.execute(
        sa.text(
            f"SELECT {table}.{row}, {keyed}.key_id, {table}.{column.key} FROM {table} {join.format(table=table)} "
            f"WHERE {table}.{column.key} IS NOT NULL"
        )
    )
    return [Value(column, str(row_id), await work.vault.keyring(key), sealed) for row_id, key, sealed in found]


def _opens(ring: Keyring, column: SealedColumn, row: str, sealed: bytes) -> bool:
    try:
        ring.open(column, row, sealed)
    except SealBroken:
        return False
    return True


async def test_every_sealed_column_of_every_table_holds_something_that_opens_in_its_place(filled: list[Value]) -> None:
    assert {str(value.column) for value in filled} == {str(column) for column in SEALED}
    assert {value.column.class_.__tablename__ for value in filled} == set(KEYS)
    for value in filled:
        assert value.ring.open(value.column, value.row, value.sealed), value.column


async def test_moved_to_any_other_column_row_or_key_it_does_not_open(filled: list[Value]) -> None:
    rows, rings = {value.row for value in filled}, {value.ring.id: value.ring for value in filled}
    assert len(rows) > 10
    assert len(rings) >= 4, "of both people, of the match, and of the house"
    for value in filled:
        ring, column, row, sealed = value.ring, value.column, value.row, value.sealed
        assert [str(other) for other in SEALED if _opens(ring, other, row, sealed)] == [str(column)]
        assert [other for other in rows if _opens(ring, column, other, sealed)] == [row]
        assert [other.id for other in rings.values() if _opens(other, column, row, sealed)] == [ring.id]
        assert [other for other in filled if _opens(ring, column, row, other.sealed)] == [value]


async def test_no_text_is_in_the_file_as_it_was_told(filled: list[Value], tmp_path: Path) -> None:
    texts = {value.ring.open(value.column, value.row, value.sealed) for value in filled}
    content = b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*"))
    marked = {text.encode() for text in texts if "anary" in text}
    assert len(marked) > 10
    assert not [text for text in marked if text in content]
