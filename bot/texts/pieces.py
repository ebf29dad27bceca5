"""A message too long for the messenger, in pieces that each stand alone."""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.texts.template import TAG

LIMIT = 4096
"""Telegram's most for one message, in UTF-16 units after its markup is read."""

TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)[^<>]*>|&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z]+);|.", re.DOTALL)

BREAKS = ("\n\n", "\n", " ")
"""After what a piece would rather end, best first."""

LONGEST_SIGN = 32
"""Code points of one sign (letters with marks, joined emoji) that are kept together."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag, an entity or a character; a tag shows nothing."""

    raw: str
    shown: str
    tag: str = ""
    closes: bool = False


def units(words: str) -> int:
    """The length as Telegram counts it: UTF-16 units, so most emoji are two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def split(html: str, limit: int = LIMIT) -> list[str]:
    """HTML in pieces of at most `limit` shown UTF-16 units, all text kept and in order.

    No tag or entity is cut: markup that is open where a piece ends is closed there and opened again in the next.
    A piece ends after a paragraph, a line or a word where one ends in its second half. Nothing that is only
    white space becomes a piece of its own, since Telegram refuses an empty message.
    """
    shown = entities.unescape(TAG.sub("", html))
    if units(shown) <= limit:
        return [html] if shown.strip() else []
    tokens = list(_tokens(html))
    pieces: list[str] = []
    opened: list[_Token] = []
    start = 0
    while start < len(tokens):
        end = _end(tokens, start, limit)
        part = tokens[start:end]
        before, opened = opened, _opened(opened, part)
        if any(token.shown.strip() for token in part):
            closing = "".join(f"</{token.tag}>" for token in reversed(opened))
            pieces.append("".join(token.raw for token in (*before, *part)) + closing)
        start = end
    return pieces


def _tokens(html: str) -> Iterator[_Token]:
    for match in TOKEN.finditer(html):
        raw = match.group()
        if match["name"]:
            yield _Token(raw, "", match["name"].lower(), bool(match["end"]))
        else:
            yield _Token(raw, entities.unescape(raw))


def _opened(opened: Sequence[_Token], part: Sequence[_Token]) -> list[_Token]:
    """The tags still open after a part; markup that is not nested as it should be is closed as far as it fits."""
    still = list(opened)
    for token in part:
        if token.tag and not token.closes:
            still.append(token)
        elif token.tag and still and still[-1].tag == token.tag:
            still.pop()
    return still


def _end(tokens: Sequence[_Token], start: int, limit: int) -> int:
    """Where the piece that begins at `start` ends; always after `start`."""
    shown, end = 0, start
    while end < len(tokens) and shown + units(tokens[end].shown) <= limit:
        shown += units(tokens[end].shown)
        end += 1
    if end == len(tokens):
        return end
    end = max(_best_break(tokens, start, end), start + 1)
    while end < len(tokens) and tokens[end].closes:
        end += 1
    return end


def _best_break(tokens: Sequence[_Token], start: int, end: int) -> int:
    middle = (start + end) // 2
    for wanted in BREAKS:
        for at in range(end, middle, -1):
            if "".join(token.shown for token in tokens[at - len(wanted) : at]) == wanted:
                return at
    for at in range(end, max(start, end - LONGEST_SIGN), -1):
        if not _within_a_sign(tokens[at - 1].shown, tokens[at].shown):
            return at
    return end


def _within_a_sign(before: str, after: str) -> bool:
    """Whether two characters belong together: a mark on a letter, or emoji that are joined."""
    joined = "\u200d"
    return before == joined or (bool(after) and (after == joined or unicodedata.category(after[0]).startswith("M")))
