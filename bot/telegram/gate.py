"""The one gate to cases and alerts: who may look and act, and who not. Whoever a case is about never does."""

from __future__ import annotations

from bot.casework.stages import RUNNING, SUGGESTED
from bot.store import alerts, cases, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Alert, AlertState, CaseFile
from bot.telegram.coordinating import membership, verified
from bot.telegram.moves import Pair
from bot.telegram.turn import Turn

_SHOWN = (AlertState.WAITING, AlertState.OPEN, AlertState.TAKEN, AlertState.DONE)
"""An alert in one of these states opens its case to the group in whose channel it is shown."""


async def may_open(turn: Turn, person: Person, case: CaseFile) -> Coordinator | None:
    """As whom the person may open a case's details, verified with Telegram; None if not. Raises AskTelegram."""
    if case.person_id == person.id or await _is_other_side(turn, person, case):
        return None
    return await verified(turn, person, await groups_of_case(turn, case))


async def may_act(turn: Turn, person: Person, alert: Alert) -> Coordinator | None:
    """As whom the person may press an alert's buttons, as far as is known without asking Telegram."""
    if await is_about(turn, person, alert):
        return None
    return await membership(turn, person, await groups_of_alert(turn, alert))


async def may_work_on(turn: Turn, person: Person, pair: Pair) -> Coordinator | None:
    """As whom the person may see a match whole and move it, verified with Telegram; None if not.

    Coordinators of both sides' groups may; whoever is a side of it never. Raises AskTelegram.
    """
    if pair.side_of(person.id) is not None:
        return None
    slugs = {pair.host.group_slug, pair.guest.group_slug}
    for alert in await alerts.of_match(turn.work, pair.match.id):
        slugs |= _shown_in([alert])
    return await verified(turn, person, frozenset(slugs))


async def _is_other_side(turn: Turn, person: Person, case: CaseFile) -> bool:
    """Whether the person is the other side of a match of the case that has been thought of or is under way."""
    for match in await matches.of_case(turn.work, case.id):
        if match.stage == SUGGESTED or match.stage in RUNNING:
            for case_id in (match.host_case_id, match.guest_case_id):
                other = await cases.get(turn.work, case_id)
                if other is not None and other.person_id == person.id:
                    return True
    return False


async def is_about(turn: Turn, person: Person, alert: Alert) -> bool:
    """Whether the person is a side of what the alert tells of."""
    return any(case.person_id == person.id for case in await cases_of(turn, alert))


async def groups_of_case(turn: Turn, case: CaseFile) -> frozenset[str]:
    """The case's own group, those of its suggested or running matches, and those in whose channels it is shown."""
    slugs = {case.group_slug} | _shown_in(await alerts.of_case(turn.work, case.id))
    for match in await matches.of_case(turn.work, case.id):
        if match.stage == SUGGESTED or match.stage in RUNNING:
            slugs |= _shown_in(await alerts.of_match(turn.work, match.id))
            for case_id in (match.host_case_id, match.guest_case_id):
                other = await cases.get(turn.work, case_id)
                slugs |= set() if other is None else {other.group_slug}
    return frozenset(slugs)


async def groups_of_alert(turn: Turn, alert: Alert) -> frozenset[str]:
    """The groups whose coordinators may act on an alert: its own, where it is shown, and both of a match."""
    found = {case.group_slug for case in await cases_of(turn, alert)}
    return frozenset(found | {alert.group_slug, alert.shown_in or alert.group_slug})


async def cases_of(turn: Turn, alert: Alert) -> list[CaseFile]:
    """The case that an alert is about, or the two of a match; without those that are gone."""
    ids: tuple[str | None, ...] = (alert.case_id,)
    if alert.match_id is not None:
        match = await matches.get(turn.work, alert.match_id)
        ids = () if match is None else (match.host_case_id, match.guest_case_id)
    found = [await cases.get(turn.work, case_id) for case_id in ids if case_id is not None]
    return [case for case in found if case is not None]


def _shown_in(found: list[Alert]) -> set[str]:
    return {alert.shown_in for alert in found if alert.shown_in is not None and alert.state in _SHOWN}
