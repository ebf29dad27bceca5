"""Tasks in a case: what kinds there are, what a call is about, when a task is due, and what it says."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Final

from conversations.text import Text, Verbatim, _, n_


class TaskKind(enum.StrEnum):
    """What is to be done."""

    INTERVIEW = "interview"
    VISIT = "visit"
    TRANSPORT = "transport"
    ADDRESS = "address"
    FURNITURE = "furniture"
    CALL = "call"
    OTHER = "other"


KIND_NAMES: Final[dict[TaskKind, Text]] = {
    TaskKind.INTERVIEW: _("Talk by phone"),
    TaskKind.VISIT: _("Visit the home"),
    TaskKind.TRANSPORT: _("Transport"),
    TaskKind.ADDRESS: _("Help to tell the new address"),
    TaskKind.FURNITURE: _("Furniture and other things"),
    TaskKind.CALL: _("Call"),
    TaskKind.OTHER: _("Something else"),
}

ABOUT: Final[dict[str, Text]] = {
    "match": _("a match"),
    "asked": _("a question about a match"),
    "consent": _("what may be told of them"),
    "reply": _("the answer to a question"),
    "introduced": _("whom they meet"),
    "meeting": _("the meeting"),
    "plan": _("the plan of the stay"),
    "plan_paper": _("the agreed plan on paper"),
    "trial": _("the trial stay"),
    "move_in": _("the moving in"),
    "moved": _("the moving in"),
    "going": _("how it is going"),
    "until": _("until when the stay lasts"),
    "end_near": _("the end of the stay"),
    "next_home": _("the next home"),
    "after_stay": _("how the stay was"),
    "thanks": _("a word of thanks"),
    "holds": _("whether it still holds"),
    "talk": _("their wish to talk with somebody"),
    "way_in": _("how things stand"),
    "keeping": _("how long their answers are kept"),
}
"""What a call is about, by the code that the task keeps."""

OPEN: Final = frozenset({"open", "taken"})
STATE_NAMES: Final[dict[str, Text]] = {
    "open": _("Nobody has taken it yet"),
    "done": _("Done"),
    "dropped": _("Not needed any more"),
}

_NO_DAY: Final = "open"
"""The choice of no due day."""


def kind_of(code: str) -> TaskKind:
    """The kind of a code; what is not known counts as something else."""
    return TaskKind(code) if code in set(TaskKind) else TaskKind.OTHER


def due_choices(offered: Sequence[int]) -> list[tuple[str, Text]]:
    """What can be chosen as the due day, as code and label; `offered`: days from today."""
    labels = {0: _("Today"), 1: _("Tomorrow")}
    days = [(str(n), labels.get(n, n_("In {n} day", "In {n} days").of(n=n))) for n in offered]
    return [*days, (_NO_DAY, _("Without a day"))]


def due_on(choice: str, offered: Sequence[int], today: dt.date) -> dt.date | None:
    """The day that was chosen; None without a day. Raises ValueError for what was not offered."""
    if choice == _NO_DAY:
        return None
    if choice not in map(str, offered):
        raise ValueError("no such day")
    return today + dt.timedelta(days=int(choice))


def what(kind: str, about: str) -> Text:
    """What is to be done, in a few words."""
    name = KIND_NAMES[kind_of(kind)]
    return _("{task}: {about}").of(task=name, about=ABOUT[about]) if about in ABOUT else name


def late(state: str, due: dt.date | None, today: dt.date) -> bool:
    """Whether the task should have been done before today."""
    return state in OPEN and due is not None and due < today


def due_line(due: dt.date | None, *, is_late: bool) -> Text:
    """When it is due."""
    if due is None:
        return _("Without a day")
    return (_("⏰ Was due on {day}") if is_late else _("Due on {day}")).of(day=due)


def state_line(state: str, name: str | None) -> Text:
    """Who has it, or what became of it."""
    who = Verbatim(name) if name else _("a coordinator")
    if state == "taken":
        return _("🙋 Taken by {name}").of(name=who)
    if state == "done":
        return _("✅ Done: {name}").of(name=who)
    return STATE_NAMES.get(state, STATE_NAMES["open"])


def one_line(number: str, kind: str, about: str, due: dt.date | None, *, is_late: bool) -> Text:
    """A task in one line of a list."""
    return _("<b>{number}</b>: {task}. {due}").of(
        number=Verbatim(number), task=what(kind, about), due=due_line(due, is_late=is_late)
    )
