"""The must on dates: the home is free when it is needed, for as long as helps."""

from __future__ import annotations

from bot.matching.outcomes import Finding, Ground, check, fits, no
from bot.matching.sides import Need, Offer
from conversations.lengths import LENGTHS, SHORTEST
from conversations.questions.choice import label_of
from conversations.text import Value, _


def dates(offer: Offer, need: Need, ground: Ground) -> Finding:
    """The home is free by the day on which it is needed, and the stay is at least the shortest that helps."""
    facts: dict[str, Value] = {
        "free": offer.since,
        "offered": label_of(LENGTHS, offer.length),
        "needed": need.since,
        "shortest": label_of(SHORTEST, need.shortest),
    }
    later = days_later(offer, need, ground)
    wanted, excused = _wanted(need, ground)
    surely, perhaps = _offered(offer, need, ground)
    if later > ground.figures.later_start_days:
        return no(_("Free from {free}, needed from {needed}: that is too late.").of(**facts))
    if perhaps is not None and perhaps < excused:
        return no(_("Offered: {offered}. Needed: {shortest}. That is too short.").of(**facts))
    if later == 0 and wanted <= surely:
        return fits(_("Free from {free}: {offered}. Needed from {needed}: {shortest}. That goes together.").of(**facts))
    return check(
        _("Free from {free}: {offered}. Needed from {needed}: {shortest}. To be asked whether it goes together.").of(
            **facts
        )
    )


def days_later(offer: Offer, need: Need, ground: Ground) -> int:
    """How many days after it is needed the home is free; nobody needs one before today."""
    return max(0, (offer.since - max(need.since, ground.today)).days)


def _wanted(need: Need, ground: Ground) -> tuple[int, int]:
    """The shortest stay that helps, and the same where it is more than the guest's own longest: one is a slip."""
    shortest = ground.figures.shortest[need.shortest]
    longest = ground.figures.lengths[need.length].most
    return shortest, shortest if longest is None else min(shortest, longest)


def _offered(offer: Offer, need: Need, ground: Ground) -> tuple[int, int | None]:
    """Days that the stay lasts at least and at most; None: without an end.

    "Some weeks" may count from the day on which the home is free, or from the day on which somebody moves in:
    surely so many days as by the first, perhaps as many as by the second.
    """
    span = ground.figures.lengths[offer.length]
    if span.most is None:
        return span.least, None
    gone = (max(need.since, ground.today) - offer.since).days
    return span.least - max(0, gone), span.most
