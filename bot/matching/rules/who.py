"""Musts on who comes and who lives there."""

from __future__ import annotations

from bot.matching.outcomes import Finding, Ground, Outcome, check, fits, no
from bot.matching.people import Adults
from bot.matching.safety import Weighed
from bot.matching.sides import Need, Offer
from conversations.host import WHOM
from conversations.text import Items, Text, Value, _, n_


def confirmed(_offer: Offer, need: Need, _ground: Ground) -> Finding:
    """What somebody else filled in is not matched before the person has confirmed it."""
    if need.confirmed:
        return fits(_("The guest has given or confirmed the answers."))
    return no(_("Somebody else gave the guest’s answers, and the guest has not confirmed them yet."))


def both_open(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """Matches are looked for, for both."""
    if not offer.open_for_matches:
        return no(_("The host is not open for matches now."))
    if not need.open_for_matches:
        return no(_("The guest is not open for matches now."))
    return fits(_("Both are open for matches."))


def not_refused(offer: Offer, need: Need, ground: Ground) -> Finding:
    """Nobody has said no to the pair, and it is not excluded; by whom or why is not told."""
    if (offer.case_id, need.case_id) in ground.pairs.refused:
        return no(_("The pair has been set aside."))
    return fits(_("The pair has not been set aside."))


def two_people(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """One person may have both roles, and is no match for themself."""
    if offer.person_id != need.person_id:
        return fits(_("Host and guest are two people."))
    return no(_("Host and guest are the same person."))


def whom(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """The party is one that the host can host.

    Nobody is asked whether two adults are a couple: two who come together fit where the host can host a couple
    and each of them alone, and are asked where only one of the two holds.
    """
    outcome = suits(offer, need)
    facts: dict[str, Value] = {"party": need.party.told(), "whom": _could_host(offer)}
    if outcome is Outcome.FITS:
        return fits(_("Coming: {party}. The host can host: {whom}.").of(**facts))
    if outcome is Outcome.NO:
        return no(_("Coming: {party}. The host can host only: {whom}.").of(**facts))
    return check(_("Coming: {party}. The host can host: {whom}. To be asked whether that suits.").of(**facts))


def suits(offer: Offer, need: Need) -> Outcome:
    """What `whom` finds, without the words."""
    outcomes = {_suits(offer, adults, need.party.children) for adults in need.party.readings()}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.CHECK


def _suits(offer: Offer, adults: Adults, children: int) -> Outcome:
    grown = adults.women + adults.men
    if children:
        if "family" not in offer.whom or children > offer.most_children:
            return Outcome.NO
        return Outcome.FITS if grown <= 2 else Outcome.CHECK
    apart = (0 if "woman" in offer.whom else adults.women) + (0 if "man" in offer.whom else adults.men)
    if grown == 1:
        return Outcome.NO if apart else Outcome.FITS
    couple = "couple" in offer.whom
    if apart and not (couple and (apart < grown or apart % 2 == 0)):
        return Outcome.NO
    return Outcome.FITS if grown == 2 and couple and not apart else Outcome.CHECK


def _could_host(offer: Offer) -> Items | Text:
    kinds = Items(tuple(option.label for option in WHOM if option.code in offer.whom))
    if "family" not in offer.whom:
        return kinds
    return n_("{whom}; at most {n} child", "{whom}; at most {n} children").of(whom=kinds, n=offer.most_children)


def women_only(offer: Offer, need: Need, _ground: Ground) -> Finding:
    """Only women live in the home, where the guest needs that; children under 13 make no difference."""
    household = offer.household
    if need.women_only is False:
        return fits(_("The guest does not need a home with women only."))
    if not (household.men or household.adults or household.children_13_17):
        return fits(_("No man lives in the home."))
    if need.women_only is None:
        return check(_("The guest has not said whether only women may live in the home."), unsaid=True)
    return _needs_women_only(offer)


def _needs_women_only(offer: Offer) -> Finding:
    there = {"household": offer.household.told()}
    if offer.space == "whole_home":
        return check(
            _(
                "The guest needs a home with women only. The host’s household is: {household}. "
                "A whole home is offered: to be asked who lives in it."
            ).of(**there)
        )
    if offer.household.men:
        return no(_("The guest needs a home with women only. Living there: {household}.").of(**there))
    return check(
        _(
            "The guest needs a home with women only. Living there: {household}. "
            "To be asked whether all of them are women and girls."
        ).of(**there)
    )


def safety(offer: Offer, need: Need, ground: Ground) -> Finding:
    """The table of pair safety; two coordinators together may decide otherwise, and then it is talked over."""
    weighed = weigh(offer, need, ground)
    if not weighed.rows:
        return fits(_("The safety table has nothing against the pair."))
    rows = tuple(row.row for row in weighed.rows)
    agreed = weighed.refused and (offer.case_id, need.case_id) in ground.pairs.agreed
    says = _safety_says(weighed.first.says, sure=weighed.first.row in weighed.surely, refused=weighed.refused)
    if agreed:
        says = _("Two coordinators have agreed on this pair. {reason}").of(reason=says)
    return Finding(Outcome.NO if weighed.refused and not agreed else Outcome.CHECK, says, rows=rows)


def weigh(offer: Offer, need: Need, ground: Ground) -> Weighed:
    """What the table says of a pair, with the rows of both sides' groups."""
    groups = frozenset(slug for slug in (offer.group, need.group) if slug is not None)
    return ground.tables.safety.weigh(need.party, offer.household, groups)


def _safety_says(reason: Text, *, sure: bool, refused: bool) -> Text:
    if refused and sure:
        return _("Not suggested, by the safety table: {reason}").of(reason=reason)
    if refused:
        return _("Not suggested, by the safety table, whoever the adults are. It may be: {reason}").of(reason=reason)
    if sure:
        return _("To be talked over with both, each on their own: {reason}").of(reason=reason)
    return _("Not said of every adult whether a woman or a man. To be asked, since it may be: {reason}").of(
        reason=reason
    )
