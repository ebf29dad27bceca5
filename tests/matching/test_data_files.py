"""The two data files: what people may change in them, and how a wrong edit is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from bot.matching import Tables
from bot.network.edits import WrongEdit
from conversations.lengths import Length, Shortest
from tests.matching.interviews import DATA, TABLES


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("matching.yaml", "pair_safety.yaml"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def edit(path: Path, old: str, new: str) -> int:
    """Changes the first such words; returns the line (from 1) on which they begin."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(data: Path) -> WrongEdit:
    with pytest.raises(WrongEdit) as refused:
        Tables.load(data)
    return refused.value


def test_the_files_have_a_figure_for_every_answer_of_the_interviews() -> None:
    for length in get_args(Length):
        assert TABLES.figures.lengths[length].least > 0
    for shortest in get_args(Shortest):
        assert TABLES.figures.shortest[shortest] > 0


def test_a_figure_may_be_changed(data: Path) -> None:
    edit(data / "matching.yaml", "neighbour_km: 40", "neighbour_km: 55")
    assert Tables.load(data).figures.neighbour_km == 55


@pytest.mark.parametrize(
    ("old", "new", "below", "sentence"),
    [
        ("suggestions_per_case: 5", "suggestions_per_case: five", 0, "The field “suggestions_per_case” is not right"),
        ("suggestions_per_case: 5", "suggestions_per_case: 0", 0, "greater than or equal to 1"),
        ("neighbour_km: 40", "neighbor_km: 40", 0, "There is no field “neighbor_km” here."),
        ("    least: 60\n", "", 0, "The field “least” is missing here."),
        ("    most: 56", "    most: 7", -1, "The field “weeks” is not right: “most” is less than “least”."),
        ("  check_km: 50", "  check_km: 5", -1, "“check_km” is less than “fits_km”"),
        ("  week: 0.5", "  week: nan", 0, "The field “week” is not right"),
        ("  months: 90", "  months: 90\n  months: 91", 1, "“months” stands here a second time."),
        ("  km: 0.1", "  km:", 0, "One word or name is expected here."),
    ],
)
def test_a_wrong_figure_is_refused_with_its_line(data: Path, old: str, new: str, below: int, sentence: str) -> None:
    line = edit(data / "matching.yaml", old, new)
    wrong = refusal(data)
    assert wrong.path == data / "matching.yaml"
    assert sentence in wrong.sentence
    assert wrong.line == line + below


@pytest.mark.parametrize(
    ("old", "new", "below", "sentence"),
    [
        ("men: 1+", "men: 1 or more", 0, "The field “men” is not right: a count is expected, as 0, 1, 2, 1+"),
        ("men: 1+", "men: -1", 0, "a count is expected"),
        ("men: 1+", "men: 0", -1, "nobody is meant"),
        ("      children: 1+\n", "      children: any\n", 0, "everybody is meant"),
        ("verdict: not suggested", "verdict: forbidden", 0, "The field “verdict” is not right"),
        ("reason: woman-alone", "reason: woman", 0, "known reasons are woman-alone, women,"),
        ("- row: children-to-men", "- row: Children to men", 0, "The field “row” is not right"),
        ("- row: children-to-men", "- row: woman-alone-to-men", 0, "“row” is not right: the name stands here a second"),
        ("    verdict: not suggested\n", "", -9, "The field “verdict” is missing here."),
        ("    living_there:\n", "    living:\n", 1, "no field “living” here. Is “living_there” meant?"),
        ("\nrows:", "\nlines:", 4, "no field “lines” here. Is “rows” meant?"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(data: Path, old: str, new: str, below: int, sentence: str) -> None:
    line = edit(data / "pair_safety.yaml", old, new)
    wrong = refusal(data)
    assert wrong.path == data / "pair_safety.yaml"
    assert sentence in wrong.sentence
    assert wrong.line == line + below


def test_a_table_without_rows_is_refused(data: Path) -> None:
    (data / "pair_safety.yaml").write_text("rows: []\n", "utf-8")
    assert "at least 1 item" in refusal(data).sentence


def test_a_missing_or_broken_file_is_refused(data: Path) -> None:
    (data / "pair_safety.yaml").write_text("rows: [\n", "utf-8")
    assert "cannot be read" in refusal(data).sentence
    (data / "matching.yaml").unlink()
    assert "missing" in refusal(data).sentence
