"""Where an error happened, without what it says: classes, files, lines and functions only."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

HOUSE = f"{Path(__file__).parents[2]}/"
LIBRARIES = ("site-packages/", f"python{sys.version_info.major}.{sys.version_info.minor}/")

DEEPEST = 20
"""Frames of one error, the innermost."""

LONGEST_CHAIN = 8
"""Errors that led to one another."""


def lines_of(exc_info: object) -> list[str]:
    """The lines for what a logger was given as exc_info: an error, a triple, True for the present one, or nothing."""
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, tuple) and len(exc_info) == 3:
        _kind, error, trace = exc_info
    else:
        error, trace = exc_info, getattr(exc_info, "__traceback__", None)
    return list(_chain(error, trace, LONGEST_CHAIN)) if isinstance(error, BaseException) else []


def _chain(error: BaseException, trace: TracebackType | None, left: int) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    yield from (f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames[-DEEPEST:])
    if left <= 0:
        return
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield "among them:"
            yield from _chain(inner, inner.__traceback__, left - 1)
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield "after:"
        yield from _chain(earlier, earlier.__traceback__, left - 1)


def _short(file: str) -> str:
    """The file's place in the project or in its library, not on the machine."""
    for library in LIBRARIES:
        _before, found, after = file.rpartition(library)
        if found:
            return after
    return file.removeprefix(HOUSE) if file.startswith(HOUSE) else Path(file).name
