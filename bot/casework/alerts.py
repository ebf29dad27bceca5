"""What an alert in a coordinators' channel says: a number, places, sizes and dates, and never more than that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, JsonValue

from bot.casework.alert_kinds import HEADINGS, NEW_HOST, Kind
from conversations.answers import Role
from conversations.guest import SHORTEST, GuestAnswers
from conversations.host import LENGTHS, SPACES, HostAnswers
from conversations.questions.base import Option
from conversations.questions.place import ANYWHERE
from conversations.text import Items, Lines, Lowered, Paragraph, PlaceName, Text, Value, Verbatim, _, n_


class CaseFacts(BaseModel, frozen=True):
    """The coarse facts of one case, which may be stored in the clear and shown in a channel."""

    number: str
    role: Role
    places: tuple[str, ...]
    """Municipality or region codes, or "anywhere"."""
    adults: int
    children: int
    sleeps: int = 0
    space: str = ""
    since: dt.date
    length: str
    shortest: str = ""
    confirmed: bool = True

    @classmethod
    def of_host(cls, number: str, answers: HostAnswers) -> CaseFacts:
        """A host's facts: the municipality, the space, and the dates."""
        return cls(
            number=number,
            role="host",
            places=(answers.municipality,),
            adults=answers.household.grown,
            children=answers.household.children,
            sleeps=answers.space.sleeps,
            space=answers.space.kind,
            since=answers.since,
            length=answers.length,
        )

    @classmethod
    def of_guest(cls, number: str, answers: GuestAnswers, confirmed: bool) -> CaseFacts:
        """A guest's facts: how many are coming, the wished places, and the dates."""
        return cls(
            number=number,
            role="guest",
            places=answers.places,
            adults=answers.party.grown,
            children=answers.party.children,
            since=answers.since,
            length=answers.stay.length,
            shortest=answers.stay.shortest,
            confirmed=confirmed,
        )


class AlertFacts(BaseModel, frozen=True):
    """What an alert keeps in the clear: the coarse facts of one case or two, and the codes of the reasons."""

    cases: tuple[CaseFacts, ...] = ()
    numbers: tuple[str, ...] = ()
    """Of the cases, where nothing else is told of them."""
    reasons: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    """The group in whose channel it is to be shown, where that is not its own."""

    @property
    def case_numbers(self) -> tuple[str, ...]:
        """The numbers of the cases that it is about."""
        return self.numbers or tuple(facts.number for facts in self.cases)


def facts_of(role: Role, number: str, answers: Mapping[str, JsonValue], confirmed: bool) -> CaseFacts:
    """The coarse facts of a sent interview; raises ValidationError where a needed answer is missing."""
    if role == "host":
        return CaseFacts.of_host(number, HostAnswers.model_validate(answers))
    return CaseFacts.of_guest(number, GuestAnswers.model_validate(answers), confirmed)


def _word(options: Sequence[Option], code: str) -> Value:
    """An option's words, as they stand in the middle of a line."""
    return next((Lowered(option.label) for option in options if option.code == code), Verbatim(code))


def _places(facts: CaseFacts) -> Value:
    if facts.places == (ANYWHERE,):
        return _("anywhere in Finland")
    return Items(tuple(PlaceName(code) for code in facts.places))


def _people(facts: CaseFacts) -> Value:
    adults = n_("{n} adult", "{n} adults").of(n=facts.adults)
    if not facts.children:
        return adults
    return Items((adults, n_("{n} child", "{n} children").of(n=facts.children)))


def case_line(facts: CaseFacts) -> Text:
    """One case in one line."""
    length: Value = _word(LENGTHS, facts.length)
    if facts.role == "host":
        return _("🏠 <b>{number}</b> {places}: {space}, {sleeps}, from {since}, {length}").of(
            number=Verbatim(facts.number),
            places=_places(facts),
            space=_word(SPACES, facts.space),
            sleeps=n_("for {n} person", "for {n} people").of(n=facts.sleeps),
            since=facts.since,
            length=length,
        )
    return _("🧳 <b>{number}</b> {places}: {people}, from {since}, {length} ({shortest})").of(
        number=Verbatim(facts.number),
        places=_places(facts),
        people=_people(facts),
        since=facts.since,
        length=length,
        shortest=_word(SHORTEST, facts.shortest),
    )


def heading(kind: Kind, number: int, facts: CaseFacts | None, group_name: str | None, repeat: bool = False) -> Text:
    """The alert's first line; `group_name` where it is shown in another group's channel."""
    a_host = kind is Kind.INTERVIEW and facts is not None and facts.role == "host"
    what = NEW_HOST if a_host else HEADINGS[kind]
    line = _("<b>{what}</b> · alert {n}").of(what=what, n=Verbatim(str(number)))
    if group_name is not None:
        line = _("{line} · for {group}").of(line=line, group=Verbatim(group_name))
    return _("{line} (repeat)").of(line=line) if repeat else line


def state_line(state: str, name: str | None) -> Text | None:
    """Who has taken the alert, or what came of it; None while it waits."""
    who = Verbatim(name) if name else _("a coordinator")
    match state:
        case "taken":
            return _("🙋 Taken by {name}").of(name=who)
        case "done":
            return _("✅ Done: {name}").of(name=who)
        case "unsuitable":
            return _("🚫 Not suitable: {name}").of(name=who)
        case _:
            return None


def numbers_line(numbers: Items) -> Text:
    """The case numbers alone."""
    return _("Case: {numbers}").of(numbers=numbers)


def alert_text(
    kind: Kind,
    number: int,
    cases: Sequence[CaseFacts],
    reasons: Sequence[Text],
    state: str,
    name: str | None,
    group_name: str | None,
    *,
    numbers: Sequence[str] = (),
    repeat: bool = False,
    uncovered: bool = False,
) -> tuple[Paragraph, ...]:
    """The whole message: heading, the case or the two of a match, why they could suit, and who has taken it.

    `numbers`: of the cases, where the alert tells no more of them than that. `uncovered`: the case is the national
    group's because no local group covers its place.
    """
    first = cases[0] if cases else None
    paragraphs: list[Paragraph] = [heading(kind, number, first, group_name, repeat)]
    named = tuple(Verbatim(one) for one in numbers or [facts.number for facts in cases])
    about = (numbers_line(Items(named)),) if named else ()
    if state == "withdrawn":
        # What is over may be over because somebody was erased: only the numbers stay.
        return (*paragraphs, *about, _("↩️ No longer current"))
    if not cases:
        paragraphs += about
    lines: list[Value] = [case_line(facts) for facts in cases]
    if any(not facts.confirmed for facts in cases):
        lines.append(_("⚠ Filled in by somebody else, not confirmed yet"))
    if uncovered:
        lines.append(_("⚠ No local group covers this place yet"))
    if lines:
        paragraphs.append(Lines(tuple(lines)))
    if reasons:
        paragraphs.append(Lines(tuple(reasons)))
    if (said := state_line(state, name)) is not None:
        paragraphs.append(said)
    return tuple(paragraphs)
