"""Cuts an answer about people into what it names: counts, ages, words for people, and what stands between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from conversations.reading import people_words as words
from conversations.reading.folding import fold
from conversations.reading.number_words import NUMBER_WORDS
from conversations.reading.people_words import Kind, Noun, Number


class Mark(Enum):
    """What stands between the words for people."""

    BETWEEN = auto()
    COMMA = auto()
    OPENS = auto()
    """A bracket or a colon: details of what stands before it."""
    CLOSES = auto()
    NONE = auto()
    """"No", "without": none of what follows."""
    TOTAL = auto()
    COUPLE = auto()
    AGED = auto()
    """Numbers that follow are ages."""
    YEARS = auto()
    MONTHS = auto()
    DASH = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is no age, as far as is seen yet; `tenths` for "1,5"."""

    number: int
    tenths: int | None = None
    word: bool = False


@dataclass(frozen=True, slots=True)
class Age:
    """Full years; `or_both` holds the second number of "4,9", which may be two ages."""

    years: int
    or_both: int | None = None


Item = Count | Age | Noun | Mark

_TOKEN = re.compile(r"(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)|\d+|[^\W\d_]+(?:'[a-z]+)?|[^\w\s]")
_MEN, _MONTHS = re.compile(r"\bmän\b"), re.compile(r"\bmån\b")
_SIGNS = {
    **dict.fromkeys(",;.•", Mark.COMMA),
    **dict.fromkeys("+&/", Mark.BETWEEN),
    **dict.fromkeys("(:=[", Mark.OPENS),
    **dict.fromkeys(")]", Mark.CLOSES),
    "-": Mark.DASH,
}
_SILENT = frozenset("!'\"?~*🙂😊😀😄☺👍🙏❤")
_WORDS = {
    **dict.fromkeys(words.AND, Mark.BETWEEN),
    **dict.fromkeys(words.NONE, Mark.NONE),
    **dict.fromkeys(words.TOTAL, Mark.TOTAL),
    **dict.fromkeys(words.COUPLE, Mark.COUPLE),
    **dict.fromkeys(words.AGED, Mark.AGED),
    **dict.fromkeys(words.YEARS, Mark.YEARS),
    **dict.fromkeys(words.MONTHS, Mark.MONTHS),
}
_SAYS_ENGLISH = frozenset({"and", "with", "year", "years", "aged", "no", "without"})
_SAYS_FINNISH = frozenset({"ja", "kanssa", "vuotias", "vuotiaat", "v", "kk", "seka"})


def items_of(typed: str) -> list[Item]:
    """What the answer names, in order; words that change nothing are left out, unknown ones are marked."""
    plain = unicodedata.normalize("NFC", typed).casefold()
    tokens = _TOKEN.findall(fold(_MONTHS.sub("kk", _MEN.sub("miehiä", plain))))
    return _with_ages(list(_raw(tokens)))


def _raw(tokens: list[str]) -> Iterator[Item]:
    for at, token in enumerate(tokens):
        if token in words.WE and any(_separates(beside) for beside in tokens[max(at - 1, 0) : at + 2]):
            yield from _one_of_us(token, tokens)
        elif token in {"me", "i"}:
            yield from _myself(token, tokens, at)
        elif token[0].isdigit():
            yield _number(token)
        elif token in words.OF_YEARS and at > 0 and _is_child(tokens[at - 1]):
            yield Mark.AGED
        elif (sign := _WORDS.get(token) or _SIGNS.get(token)) is not None:
            yield sign
        elif token in words.NOUNS:
            yield words.NOUNS[token]
        elif token in NUMBER_WORDS:
            yield Count(NUMBER_WORDS[token], word=True)
        elif token not in words.BESIDE and token not in _SILENT:
            yield Mark.UNKNOWN


def _is_child(token: str) -> bool:
    return token in words.NOUNS and words.NOUNS[token].kind in words.CHILDREN


def _separates(token: str) -> bool:
    return token in words.AND or _SIGNS.get(token) in (Mark.BETWEEN, Mark.COMMA)


def _number(token: str) -> Count | Mark:
    whole, _separator, tenths = token.replace(",", ".").partition(".")
    if len(whole) > 3 or len(tenths) > 2:
        return Mark.UNKNOWN
    return Count(int(whole), int(tenths) if tenths else None)


_MYSELF = Noun(Kind.SELF, Number.ONE, "en")


def _one_of_us(word: str, tokens: list[str]) -> Iterator[Item]:
    """ "We and …" leaves open who we are; but an English "me and …" is the person who types."""
    mine = word == "me" and _speaks(tokens, "en", _SAYS_ENGLISH) and not _speaks(tokens, "fi", _SAYS_FINNISH)
    yield _MYSELF if mine else Mark.UNKNOWN


def _myself(word: str, tokens: list[str], at: int) -> Iterator[Item]:
    """English "me" and "I" are the person who types; Finnish "me" is "we", Swedish "i" is "in"."""
    after = next((other for other in tokens[at + 1 :] if other.isalpha()), "")
    if word == "i":
        if after in {"am", "and", "with", "have", "will"} or tokens[-2:] == ["and", "i"]:
            yield _MYSELF
        return
    english, finnish = _speaks(tokens, "en", _SAYS_ENGLISH), _speaks(tokens, "fi", _SAYS_FINNISH)
    if len(tokens) == 1 or (english and not finnish):
        yield _MYSELF
    elif english or not finnish:
        yield Mark.UNKNOWN


def _speaks(tokens: list[str], language: str, telling: frozenset[str]) -> bool:
    return any(
        token in telling
        or (token in words.NOUNS and words.NOUNS[token].language == language)
        or words.BESIDE.get(token) == language
        for token in tokens
    )


def _with_ages(raw: list[Item]) -> list[Item]:
    """Turns numbers before "years" or "months", and after "aged", into ages."""
    found = list(raw)
    for at, item in enumerate(raw):
        if item is Mark.YEARS or item is Mark.MONTHS:
            for place in _chain(raw, at, -1):
                found[place] = _age(raw[place], months=item is Mark.MONTHS)
        elif item is Mark.AGED:
            for place in _chain(raw, at, +1):
                found[place] = _age(raw[place], months=False)
    for at in range(1, len(found) - 1):
        if found[at] is Mark.DASH and all(isinstance(end, Count | Age) for end in (found[at - 1], found[at + 1])):
            found[at - 1 : at + 2] = [Mark.UNKNOWN] * 3
    return [item for item in found if item not in (Mark.YEARS, Mark.MONTHS, Mark.AGED, Mark.DASH)]


def _chain(raw: list[Item], at: int, step: int) -> Iterator[int]:
    """Places of the numbers next to a place, joined by commas, "and" and dashes."""
    joined, place = True, at + step
    while 0 <= place < len(raw):
        item = raw[place]
        if isinstance(item, Count) and joined:
            yield place
            joined = False
        elif item in (Mark.BETWEEN, Mark.COMMA) or (item is Mark.OPENS and step > 0):
            joined = True
        elif item is not Mark.DASH:
            return
        place += step


def _age(item: Item, *, months: bool) -> Item:
    if not isinstance(item, Count) or item.number > 120:
        return Mark.UNKNOWN
    return Age(item.number // 12 if months else item.number, item.tenths)
