"""Case numbers as coordinators type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.numbers import ALPHABET, read_number


@pytest.mark.parametrize("typed", ["K-ABC234", "k-abc234", "abc234", " K ABC234 ", "K–abc234", "kABC234", "K - abc234"])
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert read_number(typed) == "K-ABC234"


@pytest.mark.parametrize(
    "typed", ["", "K-", "K-ABC23", "K-ABC2345", "K-ABC10I", "ABC234 and more", "/cases", "Ä-ABC234"]
)
def test_what_is_none_is_not_taken_for_one(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(ALPHABET, min_size=6, max_size=6))
def test_every_number_that_the_bot_gives_is_read(signs: str) -> None:
    assert read_number(f"K-{signs}") == f"K-{signs}"
    assert read_number(signs.lower()) == f"K-{signs}"


def test_no_sign_is_easily_taken_for_another() -> None:
    assert len(ALPHABET) == 31
    assert not set("01ILO") & set(ALPHABET)
