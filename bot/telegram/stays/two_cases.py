"""Two cases that a coordinator thinks of together, named by their numbers, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.stages import RUNNING, Stage
from bot.matching import Outcome, Verdict
from bot.store import cases, open_cases, pair_decisions
from bot.store.coordinators import Coordinator
from bot.store.pair_decisions import AGREED, ASKED, Decision
from bot.store.people import Person
from bot.store.tables import CaseFile, Match
from bot.telegram import gate, matchmaking
from bot.telegram.keyboards import Choice, data
from bot.telegram.turn import Turn
from conversations.text import Items, Text, Verbatim, _

AREA = "b"
CANNOT_OPEN_AGAIN = frozenset({Stage.BROKEN_OFF, Stage.WITHDRAWN, Stage.ENDED})
"""A match that is over for good."""

UNDER_WAY = _("Somebody works on this pair already.")
OVER_FOR_GOOD = _("What these two had with each other is over, and is not begun again here.")
NOT_OPEN = _(
    "One of the two cannot be matched just now: the record is not confirmed, an answer is being changed, "
    "or it was taken back."
)
BUSY = _("One of the two is in a match that is under way, or the host has a pause. That is to end first.")
SAME_PERSON = _("Host and guest are the same person.")


@dataclass(frozen=True, slots=True)
class Two:
    """A host's and a guest's case, what was between them, and what the rules say now."""

    host: CaseFile
    guest: CaseFile
    match: Match | None
    decision: Decision | None
    verdict: Verdict | None
    """None where one of them cannot be matched at all just now."""

    @property
    def numbers(self) -> Items:
        """Both numbers."""
        return Items((Verbatim(self.host.number), Verbatim(self.guest.number)))

    def found(self, outcome: Outcome) -> tuple[str, ...]:
        """Codes of the rules with this outcome."""
        outcomes = {} if self.verdict is None else self.verdict.outcomes
        return tuple(code for code, found in outcomes.items() if found is outcome)

    @property
    def broken(self) -> tuple[str, ...]:
        """Codes of the broken musts."""
        return self.found(Outcome.NO)

    @property
    def waits_for_second(self) -> bool:
        """Whether the word of a second coordinator is waited for."""
        return self.decision is not None and self.decision.state == ASKED

    @property
    def running(self) -> bool:
        """Whether somebody works on the pair."""
        return self.match is not None and self.match.stage in RUNNING

    @property
    def needs_word(self) -> bool:
        """Whether a coordinator has to say why the two are brought together all the same."""
        decided = self.decision is not None and self.decision.state == AGREED
        known = set(self.decision.broken) if decided and self.decision is not None else set()
        return not {*self.broken, *self.found(Outcome.CHECK)} <= known

    def against(self) -> Text | None:
        """What no word of a coordinator can change; None where nothing of that kind is in the way."""
        if self.running:
            return UNDER_WAY
        if self.host.person_id == self.guest.person_id:
            return SAME_PERSON
        if self.match is not None and self.match.stage in CANNOT_OPEN_AGAIN:
            return OVER_FOR_GOOD
        if self.verdict is None or "confirmed" in self.broken:
            return NOT_OPEN
        return BUSY if "both_open" in self.broken else None


async def of(turn: Turn, host: CaseFile, guest: CaseFile) -> Two:
    """The two as they are now."""
    match = await open_cases.match_of(turn.work, host.id, guest.id)
    decision = None if match is None else await pair_decisions.of_match(turn.work, match.id)
    return Two(host, guest, match, decision, await matchmaking.both(turn, host.id, guest.id))


async def named(turn: Turn, numbers: Sequence[str]) -> tuple[CaseFile, CaseFile] | None:
    """The host's and the guest's case of these two numbers; None where there are no such two."""
    found = [await cases.by_number(turn.work, number) for number in numbers]
    match found:
        case [CaseFile(role="host") as host, CaseFile(role="guest") as guest]:
            return host, guest
        case [CaseFile(role="guest") as guest, CaseFile(role="host") as host]:
            return host, guest
    return None


async def may_open_both(turn: Turn, person: Person, host: CaseFile, guest: CaseFile) -> Coordinator | None:
    """As whom the person may open both cases, verified with Telegram. Raises AskTelegram."""
    one, other = await gate.may_open(turn, person, host), await gate.may_open(turn, person, guest)
    return None if other is None else one


async def may_open_one(turn: Turn, person: Person, host: CaseFile, guest: CaseFile) -> Coordinator | None:
    """As whom the person may open one of the two; whoever is a side never may. Raises AskTelegram."""
    if person.id in {host.person_id, guest.person_id}:
        return None
    return await gate.may_open(turn, person, host) or await gate.may_open(turn, person, guest)


def choice(label: Text, verb: str, host: CaseFile, guest: CaseFile) -> Choice:
    """A button about the two."""
    return Choice(label, data(AREA, verb, host.number, guest.number))
