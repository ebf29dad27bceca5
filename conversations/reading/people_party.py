"""Puts the pieces of an answer together: who belongs to which number and which age, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from conversations.reading.outcome import Unread, UnreadPeople
from conversations.reading.people_counting import OF_AGE, Group, count_group, number_follows
from conversations.reading.people_items import Age, Count, Item, Mark
from conversations.reading.people_words import Kind, Noun, Number


@dataclass(frozen=True, slots=True)
class People:
    """Counts of people; adults are those not further said, children go by band of years of age."""

    women: int = 0
    men: int = 0
    adults: int = 0
    children_0_2: int = 0
    children_3_6: int = 0
    children_7_12: int = 0
    children_13_17: int = 0

    @property
    def all(self) -> int:
        """How many people there are."""
        children = self.children_0_2 + self.children_3_6 + self.children_7_12 + self.children_13_17
        return self.women + self.men + self.adults + children


@dataclass(frozen=True, slots=True)
class UnclearPeople(Unread[UnreadPeople]):
    """What was missing, and the part that was understood (to be shown, never taken as the answer)."""

    understood: People = People()


_TELLS_SEX = frozenset({Kind.WOMAN, Kind.MAN, Kind.GIRL, Kind.BOY})
_ONE_ADULT = frozenset({Kind.SELF, Kind.ADULT})


@dataclass(slots=True)
class Party:
    """What has been understood so far of an answer about people."""

    groups: list[Group] = field(default_factory=list)
    pending: Count | None = None
    """A number that waits for its word."""
    none_of: bool = False
    ages_before: list[Age] = field(default_factory=list)
    before: Item | None = None
    """The piece just taken."""
    total: int | None = None
    total_follows: bool = False
    unclear: bool = False

    def take(self, item: Item, rest: Sequence[Item]) -> None:
        """Adds the next piece; `rest` is what follows it."""
        if isinstance(item, Noun):
            if not self._says_more_of_the_same(item):
                self._add(item)
        elif isinstance(item, Age):
            self._add_age(item, rest)
        elif isinstance(item, Count):
            self._add_count(item, rest)
        elif item is Mark.COUPLE:
            self._add_couple(rest)
        elif item is Mark.NONE:
            self.none_of = True
        elif item is Mark.TOTAL:
            self.total_follows = True
        elif item is Mark.UNKNOWN:
            self.unclear = True
        elif self.groups:
            self.groups[-1].apart = True
            self.groups[-1].details = self.groups[-1].details or item is Mark.OPENS
        self.before = item

    def _says_more_of_the_same(self, noun: Noun) -> bool:
        """ "Aikuinen nainen", "baby girl": two words for one person, the second of which tells the sex."""
        group = self.groups[-1] if self.groups else None
        if group is None or self.pending or self.none_of:
            return False
        adjacent = isinstance(self.before, Noun)
        one_may_be_other = noun.describes and noun.kind is not group.kind and bool({noun.kind, group.kind} & _ONE_ADULT)
        if one_may_be_other and group.kind in _TELLS_SEX | _ONE_ADULT:
            self.unclear = self.unclear or self.before is Mark.COMMA or (adjacent and group.kind is not Kind.ADULT)
        if not adjacent or group.kind not in (Kind.ADULT, Kind.CHILD, Kind.BABY) or noun.kind not in _TELLS_SEX:
            return False
        woman, man = (Kind.WOMAN, Kind.MAN) if group.kind is Kind.ADULT else (Kind.GIRL, Kind.BOY)
        if group.kind is not Kind.BABY:
            group.noun = replace(group.noun, kind=woman if noun.kind in (Kind.WOMAN, Kind.GIRL) else man)
        return True

    def _add(self, noun: Noun) -> None:
        said, none, self.pending, self.none_of = self.pending, self.none_of, None, False
        if noun.kind in (Kind.SELF, Kind.ALONE) and any(group.kind is noun.kind for group in self.groups):
            self.unclear = self.unclear or said is not None
            return
        alone = 2 if noun.kind is Kind.TWINS else 1 if noun.number is Number.ONE else None
        count = 0 if none else said.number if said else alone
        if said and (said.tenths is not None or noun.kind in (Kind.SELF, Kind.ALONE, Kind.TWINS)):
            self.unclear = True
        self.groups.append(Group(noun, count, numbered=said is not None, ages=self.ages_before))
        self.ages_before = []

    def _add_age(self, age: Age, rest: Sequence[Item]) -> None:
        group = self.groups[-1] if self.groups else None
        if group and group.wants_age() and not self.pending:
            group.ages.append(age)
        elif _leads_to_noun(rest):
            self.ages_before.append(age)
        elif group and group.kind in OF_AGE and age.years >= 18:
            group.ages.append(age)
        elif group and group.kind in (Kind.SELF, Kind.ALONE, Kind.WOMAN, Kind.MAN) and not group.apart:
            self.unclear = self.unclear or age.years < 13 or group.count != 1
            group.ages.append(age)
        else:
            times = self.pending.number if self.pending else 1
            self.pending = None
            person = Noun(Kind.PERSON, Number.ONE, "")
            self.groups.append(Group(person, times, numbered=True, ages=[age] * min(times, 20)))

    def _add_count(self, count: Count, rest: Sequence[Item]) -> None:
        following = rest[0] if rest else None
        group = self.groups[-1] if self.groups else None
        if self.pending is not None:
            self.unclear = True
        if self.total_follows or (group and group.kind is Kind.FAMILY and not isinstance(following, Noun)):
            self.total, self.total_follows = count.number, False
        elif following is Mark.COUPLE and count.number == 1:
            return
        elif isinstance(following, Noun | Age) or following is Mark.COUPLE:
            self.pending = count
        elif group and not (group.kind in OF_AGE and group.apart and not group.details and count.number < 18):
            group.bare_apart = group.bare_apart or (not group.bare and group.apart and not group.details)
            group.bare.append(count)
        else:
            self.groups.append(Group(Noun(Kind.PERSON, Number.OPEN, ""), count.number, numbered=True))

    def _add_couple(self, rest: Sequence[Item]) -> None:
        if rest and isinstance(rest[0], Noun) and rest[0].kind not in (Kind.SELF, Kind.ALONE, Kind.FAMILY):
            self.unclear = self.unclear or self.pending is not None
            self.pending = Count(2, word=True)
        else:
            self._add(Noun(Kind.COUPLE, Number.ONE, ""))

    def counted(self) -> People | UnclearPeople:
        """Everybody, or what is missing; the gravest reason first."""
        counts: dict[str, int] = {}
        groups, doubtful = _without_details(self.groups)
        whole = self.total if self.total is not None else _whole(groups)
        told_first = self.total is None and whole is not None
        ages_follow = not any(map(number_follows, groups))
        missing: set[UnreadPeople] = set()
        for group in groups[1 if told_first else 0 :]:
            missing |= count_group(group, counts, ages_follow=ages_follow)
        people = People() if doubtful else People(**counts)
        if self.unclear or doubtful or self.pending or self.ages_before or self.none_of or self.total_follows:
            missing.add(UnreadPeople.UNCLEAR)
        if whole is not None and whole != people.all:
            missing = (missing - {UnreadPeople.HOW_MANY}) or {UnreadPeople.ADULTS_OR_CHILDREN}
        elif whole is None and _family_beside_others(self.groups):
            missing.add(UnreadPeople.HOW_MANY)
        if not people.all and not missing:
            missing.add(UnreadPeople.HOW_MANY if groups else UnreadPeople.UNCLEAR)
        reason = next((one for one in UnreadPeople if one in missing), None)
        return people if reason is None else UnclearPeople(reason, people)


def _leads_to_noun(rest: Sequence[Item]) -> bool:
    """Whether ages stand right before a word for those of that age: "3- and 7-year-old children"."""
    for at, item in enumerate(rest):
        if isinstance(item, Noun):
            adjacent = at == 0 or isinstance(rest[at - 1], Age)
            return adjacent and item.kind not in (Kind.SELF, Kind.ALONE, Kind.FAMILY, Kind.PET)
        if not isinstance(item, Age) and item not in (Mark.BETWEEN, Mark.COMMA):
            return False
    return False


def _without_details(groups: list[Group]) -> tuple[list[Group], bool]:
    """Each person once: "2 adults (a man and a woman)" are two. Without animals and a family; and whether in doubt."""
    told_twice: set[int] = set()
    doubtful = False
    for at, group in enumerate(groups):
        heads = (group.count or 0) * (2 if group.kind is Kind.COUPLE else 1)
        same = _told_again(groups[at + 1 :], heads, of_age=group.kind in OF_AGE)
        if same and group.details and (group.numbered or group.kind is Kind.COUPLE):
            kept_words = group.kind in (Kind.WOMAN, Kind.MAN, Kind.GIRL, Kind.BOY)
            told_twice |= set(range(at + 1, at + 1 + same)) if kept_words else {at}
        elif group.kind is Kind.COUPLE and same:
            doubtful = True
        elif group.details and group.numbered and group.kind in OF_AGE:
            doubtful = doubtful or any(other.kind in OF_AGE for other in groups[at + 1 : at + 2])
    somebody_of_age = any(group.kind in OF_AGE - {Kind.ALONE} for group in groups)
    dropped = {Kind.PET, Kind.ALONE} if somebody_of_age else {Kind.PET}
    kept = [group for at, group in enumerate(groups) if at not in told_twice and group.kind not in dropped]
    return [group for group in kept if group.kind is not Kind.FAMILY] or kept, doubtful


def _told_again(following: Sequence[Group], heads: int, *, of_age: bool) -> int:
    """How many of the next groups are together just so many heads, all grown or all children; 0 if none."""
    told = 0
    for taken, group in enumerate(following, start=1):
        if (
            (group.kind in OF_AGE) is not of_age
            or group.kind in (Kind.PET, Kind.FAMILY, Kind.PERSON)
            or not group.count
        ):
            return 0
        told += group.count
        if told >= heads:
            return taken if told == heads else 0
    return 0


def _family_beside_others(groups: Sequence[Group]) -> bool:
    """ "My family and I": the family is somebody besides, of whom nothing is said."""
    families = [at for at, group in enumerate(groups) if group.kind is Kind.FAMILY]
    return any(at > 0 or (groups[at].apart and not groups[at].details) for at in families)


def _whole(groups: list[Group]) -> int | None:
    """The number of all, where it stands first and others follow: "4 people: …"."""
    first = groups[0] if len(groups) > 1 else None
    if first is None or first.kind is not Kind.PERSON or first.ages or not first.count or first.count < 2:
        return None
    return first.count
