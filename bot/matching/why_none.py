"""For a guest whom no home suits: what stands against it, and the smallest change that would open one.

Tells of health facts and of wishes, so it is for a coordinator's private chat. No change is looked for in what keeps
people safe or well (pair safety, women only, step-free, allergies), nor in what a host has set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.columns.numbers import Flags, Ints, Slots
from bot.matching.index import Index
from bot.matching.rules import RULES
from bot.matching.sides import Need
from conversations.lengths import SHORTEST, Shortest
from conversations.questions.choice import label_of
from conversations.text import Text, _, n_

FELL: Mapping[str, Text] = {
    "not_refused": n_("{n} home has been set aside for this guest.", "{n} homes have been set aside for this guest."),
    "still_holds": n_(
        "{n} host has long not said that the offer still holds.",
        "{n} hosts have long not said that the offer still holds.",
    ),
    "two_people": n_("{n} home is the guest’s own.", "{n} homes are the guest’s own."),
    "room": n_("{n} home has not room for all.", "{n} homes have not room for all."),
    "whom": n_("{n} host cannot host such a party.", "{n} hosts cannot host such a party."),
    "safety": n_("{n} home is not suggested by the safety table.", "{n} homes are not suggested by the safety table."),
    "dates": n_("{n} home does not suit by its dates.", "{n} homes do not suit by their dates."),
    "place": n_("{n} home is not where the guest could live.", "{n} homes are not where the guest could live."),
    "near": n_("{n} home is too far from what must stay near.", "{n} homes are too far from what must stay near."),
    "own_room": n_("{n} home has only a shared room.", "{n} homes have only a shared room."),
    "animals": n_("To {n} home the guest’s animals cannot come.", "To {n} homes the guest’s animals cannot come."),
    "smoking": n_(
        "With {n} home the wishes on smoking do not go together.",
        "With {n} homes the wishes on smoking do not go together.",
    ),
    "women_only": n_("In {n} home not only women live.", "In {n} homes not only women live."),
    "step_free": n_("{n} home has steps.", "{n} homes have steps."),
    "allergies": n_(
        "In {n} home an animal lives to which somebody is allergic.",
        "In {n} homes an animal lives to which somebody is allergic.",
    ),
}
"""By rule: how many homes it was the first to refuse."""

HOMES = n_("{n} home", "{n} homes")
LATER = n_("If the home may be free {n} week later: {homes}.", "If the home may be free {n} weeks later: {homes}.")
FARTHER = _("If the home may be {km} km farther away: {homes}.")
FARTHER_FROM_NEAR = _("If what must stay near may be {km} km farther away: {homes}.")
SHORTER = _("If a shorter stay would help ({shortest}): {homes}.")
SHARED_ROOM = _("If a shared room would do: {homes}.")
WITHOUT_ANIMALS = _("If the animals could live elsewhere: {homes}.")
STILL_HOLDS = _("If the hosts say, when asked, that their offers still hold: {homes}.")
NOT_CONFIRMED = _("Somebody else gave the answers: the guest is to confirm them first.")
NO_HOMES = _("No home is open for matches now.")
NO_CHANGE = _("No single change that we know of would open a home.")


@dataclass(frozen=True, slots=True)
class Fell:
    """How many homes a rule keeps from the guest."""

    rule: str
    first: int
    """Homes of which it is the first broken must, in the order of the rules."""
    only: int
    """Homes of which it is the only broken must."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that would open homes by itself."""

    code: str
    amount: int
    """Weeks or kilometres; 0 where the change has no amount."""
    homes: int
    says: Text


@dataclass(frozen=True, slots=True)
class WhyNone:
    """Why there is no home, and what would change it."""

    homes: int
    """Homes that are open for matches."""
    fell: tuple[Fell, ...]
    changes: tuple[Change, ...]
    confirmed: bool = True

    def lines(self) -> tuple[Text, ...]:
        """Sentences for a coordinator, what refused most homes first, then the changes."""
        if not self.confirmed:
            return (NOT_CONFIRMED,)
        if not self.homes:
            return (NO_HOMES,)
        refused = sorted((fell for fell in self.fell if fell.first), key=lambda fell: -fell.first)
        told = [FELL[fell.rule].of(n=fell.first) for fell in refused]
        return (*told, *([change.says for change in self.changes] or [NO_CHANGE]))


def why_none(need: Need, index: Index, today: dt.date) -> WhyNone:
    """Looks at every home that is open for matches; the guest need not be in the index.

    Where some home does suit, it is in none of the counts of `fell`.
    """
    with index.at(need) as slot:
        homes, broken = index.day(today).broken(slot)
        found = {**_decided(need, index, homes), **broken}
        against = {rule.code: found[rule.code] for rule in RULES if rule.code in found}
        many = np.sum([*against.values()], axis=0)
        fell, left = [], np.ones(len(homes), np.bool_)
        for code, no in against.items():
            fell.append(Fell(code, int((no & left).sum()), int((no & (many == 1)).sum())))
            left &= ~no
        only = {code: homes[no & (many == 1)] for code, no in against.items()}
        changes = tuple(_changes(need, index, today, slot, only))
    return WhyNone(len(homes), tuple(fell), changes, need.confirmed)


def _decided(need: Need, index: Index, homes: Slots) -> dict[str, Flags]:
    own, refused = index.decided.against(need)
    return {"not_refused": np.isin(homes, refused), "two_people": np.isin(homes, own)}


def _changes(need: Need, index: Index, today: dt.date, slot: int, only: Mapping[str, Slots]) -> Iterator[Change]:
    limits = index.tables.figures
    yield from _later(need, index, today, index.day(today).days_late(only["dates"], slot))
    yield from _farther(index, only["place"], need.places, limits.neighbour_km, "farther", FARTHER)
    if need.near_place is not None:
        yield from _farther(
            index, only["near"], (need.near_place,), limits.near.check_km, "farther_from_near", FARTHER_FROM_NEAR
        )
    yield from _shorter(need, index, today)
    if need.own_room == "needed" and len(only["own_room"]):
        yield _change("shared_room", SHARED_ROOM, len(only["own_room"]))
    if len(only["animals"]):
        yield _change("without_animals", WITHOUT_ANIMALS, len(only["animals"]))
    if len(only["still_holds"]):
        yield _change("still_holds", STILL_HOLDS, len(only["still_holds"]))


def _change(code: str, says: Text, homes: int, amount: int = 0) -> Change:
    return Change(code, amount, homes, says.of(homes=HOMES.of(n=homes)))


def _later(need: Need, index: Index, today: dt.date, late: Ints) -> Iterator[Change]:
    """The fewest weeks later that would open a home; `late`: days by which homes are free too late."""
    weeks = np.unique(-(-late[late > 0] // 7))
    for more in weeks[weeks <= index.tables.figures.changes.most_weeks].tolist():
        since = max(need.since, today) + dt.timedelta(weeks=more)
        if homes := len(index.permitted(need.model_copy(update={"since": since}), today).others):
            yield _change("later", LATER.of(n=more), homes, more)
            return


def _farther(
    index: Index, homes: Slots, places: tuple[str, ...], limit: int, code: str, says: Text
) -> Iterator[Change]:
    """Homes that would be near enough in the fewest whole steps of kilometres."""
    figures = index.tables.figures.changes
    _named, km, _known = index.atlas.away(places)
    beyond = km[index.book.hosts["town"][homes]] - limit
    steps = np.ceil(beyond / figures.step_km)
    if len(steps) and (farther := int(steps.min()) * figures.step_km) <= figures.most_km:
        yield _change(code, says.of(km=farther), int((beyond <= farther).sum()), farther)


def _shorter(need: Need, index: Index, today: dt.date) -> Iterator[Change]:
    """The longest of the shorter stays that would open a home."""
    shorter: list[Shortest] = ["month", "weeks", "weekend"]
    days = index.tables.figures.shortest
    for shortest in shorter:
        if days[shortest] < days[need.shortest]:
            changed = need.model_copy(update={"shortest": shortest})
            if homes := len(index.permitted(changed, today).others):
                yield _change("shorter", SHORTER.of(shortest=label_of(SHORTEST, shortest)), homes)
                return
