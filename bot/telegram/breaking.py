"""A change of answers while a match is under way: the person is warned first, and coordinators hear of what breaks."""

from __future__ import annotations

from typing import Final

from bot.casework.alert_kinds import Kind
from bot.casework.standing import CLOSED
from bot.matching.outcomes import Outcome
from bot.store import alerts, cases, pair_decisions
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, matchmaking, running, safety
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Lines, Text, Verbatim, _

_RESTS_ON: Final[dict[Role, tuple[Text, ...]]] = {
    "host": (
        _("• whom you can host, and for how many there is room"),
        _("• from when, and how long"),
        _("• where the home is, its rooms, and whether it is step-free"),
        _("• animals and smoking"),
    ),
    "guest": (
        _("• how many you are, and who"),
        _("• from when, and how long"),
        _("• where you could live, and what the home must have"),
        _("• animals, allergies and smoking"),
    ),
}
"""The answers on which the musts of a match rest."""


async def warn(turn: Turn, person: Person, interview: Interview) -> None:
    """Before answers are changed: a match of which the person knows may break by it."""
    case = await cases.of_interview(turn.work, interview.id)
    if case is not None and case.state in CLOSED:
        rests = _("This is closed just now: what you change counts when you open it again.")
        await say(turn, person, (rests,), [[running.opens_again(case)]])
    if case is None or not await running.known_to(turn, case):
        return
    text = (
        _("<b>You have a match under way.</b> It rests on what you answered. A change of these may mean that it ends:"),
        Lines(_RESTS_ON[running.side_of(case)]),
        _("If you are not sure, talk with a coordinator first. You can still look at your answers and leave them."),
    )
    await say(turn, person, text, [[safety.TALK]])


async def looked_after(turn: Turn, case: CaseFile) -> None:
    """After a change: for each running match, the coordinators hear if a must is broken now, or is not any more."""
    for pair in await running.pairs(turn, case):
        verdict = await matchmaking.judged(turn, pair.match)
        if verdict is None:
            continue
        agreed_on = await pair_decisions.of_match(turn.work, pair.match.id)
        known = frozenset() if agreed_on is None else frozenset(agreed_on.broken)
        broken = {code for code, outcome in verdict.outcomes.items() if outcome is Outcome.NO} - known
        if broken:
            await _tell(turn, case, pair)
        else:
            found = await alerts.of_match(turn.work, pair.match.id)
            await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.BREAKS])


async def _tell(turn: Turn, case: CaseFile, pair: Pair) -> None:
    open_already = any(
        alert.kind == Kind.BREAKS and alert.state not in alerting.OVER
        for alert in await alerts.of_match(turn.work, pair.match.id)
    )
    if open_already:
        return
    await alerting.about_match(turn, Kind.BREAKS, pair.match)
    told = _("{number} has changed an answer, and the match does not fit any more. The match shows what is broken.")
    await running.tell_taker(turn, pair, (told.of(number=Verbatim(case.number)),), Kind.BREAKS)
