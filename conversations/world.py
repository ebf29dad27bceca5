"""What a conversation may know of the world: today, places, languages, words and limits, all handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from conversations.text import Text


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name may mean: `sure` when there is one right reading, else up to five to choose from."""

    codes: tuple[str, ...]
    sure: bool


class Places(Protocol):
    """Finds municipalities and regions by what people type, and knows which exist."""

    def find(self, typed: str) -> Found:
        """Municipalities ("091") that the typed name may mean, the likeliest first, at most five."""

    def find_area(self, typed: str) -> Found:
        """As `find`, but regions ("region:01") count too."""

    def usual(self) -> Sequence[str]:
        """Municipality codes worth a button of their own, the most wished first."""

    def regions(self) -> Sequence[str]:
        """All region codes ("region:01"), in the order in which they are shown."""

    def knows(self, code: str) -> bool:
        """Whether there is a municipality or region with this code."""


class Languages(Protocol):
    """Finds languages by their names in Finnish, Swedish, English or themselves."""

    def find(self, typed: str) -> tuple[str, ...]:
        """ISO codes of the languages named in the text, in the order typed; empty if any word is not a language."""

    def usual(self) -> Sequence[str]:
        """Codes worth a button of their own."""

    def knows(self, code: str) -> bool:
        """Whether there is a language with this code, so that it can be named."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much (from data/): characters of a free text and of a name, days ahead."""

    words: int = 1000
    name: int = 60
    days_ahead: int = 730
    unfinished_days: int = 30
    """After how many days without a word an unfinished interview is erased; the notice says it."""
    exclusion_months: int = 0
    """How long somebody may be kept from being brought together with others; 0: nobody is. The notice says it."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside a conversation that its next step may depend on."""

    today: dt.date
    places: Places
    languages: Languages
    says: Callable[[Text], tuple[str, ...]]
    """A text in all three languages, to compare with what a person typed."""
    first_name: str = ""
    """The name that the messenger shows, offered as a button; never kept unless the person chooses it."""
    controller: str = ""
    """Who answers for the data; empty while nobody does, and the notice then says that this is a trial."""
    limits: Limits = Limits()
    chat: bool = True
    """Whether the person can be written to here; False where a coordinator asks by phone and writes the answers."""
