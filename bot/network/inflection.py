"""Finnish case endings on place names: "Turussa" and "Turkuun" are Turku."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WEAKENED = {
    "kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "mp": "mm", "lt": "ll", "rt": "rr", "ht": "hd",
    "k": "", "p": "v", "t": "d",
}  # fmt: skip
_LAST_STOP = re.compile(r"(.*?)(kk|pp|tt|nk|nt|mp|lt|rt|ht|(?<![ts])[kpt])([aeiouy])")
_VOWELS = "aeiouy"

LONG_ENDINGS = ("ssa", "sta", "lla", "lta", "lle", "seen", "siin")
SHORT_ENDINGS = ("n", "a", "ta", "tta", "na", "ksi", "s", "l", "st", "lt", "han", "hen", "hin", "hon", "hun", "hyn")
"""Endings that a slip of the fingers can look like; "-s" and "-l" are spoken ("Turus", "Tampereel")."""


def stems(key: str) -> frozenset[str]:
    """What may stand before a case ending, for a folded name (`name_key`); more rather than fewer forms.

    "turku" gives "turku" and "turu", "lahti" also "lahde", "kauniainen" gives "kauniaise".
    """
    return frozenset(stem for stem in _stems(key) if len(stem) > 1)


def _stems(key: str) -> Iterator[str]:
    if key.endswith("nen"):
        yield from (key[:-3] + "se", key[:-3] + "si", key[:-3] + "s")
    elif key.endswith("s"):
        yield from (key[:-1] + "kse", key[:-1] + "de", key[:-1] + "te", key + "i", key)
        yield re.sub(r"d(?=[aeiouy]$)", "t", key[:-1])
    elif key[-1:] and key[-1] not in _VOWELS:
        yield from (key, key + "i")
    else:
        yield from _vowel_stems(key)


def _vowel_stems(key: str) -> Iterator[str]:
    yield key
    forms = [key]
    if key.endswith("i"):
        forms.append(key[:-1] + "e")
    if key.endswith("e"):
        forms.append(key + "e")
    if key.endswith("si"):
        yield from (key[:-2] + "de", key[:-2] + "te", key[:-2] + "t")
    for form in forms:
        yield form
        if found := _LAST_STOP.fullmatch(form):
            yield found[1] + _WEAKENED[found[2]] + found[3]


def endings_cut(word: str, *, short: bool) -> Iterator[str]:
    """The word without each case ending that it may bear; the doubled vowel of "Turkuun" is one of them."""
    for ending in SHORT_ENDINGS if short else LONG_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word.removesuffix(ending)
    if short and len(word) > 4 and word.endswith("n") and word[-2] in _VOWELS and word[-3] == word[-2]:
        yield word[:-2]
