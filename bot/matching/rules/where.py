"""Musts on the place: one where the guest could live, and near what must stay near."""

from __future__ import annotations

from bot.matching.outcomes import Finding, Ground, Places, check, fits, no
from bot.matching.sides import Need, Offer
from conversations.questions.place import ANYWHERE
from conversations.text import PlaceName, Value, _


def place(offer: Offer, need: Need, ground: Ground) -> Finding:
    """The home's municipality is among those that the guest named, or lies in a region that the guest named.

    A code that is no longer on the map (municipalities merge) is to be asked.
    """
    if ANYWHERE in need.places:
        return fits(_("The guest could live anywhere in Finland."))
    if not ground.places.knows(offer.municipality):
        return check(_("The municipality of the home is no longer on the map: to be asked where it is."))
    at = PlaceName(offer.municipality)
    if offer.municipality in need.places:
        return fits(_("One of the places that the guest named: {at}.").of(at=at))
    region = ground.places.region_of(offer.municipality)
    if region in need.places:
        return fits(_("The guest named {region}, and the home is there: {at}.").of(region=PlaceName(region), at=at))
    away = away_km(offer.municipality, need.places, ground.places)
    if away is not None and away <= ground.figures.neighbour_km:
        return check(
            _(
                "Place of the home: {at}. It is about {km} km from the nearest place that the guest named: to be asked."
            ).of(at=at, km=round(away))
        )
    if not all(map(ground.places.knows, need.places)):
        return check(_("A place that the guest named is no longer on the map: to be asked which one is meant."))
    return no(_("Place of the home: {at}. The guest named other places.").of(at=at))


def away_km(municipality: str, wished: tuple[str, ...], places: Places) -> float | None:
    """Kilometres to the nearest wished place, 0 where it is one of them; None where none of them can be measured."""
    if ANYWHERE in wished or municipality in wished:
        return 0.0
    if not places.knows(municipality):
        return None
    if places.region_of(municipality) in wished:
        return 0.0
    known = [code for code in wished if places.knows(code)]
    towns = {town for code in known for town in (places.municipalities_in(code) if ":" in code else (code,))}
    return min((places.distance_km(municipality, town) for town in towns), default=None)


def near(offer: Offer, need: Need, ground: Ground) -> Finding:
    """Not too far from what must stay near."""
    if need.near is False:
        return fits(_("Nothing has to stay near."))
    if need.near is None:
        return check(_("The guest has not said whether something must stay near."), unsaid=True)
    if need.near_place is None:
        return check(_("Something must stay near, and the guest has not said where it is."), unsaid=True)
    if not (ground.places.knows(offer.municipality) and ground.places.knows(need.near_place)):
        return check(_("Something must stay near, and a municipality is no longer on the map: to be asked."))
    away = ground.places.distance_km(offer.municipality, need.near_place)
    facts: dict[str, Value] = {"km": round(away), "near": PlaceName(need.near_place)}
    if away <= ground.figures.near.fits_km:
        return fits(_("About {km} km from {near}, which must stay near.").of(**facts))
    if away <= ground.figures.near.check_km:
        return check(_("About {km} km from {near}, which must stay near: to be asked.").of(**facts))
    return no(_("About {km} km from {near}, which must stay near: too far.").of(**facts))
