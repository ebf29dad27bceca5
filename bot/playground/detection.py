"""What Telegram finds in plain text by itself: commands, mentions, links, addresses, numbers."""

import re
from collections.abc import Iterator

from bot.playground.utf16 import offsets
from bot.playground.wire import JsonObject

_TOP_LEVEL = "com|org|net|fi|se|no|dk|ee|eu|info|io|me|app|dev|de|fr|uk|ru|ua|us|tv|gov|edu|int|ax"
_LINK = re.compile(
    rf"(?<![\w@.])(?:(?:https?|ftp|tg)://[^\s<>\"]+|(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w.-]*@)\b(?:[/?#:][^\s<>\"]*)?)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", _LINK),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\b")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ -]?\d){6,14}(?!\w)")),
)
_TAIL = ".,:;!?'\")]}"


def detect(text: str) -> list[JsonObject]:
    """The entities of plain text, in order, none inside another."""
    places = offsets(text)
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for start, end in _spans(kind, pattern, text):
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
                found.append((start, end, kind))
    return [
        {"type": kind, "offset": places[start], "length": places[end] - places[start]}
        for start, end, kind in sorted(found)
    ]


def _spans(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        end = match.end()
        while kind == "url" and text[end - 1] in _TAIL:
            end -= 1
        yield match.start(), end
