"""Who looked at somebody's details: the codes that are kept, in words, and the looks of a day put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from conversations.text import Items, Lines, Text, Verbatim, _, n_

LISTED: Final = _("a list of cases")
ANSWERS: Final = _("answers and contact")
MATCH: Final = _("a match")

WHAT: Final[dict[str, Text]] = {
    "details": ANSWERS,
    "answers": ANSWERS,
    "edit": ANSWERS,
    "notes": _("notes"),
    "tasks": _("tasks"),
    "history": _("what has happened"),
    "way_in": _("the talk and the visit at the beginning"),
    "spoken": _("the talk and the visit at the beginning"),
    "matches": _("possible matches"),
    "match": MATCH,
    "news": MATCH,
    "preview": MATCH,
    "question": _("a question"),
    "plan": _("the plan of the stay"),
    "follow_up": _("how the stay is going"),
    "talk": _("a talk through the bot"),
    "list": LISTED,
    "plan_for_all": LISTED,
}
"""By the code that is kept with a look: what was seen."""
OTHER: Final = _("the case")

COARSE: Final = frozenset({"list", "plan_for_all"})
"""Looks at no more than a channel may show, too: left out where there is room for what matters only."""

NOBODY_YET: Final = _("Nobody has looked at your details yet.")
HOW: Final = _(
    "Coordinators look at what you told to find you a good match. Each look is written down, and here is how many of "
    "them looked, from which local group, and at what. Their names stay with the group."
)


def what(code: str) -> Text:
    """What was seen."""
    return WHAT.get(code, OTHER)


@dataclass(frozen=True, slots=True)
class Seen:
    """One look, as it is told to whom it is about: the day in Finland, the group, and what was seen."""

    day: dt.date
    group: str
    by: str
    """The same for all looks by one coordinator; never shown."""
    code: str


def days(looks: Iterable[Seen]) -> list[Lines]:
    """Day by day, the newest first: from each group how many coordinators looked, and at what."""
    by_day: dict[dt.date, dict[str, list[Seen]]] = {}
    for look in looks:
        by_day.setdefault(look.day, {}).setdefault(look.group, []).append(look)
    return [
        Lines((_("<b>{day}</b>").of(day=day), *(_of_group(group, found) for group, found in groups.items())))
        for day, groups in sorted(by_day.items(), reverse=True)
    ]


def _of_group(group: str, looks: Sequence[Seen]) -> Text:
    kinds = tuple(dict.fromkeys(what(look.code) for look in looks))
    line = n_("• {group}: {n} coordinator – {what}", "• {group}: {n} coordinators – {what}")
    return line.of(group=Verbatim(group), n=len({look.by for look in looks}), what=Items(kinds))
