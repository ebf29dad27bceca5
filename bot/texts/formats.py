"""Numbers, days, times, lists and the names of languages, as each language writes them (Unicode's CLDR, by Babel)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.texts.errors import TextError
from bot.texts.languages import LOCALES, SOURCE


@lru_cache(maxsize=4096)
def number(n: int, language: str) -> str:
    """1234 as "1 234" (with a space that does not break) or "1,234"."""
    return format_decimal(n, locale=LOCALES[language])


@lru_cache(maxsize=4096)
def day(date: dt.date, language: str) -> str:
    """ "1. maaliskuuta 2027", "1 mars 2027", "1 March 2027"."""
    return format_date(date, "long", locale=LOCALES[language])


@lru_cache(maxsize=4096)
def weekday_and_day(date: dt.date, language: str) -> str:
    """ "maanantai 1. maaliskuuta 2027", "måndag 1 mars 2027", "Monday, 1 March 2027"."""
    return format_date(date, "full", locale=LOCALES[language])


def time(at: dt.time, language: str) -> str:
    """ "14.30", in English "14:30"."""
    return format_skeleton("Hm", at, locale=LOCALES[language])


@lru_cache(maxsize=1024)
def month(year: int, number_of_month: int, language: str) -> str:
    """ "maaliskuu 2027", "mars 2027", "March 2027"."""
    return format_skeleton("yMMMM", dt.date(year, number_of_month, 1), locale=LOCALES[language])


def weekday(index: int, language: str) -> str:
    """The shortest usual name, 0 being Monday: "ma", "må", "Mo"."""
    return str(LOCALES[language].days["stand-alone"]["short"][index])


IN_CLDR = {"prs": "fa_AF"}
"""CLDR names Dari, of which the code is "prs", as the Persian of Afghanistan."""


@lru_cache(maxsize=2048)
def language_name(code: str, language: str) -> str:
    """A language's name as in running text ("ukraina", "ukrainska", "Ukrainian").

    Where CLDR has no name in the reader's language, the English one is better than a code; raises TextError
    where it has none either.
    """
    key = IN_CLDR.get(code, code)
    name = LOCALES[language].languages.get(key) or LOCALES[SOURCE].languages.get(key)
    if not name:
        raise TextError(f"No language is known by the code {code!r}.")
    return str(name)


def items(parts: Sequence[str], language: str) -> str:
    """ "a, b ja c", "a, b och c", "a, b and c"."""
    return format_list(parts, locale=LOCALES[language])
