"""The plan of a stay as it is read: line by line, and what a change has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from conversations.answers import PLAN
from conversations.pages import told
from conversations.questions.words import Words
from conversations.text import Lines, Text, Value, _

Writers = Mapping[str, Value]
"""Who wrote the free words of a field: a first name (Verbatim), or "a coordinator"."""

NOT_SAID = _("Nothing said")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing of the plan: what it is about, what is agreed, and for free words who wrote them."""

    field: str
    label: Text
    answer: Value
    writer: Value | None = None


def plan_lines(answers: Mapping[str, JsonValue], writers: Writers) -> tuple[PlanLine, ...]:
    """All that the plan says, in the order of the questions; what is not answered is left out."""
    return tuple(line for asked in PLAN.questions if (line := _line(asked.field, answers, writers)) is not None)


def changed_lines(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], writers: Writers
) -> tuple[PlanLine, ...]:
    """What the plan says now where it said something else before; also what was taken out."""
    changed = [asked for asked in PLAN.questions if before.get(asked.field) != after.get(asked.field)]
    lines = ((asked, _line(asked.field, after, writers)) for asked in changed)
    return tuple(line or PlanLine(asked.field, asked.question.label, NOT_SAID) for asked, line in lines)


def in_chat(lines: tuple[PlanLine, ...]) -> Lines:
    """The lines of a message."""
    return Lines(tuple(_told(line) for line in lines))


def _told(line: PlanLine) -> Text:
    if line.writer is None:
        return _("<b>{label}</b>: {answer}").of(label=line.label, answer=line.answer)
    words = _("<b>{label}</b>, in the words of {writer}: {answer}")
    return words.of(label=line.label, answer=line.answer, writer=line.writer)


def _line(field: str, answers: Mapping[str, JsonValue], writers: Writers) -> PlanLine | None:
    asked, value = PLAN.by_field[field], answers.get(field)
    if value is None:
        return None
    writer = writers.get(field) if isinstance(asked.question, Words) else None
    return PlanLine(field, asked.question.label, told(asked, value), writer)
