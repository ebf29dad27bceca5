"""When something does not work: an update set aside, a message refused, a second program with the same token."""

from __future__ import annotations

import structlog

from bot.casework.alert_kinds import Kind
from bot.store import alerts, cases
from bot.store.tables import CaseFile
from bot.telegram import alerting
from bot.telegram.alerting import AlertFacts
from bot.telegram.desk import live
from bot.telegram.matchmaking import facts_of_case
from bot.telegram.settle import Refusal
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import _

_log = structlog.get_logger("bot.failing")
SORRY = _(
    "I could not handle your last message, and that is my fault. What you answered before is safe. "
    "Please send it once more, or go on with /resume."
)


async def set_aside(turn: Turn, error: str) -> None:
    """The person is told that earlier answers are safe; the operator, by the log and the doctor."""
    _log.error("operator_update_set_aside", error=error)
    if turn.person is not None and turn.person.chat_id is not None:
        await say(turn, turn.person, (SORRY,))


async def refused(turn: Turn, refusal: Refusal) -> None:
    """Telegram will not take what we send: a person is marked as unreachable, and their group is told; a lost
    channel's alerts come by the national one, others wait and are tried again.
    """
    _log.warning("refused", code=refusal.code, kinds=refusal.kinds, groups=refusal.groups_lost)
    for alert_id in refusal.alert_ids:
        if refusal.unreachable:
            await alerting.post_again(turn, alert_id)
        else:
            _log.error("operator_alert_refused", code=refusal.code)
            await alerting.wait_again(turn, alert_id)
    if refusal.person_id is not None and refusal.unreachable and refusal.newly:
        await unreachable(turn, refusal.person_id)


async def unreachable(turn: Turn, person_id: str) -> None:
    """Nothing reaches the person any more: the groups of their cases are told."""
    await live.lost(turn, person_id)
    for case in await cases.of_person(turn.work, person_id):
        await _tell_unreachable(turn, case)


async def reachable(turn: Turn, person_id: str) -> None:
    """The person can be written to again: what told the opposite is no longer current."""
    for case in await cases.of_person(turn.work, person_id):
        found = await alerts.of_case(turn.work, case.id)
        await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.UNREACHABLE])


async def _tell_unreachable(turn: Turn, case: CaseFile) -> None:
    facts = await facts_of_case(turn, case)
    group = turn.house.groups.by_slug(case.group_slug)
    known = AlertFacts(cases=() if facts is None else (facts,))
    await alerting.raise_alert(turn, Kind.UNREACHABLE, group, known, case_id=case.id)


async def conflict() -> None:
    """Another program asks Telegram with our token: a second bot by mistake, or a stolen token."""
    _log.error(
        "operator_second_program",
        sentence="Another program uses this token. If it is not yours, get a new token from @BotFather at once.",
    )
