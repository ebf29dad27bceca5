"""What never stands in a log: tokens, numbers of chats and phones, names of accounts, addresses, objects of people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from structlog.typing import EventDict, WrappedLogger

HIDDEN = frozenset(
    {"answer", "answers", "caption", "chat", "chat_id", "contact", "data", "first_name", "from_id", "key", "last_name"}
    | {"name", "password", "payload", "phone", "photo", "secret", "sender", "telegram_id", "text", "token", "update"}
    | {"user", "user_id", "username", "value", "values", "words"}
)
"""Values under these names are not shown at all."""

OURS = frozenset({"level", "logger", "_record", "_from_structlog"})
"""What the logging itself adds."""

LINES = frozenset({"exception"})
"""What the logging itself writes on several lines, for people: where an error happened."""

SHORTEST_NUMBER = 7
"""From so many digits on, a number may be of a chat or a phone."""

TOKEN = re.compile(r"(/bot)[^/\s]+(?=/)|\d+(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
ACCOUNT = re.compile(
    r"(?:https?://)?(?:t|telegram)\.me/[\w+/?=&.-]+|tg://[\w/?=&.-]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|(?<![\w.])@\w{2,}",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?P<time>\b20\d\d-(?:0\d|1[0-2])-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?)?(?![\d-]))"
    rf"|\+?\d(?:[\s()./\-\u00a0]{{0,3}}\d){{{SHORTEST_NUMBER - 1},}}"
)

Safe = str | int | float | bool | None | list["Safe"] | dict[str, "Safe"]


def redacted(words: str) -> str:
    """The words with tokens, accounts and long numbers blotted out; dates and times stay."""
    words = TOKEN.sub(lambda found: f"{found[1] or ''}[token]", words)
    words = ACCOUNT.sub("[account]", words)
    return NUMBER.sub(lambda found: found["time"] or "[number]", words)


def on_one_line(words: str) -> str:
    """What is not seen, or would begin a line, turn it or colour the terminal, by its number."""
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)


def one_line(words: str) -> str:
    """The first line of a message."""
    return words.strip().partition("\n")[0]


def safe_argument(argument: object) -> object:
    """An argument of another library's message: an error or an object of Telegram is only its class."""
    if isinstance(argument, BaseException) or type(argument).__module__.partition(".")[0] == "telegram":
        return f"<{type(argument).__name__}>"
    return argument


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A whole log entry, made safe."""
    return {name: value if name in OURS else safe(value, name) for name, value in event.items()}


def safe(value: object, name: str = "") -> Safe:
    """A value of a log entry: what is neither plain nor known is only its class."""
    if name in HIDDEN:
        return "[hidden]"
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, int):
        return value if len(str(abs(value))) < SHORTEST_NUMBER else "[number]"
    if isinstance(value, str | Path):
        written = redacted(str(value))
        return written if name in LINES else on_one_line(written)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {on_one_line(redacted(str(inner))): safe(one, str(inner)) for inner, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [safe(one) for one in value]
    return f"<{type(value).__name__}>"
