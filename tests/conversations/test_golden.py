"""Each kind of question in each language, as a chat to read: tests/conversations/golden/.

`GOLDEN=write pytest tests/conversations/test_golden.py` writes them anew; then read what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.texts import LANGUAGES
from conversations.answers import INTERVIEWS
from conversations.questions.base import Question
from tests.conversations.golden_talks import TALKS, transcript

GOLDEN = Path(__file__).parent / "golden"


def golden(kind: str, language: str) -> Path:
    """The file of a kind and a language."""
    return GOLDEN / f"{kind.replace(',', '').replace(' ', '_')}.{language}.txt"


def kinds() -> set[str]:
    """Every kind of question that is asked somewhere, or could be."""
    asked = {asked.question.kind for interview in INTERVIEWS.values() for asked in interview.questions}
    return asked | {kind.kind for kind in _below(Question)}


def _below(kind: type[Question]) -> list[type[Question]]:
    return [one for below in kind.__subclasses__() for one in (below, *_below(below))]


def test_every_kind_of_question_has_its_talks() -> None:
    assert kinds() == set(TALKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(TALKS))
def test_the_talk_is_as_it_was(kind: str, language: str) -> None:
    now, file = transcript(kind, language), golden(kind, language)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(now, "utf-8")
    assert file.exists(), "Write it with GOLDEN=write, and read it."
    assert now == file.read_text("utf-8"), "Where this is meant, write it anew with GOLDEN=write."


def test_no_golden_talk_is_left_over() -> None:
    wanted = {golden(kind, language) for kind in TALKS for language in LANGUAGES}
    assert {file for file in GOLDEN.iterdir() if file.suffix == ".txt"} == wanted
