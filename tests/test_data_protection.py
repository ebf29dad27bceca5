"""The record of processing and the impact assessment leave nothing out."""

from __future__ import annotations

import pytest

from bot.casework.retention import Record, Told
from bot.store.columns import Base, Holds
from conversations.answers import INTERVIEWS, PLAN
from conversations.consents import SENTENCES
from tools.impact_assessment import impact_assessment
from tools.record_of_processing import KEPT, RETENTION, WHAT, record_of_processing

FIELDS = [
    (role, asked.field, asked.question)
    for role, interview in [*INTERVIEWS.items(), ("plan", PLAN)]
    for asked in interview.questions
]


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_kind_of_row_has_its_time(table: str) -> None:
    assert table in KEPT, f"{table} is new: say how long it is kept"
    assert KEPT[table]


def test_no_time_outlives_its_table() -> None:
    assert set(KEPT) == set(Base.metadata.tables)
    used = {kind for kept in KEPT.values() if not isinstance(kept, str) for kind in kept}
    assert used == {*Told, *Record}, "a time in the data file that nothing is kept by"


def test_every_time_is_in_the_record_with_its_days() -> None:
    record = record_of_processing()
    for told, period in RETENTION.people.items():
        assert f"| {WHAT[told]} | {period.days} | {period.warn_days} days |" in record
    for kind in Record:
        assert f"| {WHAT[kind]} | {RETENTION.records[kind]} | no |" in record


def test_every_field_has_a_reason_and_stands_in_the_record() -> None:
    record = record_of_processing()
    assert len(FIELDS) > 40
    for role, field, question in FIELDS:
        assert len(question.why.split()) >= 3, f"{role}.{field} is asked without a reason"
        assert f"| `{field}` |" in record
        assert question.sensitive is None or question.sensitive in SENTENCES, f"{role}.{field}: no such consent"


def test_every_column_stands_in_the_record_under_what_it_is() -> None:
    tables = record_of_processing().partition("## What the database holds")[2].partition("\n## ")[0]
    rows = {line.split("`")[1]: line for line in tables.splitlines() if line.startswith("| `")}
    for name, table in Base.metadata.tables.items():
        for column in table.columns:
            if column.info["holds"] is not Holds.KEY:
                assert f"`{column.name}`" in rows[name], f"{name}.{column.name}"


def test_the_assessment_names_every_answer_of_a_special_category() -> None:
    assessment = impact_assessment()
    sensitive = [(field, question.sensitive) for _role, field, question in FIELDS if question.sensitive]
    assert sensitive
    for field, category in sensitive:
        assert f"| `{field}` | {category} |" in assessment
    assert "Open questions for the controller" in assessment
