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
    wanted, _excused = _wanted(need, ground)
    surely, _perhaps = _offered(offer, need, ground)
    if later > ground.figures.later_start_days:
        return no(_("Free from {free}, needed from {needed}: that is too late.").of(**facts))
    if too_short(offer, need, ground):
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


def too_short(offer: Offer, need: Need, ground: Ground) -> bool:
    """Whether even the longest that may be meant is shorter than what helps, whatever the days are."""
    _wanted_surely, excused = _wanted(need, ground)
    perhaps = ground.figures.lengths[offer.length].most
    return perhaps is not None and perhaps < excused


def long_enough(offer: Offer, need: Need, ground: Ground) -> bool:
    """Whether the home is offered for at least as long as the guest would like to stay."""
    return ground.figures.lengths[offer.length].least >= ground.figures.lengths[need.length].least


def short_notice(offer: Offer, need: Need, ground: Ground) -> bool:
    """Whether the host would have less time before somebody moves in than they would like."""
    if offer.notice is None:
        return False
    moving_in = max(offer.since, need.since, ground.today)
    return (moving_in - ground.today).days < ground.figures.notice[offer.notice]


def still_holds(offer: Offer, _need: Need, ground: Ground) -> Finding:
    """A host who has long not said that the offer holds is asked first; after longer nobody is promised that home."""
    days = silent_days(offer, ground)
    if days is None or days <= ground.figures.fading.lower_days:
        return fits(_("The offer holds."))
    if days <= ground.figures.fading.gone_days:
        return check(_("The host has not said for {days} days that the offer still holds: to be asked.").of(days=days))
    return no(_("The host has not said for {days} days that the offer still holds.").of(days=days))


def silent_days(offer: Offer, ground: Ground) -> int | None:
    """Days since the host last said that the offer still holds; None where they were not asked yet."""
    return None if offer.held_on is None else (ground.today - offer.held_on).days


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
