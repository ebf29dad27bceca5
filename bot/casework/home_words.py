"""What a guest reads of a home: the municipality, the space, who lives there, which languages, and what it is like."""

from __future__ import annotations

import datetime as dt

from bot.casework.coarse_words import coarse_lines
from conversations.session import Session
from conversations.text import Lines, Paragraph, _


def home_asked(host: Session, until: dt.date) -> tuple[Paragraph, ...]:
    """The question to a guest whether they would like to meet a host; `until`: when an answer is hoped for."""
    return (
        _("<b>Could this be a home for you?</b>"),
        _("A coordinator thinks that it could suit you. This much we may tell you now, without a name or an address:"),
        Lines(coarse_lines(host)),
        _(
            "If you say yes, you meet first. You both decide freely after that. "
            "A no is always all right, and we go on looking."
        ),
        _("It helps us if you answer by {day}.").of(day=until),
    )
