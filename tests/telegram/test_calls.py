"""Whoever is called instead of written to: the task says what the call is about, whichever room made it."""

from __future__ import annotations

import ast
import importlib
from operator import attrgetter
from pathlib import Path

import bot.telegram
from bot.casework.tasks import ABOUT

ROOM = Path(bot.telegram.__file__).parent
FORWARDED = frozenset({"about"})
"""Names that a room passes on from its own callers."""


def _codes() -> dict[str, set[str]]:
    """Each code with which somebody is told something, with the files that use it."""
    found: dict[str, set[str]] = {}
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "telling.tell":
                continue
            given = next(word.value for word in node.keywords if word.arg == "about")
            if isinstance(given, ast.Constant):
                found.setdefault(str(given.value), set()).add(path.name)
            elif (name := ast.unparse(given)) not in FORWARDED:
                room = ".".join(("bot.telegram", *path.relative_to(ROOM).with_suffix("").parts))
                found.setdefault(str(attrgetter(name)(importlib.import_module(room))), set()).add(path.name)
    return found


def test_every_call_says_what_it_is_about() -> None:
    codes = _codes()
    assert len(codes) > 10
    assert {code: rooms for code, rooms in codes.items() if code not in ABOUT} == {}
