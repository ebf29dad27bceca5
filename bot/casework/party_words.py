"""What a host reads of the people who could come: how many, of what age, which languages, when, and for how long."""

from __future__ import annotations

import datetime as dt

from bot.casework.coarse_words import coarse_lines
from conversations.session import Session
from conversations.text import Lines, Paragraph, _


def party_asked(guest: Session, until: dt.date) -> tuple[Paragraph, ...]:
    """The question to a host whether they would like to meet a party; `until`: when an answer is hoped for."""
    return (
        _("<b>Could these people be guests for you?</b>"),
        _("A coordinator thinks that your home could suit them. This much we may tell you now, without a name:"),
        Lines(coarse_lines(guest)),
        _("If you say yes, you meet first. You both decide freely after that, and a no is always all right."),
        _("It helps us if you answer by {day}.").of(day=until),
    )
