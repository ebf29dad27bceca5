"""Musts on the home and on living in it together."""

from __future__ import annotations

from bot.matching.outcomes import Finding, Ground, check, fits, no
from bot.matching.sides import Need, Offer
from conversations.household import ANIMALS, Animal
from conversations.text import Items, _


def room(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """A place to sleep for everyone who comes."""
    facts = {"people": need.party.size, "sleeps": offer.sleeps}
    if need.party.size <= offer.sleeps:
        return fits(_("Room for all. People coming: {people}, places to sleep: {sleeps}.").of(**facts))
    return no(_("Not room for all. People coming: {people}, places to sleep: {sleeps}.").of(**facts))


def own_room(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """A room of their own, where the guest needs one."""
    if offer.space == "whole_home":
        return fits(_("A whole home is offered."))
    if offer.space == "own_room":
        return fits(_("A room of their own is offered."))
    match need.own_room:
        case "not_needed":
            return fits(_("The guest does not need a room of their own."))
        case "needed":
            return no(_("The guest needs a room of their own, and a shared room is offered."))
        case "wished":
            return check(_("The guest would like a room of their own, and a shared room is offered."))
    return check(
        _("A shared room is offered, and the guest has not said whether they need a room of their own."), unsaid=True
    )


def animals(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """The guest's animals are welcome."""
    if not need.animals:
        return fits(_("No animals are coming."))
    coming = {"animals": _told(need.animals)}
    match offer.animals_welcome:
        case "yes":
            return fits(_("Animals are coming, and they are welcome: {animals}.").of(**coming))
        case "no":
            return no(_("Animals are coming, and the guest may not bring any: {animals}.").of(**coming))
        case "ask":
            return check(_("Animals are coming, and the host would like to talk about it: {animals}.").of(**coming))
    return check(_("Animals are coming, and the host has not said whether they are welcome: {animals}.").of(**coming))


def allergies(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """No animal in the home to which anyone of the party is allergic. A health fact."""
    if offer.animals is not None and not offer.animals:
        return fits(_("No animals live in the home."))
    if need.allergies is None:
        return check(_("The guest has not said whether anyone is allergic to animals."), unsaid=True)
    if not need.allergies:
        return fits(_("Nobody is allergic to animals."))
    allergic = {"allergies": _told(need.allergies)}
    if offer.animals is None:
        return check(_("Allergic to: {allergies}. The host has not said whether animals live there.").of(**allergic))
    facts = {**allergic, "animals": _told(offer.animals)}
    shared = need.allergies & offer.animals
    if not shared:
        return fits(_("Allergic to: {allergies}. Living there: {animals}.").of(**facts))
    if shared == {"other"}:
        return check(
            _("Allergic to: {allergies}. Living there: {animals}. To be asked which animal it is.").of(**facts)
        )
    return no(_("Allergic to: {allergies}. Living there: {animals}. That does not go together.").of(**facts))


def _told(kinds: frozenset[Animal]) -> Items:
    return Items(tuple(option.label for option in ANIMALS if option.code in kinds))


def smoking(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """A smoke-free home for who needs one; no smoker where the host wants no smoking at all."""
    if need.smoking == "any":
        return fits(_("Smoking makes no difference to the guest."))
    match offer.smoking:
        case "outside":
            return fits(_("Smoking is all right only outside."))
        case None if need.smoking == "smoke_free":
            return check(_("The guest needs a smoke-free home, and the host has not said how it is with smoking."))
        case None if need.smoking == "smokes":
            return check(_("Someone who is coming smokes, and the host has not said how it is with smoking."))
        case "no" if need.smoking == "smoke_free":
            return fits(_("The home is smoke-free."))
        case "no" if need.smoking == "smokes":
            return no(_("Someone who is coming smokes, and the host wants no smoking at the home."))
        case "inside" if need.smoking == "smoke_free":
            return no(_("The guest needs a smoke-free home, and at this one smoking inside is all right."))
        case "inside" if need.smoking == "smokes":
            return fits(_("Someone who is coming smokes, and the host says that it is all right."))
    return check(_("The guest has not said how it is with smoking."), unsaid=True)


def step_free(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """A home without steps, where the guest needs one. A health fact."""
    if offer.step_free is True:
        return fits(_("The home is step-free."))
    match need.step_free:
        case False:
            return fits(_("The guest does not need a step-free home."))
        case None:
            return check(_("The guest has not said whether they need a step-free home."), unsaid=True)
    if offer.step_free is False:
        return no(_("The guest needs a step-free home, and this one has steps."))
    return check(_("The guest needs a step-free home, and it is not known whether this one has steps."))
