"""Counts the people whom one word of an answer means, by sex, age and band of years; or says what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from conversations.reading.outcome import UnreadPeople
from conversations.reading.people_items import Age, Count
from conversations.reading.people_words import CHILDREN, Kind, Noun, Number

OF_AGE = frozenset({Kind.WOMAN, Kind.MAN, Kind.ADULT, Kind.SELF, Kind.ALONE, Kind.COUPLE})
_SURELY_ONE_CHILD = frozenset({Kind.GIRL, Kind.BOY, Kind.BABY})
_WOMEN = frozenset({Kind.WOMAN, Kind.GIRL, Kind.SISTER})
_MEN = frozenset({Kind.MAN, Kind.BOY, Kind.BROTHER})
_BANDS = (("children_0_2", 2), ("children_3_6", 6), ("children_7_12", 12), ("children_13_17", 17))


@dataclass(slots=True)
class Group:
    """A word for people with the number before it, and the ages and bare numbers after it."""

    noun: Noun
    count: int | None
    numbered: bool
    ages: list[Age] = field(default_factory=list)
    bare: list[Count] = field(default_factory=list)
    apart: bool = False
    """Whether a comma or an "and" has followed."""
    details: bool = False
    """Whether a bracket or a colon has followed."""
    bare_apart: bool = False
    """Whether the bare numbers came only after a comma or an "and": "lapsi + 2" is no child of two."""

    @property
    def kind(self) -> Kind:
        return self.noun.kind

    def wants_age(self) -> bool:
        """Whether one more age may belong to it."""
        return self.kind not in OF_AGE and (self.count is None or len(self.ages) < self.count)


def number_follows(group: Group) -> bool:
    """Whether the number after a word for adults tells how many they are: "naisia 2"."""
    return group.kind in OF_AGE and not group.numbered and any(one.number < 18 for one in group.bare)


def count_group(group: Group, counts: dict[str, int], *, ages_follow: bool = True) -> set[UnreadPeople]:
    """Adds those of a group to the counts, by the names of `People`'s fields; returns what is missing of them.

    `ages_follow`: whether the number in "child 5" can only be an age, which it may not be beside "women 2".
    """
    if group.kind is Kind.FAMILY:
        return {UnreadPeople.HOW_MANY}
    if group.count is None and [one.number for one in group.bare] == [0]:
        return set()
    if group.kind in OF_AGE:
        return _count_of_age(group, counts)
    ages = _ages(group, ages_follow=ages_follow)
    if ages is None:
        return {UnreadPeople.UNCLEAR}
    count = group.count if group.count is not None else len(ages) or None
    if group.count is None and group.noun.number is Number.MANY and len(ages) == 1:
        count = None
    if group.kind is Kind.BABY and count and not ages:
        ages = [0] * min(count, 100)
    for years in ages:
        _add_one(group.kind, years, counts)
    if group.kind is Kind.BABY and any(years > 2 for years in ages):
        return {UnreadPeople.UNCLEAR}
    if count == len(ages):
        return set()
    if count is not None and count < len(ages):
        return {UnreadPeople.UNCLEAR}
    return {UnreadPeople.AGE_MISSING if group.kind in CHILDREN else UnreadPeople.ADULTS_OR_CHILDREN}


def _ages(group: Group, *, ages_follow: bool) -> list[int] | None:
    """The ages said of a group, also as bare numbers where those can be nothing else; None where that is not clear."""
    said: list[Age] | list[Count] = group.ages
    if group.bare:
        two_in_one = len(group.bare) == 1 and group.bare[0].tenths is not None and group.count == 2
        fits = len(group.bare) == group.count if group.numbered or group.details else len(group.bare) > 1
        surely = len(group.bare) == group.count and (
            group.kind in _SURELY_ONE_CHILD or (ages_follow and _is_age_of_one(group))
        )
        if group.bare_apart and group.count == 1:
            return None
        if group.ages and group.count is None and [one.number for one in group.bare] == [len(group.ages)]:
            pass
        elif group.ages:
            return None
        elif fits or surely or two_in_one:
            said = group.bare
    years = [age.years if isinstance(age, Age) else age.number for age in said]
    second = [age.or_both if isinstance(age, Age) else age.tenths for age in said]
    if second == [None] * len(second):
        return years * 2 if group.kind is Kind.TWINS and len(years) == 1 else years
    if len(years) == 1 and group.count == 2 and second[0] is not None:
        return [years[0], second[0]]
    return years if len(years) == group.count else None


def _is_age_of_one(group: Group) -> bool:
    """ "Child 5" is a child of five years; "child 2" may as well be two children."""
    return group.kind is Kind.CHILD and group.count == 1 and 2 < group.bare[0].number < 18


def _count_of_age(group: Group, counts: dict[str, int]) -> set[UnreadPeople]:
    """Adults; the numbers after them are their ages, or their number where none stood before."""
    count, ages = group.count, [age.years for age in group.ages]
    bare = [one.number for one in group.bare if one.tenths is None]
    if len(bare) != len(group.bare):
        return {UnreadPeople.UNCLEAR}
    if bare and all(number >= 18 for number in bare):
        ages += bare
    elif (
        len(bare) == 1
        and bare[0] < 13
        and not group.numbered
        and not ages
        and group.kind not in (Kind.SELF, Kind.ALONE)
    ):
        count = bare[0]
    elif bare:
        return {UnreadPeople.UNCLEAR}
    heads = 2 if group.kind is Kind.COUPLE else 1
    if count is None and len(ages) > (1 if group.noun.number is Number.MANY else 0):
        count = len(ages)
    if count is None:
        return {UnreadPeople.HOW_MANY}
    if len(ages) > count * heads:
        return {UnreadPeople.UNCLEAR}
    minors = [years for years in ages if years < 18]
    for years in minors:
        _add_one(group.kind, years, counts)
    field_name = "women" if group.kind is Kind.WOMAN else "men" if group.kind is Kind.MAN else "adults"
    counts[field_name] = counts.get(field_name, 0) + count * heads - len(minors)
    return set()


def _add_one(kind: Kind, years: int, counts: dict[str, int]) -> None:
    band = next((name for name, last in _BANDS if years <= last), None)
    grown = "women" if kind in _WOMEN else "men" if kind in _MEN else "adults"
    counts[band or grown] = counts.get(band or grown, 0) + 1
