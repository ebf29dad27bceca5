"""How many people, of what kind: the only thing that matching knows of who somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from conversations.household import Household
from conversations.questions.panel_parts import parts_of, tell_part
from conversations.text import Items

COUNTERS = parts_of(Household)


class Adults(NamedTuple):
    """One reading of who the adults are, where it was not said of all."""

    women: int
    men: int


class People(BaseModel):
    """Counts of a party or of a household; `adults` are those not further said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    women: int = Field(default=0, ge=0)
    men: int = Field(default=0, ge=0)
    adults: int = Field(default=0, ge=0)
    children_0_2: int = Field(default=0, ge=0)
    children_3_6: int = Field(default=0, ge=0)
    children_7_12: int = Field(default=0, ge=0)
    children_13_17: int = Field(default=0, ge=0)

    @classmethod
    def of(cls, household: Household) -> Self:
        """The counts of an answer, without anything else that it may hold."""
        return cls.model_validate({name: getattr(household, name) for name in cls.model_fields})

    @property
    def grown(self) -> int:
        """How many adults."""
        return self.women + self.men + self.adults

    @property
    def children(self) -> int:
        """How many people under 18."""
        return self.children_0_2 + self.children_3_6 + self.children_7_12 + self.children_13_17

    @property
    def size(self) -> int:
        """How many people in all."""
        return self.grown + self.children

    def readings(self) -> Iterator[Adults]:
        """Everything that the adults may be: each one not further said is read as a woman and as a man."""
        for women in range(self.adults + 1):
            yield Adults(self.women + women, self.men + self.adults - women)

    def told(self) -> Items:
        """2 women, 1 child (3–6), in the words of the interview."""
        told = [tell_part(part, getattr(self, name)) for name, part in COUNTERS.items()]
        return Items(tuple(words for words in told if words is not None))
