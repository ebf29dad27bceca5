"""What a person reads before what they told is erased, and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from bot.casework.retention import Told
from conversations.text import Paragraph, Text, Verbatim, _

ABOUT: Final = "keeping"
"""What the question, or the call to somebody without Telegram, is about."""

KEEP: Final = _("Keep my answers")
ERASE: Final = _("Erase them now")

SAID_BY_PHONE: Final = _("Keep them (said by phone)")

OPEN_CASE: Final = _("Open the case")

KEEP_WORDS: Final = ("keep me", "keep", "keep it", "säilytä", "pitäkää", "behåll", "spara")
"""Typed instead of the button that keeps; all three languages at once."""
ERASE_WORDS: Final = ("erase", "delete now", "delete", "poista", "poistakaa", "radera", "ta bort")

_BEGUN = _("You began to answer my questions and have not finished.")
_WHY: Final[Mapping[Told, Mapping[str, Text]]] = {
    Told.UNFINISHED: {"host": _BEGUN, "guest": _BEGUN},
    Told.UNMATCHED: {
        "host": _("Your offer of a home is still open, and we have not heard from you for some time."),
        "guest": _("We are still looking for a home for you, and have not heard from you for some time."),
    },
    Told.WITHDRAWN: {
        "host": _("You took back your offer of a home some time ago, and your answers are still kept."),
        "guest": _("You took back your search for a home some time ago, and your answers are still kept."),
    },
    Told.DECLINED: {
        "host": _("We do not look for anybody for your home at present, and your answers are still kept."),
        "guest": _("We do not look for a home for you at present, and your answers are still kept."),
    },
    Told.STAYED: {
        "host": _("Your stay is over, and your answers are still kept."),
        "guest": _("Your stay is over, and your answers are still kept."),
    },
}


def warning(kind: Told, role: str, day: dt.date) -> tuple[Paragraph, ...]:
    """Once, some days before."""
    text = _("We keep nothing longer than it is needed. Unless you ask me to keep your answers, I erase them on {day}.")
    return (_WHY[kind][role], text.of(day=day))


def to_tell_by_phone(kind: Told, role: str, day: dt.date) -> tuple[Paragraph, ...]:
    """For the coordinator who calls somebody without Telegram."""
    return (
        *warning(kind, role, day),
        _("If they would like their answers to be kept, press “{button}” in the case.").of(button=SAID_BY_PHONE),
    )


def kept_until(day: dt.date) -> Text:
    """The answer to being asked to keep it."""
    return _("Good, your answers are kept. If I hear nothing from you, I ask again before {day}.").of(day=day)


def kept_still(day: dt.date) -> Text:
    """The question once more."""
    return _("Shall I keep your answers? Otherwise I erase them on {day}.").of(day=day)


def erased(*, everything: bool, asked_for: bool) -> tuple[Paragraph, ...]:
    """After it is done; `everything`: nothing else of the person is left."""
    if everything:
        return (
            _("Everything about you is erased, as I said before."),
            _("You are welcome back whenever you like: /start"),
        )
    rest = _("What else you told us is still here: /mydata")
    if asked_for:
        return (_("These answers are erased."), rest)
    return (_("These answers are erased, as I said before."), rest)


def case_erased(number: str) -> Text:
    """For the coordinator who looked after a case, and hears no more than the number."""
    return _("{number} is erased. Nothing of it is kept.").of(number=Verbatim(number))


def held_up(number: str) -> Text:
    """For the coordinator of a case that is past its time only because its way in was begun and not finished."""
    return _("{number}: the time is over for which it is kept. Please finish the way in, or end it.").of(
        number=Verbatim(number)
    )
