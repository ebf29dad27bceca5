"""The table of who may do what names every command, button, link and question for words that there is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.casework.permissions import ANY, COMMANDS, LINKS, OPEN_TO, PRESSES, PROMPTS, Door, Who, door_of, verb_of
from bot.casework.presses import Press as AlertPress
from bot.settings import HOUSE
from bot.telegram import commands, presses, private, start, talks
from bot.telegram.desk import case_card
from bot.telegram.stays import card, pair_presses
from conversations.answers import Role

ID = "0" * 32
"""Stands in a button’s data for what only the moment knows."""


def test_every_command_has_its_door() -> None:
    assert set(COMMANDS) == {command.name for command in commands.COMMANDS}
    for command in commands.COMMANDS:
        doors = {"everyone": Door.ANYONE, "coordinators": Door.COORDINATORS, "chats": Door.CODE}
        assert COMMANDS[command.name] is doors[command.audience], command.name
    assert set(private._SIMPLE) <= set(COMMANDS)


def test_every_area_and_verb_has_its_door() -> None:
    assert {*PRESSES} == {*presses.AREAS, "a", "i", "k", "n"}
    assert {*PRESSES["m"]} == {*card.VERBS, "open"}
    assert {*PRESSES["c"]} == {*case_card.VERBS}
    assert {*PRESSES["b"]} == {*pair_presses.VERBS}
    assert {*PRESSES["a"]} == {press.value for press in AlertPress}


def test_every_link_and_every_question_for_words_has_its_door() -> None:
    assert {*LINKS} == {*get_args(Role), "cases", *start._OPENERS} - {"plan"}
    assert {*PROMPTS} == {*talks.PROMPTS}


def test_every_door_is_open_to_somebody_and_to_nobody_by_oversight() -> None:
    assert {*OPEN_TO} == {*Door}
    assert all(OPEN_TO.values())
    desk = {Door.ALERT, Door.OPENS, Door.DECIDES, Door.WORKS, Door.OWN_CODE, Door.PAIRS}
    outside = {Who.STRANGER, Who.VISITOR, Who.OTHER_SIDE, Who.HOST, Who.GUEST, Who.INVITED, Who.REMOVED, Who.LEFT}
    for door in desk:
        assert not OPEN_TO[door] & {*outside, Who.SIDE_AND_COORDINATOR, Who.OTHER_GROUP}, door
    assert [door for door in Door if Who.OPERATOR in OPEN_TO[door]] == [Door.MACHINE]


def written_buttons() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every button as it is written in the code: where, its area, and what follows; unknown values as an id."""
    for path in sorted((HOUSE / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "data" and node.args:
                area, *rest = (arg.value if isinstance(arg, ast.Constant) else ID for arg in node.args)
                yield f"{path.name}:{node.lineno}", str(area), tuple(map(str, rest))


def test_every_button_that_is_written_somewhere_is_in_the_table() -> None:
    found = list(written_buttons())
    assert len(found) > 150
    for where, area, rest in found:
        if area != ID and verb_of(area, rest) not in {ID, ""}:
            assert door_of(area, rest) is not None, f"{where}: {area} {rest} has no line in permissions.py"


@pytest.mark.parametrize("given", ["x:take", "m", "m:only-an-id", f"m:{ID}:nonsense", "a:1:", "n", "f:unheard:1"])
def test_what_is_not_in_the_table_is_for_nobody(given: str) -> None:
    area, *rest = given.split(":")
    assert door_of(area, rest) is None


def test_an_area_without_verbs_of_its_own_is_open_for_all_of_them() -> None:
    assert door_of("i", ("h", "3", "done")) is Door.KNOWN
    assert [area for area, verbs in PRESSES.items() if ANY in verbs] == ["i", "o"]
