"""A match as coordinators read it: where it stands, what each side has said, what is missing, and what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.casework.asked import Said
from bot.casework.history import MOVES, named
from bot.casework.stages import STAGE_NAMES, Move, Stage
from bot.casework.way_in import ENDED, Way, still_to_do
from conversations.answers import Role
from conversations.text import Items, Moment, Text, Verbatim, _, n_

_SAID: Final[dict[tuple[Role, Said], Text]] = {
    ("host", "not_asked"): _("🏠 Host {number}: not asked yet"),
    ("host", "asked"): _("🏠 Host {number}: asked, no answer yet"),
    ("host", "yes"): _("🏠 Host {number}: said yes"),
    ("host", "no"): _("🏠 Host {number}: not this time"),
    ("guest", "not_asked"): _("🧳 Guest {number}: not asked yet"),
    ("guest", "asked"): _("🧳 Guest {number}: asked, no answer yet"),
    ("guest", "yes"): _("🧳 Guest {number}: said yes"),
    ("guest", "no"): _("🧳 Guest {number}: not this time"),
}

MORE: Final[dict[str, Text]] = {
    "question:host": _("The host asked something"),
    "question:guest": _("The guest asked something"),
    "reply:host": _("The host’s question was answered"),
    "reply:guest": _("The guest’s question was answered"),
}
"""Events that are no move, by code; a room with events of its own adds them here."""


@dataclass(frozen=True, slots=True)
class MatchEvent:
    """One event of a match: its code, when it was, and the chosen name of the coordinator whose it is."""

    what: str
    at: dt.datetime
    name: str | None = None


def stage_line(stage: Stage, since: dt.datetime) -> Text:
    """Where the match stands, and since when."""
    return _("<b>{stage}</b> since {at}").of(stage=STAGE_NAMES[stage], at=Moment(since))


def said_line(side: Role, number: str, said: Said) -> Text:
    """What a side has said."""
    return _SAID[side, said].of(number=Verbatim(number))


def missing_line(number: str, role: Role, way: str, *, visit: bool) -> Text | None:
    """What is missing of a side's way in before anybody is asked; None where it is finished."""
    if Way(way) in ENDED:
        return _("⚠ {number}: no home or guest is looked for now").of(number=Verbatim(number))
    missing = still_to_do(Way(way), role, visit=visit)
    if not missing:
        return None
    return _("⚠ {number}: still missing: {steps}").of(number=Verbatim(number), steps=Items(missing))


def taken_line(taken: bool, name: str | None) -> Text:
    """Who looks after the match."""
    if not taken:
        return _("Nobody has taken it yet.")
    return _("🙋 Taken by {name}").of(name=Verbatim(name) if name else _("a coordinator"))


def history_lines(events: Sequence[MatchEvent], most: int) -> tuple[Text, ...]:
    """The events as dated sentences, the newest last; of many only the newest, and how many came before."""
    known = [(event, what) for event in events if (what := _what(event.what)) is not None]
    shown = known[-most:]
    before = len(known) - len(shown)
    earlier = (n_("… {n} earlier event", "… {n} earlier events").of(n=before),) if before else ()
    return (*earlier, *(_("{at}: {what}").of(at=Moment(one.at), what=named(what, one.name)) for one, what in shown))


def _what(code: str) -> Text | None:
    if code in set(Move):
        return MOVES[Move(code)]
    return MORE.get(code, STAGE_NAMES[Stage(code)] if code in set(Stage) else None)
