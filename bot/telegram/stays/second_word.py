"""The word of a second coordinator on a pair that the safety table is against, and the reasons of pairs by hand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.stages import LAPSED, SUGGESTED, Move, Refusal
from bot.store import alerts, cases, coordinators, pair_decisions, safety_tallies
from bot.store.coordinators import Coordinator
from bot.store.pair_decisions import AGREED, ASKED, Decision
from bot.store.people import Person
from bot.store.safety_tallies import Tally
from bot.store.tables import Match
from bot.telegram import alerting, gate, moving, telling
from bot.telegram.alerting import AlertFacts
from bot.telegram.desk.case_card import name_of
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card, two_cases
from bot.telegram.stays.two_cases import AREA, Two
from bot.telegram.turn import Turn
from conversations.text import Items, Paragraph, Text, Verbatim, _

ASKED_NOW = _(
    "Thank you. A second coordinator is asked now, in the channel by the case numbers only. "
    "Until they agree, neither side is asked."
)
OWN_WORD = _("You gave the first word yourself. The second one is another coordinator’s.")
FIRST_GONE = _("Whoever gave the first word is not a coordinator any more. Please pair the two by hand anew.")
NOT_WAITED_FOR = _("No second word is waited for any more.")


async def ask(turn: Turn, person: Person, match: Match) -> None:
    """The groups of both sides are told that a second word is needed: by the numbers only."""
    found = [await cases.get(turn.work, one) for one in (match.host_case_id, match.guest_case_id)]
    both = [case for case in found if case is not None]
    facts = AlertFacts(numbers=tuple(case.number for case in both))
    for slug in dict.fromkeys(case.group_slug for case in both):
        group = turn.house.groups.by_slug(slug)
        await alerting.raise_alert(turn, Kind.SECOND_WORD, group, facts, match_id=match.id)
    await say(turn, person, (ASKED_NOW,))


async def reason_lines(turn: Turn, _person: Person, pair: Pair) -> Sequence[Text]:
    """Why a pair was brought together by hand, for the card of the match."""
    decision = await pair_decisions.of_match(turn.work, pair.match.id)
    return () if decision is None else await _lines(turn, decision)


async def told(turn: Turn, two: Two) -> list[Paragraph]:
    """The same under the verdict."""
    return [] if two.decision is None else [*await _lines(turn, two.decision)]


async def _lines(turn: Turn, decision: Decision) -> Sequence[Text]:
    first = await name_of(turn, decision.first_id)
    lines = [_("✋ Paired by hand, {name}: {words}").of(name=first, words=Verbatim(decision.words))]
    if decision.state == ASKED:
        lines.append(_("⏳ A second coordinator is asked for their word."))
    elif decision.second_id is not None:
        second = await name_of(turn, decision.second_id)
        agreed = _("✓ The second coordinator agreed: {name}")
        refused = _("✗ The second coordinator did not agree: {name}")
        lines.append((agreed if decision.state == AGREED else refused).of(name=second))
    return lines


def buttons(match: Match) -> list[list[Choice]]:
    """Under the verdict, while the second word is waited for."""
    return [
        [Choice(_("I agree, in my own name"), data(AREA, "second", match.id, "yes"))],
        [Choice(_("I do not agree"), data(AREA, "second", match.id, "no"))],
    ]


async def given(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press on one of these two."""
    match rest:
        case (match_id, ("yes" | "no") as word):
            pair = await pair_of(turn, match_id)
        case _:
            return False
    coordinator = None if pair is None else await gate.may_work_on(turn, person, pair)
    if pair is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(card.NOTHING_HERE, person.language), alert=True)
        return True
    decision = await pair_decisions.of_match(turn.work, pair.match.id)
    if decision is not None and decision.state == ASKED and await _is_first(turn, person, decision):
        turn.answer_callback(turn.house.texts.plain(OWN_WORD, person.language), alert=True)
        return True
    stands = decision is not None and await _active(turn, decision.first_id) is not None
    agreed = word == "yes" and stands
    if decision is None or not await pair_decisions.decide(turn.work, pair.match.id, coordinator.id, agreed=agreed):
        turn.answer_callback(turn.house.texts.plain(NOT_WAITED_FOR, person.language), alert=True)
        return True
    noted = _("Thank you, noted.") if agreed or word == "no" else FIRST_GONE
    turn.answer_callback(turn.house.texts.plain(noted, person.language), alert=noted is FIRST_GONE)
    await _withdraw_alerts(turn, pair.match)
    await (_agreed(turn, pair, decision) if agreed else _refused(turn, pair, decision))
    fresh = await pair_of(turn, pair.match.id)
    if fresh is not None:
        await card.show(turn, person, coordinator, fresh)
    return True


async def _is_first(turn: Turn, person: Person, decision: Decision) -> bool:
    """One person may coordinate more than one group."""
    if decision.first_id is None:
        return False
    return (await coordinators.get(turn.work, decision.first_id)).person_id == person.id


async def _withdraw_alerts(turn: Turn, match: Match) -> None:
    found = await alerts.of_match(turn.work, match.id)
    await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.SECOND_WORD], even_over=True)


async def _agreed(turn: Turn, pair: Pair, decision: Decision) -> None:
    """The override counts, and the match is that of whoever gave the first word."""
    await safety_tallies.add(turn.work, turn.house.today(turn.now), Tally(overridden=1))
    first = await _active(turn, decision.first_id)
    two = await two_cases.of(turn, pair.host, pair.guest)
    against = two.against()
    if against is None and first is not None:
        if pair.match.stage not in {SUGGESTED, LAPSED}:
            await moving.make(turn, pair.match.id, Move.REOPEN, "coordinator", coordinator=first)
        made = await moving.make(turn, pair.match.id, Move.TAKE, "coordinator", coordinator=first)
        against = made.says if isinstance(made, Refusal) else None
    agreed = _("The second coordinator has agreed. The match is yours now.")
    later = _("The second coordinator has agreed, but the match cannot begin just now: {why}")
    await _tell_first(turn, pair, decision, agreed if against is None else later.of(why=against))


async def _refused(turn: Turn, pair: Pair, decision: Decision) -> None:
    await _tell_first(
        turn, pair, decision, _("The second coordinator does not agree. The two are not brought together.")
    )


async def _active(turn: Turn, coordinator_id: str | None) -> Coordinator | None:
    found = None if coordinator_id is None else await coordinators.get(turn.work, coordinator_id)
    return found if found is not None and found.present else None


async def _tell_first(turn: Turn, pair: Pair, decision: Decision, news: Text) -> None:
    first = await telling.coordinator_of(turn, decision.first_id)
    if first is not None:
        numbers = Items((Verbatim(pair.host.number), Verbatim(pair.guest.number)))
        head = _("<b>{numbers}</b>").of(numbers=numbers)
        await say(turn, first, (head, news), [[card.opening(pair)]], protect=True)
