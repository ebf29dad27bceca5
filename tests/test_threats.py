"""docs/threats.md points to rules and tests: each of them is there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from bot.casework.course import Course
from bot.casework.policy import Policy
from bot.settings import HOUSE, Settings

THREATS = (HOUSE / "docs" / "threats.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`((?:bot|conversations|data|docs|tests|tools)/[^`:]*)(?:::\w+)?`", THREATS)))
TESTS = sorted(set(re.findall(r"`(tests/[^`:]*)::(\w+)`", THREATS)))
WORDS = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", THREATS))
SETTINGS = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", THREATS))
ASKED_FOR = (
    *("Someone posing as a host to find victims", "A person looking for one particular guest", "A trafficker"),
    *("A curious channel member", "A coordinator whose account was taken, or who left in anger", "A forwarded alert"),
    *("A forged or replayed button press", "A guessed deep link", "A leaked backup", "A stolen token", "A lost server"),
)


@pytest.mark.parametrize("path", NAMED)
def test_each_file_that_is_named_is_there(path: str) -> None:
    assert (HOUSE / path).exists()


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((HOUSE / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_each_test_that_is_named_is_there(path: str, name: str) -> None:
    assert name in _functions(path)


def test_each_setting_and_rule_that_is_named_is_there() -> None:
    known = {*Policy.model_fields, *Course.model_fields, "protect_content"}
    assert known >= WORDS, WORDS - known
    assert {name.lower() for name in SETTINGS} <= {*Settings.model_fields}


def test_for_each_of_them_there_is_what_stops_it_and_what_is_left() -> None:
    chapters = re.split(r"^## ", THREATS, flags=re.MULTILINE)[1:]
    assert [chapter.splitlines()[0] for chapter in chapters] == list(ASKED_FOR)
    for chapter in chapters:
        assert "\n- " in chapter
        assert "\n**Left:** " in chapter
        assert re.search(r"`tests/", chapter), chapter.splitlines()[0]


def test_the_page_names_many_tests() -> None:
    assert len(TESTS) > 40
