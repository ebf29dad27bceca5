"""Every column is classed, and a moment is stored as a moment."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.store import codes
from bot.store.columns import Holds, Instant
from bot.store.keystore import KeyStoreBase
from bot.store.store import Store
from bot.store.tables import Base, OneTimeCode

COLUMNS = [
    column
    for metadata in (Base.metadata, KeyStoreBase.metadata)
    for table in metadata.tables.values()
    for column in table.columns
]


def test_every_column_is_classed() -> None:
    unclassed = [str(column) for column in COLUMNS if not isinstance(column.info.get("holds"), Holds)]
    assert not unclassed


def test_what_is_sealed_is_bytes_and_its_row_names_the_key() -> None:
    keyed = {"person", "inbox", "outbox", "home_match"}
    of_a_person = {"interview", "answer", "coordinator", "case_file", "case_note", "task"}
    of_a_match = {"passed_question", "agreed_plan", "follow_up", "pair_decision"}
    for column in COLUMNS:
        if column.info["holds"] is Holds.SEALED:
            assert isinstance(column.type, sa.LargeBinary), column
            assert column.table.name in keyed | of_a_person | of_a_match, column
    for name in keyed:
        holds = {column.info["holds"] for column in Base.metadata.tables[name].columns}
        assert Holds.KEY in holds


@pytest.mark.parametrize("word", ["name", "text", "phone", "contact", "reason", "session", "value", "payload", "note"])
def test_a_personal_sounding_column_is_not_public(word: str) -> None:
    codes_only = {
        "outbox.kind",
        "one_time_code.payload",
        "home_match.reasons",
        "consent.text_version",
        "consent_proof.text_version",
    }
    public = [
        str(column)
        for column in COLUMNS
        if word in column.name and column.info["holds"] is Holds.PUBLIC and str(column) not in codes_only
    ]
    assert not public


@given(st.datetimes(timezones=st.sampled_from([dt.UTC, ZoneInfo("Europe/Helsinki"), ZoneInfo("America/New_York")])))
@pytest.mark.parametrize("engine", ["sqlite+aiosqlite", "postgresql+asyncpg"])
def test_a_moment_stays_the_same_moment(engine: str, moment: dt.datetime) -> None:
    dialect = sa.make_url(f"{engine}://").get_dialect()()
    try:
        moment.astimezone(dt.UTC)
    except OverflowError:
        return
    kept = Instant().process_bind_param(moment, dialect)
    back = Instant().process_result_value(kept, dialect)
    assert back == moment.astimezone(dt.UTC)
    assert back is not None
    assert back.tzinfo is dt.UTC


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        Instant().process_bind_param(dt.datetime(2027, 3, 1), sa.make_url("sqlite://").get_dialect()())  # noqa: DTZ001 - the mistake meant


async def test_moments_are_compared_rightly_by_the_database(store: Store) -> None:
    async with store.work() as work:
        await codes.make(work, "bind", {}, lives=dt.timedelta(minutes=1))
        helsinki = work.now.astimezone(ZoneInfo("Europe/Helsinki"))
        for moment, expected in ((helsinki, 1), (helsinki + dt.timedelta(minutes=2), 0)):
            query = sa.select(sa.func.count()).where(OneTimeCode.expires_at > moment)
            assert await work.session.scalar(query) == expected
        stored = await work.session.scalar(sa.select(OneTimeCode.expires_at))
        assert stored == work.now + dt.timedelta(minutes=1)
