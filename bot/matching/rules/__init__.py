"""All musts, in the order in which they are told. A new one is written in a file of this folder and named here."""

from __future__ import annotations

from bot.matching.outcomes import Coarse, Rule
from bot.matching.rules import home, where, who
from bot.matching.rules.dates import dates, still_holds
from conversations.text import _

RULES: tuple[Rule, ...] = (
    Rule("both_open", who.both_open, quiet=True),
    Rule("not_refused", who.not_refused, quiet=True),
    Rule("still_holds", still_holds, quiet=True),
    Rule("two_people", who.two_people, quiet=True),
    Rule("confirmed", who.confirmed, quiet=True),
    Rule(
        "room",
        home.room,
        Coarse(_("Room for all."), _("To be asked whether there is room for all."), _("Not room for all.")),
        ordered=True,
    ),
    Rule(
        "whom",
        who.whom,
        Coarse(
            _("The host can host such a party."),
            _("To be asked whether the host can host such a party."),
            _("The host cannot host such a party."),
        ),
    ),
    Rule("safety", who.safety),
    Rule(
        "dates",
        dates,
        Coarse(
            _("The dates go together."),
            _("To be asked whether the dates go together."),
            _("The dates do not go together."),
        ),
        ordered=True,
    ),
    Rule(
        "place",
        where.place,
        Coarse(
            _("The home is where the guest could live."),
            _("To be asked whether the guest could live there."),
            _("The home is not where the guest could live."),
        ),
        ordered=True,
    ),
    Rule(
        "near",
        where.near,
        Coarse(
            _("The distances are all right."),
            _("To be asked whether the distances are all right."),
            _("Something is too far away."),
        ),
        ordered=True,
    ),
    Rule(
        "own_room",
        home.own_room,
        Coarse(
            _("The kind of room suits."),
            _("To be asked whether the kind of room suits."),
            _("The kind of room does not suit."),
        ),
        ordered=True,
    ),
    Rule(
        "animals",
        home.animals,
        Coarse(
            _("Nothing against the guest’s animals, or none are coming."),
            _("To be asked about the guest’s animals."),
            _("The guest’s animals cannot come."),
        ),
        ordered=True,
    ),
    Rule(
        "smoking",
        home.smoking,
        Coarse(
            _("Smoking is no obstacle."),
            _("To be asked how it is with smoking."),
            _("The wishes on smoking do not go together."),
        ),
        ordered=True,
    ),
    Rule("women_only", who.women_only),
    Rule("step_free", home.step_free),
    Rule("allergies", home.allergies),
)

BY_CODE = {rule.code: rule for rule in RULES}
