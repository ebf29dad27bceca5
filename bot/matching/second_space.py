"""A home with two separate spaces in which one party lives already, or will: what is left of it for another."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.outcomes import Ground
from bot.matching.planning.seats import share
from bot.matching.sides import Need, Offer


def left_beside(offer: Offer, there: Need) -> Offer | None:
    """The home with the space that is left; None where none is. The party has the smallest space in which it fits."""
    spaces = (offer.sleeps - offer.second_sleeps, offer.second_sleeps)
    room = [space for space in spaces if space >= there.party.size]
    if not offer.second_sleeps or not room:
        return None
    return offer.model_copy(update={"sleeps": offer.sleeps - min(room), "second_sleeps": 0})


def not_beside(offer: Offer, there: Need, others: Iterable[Need], ground: Ground) -> list[str]:
    """The cases of those who could not live in that home beside the party that is there."""
    return [other.case_id for other in others if not share(offer, there, other, ground)]
