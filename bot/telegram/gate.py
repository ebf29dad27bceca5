"""The one gate to cases and alerts: who may look and act, and who not. Whoever a case is about never does."""

from __future__ import annotations

from bot.casework.stages import LAPSED, RUNNING, SUGGESTED
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
    if case.id in await kept_from(turn, person):
        return None
    return await verified(turn, person, await groups_of_case(turn, case))


async def may_decide(turn: Turn, person: Person, case: CaseFile) -> Coordinator | None:
    """As whom the person may decide on a case itself, such as to approve it: of the group that looks after it, or in
    whose channel it is shown. A match with another group's case opens it there, and no more. Raises AskTelegram.
    """
    if case.id in await kept_from(turn, person):
        return None
    slugs = {case.group_slug} | _shown_in(await alerts.of_case(turn.work, case.id))
    return await verified(turn, person, frozenset(slugs))


async def may_act(turn: Turn, person: Person, alert: Alert) -> Coordinator | None:
    """As whom the person may press an alert's buttons, as far as is known without asking Telegram."""
    if await is_about(turn, person, alert):
        return None
    return await membership(turn, person, await groups_of_alert(turn, alert))


async def may_work_on(turn: Turn, person: Person, pair: Pair) -> Coordinator | None:
    """As whom the person may see a match whole and move it, verified with Telegram; None if not.

    Coordinators of both sides' groups may; whoever is a side of it, or to whom one of its cases is closed, never.
    Raises AskTelegram.
    """
    if {pair.host.id, pair.guest.id} & await kept_from(turn, person):
        return None
    slugs = {pair.host.group_slug, pair.guest.group_slug}
    for alert in await alerts.of_match(turn.work, pair.match.id):
        slugs |= _shown_in([alert])
    return await verified(turn, person, frozenset(slugs))


async def kept_from(turn: Turn, person: Person) -> frozenset[str]:
    """The cases that a person never sees as a coordinator: their own, and those of everybody with whom they are or were
    to be brought together. Also when that is over: nobody is to read there that they were refused.
    """
    found: set[str] = set()
    for own in await cases.of_person(turn.work, person.id):
        found.add(own.id)
        for match in await matches.of_case(turn.work, own.id):
            if match.stage != LAPSED:
                found |= {match.host_case_id, match.guest_case_id}
    return frozenset(found)


async def is_about(turn: Turn, person: Person, alert: Alert) -> bool:
    """Whether the alert tells of a case that the person never sees as a coordinator."""
    kept = await kept_from(turn, person)
    return any(case.id in kept for case in await cases_of(turn, alert))


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
