"""A phone number as people type it, Finnish or with its country code."""

from __future__ import annotations

import re

from conversations.reading.folding import fold
from conversations.reading.outcome import Unread, UnreadPhone

_LENGTHS = {"1": (10, 10), "7": (10, 10), "44": (9, 10), "46": (7, 9), "372": (7, 8), "380": (9, 9)}
"""How many digits follow these country codes; for others the rule of E.164 holds: at most 15 in all."""

_TRUNK_ZERO = ("358", "46", "380", "44")
"""Countries where a 0 is dropped after the country code, though people often leave it."""

_RUN = re.compile(r"(?<![\w+])\+?\(?\d[\d ().-]*\d(?!\w)")
_AREA_SLASH = re.compile(r"(?<!\d)(0\d{1,3})/(?=\d{5})")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}|\d{6}[-+a-f]\d{3}[0-9a-z]?")
_EXTENSION = re.compile(r"\d\W{0,3}(?:ext|extension|x|alanumero|alanro|ala|sisainen|anknytning|ankn|ank|#)\W{0,3}\d")
_LETTER_IN_IT = re.compile(r"\d[a-z]\d|\d[a-z]+\d{3}")


def read_phone(typed: str) -> str | Unread[UnreadPhone]:
    """The number in international form, "+358401234567", found also within a sentence if there is only one.

    A Finnish number begins with 0, any other with + or 00 and the country code. A number with an extension is
    refused, as are service numbers (0600, 0700, 0800), and what looks like a date or an identity code.
    """
    folded = _AREA_SLASH.sub(r"\1 ", fold(typed).replace("(0)", " "))
    if _EXTENSION.search(folded):
        return Unread(UnreadPhone.EXTENSION)
    if _DATE.search(folded) or _LETTER_IN_IT.search(folded):
        return Unread(UnreadPhone.UNCLEAR)
    runs = [run for run in _RUN.findall(folded) if sum(map(str.isdigit, run)) >= 5]
    read = {_international(re.sub(r"[ ().-]", "", run)) for run in runs}
    if len(read) == 1:
        return read.pop()
    return Unread(UnreadPhone.SEVERAL if read else _too_little(folded))


def _too_little(folded: str) -> UnreadPhone:
    return UnreadPhone.TOO_SHORT if sum(map(str.isdigit, folded)) >= 3 else UnreadPhone.UNCLEAR


def _international(number: str) -> str | Unread[UnreadPhone]:
    if number.startswith("00"):
        number = "+" + number[2:]
    if number.startswith("0"):
        return _finnish(number[1:])
    if number.startswith("358") and len(number) >= 10:
        number = "+" + number
    if not number.startswith("+"):
        return Unread(UnreadPhone.COUNTRY_MISSING)
    digits = number[1:]
    for country in _TRUNK_ZERO:
        if digits.startswith(country + "0"):
            digits = country + digits[len(country) + 1 :]
    return _finnish(digits[3:]) if digits.startswith("358") else _foreign(digits)


def _finnish(national: str) -> str | Unread[UnreadPhone]:
    """The number without its 0: mobile ones have 8 to 10 digits more, those of a place or a firm 6 to 10."""
    if national[:3] in {"600", "700", "800"} or not national.strip("0") or national.startswith("0"):
        return Unread(UnreadPhone.UNCLEAR)
    if len(national) > 10:
        return Unread(UnreadPhone.TOO_LONG)
    if len(national) < (8 if national.startswith(("4", "50")) else 6):
        return Unread(UnreadPhone.TOO_SHORT)
    return f"+358{national}"


def _foreign(digits: str) -> str | Unread[UnreadPhone]:
    if digits.startswith("0"):
        return Unread(UnreadPhone.UNCLEAR)
    country = next((code for code in _LENGTHS if digits.startswith(code)), "")
    least, most = _LENGTHS.get(country, (8, 15))
    if not least <= len(digits) - len(country) <= most:
        return Unread(UnreadPhone.TOO_SHORT if len(digits) - len(country) < least else UnreadPhone.TOO_LONG)
    return f"+{digits}"
