"""docs/coordinating.md: the kinds of alert, their buttons, and who may see and do what, made from the code."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import CaseFacts, heading
from bot.casework.policy import Policy
from bot.casework.presses import BUTTONS, LABELS
from bot.telegram import gate
from bot.telegram.house import DATA
from bot.texts import SOURCE, Texts

HEAD = """\
# Alerts, and who may do what

Made by `make docs` from `bot/casework/` and `bot/telegram/gate.py`; change it there. The times stand in
`data/alert_policy.yaml`, and what a coordinator promises first in `bot/casework/promise.py`.

## Kinds of alert

An alert is posted in the channel of the group that it belongs to, else in the national one, else it waits. It holds
case numbers, municipalities, sizes and dates, and nothing personal. How urgent each kind is stands in
`data/alert_policy.yaml`: red comes at once and with a sound, orange in waking hours, blue in the digest of the next
morning. What nobody takes is told again, once, and then to the national group. Later alerts of a case answer its first
message; what comes in a burst comes as one message that counts it, and is opened from /cases, as is a digest's.

| Kind | Level | Told again | To the national group | Its first line |
|---|---|---|---|---|
"""

BOARD = """
## The board and the picture of the week

The bot pins one message in each channel and keeps it current: how many hosts and guests wait for what, matches by
stage, stays that run, the longest wait, alerts that nobody has taken, and who is on duty this week. On Mondays it posts
a picture of who waits and for how long, homes open in the weeks ahead, and stays, with the same in words below it. The
national channel's board and picture count the whole country.
"""

STATES = """
## Buttons

| An alert that is | has |
|---|---|
"""

RULES = """
## Access rules

Everything else is refused. Each look at details is written to the access log.

| Rule | What it says |
|---|---|
"""


def coordinating() -> str:
    """The whole document."""
    return "".join((HEAD, *_kinds(), STATES, *_states(), BOARD, RULES, *_rules()))


def kinds() -> tuple[Kind, ...]:
    """Every kind of alert."""
    found = tuple(Kind)
    return found


def rules() -> dict[str, Callable[..., object]]:
    """The rules of the gate, by name: who may, and of which groups."""
    found = inspect.getmembers(gate, inspect.iscoroutinefunction)
    own = {name: rule for name, rule in found if rule.__module__ == gate.__name__}
    return {name: rule for name, rule in own.items() if name.startswith(("may_", "groups_of_"))}


def _kinds() -> Iterator[str]:
    policy = Policy.load(DATA / "alert_policy.yaml")
    for kind in kinds():
        urgency = policy.kinds[kind]
        again, national = _after(urgency.again_hours), _after(urgency.national_hours)
        roles = ("host", "guest") if kind == "interview" else ("host",)
        lines = [TEXTS.plain(heading(kind, 7, _example(role), None), SOURCE) for role in roles]
        first = " or ".join(f"“{line}”" for line in lines)
        yield f"| `{kind}` | {urgency.level} | {again} | {national} | {first} |\n"


def _after(hours: float) -> str:
    return f"after {hours:g} h" if hours else "–"


def _example(role: str) -> CaseFacts:
    day = dt.date(2027, 3, 1)
    return CaseFacts.model_validate(
        {"number": "K-234567", "role": role, "places": ["853"], "adults": 1, "children": 0, "since": day, "length": ""}
    )


def _states() -> Iterator[str]:
    for state, rows in BUTTONS.items():
        labels = [f"*{TEXTS.plain(LABELS[press], SOURCE)}*" for row in rows for press in row]
        yield f"| {state} | {', '.join(labels) or 'none'} |\n"


def _rules() -> Iterator[str]:
    yield "| whoever a case is about | never opens it nor acts on it as a coordinator |\n"
    for name, rule in rules().items():
        says = " ".join((inspect.getdoc(rule) or "").split())
        yield f"| `{name}` | {says} |\n"


TEXTS = Texts.load()
