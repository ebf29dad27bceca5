"""How long a stay may be, and the shortest that helps: the usual answers, and how people write them."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from conversations.questions.base import Option
from conversations.questions.choice import spoken
from conversations.questions.panel import ReadParts
from conversations.questions.panel_words import PIECES
from conversations.reading import Unit, Unread, fold, read_choice, read_span
from conversations.text import _
from conversations.world import World

Length = Literal["weeks", "months", "process", "open"]
Shortest = Literal["weekend", "weeks", "month", "months"]

LENGTHS: tuple[Option, ...] = (
    Option("weeks", _("Some weeks"), ("viikkoja", "muutama viikko", "några veckor", "weeks")),
    Option("months", _("Some months"), ("kuukausia", "muutama kuukausi", "några månader", "months")),
    Option("process", _("The whole asylum process"), ("koko prosessi", "hela processen", "the whole process")),
    Option(
        "open", _("Open for now"), ("avoin", "toistaiseksi", "öppet", "tills vidare", "open", "until further notice")
    ),
)

SHORTEST: tuple[Option, ...] = (
    Option("weekend", _("A few days is enough"), ("muutama päivä", "några dagar", "few days", "weekend")),
    Option("weeks", _("Two weeks at least"), ("kaksi viikkoa", "två veckor", "two weeks")),
    Option("month", _("A month at least"), ("kuukausi", "en månad", "a month")),
    Option("months", _("Three months at least"), ("kolme kuukautta", "tre månader", "three months")),
)

AT_LEAST = frozenset(
    {
        "vahintaan",
        "ainakin",
        "minimissaan",
        "min",
        "minst",
        "atminstone",
        "minimum",
        "least",
        "riittaa",
        "racker",
        "enough",
    }
)
"""Words, folded, by which the shortest stay is told from the whole."""

ENOUGH = frozenset({"riittaa", "racker", "enough", "is", "auttaa", "hjalper", "helps", "already", "jo", "redan"})
"""Words, folded, that say of a length that it helps, and nothing of how long it is."""


def read_length(words: str) -> str | None:
    """How long, as one of LENGTHS; None where it is none of them for sure."""
    read = read_span(words)
    if isinstance(read, Unread):
        return None
    match read.unit:
        case Unit.DAYS:
            return None
        case Unit.WEEKS | Unit.MONTHS | Unit.PROCESS | Unit.OPEN:
            return read.unit.value


def read_shortest(words: str) -> str | None:
    """The shortest stay, as one of SHORTEST; None where it is none of them for sure ("two months")."""
    read = read_span(" ".join(word for word in fold(words).split() if word not in ENOUGH))
    if isinstance(read, Unread):
        return None
    match read.unit, read.least or read.most:
        case Unit.DAYS, count if count is None or count < 7:
            return "weekend"
        case (Unit.DAYS, 14) | (Unit.WEEKS, 2 | None):
            return "weeks"
        case (Unit.DAYS, 30) | (Unit.WEEKS, 4) | (Unit.MONTHS, 1):
            return "month"
        case Unit.MONTHS, count if count is not None and count >= 3:
            return "months"
    return None


def read_stay(words: str, world: World) -> ReadParts | None:
    """Reads "some months, at least two weeks": the length, and the shortest that helps."""
    found: dict[str, JsonValue] = {}
    for piece in PIECES.split(words):
        least = "length" in found or not AT_LEAST.isdisjoint(fold(piece).replace("-", " ").split())
        part, options = ("shortest", SHORTEST) if least else ("length", LENGTHS)
        code = read_shortest(piece) if least else read_length(piece)
        if code is None:
            chosen = read_choice(piece, spoken(options, world))
            code = chosen if isinstance(chosen, str) else None
        if code is not None:
            found.setdefault(part, code)
    return ReadParts(found) if found else None


def read_notice(words: str) -> str | None:
    """How long before a host wants to know: days, a week or two, a month; None where it is none of them for sure."""
    read = read_span(words)
    if isinstance(read, Unread):
        return None
    match read.unit, read.most or read.least:
        case Unit.DAYS, count if count is None or count < 7:
            return "days"
        case (Unit.DAYS, 7 | 14) | (Unit.WEEKS, 1 | 2 | None):
            return "weeks"
        case (Unit.WEEKS, 4) | (Unit.MONTHS, 1):
            return "month"
    return None
