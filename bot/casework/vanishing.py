"""After how long messages with details vanish from a coordinator's private chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conversations.text import Text, _, n_

NEVER = 0

NOTICE = _("🕓 This message vanishes: {at}")
REMOVED = _("(Details removed)")


def hours_for(memberships: Iterable[tuple[str, int | None]], default: int, groups: Mapping[str, int]) -> int:
    """What holds for somebody with these memberships (the group, and what was chosen, if anything): the own choice,
    else the shortest time of the groups; 0 for never.
    """
    known = list(memberships)
    chosen = next((hours for _slug, hours in known if hours is not None), None)
    if chosen is not None:
        return chosen
    return min((hours for slug, _hours in known if (hours := groups.get(slug, default)) != NEVER), default=NEVER)


def label(hours: int) -> Text:
    """How a choice is named."""
    return n_("After {n} hour", "After {n} hours").of(n=hours) if hours else _("Never")
