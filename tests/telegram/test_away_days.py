"""Days away as coordinators type them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.telegram.desk.away import read_days

TODAY = dt.date(2027, 6, 1)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1.7.–14.7.", (7, 1), (7, 14)),
        ("1.7.-14.7.", (7, 1), (7, 14)),
        ("1.7. - 14.7.", (7, 1), (7, 14)),
        ("1.–14.7.", (7, 1), (7, 14)),
        ("1.-14.7.2027", (7, 1), (7, 14)),
        ("1 July to 14 July", (7, 1), (7, 14)),
        ("2027-07-01 – 2027-07-14", (7, 1), (7, 14)),
        ("14.7.", (7, 14), None),
        ("tomorrow", (6, 2), None),
    ],
)
def test_days_are_read(typed: str, first: tuple[int, int], last: tuple[int, int] | None) -> None:
    expected = None if last is None else dt.date(2027, *last)
    assert read_days(typed, TODAY) == (dt.date(2027, *first), expected)


@pytest.mark.parametrize("typed", ["", "–", "soon", "1.7.–14.7.–20.7.", "32.–40.7.", "x–14.7."])
def test_what_cannot_be_meant_is_not_read(typed: str) -> None:
    assert read_days(typed, TODAY) is None


def test_the_end_may_be_in_the_next_year() -> None:
    assert read_days("20.12.–7.1.", TODAY) == (dt.date(2027, 12, 20), dt.date(2028, 1, 7))
