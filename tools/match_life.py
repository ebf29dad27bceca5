"""docs/match_life.md: the life of a match as a picture and as a table, made from the one table in the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.casework.course import Course
from bot.casework.stages import OVER, STAGE_NAMES, STAYING, TABLE, Row, Stage
from bot.settings import HOUSE
from bot.texts import SOURCE, Texts
from conversations.text import Text

HEAD = """\
# The life of a match

Made by `make docs` from `bot/casework/stages.py`; change it there. The days stand in `data/casework.yaml`.

Every move is checked against this table, whoever makes it and by whatever button; a move that is not in it is refused
with a sentence. Of two who move a match at the same moment, the first one wins and the other is told. Every move is a
line in a table that only grows (ids, codes and times, no words), from which the stage can be told again.

## The picture

The moves that lead on; what ends a match early stands below it.

```mermaid
stateDiagram-v2
    direction TB
"""

EARLY = """\
```

## How a match may end early

| It comes to be | from | by |
|---|---|---|
"""

MOVES = """
## All moves

“Both approved”: the way in of host and guest is finished. A side without Telegram answers by phone, and a coordinator
writes the answer down.

| Move | From | To | Who | Only if | What the host is told | What the guest is told | Then |
|---|---|---|---|---|---|---|---|
"""

NEEDS = {
    "host_yes": "the host has said yes",
    "guest_yes": "the guest has said yes",
    "no_yes": "nobody has said yes yet",
    "approved": "both approved",
}
BEGINS, ENDED = Stage.SUGGESTED, Stage.ENDED


def match_life() -> str:
    """The whole document."""
    return "".join((HEAD, *_picture(), EARLY, *_early(), MOVES, *_moves()))


def _name(stage: Stage) -> str:
    return TEXTS.plain(STAGE_NAMES[stage], SOURCE)


def _leads_on(row: Row) -> bool:
    return row.to not in OVER or row.to is ENDED


def _picture() -> Iterator[str]:
    shown = [stage for stage in Stage if stage not in OVER or stage is ENDED]
    yield from (f"    {stage.value}: {_name(stage)}\n" for stage in shown)
    yield f"    [*] --> {BEGINS.value}\n"
    drawn: set[tuple[Stage, Stage, str]] = set()
    for row in TABLE:
        for start in _ordered(row.starts):
            arrow = (start, row.to, row.move.value)
            if _leads_on(row) and start not in OVER and start is not row.to and arrow not in drawn:
                drawn.add(arrow)
                yield f"    {start.value} --> {row.to.value}: {_words(row.move.value)}\n"
    yield f"    {ENDED.value} --> [*]\n"


def _early() -> Iterator[str]:
    for row in TABLE:
        if not _leads_on(row):
            yield f"| {_name(row.to)} | {_stages(row.starts)} | {', '.join(sorted(row.by))} |\n"


def _moves() -> Iterator[str]:
    for row in TABLE:
        needs = ", ".join(NEEDS[need] for need in sorted(row.needs)) or "–"
        told = " | ".join(_told(text) for text in (row.host_told, row.guest_told))
        who = ", ".join(sorted(row.by))
        yield f"| {_words(row.move.value)} | {_stages(row.starts)} | {_name(row.to)} | {who} | {needs} | {told} "
        yield f"| {_then(row)} |\n"


def _told(text: Text | None) -> str:
    return "–" if text is None else TEXTS.plain(text, SOURCE)


def _then(row: Row) -> str:
    for kind, days in COURSE.stage_days.items():
        if kind == row.timer:
            return f"after {days} days without a step, a reminder"
    return "questions on how it is going" if row.to in STAYING else "–"


def _stages(stages: Iterable[Stage]) -> str:
    return ", ".join(_name(stage) for stage in _ordered(stages))


def _ordered(stages: Iterable[Stage]) -> list[Stage]:
    known = set(stages)
    return [stage for stage in Stage if stage in known]


def _words(code: str) -> str:
    return code.replace("_", " ")


TEXTS = Texts.load()
COURSE = Course.load(HOUSE / "data" / "casework.yaml")
