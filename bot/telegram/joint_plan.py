"""/jointplan: the best joint plan for everyone who waits in a group, a region or the country. Nobody is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching import Candidate, Index, Offer, Plan, plan
from bot.store import access, cases, open_cases, overtaken
from bot.store.coordinators import Coordinator
from bot.store.open_cases import OpenCase
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.keyboards import Choice, data
from bot.telegram.matching_index import OPEN_STATES
from bot.telegram.speaking import say
from bot.telegram.stays import two_cases
from bot.telegram.stays.two_cases import AREA
from bot.telegram.turn import Turn
from conversations.text import Items, Lines, Paragraph, PlaceName, Text, Value, Verbatim, _, n_

PAGE = 5
REGION = "region:"
"""What the code of a region begins with; in a button only the digits after it stand."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a plan is made."""

    kind: str
    """group, region or country."""
    code: str = ""
    """A group's slug, or the digits of a region."""

    def has(self, turn: Turn, case: OpenCase) -> bool:
        """Whether a case belongs to it: by its group, or by the home's or the first wished place."""
        if self.kind == "country":
            return True
        if self.kind == "group":
            return case.group_slug == self.code
        if case.municipality is None:
            return self.code in regions_of(turn, case.group_slug)
        return _region(turn, case.municipality) == REGION + self.code

    def title(self, turn: Turn) -> Value:
        """Its name."""
        if self.kind == "country":
            return _("the whole country")
        if self.kind == "region":
            return PlaceName(REGION + self.code)
        return Verbatim(turn.house.groups.by_slug(self.code).name)

    def button(self, turn: Turn, page: int = 0) -> Choice:
        """The button that shows this plan."""
        label = {"group": _("For my group"), "country": _("For the whole country")}.get(self.kind)
        words = label or _("For {place}").of(place=PlaceName(REGION + self.code))
        return Choice(words, data(AREA, "plan", self.kind, self.code or "-", str(page)))


def regions_of(turn: Turn, slug: str) -> list[str]:
    """The digits of the regions in which a group covers something, in order."""
    places = turn.house.municipalities
    found = {places.region_of(code) for code in turn.house.groups.by_slug(slug).covers}
    return sorted(region.removeprefix(REGION) for region in found)


def _region(turn: Turn, place: str) -> str:
    return place if place.startswith(REGION) else turn.house.municipalities.region_of(place)


async def shown(turn: Turn, person: Person) -> None:
    """/jointplan: for the coordinator's own group, or the whole country."""
    mine = await memberships(turn, person)
    if not mine:
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    await _show(turn, person, mine, scopes(turn, mine)[0], 0)


async def turned(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """Another page, or the plan for somebody else; False where it is not for this coordinator."""
    if len(rest) != 3 or not rest[2].isdecimal():
        return False
    mine = await memberships(turn, person)
    wanted = Scope(rest[0], "" if rest[1] == "-" else rest[1])
    if wanted not in scopes(turn, mine):
        turn.answer_callback(turn.house.texts.plain(ONLY_COORDINATORS, person.language), alert=True)
        return True
    turn.answer_callback()
    await _show(turn, person, mine, wanted, int(rest[2]))
    return True


def scopes(turn: Turn, mine: Sequence[Coordinator]) -> list[Scope]:
    """For whom these memberships may plan: their groups, the regions of these, and the country for national ones."""
    groups = [one.group_slug for one in mine]
    national = turn.house.groups.national.slug
    found = [Scope("country")] if national in groups else []
    found += [Scope("group", slug) for slug in groups if slug != national]
    found += [Scope("region", region) for slug in groups if slug != national for region in regions_of(turn, slug)]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and how many wait."""

    plan: Plan
    waiting: int
    open_homes: int
    held: Sequence[Offer]


async def planned(turn: Turn, scope: Scope) -> Planned:
    """The plan for all in a scope, as things are now; nothing of it is kept."""
    known = await open_cases.confirmed(turn.work, OPEN_STATES)
    before = await overtaken.counts(turn.work)
    index = await turn.house.kept.current(turn)
    within = {case.id for case in known if scope.has(turn, case)}
    waiting, homes = _open(index, within)
    made = plan(index, turn.house.today(turn.now), homes=homes, guests=waiting, overtaken=before)
    return Planned(made, len(waiting), len(homes), [index.offer(case) for case in made.held])


def _open(index: Index, within: set[str]) -> tuple[list[str], list[str]]:
    needs = [need.case_id for need in index.book.guests if need.open_for_matches and need.case_id in within]
    offers = [offer.case_id for offer in index.book.hosts if offer.open_for_matches and offer.case_id in within]
    return needs, offers


async def _show(turn: Turn, person: Person, mine: Sequence[Coordinator], scope: Scope, page: int) -> None:
    others = scopes(turn, mine)
    found = await planned(turn, scope)
    pairs = found.plan.pairs[page * PAGE : (page + 1) * PAGE]
    text: list[Paragraph] = [_("<b>Plan for all: {where}</b>").of(where=scope.title(turn)), *compared(found)]
    if held := await _held(turn, mine, found.held[:PAGE]):
        text.append(held)
    rows: list[list[Choice]] = []
    told: list[Text] = []
    for pair in pairs:
        if (one := await _pair(turn, person, mine, pair)) is not None:
            told.append(one[0])
            rows.append([one[1]])
    if told:
        text.append(Lines((_("<b>Pairs</b>"), *told)))
    turning = [scope.button(turn, page - 1)] if page else []
    turning = [Choice(_("‹ Earlier"), one.data) for one in turning]
    if len(found.plan.pairs) > (page + 1) * PAGE:
        turning.append(Choice(_("More ›"), scope.button(turn, page + 1).data))
    rows += [turning] if turning else []
    rows += [[other.button(turn)] for other in others if other != scope]
    await say(turn, person, text, rows, protect=True)


async def _pair(turn: Turn, person: Person, mine: Sequence[Coordinator], pair: Candidate) -> tuple[Text, Choice] | None:
    """A pair in one line, and its button; None where it is about the reader."""
    host, guest = await cases.get(turn.work, pair.host_case), await cases.get(turn.work, pair.guest_case)
    if host is None or guest is None or person.id in {host.person_id, guest.person_id}:
        return None
    await _looked(turn, mine, host)
    await _looked(turn, mine, guest)
    line = _("🏠 {host} and 🧳 {guest}").of(host=Verbatim(host.number), guest=Verbatim(guest.number))
    label = _("Work on {host} and {guest}").of(host=Verbatim(host.number), guest=Verbatim(guest.number))
    return line, two_cases.choice(label, "work", host, guest)


def compared(found: Planned) -> list[Paragraph]:
    """How many are housed, and what simpler ways would give."""
    made = found.plan
    if not found.waiting:
        return [_("Nobody waits here just now.")]
    none = found.waiting - made.total.housed - len(made.unhoused)
    lines: list[Text] = [
        n_("{housed} of {n} guest could have a home.", "{housed} of {n} guests could have a home.").of(
            housed=made.total.housed, n=found.waiting
        )
    ]
    if made.by_best_first is not None and made.by_first_come is not None:
        lines.append(_("Taking the best pair first: {n}").of(n=made.by_best_first.housed))
        lines.append(_("First come, first served: {n}").of(n=made.by_first_come.housed))
    if made.bound is not None:
        lines.append(_("The most that any plan could reach: {n}").of(n=made.bound.housed))
    if none:
        lines.append(
            n_("No home is possible just now for {n} of them.", "No home is possible just now for {n} of them.").of(
                n=none
            )
        )
    return [Lines(tuple(lines))]


async def _looked(turn: Turn, mine: Sequence[Coordinator], case: CaseFile) -> None:
    """The look is written down, as by a coordinator of the case's group where the reader is one."""
    here = next((one for one in mine if one.group_slug == case.group_slug), mine[0])
    await access.note(turn.work, here.id, case.id, "plan_for_all")


async def _held(turn: Turn, mine: Sequence[Coordinator], homes: Sequence[Offer]) -> Paragraph | None:
    """Homes that stay empty in the plan for those who need what is rare in them."""
    large = turn.house.matching.figures.fair.large_from
    lines: list[Text] = []
    for home in homes:
        case = await cases.get(turn.work, home.case_id)
        if case is None:
            continue
        await _looked(turn, mine, case)
        step_free = [_("for somebody who needs a step-free home")] if home.step_free else []
        many = [_("for a larger party")] if home.sleeps >= large else []
        whom = Items((*step_free, *many))
        lines.append(_("{number}: {whom}").of(number=Verbatim(case.number), whom=whom))
    return Lines((_("<b>Held back for a few days</b>"), *lines)) if lines else None
