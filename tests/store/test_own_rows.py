"""A person gets all of their own data: every table and column is shown or left out with a reason, and nothing else."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.store import agreed_plans, follow_ups, matches, own_rows, questions
from bot.store.columns import Base, Holds
from bot.store.own_rows import LEFT_OUT, SHOWN
from bot.store.store import Store
from bot.store.tables import Meeting, Stay
from bot.store.work import Work
from tests.store.stories import ANNA, anna, berit, sent_case
from tests.store.test_erasure import a_full_life

TABLES = Base.metadata.tables


def names_a_row(column: sa.Column[object]) -> bool:
    """Random ids, and keys: they tell nothing and are never given."""
    return (
        column.name == "id"
        or column.primary_key
        or bool(column.foreign_keys)
        or column.name.endswith("_id")
        or is_key(column)
    )


def is_key(column: sa.Column[object]) -> bool:
    """The id of a key."""
    return column.info["holds"] is Holds.KEY


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_shown_or_left_out_with_a_reason(table: str) -> None:
    assert (table in SHOWN) != (table in LEFT_OUT)


@pytest.mark.parametrize("table", sorted(SHOWN))
def test_every_column_of_a_shown_table_is_shown_or_left_out_with_a_reason(table: str) -> None:
    for column in TABLES[table].columns:
        left_out = f"{table}.{column.name}" in LEFT_OUT
        shown = column.name in SHOWN[table]
        assert not (shown and left_out), column.name
        assert shown or left_out or names_a_row(column), f"{table}.{column.name} is new: say whether it is shown"


def test_no_reason_outlives_its_column() -> None:
    for name in LEFT_OUT:
        table, _dot, column = name.partition(".")
        assert table in TABLES
        assert not column or column in TABLES[table].columns, name
    for table, columns in SHOWN.items():
        assert set(columns) <= set(TABLES[table].columns.keys()), table


async def test_every_shown_table_is_really_looked_into(store: Store) -> None:
    async with store.work() as work:
        a, _ = await a_full_life(work)
        rows = await own_rows.of_person(work, a)
    # What belongs to a match has stories of its own below.
    of_matches = {"home_match", "passed_question", "follow_up", "agreed_plan", "stay", "meeting"}
    assert set(rows) >= set(SHOWN) - of_matches
    assert rows["person"][0]["chat_id"] == str(ANNA)
    assert "Canary note" not in json.dumps(rows)


async def _a_match(work: Work) -> tuple[own_rows.OwnRows, own_rows.OwnRows]:
    """What each of two sees of their match, in which both have told something."""
    a, b = await anna(work), await berit(work)
    (_, guest), (_, host) = await sent_case(work, a), await sent_case(work, b, "host")
    match, _ = await matches.put(work, host.id, guest.id, stage="guest_no", reasons=[("smoking", "ask")], score=1)
    await matches.keep_refusal(work, match.id, "Guest’s why")
    await agreed_plans.send(work, match.id, {"food": "Plan"}, {}, filled_by="host", seen=0)
    sides: tuple[agreed_plans.Side, ...] = ("host", "guest")
    for side in sides:
        await agreed_plans.wish(work, match.id, side, f"{side}’s wish")
        await questions.add(work, match.id, side, f"{side}’s question")
        row = await follow_ups.add(work, match.id, side, "going")
        await follow_ups.answer(work, row.id, "well")
        await follow_ups.keep_words(work, row, f"{side}’s words")
    now = work.now
    work.session.add(Meeting(match_id=match.id, state="set", at=now, sequence=0, made_at=now, changed_at=now))
    work.session.add(
        Stay(
            match_id=match.id,
            trial_on=None,
            began_on=now.date(),
            until=None,
            notice_days=14,
            next_home="other",
            ended_on=None,
        )
    )
    await work.session.flush()
    return await own_rows.of_person(work, b), await own_rows.of_person(work, a)


async def test_each_side_of_a_match_gets_what_is_their_own_and_nothing_of_the_other(store: Store) -> None:
    async with store.work() as work:
        host, guest = await _a_match(work)
    told = {"host": json.dumps(host, ensure_ascii=False), "guest": json.dumps(guest, ensure_ascii=False)}
    for side, other in (("host", "guest"), ("guest", "host")):
        for what in ("wish", "question", "words"):
            assert f"{side}’s {what}" in told[side]
            assert f"{other}’s {what}" not in told[side]
        assert "Plan" in told[side]
    assert "Guest’s why" in told["guest"]
    assert "Guest’s why" not in told["host"], "nobody hears that they were refused, nor why"
    assert "guest_no" not in told["host"]
    assert "other" not in json.dumps(host["stay"]), "where the guest lives next is the guest’s"
