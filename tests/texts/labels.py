"""Which sentences stand on a button or in a toast: found in the code, and handed in by those who know more.

`labels()` and `toasts()` read the code of bot/ and conversations/. A sentence is a label where it is
- the first argument of `Button(...)` or `Choice(...)`, or the second of `Option(...)`;
- given as `yes=`, `no=` or `label=` (a question's label is a button of the menu in which answers are changed);
- below a comment `# Button: ...`, anywhere.
It is a toast where it is an argument of `Toast(...)`, `_toast(...)` or `answer_callback(...)`, given as `toast=`, or
below a comment `# Toast: ...`. Constants and functions that are named in one of these places are followed.

Whoever can list labels with their values, for example by drawing every screen of the interviews, appends a function
to `DRAWN`: it gives the `Value` of each button, which is then measured as it is shown, in every language.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from conversations.text import Value
from tools.messages import HOUSE, ROOMS, template

DRAWN: list[Callable[[], Iterable[Value]]] = []
"""Functions that give labels as they are shown, values filled in."""

LABEL_AT = {"Button": 0, "Choice": 0, "Option": 1}
"""The argument of a call that is a label."""

LABELLED = {"label", "yes", "no"}
TOASTING = {"Toast", "_toast", "answer_callback"}

Named = dict[str, "tuple[str, ast.AST]"]
"""What a module's own and imported names stand for: the module that defines it, and its definition there."""


@cache
def labels() -> frozenset[str]:
    """The English source of every sentence that can stand on a button (both forms where there is a plural)."""
    return _said_at(_label_positions) | _noted("Button:")


@cache
def toasts() -> frozenset[str]:
    """The English source of every sentence that can be shown as a toast over the buttons."""
    return _said_at(_toast_positions) | _noted("Toast:")


def _said_at(positions: Callable[[ast.Module], Iterator[ast.expr]]) -> frozenset[str]:
    modules = {name: ast.parse(source) for name, source in _sources()}
    named = {name: dict(_defined(name, tree)) for name, tree in modules.items()}
    for name, tree in modules.items():
        named[name] |= dict(_imported(tree, named))
    found: set[str] = set()
    for name, tree in modules.items():
        for node in positions(tree):
            found |= _sentences(node, name, named, set())
    return frozenset(found)


def _sources() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            module = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
            yield module.removesuffix(".__init__"), path.read_text("utf-8")


def _defined(module: str, tree: ast.Module) -> Iterator[tuple[str, tuple[str, ast.AST]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, (module, node)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, (module, node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from ((name, (module, value)) for name, value in _assigned(target, node.value))


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, its)


def _imported(tree: ast.Module, named: dict[str, Named]) -> Iterator[tuple[str, tuple[str, ast.AST]]]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in named:
            for alias in node.names:
                if alias.name in named[node.module]:
                    yield alias.asname or alias.name, named[node.module][alias.name]


def _label_positions(tree: ast.Module) -> Iterator[ast.expr]:
    for name, call in _calls(tree):
        if name in LABEL_AT and len(call.args) > LABEL_AT[name]:
            yield call.args[LABEL_AT[name]]
        yield from (keyword.value for keyword in call.keywords if keyword.arg in LABELLED)


def _toast_positions(tree: ast.Module) -> Iterator[ast.expr]:
    for name, call in _calls(tree):
        if name in TOASTING:
            yield from call.args
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "toast")


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            yield _called(call), call


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _sentences(node: ast.AST, module: str, named: dict[str, Named], seen: set[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and _called(part) in {"_", "n_"}:
            found |= {arg.value for arg in part.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
        elif isinstance(part, ast.Name) and part.id in named[module] and (module, part.id) not in seen:
            seen.add((module, part.id))
            home, definition = named[module][part.id]
            found |= _sentences(definition, home, named, seen)
    return found


def _noted(note: str) -> set[str]:
    noted: set[str] = set()
    for message in template():
        if any(comment.startswith(note) for comment in message.auto_comments):
            noted |= {message.id} if isinstance(message.id, str) else set(message.id)
    return noted
