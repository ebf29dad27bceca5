"""What is asked on how a stay goes: every answer has its thanks, and the low ones are known as such."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.texts import LANGUAGES, Texts
from conversations.feedback import AGAIN, BETTER, GOING, GOING_THANKS, LOW, WAS, Going, Was, going, is_low
from conversations.questions.base import Option

TEXTS = Texts.load()


def test_each_button_is_an_answer_with_its_thanks() -> None:
    assert {option.code for option in GOING} == set(get_args(Going)) == set(GOING_THANKS)
    assert {option.code for option in WAS} == set(get_args(Was))
    assert [going(option.code) for option in GOING] == [option.code for option in GOING]
    assert going("pick:well") is None


def test_whoever_is_not_well_or_wants_to_talk_is_heard_at_once() -> None:
    assert {code for code in get_args(Going) if is_low(code)} == {"badly", "talk"} == LOW


@pytest.mark.parametrize("options", [GOING, WAS, BETTER, AGAIN])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_fit_on_buttons_and_differ(options: tuple[Option, ...], language: str) -> None:
    labels = [TEXTS.plain(option.label, language) for option in options]
    assert len(set(labels)) == len(labels)
    assert all(len(label) <= 40 for label in labels)
