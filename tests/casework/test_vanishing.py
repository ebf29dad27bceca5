"""After how many hours messages with details vanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.casework.course import Course
from bot.casework.vanishing import hours_for
from bot.network.edits import WrongEdit
from bot.telegram.house import DATA

GROUPS = {"lahti": 24, "turku": 12}


@pytest.mark.parametrize(
    ("memberships", "default", "hours"),
    [
        ([], 24, 0),
        ([("oulu", None)], 0, 0),
        ([("oulu", None)], 47, 47),
        ([("lahti", None), ("turku", None)], 0, 12),
        ([("lahti", None), ("oulu", None)], 0, 24),
        ([("lahti", None), ("turku", 0)], 47, 0),
        ([("lahti", 47), ("turku", 47)], 1, 47),
    ],
)
def test_the_own_choice_comes_first_then_the_shortest_time_of_the_groups(
    memberships: list[tuple[str, int | None]], default: int, hours: int
) -> None:
    assert hours_for(memberships, default, GROUPS) == hours


def test_nobody_can_wish_for_more_than_telegram_allows(tmp_path: Path) -> None:
    said = (DATA / "casework.yaml").read_text()
    path = tmp_path / "casework.yaml"
    path.write_text(said.replace("vanish_default: 0", "vanish_default: 48"))
    with pytest.raises(WrongEdit):
        Course.load(path)
