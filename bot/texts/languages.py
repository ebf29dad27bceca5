"""The languages that the bot speaks, and how each is written in Finland."""

from __future__ import annotations

from babel import Locale

SOURCE = "en"
"""The language of the sentences in the code; it needs no catalogue."""

LOCALES = {"fi": Locale("fi", "FI"), "sv": Locale("sv", "FI"), "en": Locale("en", "GB")}
"""English is British here: 1 March 2027, 14:30, as Finland writes it."""

LANGUAGES = tuple(LOCALES)
"""fi, sv, en: in this order they are offered."""


def language_of(code: str | None) -> str:
    """Our language for what a messenger says of a person ("sv", "sv-FI"); English for all others and for nothing."""
    language = (code or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LOCALES else SOURCE
