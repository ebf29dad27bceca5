"""What happens in coordinators' channels: presses on alerts, binding, and who comes and goes."""

from __future__ import annotations

import datetime as dt

from bot.casework.presses import Moved, Press, Refused, after
from bot.store import alerts, cases, channels, codes, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Alert
from bot.telegram import alerting, reasons
from bot.telegram.coordinating import membership, verified
from bot.telegram.turn import Turn
from conversations.text import Text, _

NOT_YOURS = _("Only coordinators of this group can do that.")
GONE_ALERT = _("This alert is not there any more.")
NOT_INSIDE = _("I could not see that you are in this group’s channel, so I can’t open details.")
OPEN_PRIVATELY = _("Please open our private chat and send /cases: there you find the details.")


async def pressed(turn: Turn, person: Person, alert_id: str, given: str) -> None:
    """A press on an alert, by whoever pressed it."""
    alert = await alerts.get(turn.work, alert_id)
    if alert is None or given not in set(Press):
        _toast(turn, person, NOT_YOURS if alert is not None else GONE_ALERT)
        return
    press, slugs = Press(given), await groups_of(turn, alert)
    coordinator = await membership(turn, person, slugs)
    if coordinator is None:
        turn.log.info("press_refused", press=press.value)
        _toast(turn, person, NOT_YOURS, alert=True)
        return
    if press is Press.DETAILS:
        await _details(turn, person, alert, slugs)
        return
    await _move(turn, person, coordinator, alert, press)


async def groups_of(turn: Turn, alert: Alert) -> frozenset[str]:
    """The groups whose coordinators may act on an alert: its own, where it is shown, and both of a match."""
    slugs = {alert.group_slug, alert.shown_in or alert.group_slug}
    for case_id in await _cases_of(turn, alert):
        case = await cases.get(turn.work, case_id)
        if case is not None:
            slugs.add(case.group_slug)
    return frozenset(slugs)


async def _cases_of(turn: Turn, alert: Alert) -> tuple[str, ...]:
    """The case that an alert is about, or the two of a match."""
    if alert.match_id is not None:
        match = await matches.get(turn.work, alert.match_id)
        return () if match is None else (match.host_case_id, match.guest_case_id)
    return () if alert.case_id is None else (alert.case_id,)


async def _move(turn: Turn, person: Person, coordinator: Coordinator, alert: Alert, press: Press) -> None:
    state = alerting.state_word(alert.state)
    mine = alert.taken_by == coordinator.id
    result = after(press, state, mine, await alerting.taker_name(turn, alert))
    if isinstance(result, Moved) and not await _written(turn, coordinator, alert, press):
        result = Refused(_("Somebody else was faster: the alert has changed in the meantime."))
    _toast(turn, person, result.toast)
    if isinstance(result, Moved):
        await alerting.refresh(turn, alert.id)
    if isinstance(result, Moved) and press is Press.UNSUITABLE:
        await reasons.ask(turn, person, alert)


async def _written(turn: Turn, coordinator: Coordinator, alert: Alert, press: Press) -> bool:
    """Writes the press where the alert still is as it was seen; the first one wins."""
    work = turn.work
    match press:
        case Press.TAKE:
            taken = await alerts.take(work, alert.id, coordinator.id)
            for case_id in await _cases_of(turn, alert) if taken else ():
                await cases.take(work, case_id, coordinator.id)
            return taken
        case Press.GIVE_BACK:
            given = await alerts.give_back(work, alert.id, coordinator.id)
            for case_id in await _cases_of(turn, alert) if given else ():
                await cases.give_back(work, case_id, coordinator.id)
            return given
        case Press.DONE:
            return await alerts.finish(work, alert.id, coordinator.id)
        case Press.UNSUITABLE:
            return await reasons.set_aside(turn, coordinator, alert)
        case Press.SUITABLE:
            return await reasons.take_back(turn, coordinator, alert)
        case Press.NATIONAL:
            return await _ask_national(turn, alert)
        case Press.DETAILS:
            return False


async def _ask_national(turn: Turn, alert: Alert) -> bool:
    """The same alert in the national channel, once, marked with the group's name."""
    national = turn.house.groups.national
    about = (
        await alerts.of_match(turn.work, alert.match_id)
        if alert.match_id
        else await alerts.of_case(turn.work, alert.case_id or "")
    )
    if any(one.shown_in == national.slug and one.kind == alert.kind for one in about):
        return False
    if await channels.of_group(turn.work, national.slug) is None:
        return False
    await alerting.raise_alert(
        turn,
        alerting.kind_of(alert),
        turn.house.groups.by_slug(alert.group_slug),
        alerting.AlertFacts.model_validate(alert.facts),
        case_id=alert.case_id,
        match_id=alert.match_id,
        shown_in=national,
    )
    return True


async def _details(turn: Turn, person: Person, alert: Alert, slugs: frozenset[str]) -> None:
    """A link that opens the case in the presser's private chat: made for them, short-lived, used once."""
    if await verified(turn, person, slugs) is None:
        _toast(
            turn,
            person,
            _("I could not see that you are in this group’s channel, so I can’t open details."),
            alert=True,
        )
        return
    payload = {"match": alert.match_id} if alert.match_id else {"case": alert.case_id or ""}
    lives = dt.timedelta(minutes=turn.house.policy.details_minutes)
    code = await codes.make(turn.work, "details", payload, lives=lives, person_id=person.id)
    late = turn.house.texts.plain(OPEN_PRIVATELY, person.language)
    turn.answer_callback(url=turn.house.link(f"details_{code}"), otherwise=late)


def _toast(turn: Turn, person: Person, text: Text, *, alert: bool = False) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=alert)
