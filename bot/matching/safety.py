"""Which pairs are not suggested for safety's sake: the table in data/pair_safety.yaml.

A row tells of who comes and of who lives there, by counts alone. The strictest row that applies decides, so a
further row can only make the table tighter. Where it is not said of an adult whether a woman or a man, every
reading is looked at, and what holds in only some of them is to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.matching.people import Adults, People
from conversations.text import Text, _

REASONS: Mapping[str, Text] = {
    "woman-alone": _("A woman is coming alone, and the adults of the household are men only."),
    "women": _("Only women are coming, and the adults of the household are men only."),
    "women-with-children": _("Women and children are coming, and the adults of the household are men only."),
    "children": _("Children are coming, and the adults of the household are men only."),
    "men": _("Only men are coming, and the only adult of the household is a woman."),
    "agreed": _("The network or the local group has agreed to take special care with such a pair."),
}
"""What a row may give as its reason; "agreed" is for rows that a group adds."""


@dataclass(frozen=True, slots=True)
class Many:
    """How many: from `least` to `most`, or without a limit."""

    least: int = 0
    most: int | None = None

    def holds(self, n: int) -> bool:
        """Whether so many are meant."""
        return self.least <= n and (self.most is None or n <= self.most)


def _many(words: object) -> Many:
    """Reads “0”, “2”, “1+” or “any”."""
    if isinstance(words, Many):
        return words
    if words == "any":
        return Many()
    if not isinstance(words, str) or not (read := re.fullmatch(r"(\d{1,2})(\+?)", words, re.ASCII)):
        raise ValueError("a count is expected, as 0, 1, 2, 1+ (one or more) or any")
    least = int(read[1])
    return Many(least, None if read[2] else least)


Count = Annotated[Many, PlainValidator(_many)]


class Who(BaseModel):
    """A kind of party or household."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    women: Count = Many()
    men: Count = Many()
    children: Count = Many()

    def fits(self, adults: Adults, children: int) -> bool:
        """Whether these people are of the kind."""
        return self.women.holds(adults.women) and self.men.holds(adults.men) and self.children.holds(children)

    @model_validator(mode="after")
    def _means_somebody(self) -> Self:
        if self.women.most == 0 and self.men.most == 0:
            raise ValueError("nobody is meant: at least one adult always comes, and lives there")
        if {self.women, self.men, self.children} == {Many()}:
            raise ValueError("everybody is meant: at least one of women, men, children must be told")
        return self


class Row(BaseModel):
    """One line of the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: str = Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")
    coming: Who
    living_there: Who
    verdict: Literal["not suggested", "to be checked"]
    reason: str

    @field_validator("reason")
    @classmethod
    def _is_known(cls, reason: str) -> str:
        if reason not in REASONS:
            raise ValueError(f"known reasons are {', '.join(REASONS)}")
        return reason

    @property
    def says(self) -> Text:
        """The reason in words."""
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the table says of a pair."""

    rows: tuple[Row, ...] = ()
    """Every row that applies, or that may apply; in the table's order."""
    surely: frozenset[str] = frozenset()
    """Codes of the rows that apply however the adults not further said are read."""
    refused: bool = False
    """Whether the pair is not suggested, however the adults not further said are read."""

    @property
    def first(self) -> Row:
        """The row to be told of: strictest first, sure ones first. Raises IndexError where no row applies."""
        order = sorted(self.rows, key=lambda row: (row.verdict != "not suggested", row.row not in self.surely))
        return order[0]


class PairSafety(BaseModel):
    """The whole table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[Row, ...] = Field(min_length=1)
    groups: Mapping[str, tuple[Row, ...]] = Field(default_factory=dict)
    """Further rows of single groups, by slug: they hold where one of the two sides is looked after by that group."""

    @model_validator(mode="after")
    def _names_each_row_once(self) -> Self:
        seen: set[str] = set()
        for at, row in self._places():
            if row.row in seen:
                raise PydanticCustomError("twice", "the name stands here a second time", {"at": (*at, "row")})
            seen.add(row.row)
        return self

    def _places(self) -> Iterator[tuple[tuple[str | int, ...], Row]]:
        yield from ((("rows", at), row) for at, row in enumerate(self.rows))
        for slug, rows in self.groups.items():
            yield from ((("groups", slug, at), row) for at, row in enumerate(rows))

    def all_rows(self) -> tuple[Row, ...]:
        """Every row, of groups, too."""
        return tuple(row for _at, row in self._places())

    def rows_for(self, groups: Collection[str]) -> tuple[Row, ...]:
        """The rows that hold where these groups look after the two."""
        return (*self.rows, *(row for slug in self.groups if slug in groups for row in self.groups[slug]))

    def weigh(self, party: People, household: People, groups: Collection[str] = ()) -> Weighed:
        """What the table says of a party that would come to a household; `groups`: who looks after them, by slug."""
        rows = self.rows_for(groups)
        worlds = [
            frozenset(
                row.row
                for row in rows
                if row.coming.fits(coming, party.children) and row.living_there.fits(there, household.children)
            )
            for coming in party.readings()
            for there in household.readings()
        ]
        strict = {row.row for row in rows if row.verdict == "not suggested"}
        fired = frozenset[str]().union(*worlds)
        return Weighed(
            rows=tuple(row for row in rows if row.row in fired),
            surely=frozenset.intersection(*worlds),
            refused=all(world & strict for world in worlds),
        )
