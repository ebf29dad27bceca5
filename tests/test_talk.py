"""`python -m bot talk`: an interview in the terminal, and the test that it prints."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.talk import talk
from bot.texts import LANGUAGES
from tests.conversations.filled import ROLES
from tests.kit.talk import A_DAY

HOST = ["1", "1", "4", "1", "1", "suomi, ruotsi", "1 nainen", "Åbo", "=2", "1", "oma huone, 2"]


def played(role: str, language: str, lines: list[str]) -> list[str]:
    """What the terminal shows when a person types these lines."""
    shown: list[str] = []
    given: Iterator[str] = iter(lines)

    def read(prompt: str) -> str:
        shown.append(prompt)
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    talk("host" if role == "host" else "guest", language, read, shown.append, A_DAY)
    return shown


def stories(shown: list[str]) -> list[str]:
    """The tests among what was shown."""
    return [text for text in shown if text.startswith("import datetime")]


def run(story: str) -> None:
    """Executes a printed test."""
    space: dict[str, Callable[[], None]] = {}
    exec(compile(story, "printed", "exec"), space)
    name = next(name for name in space if name.startswith("test_"))
    space[name]()


def test_screens_come_with_numbered_buttons() -> None:
    shown = "\n".join(played("host", "sv", []))
    assert "[1] Ja   [2] Nej" in shown
    assert "A number presses a button" in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_talk_is_printed_as_a_test_that_passes(role: str, language: str) -> None:
    lines = ["1", "/pause", "/resume", "hello", "1", "/back", "/skip", "4", "/help", ":test"]
    (story,) = stories(played(role, language, lines))
    assert f'Talk("{role}", "{language}"' in story
    assert max(map(len, story.splitlines())) <= 120
    run(story)


def test_the_printed_test_fails_where_the_bot_says_something_else() -> None:
    (story,) = stories(played("host", "en", ["1", ":test"]))
    run(story)
    with pytest.raises(pytest.fail.Exception):
        run(story.replace("May we keep your answers", "May we sell your answers"))
    with pytest.raises(pytest.fail.Exception):
        run(story.replace('presses("Yes")', 'presses("Perhaps")'))


def test_a_whole_interview_ends_by_itself_and_is_printed() -> None:
    shown = played("host", "en", [*HOST, "1", "5", "1", "1", "1", "this is not read any more"])
    assert "✓ Sent." in shown
    assert stories(shown) == [shown[-1]]
    run(shown[-1])


def test_buttons_that_look_alike_are_pressed_by_their_place() -> None:
    upto_household = ["1", "1", "4", "1", "1", "suomi, ruotsi"]
    (story,) = stories(played("host", "fi", [*upto_household, "3", ":test"]))
    assert "talk.presses_at(3)" in story
    run(story)


def test_a_number_after_an_equals_sign_is_an_answer() -> None:
    (story,) = stories(played("host", "en", ["1", "1", "4", "=7", ":test"]))
    assert 'talk.says("7")' in story
    run(story)


def test_the_printed_test_is_tidy() -> None:
    (story,) = stories(played("guest", "sv", ["1", 'Say "hello" \\ there', ":test", ":q"]))
    ast.parse(story)
    run(story)


def test_it_ends_with_the_input_and_with_a_word() -> None:
    assert stories(played("guest", "fi", [])) == []
    assert stories(played("guest", "fi", [":q", ":test"])) == []


def test_the_command_line_plays_it_too() -> None:
    result = CliRunner().invoke(app, ["talk", "host", "--language", "sv"], input="1\n:test\n:q\n")
    assert result.exit_code == 0
    assert 'Talk("host", "sv"' in result.output
    assert CliRunner().invoke(app, ["talk", "neighbour"]).exit_code == 2


def test_the_day_of_the_talk_stands_in_the_test() -> None:
    (story,) = stories(played("host", "en", ["1", ":test"]))
    assert f"today = dt.date({A_DAY.year}, {A_DAY.month}, {A_DAY.day})" in story
    assert dt.date(2027, 1, 15) == A_DAY
