"""Case numbers as coordinators type them."""

from __future__ import annotations

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L and O, which are easily mistaken for each other."""

_TYPED = re.compile(rf"\s*K?\s*[-–]?\s*([{ALPHABET}]{{6}})\s*", re.IGNORECASE)


def read_number(typed: str) -> str | None:
    """The case number that a coordinator typed, in its one form; None where it is none."""
    match = _TYPED.fullmatch(typed)
    return f"K-{match[1].upper()}" if match else None
