"""What each side is told when a trial stay begins and when the guest moves in.

What the authorities want is said as carefully as it is known: whom to tell, and whom to ask.
"""

from __future__ import annotations

import datetime as dt

from conversations.answers import Role
from conversations.text import Lines, Paragraph, Text, _, n_

TO_DO: dict[Role, tuple[Text, ...]] = {
    "guest": (
        _("<b>Please tell your reception centre</b>"),
        _(
            "If you are registered at a reception centre, tell it your new address at once: by phone, by post or on a "
            "visit. You do that yourself; the host does not. Your centre may ask for the contract of your stay."
        ),
        _("You stay registered at the centre, and get its services there as before."),
        _("If you lose the home, the centre arranges a place for you where there is room; it may be in another town."),
    ),
    "host": (
        _("<b>Please tell your landlord</b>"),
        _(
            "If you rent your home, tell your landlord that somebody moves in. In a housing company, tell the "
            "property manager how many people live in the home: the water charge and the keys may depend on it."
        ),
        _(
            "Ask your insurance company what your home insurance covers. If you get a benefit from Kela, ask Kela "
            "whether they need to know."
        ),
        _("The guest tells the reception centre the new address; you need not."),
    ),
}
"""What each side has to see to themselves. The first line is the heading."""

ASKED_SOON = _(
    "In the first days, and later from time to time, I ask each of you how it is going. "
    "Only the coordinator sees what you answer."
)


def to_do(role: Role) -> Paragraph:
    """What a side has to see to when the guest moves in."""
    return Lines(TO_DO[role])


def moved_in(role: Role, day: dt.date, until: dt.date | None) -> tuple[Paragraph, ...]:
    """Told to a side when the day of moving in is known."""
    begins = (
        _("<b>A guest moves in with you on {day}.</b> Welcome to living together!")
        if role == "host"
        else _("<b>You move into your new home on {day}.</b> Welcome!")
    ).of(day=day)
    agreed = (
        _("No end is agreed for the stay. You can agree on one at any time.")
        if until is None
        else _("The stay is agreed until {until}. It can be made longer or shorter together.").of(until=until)
    )
    return (begins, to_do(role), agreed, ASKED_SOON)


def trial_begins(role: Role, day: dt.date, days: int) -> tuple[Paragraph, ...]:
    """Told to a side when the day of the trial stay is known."""
    begins = (
        n_(
            "<b>The trial stay at your home begins on {day}.</b> It lasts {n} day.",
            "<b>The trial stay at your home begins on {day}.</b> It lasts {n} days.",
        )
        if role == "host"
        else n_(
            "<b>Your trial stay begins on {day}.</b> It lasts {n} day.",
            "<b>Your trial stay begins on {day}.</b> It lasts {n} days.",
        )
    ).of(n=days, day=day)
    after = _("After it I ask each of you how it was, and both have some days to think. Nobody has to say yes.")
    stop = _("Either of you may stop at any time: write or call your coordinator.")
    return (begins, after, stop)
