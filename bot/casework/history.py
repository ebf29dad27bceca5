"""What has happened to a case, as dated sentences: from the codes and times that are kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.casework import exclusions
from bot.casework.holds import HOLDS
from bot.casework.stages import STAGE_NAMES, Move, Stage
from bot.casework.way_in import SPOKEN_HOW, WAY_NAMES, Way, read_code
from conversations.text import Lines, Text, Value, Verbatim, _, n_

_WITH_NAME = _("{what}: {name}")

CASE_EVENTS: Final[dict[str, Text]] = {
    **exclusions.EVENTS,
    "sent": _("Sent"),
    "filled_in": _("Filled in for somebody"),
    "taken": _("Looked after from now on"),
    "freed": _("Nobody looks after it any more"),
    "hand_over:offered": _("Offered to a colleague"),
    "hand_over:accepted": _("Taken over"),
    "hand_over:declined": _("The colleague could not take it over"),
    "hand_over:taken_back": _("The offer to a colleague ended"),
    "withdrew": _("Withdrawn"),
    "reopened": _("Open again"),
    "paused": _("A break began"),
    "paused_no_more": _("The break ended"),
    HOLDS: _("Said that it still holds"),
    "talk_opened": _("Talk through the bot"),
    "talk_closed": _("The talk through the bot ended"),
}
"""What is kept with a case, by code; the steps of the way in are read by `way_in.read_code`."""

MOVES: Final[dict[Move, Text]] = {
    Move.SUGGEST: _("Suggested"),
    Move.LAPSE: _("Lapsed"),
    Move.TAKE: _("Taken"),
    Move.GIVE_BACK: _("Given back"),
    Move.ASK_HOST: _("Host asked"),
    Move.ASK_GUEST: _("Guest asked"),
    Move.HOST_YES: _("The host said yes"),
    Move.GUEST_YES: _("The guest said yes"),
    Move.HOST_NO: _("Host said no"),
    Move.GUEST_NO: _("Guest said no"),
    Move.SILENCE: _("No answer"),
    Move.INTRODUCE: _("Introduced"),
    Move.SET_MEETING: _("Meeting set"),
    Move.CANCEL_MEETING: _("Meeting called off"),
    Move.AGREE_PLAN: _("Plan agreed"),
    Move.CHANGE_PLAN: _("The plan is open again"),
    Move.BEGIN_TRIAL: _("The trial stay began"),
    Move.END_TRIAL: _("The trial stay ended"),
    Move.MOVE_IN: _("Moved in"),
    Move.END: _("Ended"),
    Move.SET_ASIDE: _("Set aside"),
    Move.WITHDRAW: _("Withdrawn"),
    Move.BREAK_OFF: _("Broken off"),
    Move.REOPEN: _("Open again"),
}
"""What is said of each move of a match."""

MATCH_NOTES: Final[dict[str, Text]] = {
    "question:host": _("A question of the host"),
    "question:guest": _("A question of the guest"),
    "reply:host": _("The host got an answer"),
    "reply:guest": _("The guest got an answer"),
    "plan_sent": _("The plan was filled in"),
    "plan_host_agreed": _("The host agreed to the plan"),
    "plan_guest_agreed": _("The guest agreed to the plan"),
    "freed": _("Nobody looks after it any more"),
}
"""What is kept with a match besides its moves, by code."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, and when."""

    at: dt.datetime
    what: Text


def named(what: Text, name: Value | None) -> Text:
    """What happened, and by whom where that is known."""
    return what if name is None else _WITH_NAME.of(what=what, name=name)


def case_event(code: str) -> Text | None:
    """What an event of a case says; None for a code that is only for the machine."""
    read = read_code(code)
    if read is None:
        return CASE_EVENTS.get(code)
    step, how = read
    if how == "back":
        return _("Back to: {step}").of(step=WAY_NAMES[step])
    return SPOKEN_HOW.get(how, WAY_NAMES[step]) if step is Way.SPOKEN else WAY_NAMES[step]


def match_event(code: str, other: str) -> Text | None:
    """What an event of a match says, with the number of the other case; None for one that is only for the machine."""
    words = MATCH_NOTES.get(code)
    if code in set(Move):
        words = MOVES[Move(code)]
    elif code in set(Stage):
        words = STAGE_NAMES[Stage(code)]
    return None if words is None else _("With {number}: {what}").of(number=Verbatim(other), what=words)


def looks(found: Iterable[tuple[dt.datetime, dt.date, Value]]) -> list[Happened]:
    """Who looked at a case: one line a person and day, from the moment, the day in Finland, and the name."""
    last: dict[tuple[dt.date, Value], dt.datetime] = {}
    counted: Counter[tuple[dt.date, Value]] = Counter()
    for at, day, name in found:
        counted[day, name] += 1
        last[day, name] = max(at, last.get((day, name), at))
    seen = n_("Looked at by {name}", "Looked at by {name}, {n} times")
    return [Happened(at, seen.of(name=key[1], n=counted[key])) for key, at in last.items()]


def by_day(page: Sequence[tuple[dt.date, Text]]) -> list[Lines]:
    """A page of the history: under each day what happened, in the order given."""
    days: dict[dt.date, list[Text]] = {}
    for day, what in page:
        days.setdefault(day, []).append(_("• {what}").of(what=what))
    return [Lines((_("<b>{day}</b>").of(day=day), *lines)) for day, lines in days.items()]
