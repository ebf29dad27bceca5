"""Words from outside, made harmless: they show what was written, and do nothing to what stands around them."""

from __future__ import annotations

import html
import json
import re
import unicodedata

LEFT_ALONE = "\n\u200c\u200d"
"""Line breaks; and the joiners, which Persian words and many emoji need (see STRAY_JOINER)."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"

STRAY_JOINER = re.compile("(?<![^\\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\\s\u200c\u200d])")
"""A joiner that joins nothing: at an end, beside a space, or beside another."""

COMMAND = re.compile(r"(?<![^\s(\[\"“”'’,;:])/(?=\w)")
"""Where a messenger would make a command of what was typed, for the reader to tap."""


def clean(words: str) -> str:
    """The words without invisible characters that could reorder, hide or break what stands around them.

    Those are the controls of writing direction, zero-width spaces and marks, tags, and control characters.
    Writing itself stays as it is, in every script, also emoji made of several.
    """
    if words.isascii() and words.isprintable():
        return words
    kept = "".join(_shown(character) for character in words)
    return STRAY_JOINER.sub("", kept)


def _shown(character: str) -> str:
    if character in LEFT_ALONE:
        return character
    if character in "\t\v\f\u2028\u2029\u0085":
        return "\n" if character in "\u2028\u2029\u0085" else " "
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} else character


def isolated(words: str) -> str:
    """Words that hold right-to-left writing, in marks that keep them from reordering the sentence around them."""
    if any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in words):
        return f"{ISOLATE}{words}{END_ISOLATE}"
    return words


def untappable(words: str) -> str:
    """Words in which nothing is a command: nobody can plant a "/delete" that another person then taps."""
    return COMMAND.sub("/\u2060", words)


def escaped(words: str) -> str:
    """Words for a message in HTML, between tags or within an attribute."""
    return html.escape(words, quote=False).replace('"', "&quot;")


def numbered(written: str) -> str:
    """JSON in which what is not seen is written by its number: it says the same, and turns nothing in an editor."""
    return "".join(c if c.isprintable() or c in LEFT_ALONE else json.dumps(c)[1:-1] for c in written)


def one_line(words: str) -> str:
    """Words for a button: all white space is one space."""
    return " ".join(words.split())
