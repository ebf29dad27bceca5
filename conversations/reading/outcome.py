"""What reading a typed answer comes to, where it is not simply the value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

R = TypeVar("R", bound=StrEnum, covariant=True)
K = TypeVar("K", covariant=True)


@dataclass(frozen=True, slots=True)
class Unread(Generic[R]):
    """Not read: the reason chooses the friendly sentence with which the question is asked again."""

    reason: R


@dataclass(frozen=True, slots=True)
class Several(Generic[K]):
    """More than one option may be meant: at most five, the likeliest first."""

    keys: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A day that may be meant; the person must confirm it before it counts."""

    day: dt.date


class UnreadNumber(StrEnum):
    """Why no number was read."""

    UNCLEAR = "unclear"
    """No number in it, or words around it that may change what it means."""
    RANGE = "range"
    """"2–3", "two or three": one number is needed."""
    NOT_WHOLE = "not whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too large"
    """More than a million: hardly a count of anything that we ask."""


class UnreadDay(StrEnum):
    """Why no day was read."""

    UNCLEAR = "unclear"
    VAGUE = "vague"
    """A season or "later": a day or a month is needed."""
    RANGE = "range"
    """Two days, or from one to another: only the first is asked."""
    NO_SUCH_DAY = "no such day"
    """31.2., or a weekday that is not that day's."""
    PAST = "past"
    TOO_FAR = "too far"


class UnreadAnswer(StrEnum):
    """Why neither yes nor no was read."""

    UNCLEAR = "unclear"
    UNDECIDED = "undecided"
    """"Maybe", "I don't know"."""


class UnreadChoice(StrEnum):
    """Why no option was read."""

    UNCLEAR = "unclear"
    SEVERAL = "several"
    """More than one option may be meant by one of the words."""


class UnreadPeople(StrEnum):
    """Why it was not read who is meant."""

    UNCLEAR = "unclear"
    AGE_MISSING = "age missing"
    """A child whose age is not said."""
    ADULTS_OR_CHILDREN = "adults or children"
    """Persons ("2 hlö", a sister) of whom it is not said whether they are of age."""
    HOW_MANY = "how many"
    """A plural without a number: "lapset", "a family"."""


class UnreadSpan(StrEnum):
    """Why no length of time was read."""

    UNCLEAR = "unclear"
    VAGUE = "vague"
    """"Long", "until summer": weeks or months are needed."""


class UnreadPhone(StrEnum):
    """Why no phone number was read."""

    UNCLEAR = "unclear"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    SEVERAL = "several"
    EXTENSION = "extension"
    COUNTRY_MISSING = "country missing"
    """A number that is not Finnish, without its + and country code."""
