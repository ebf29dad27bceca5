"""What happens in coordinators' channels: presses on alerts, binding, and who comes and goes."""

from __future__ import annotations

import datetime as dt

from bot.casework.alert_kinds import Kind
from bot.casework.presses import Moved, Press, Refused, after
from bot.casework.stages import RUNNING, Move, Refusal
from bot.store import alerts, cases, channels, codes, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Alert
from bot.telegram import alerting, gate, moving, reasons
from bot.telegram.coordinating import is_coordinator_of, membership, verified
from bot.telegram.moves import pair_of
from bot.telegram.stays import barring
from bot.telegram.turn import Turn
from conversations.text import Text, _

NOT_YOURS = _("Only coordinators of this group can do that.")
GONE_ALERT = _("This alert is not there any more.")
CHANGED = _("Somebody else was faster: the alert has changed in the meantime.")
NOT_ASKED = _("The national group has been asked already, or has no channel just now.")
NOT_INSIDE = _("I could not see that you are in this group’s channel, so I can’t open details.")
OPEN_PRIVATELY = _("Please open our private chat and send /cases: there you find the details.")


async def pressed(turn: Turn, person: Person, alert_id: str, given: str) -> None:
    """A press on an alert, by whoever pressed it."""
    alert = await alerts.get(turn.work, alert_id)
    if alert is None or given not in set(Press):
        await _not_here(turn, person)
        return
    press = Press(given)
    if press is Press.DETAILS:
        await _details(turn, person, alert)
        return
    coordinator = await gate.may_act(turn, person, alert)
    if coordinator is None:
        turn.log.info("press_refused", press=press.value)
        await _not_here(turn, person, alert)
        return
    await _move(turn, person, coordinator, alert, press)


async def _move(turn: Turn, person: Person, coordinator: Coordinator, alert: Alert, press: Press) -> None:
    """Alerts that tell of the same thing in several channels stand and move together: the first one decides."""
    family = await alerts.family(turn.work, alert)
    lead = family[0]
    mine = lead.taken_by == coordinator.id
    result = after(press, alerting.state_word(lead.state), mine, await alerting.taker_name(turn, lead))
    if isinstance(result, Moved) and not alerting.offers(turn, alert, press):
        result = Refused(CHANGED)
    if isinstance(result, Moved) and (bar := await _bar(turn, lead, press)) is not None:
        result = Refused(bar.says)
    if isinstance(result, Moved) and not await _written(turn, coordinator, lead, press):
        result = Refused(NOT_ASKED if press is Press.NATIONAL else CHANGED)
    _toast(turn, person, result.toast)
    if isinstance(result, Moved):
        await alerting.stand_together(turn, lead.id)
    if isinstance(result, Moved) and press is Press.UNSUITABLE:
        await reasons.ask(turn, person, lead)


async def _bar(turn: Turn, alert: Alert, press: Press) -> Refusal | None:
    """What keeps a match from being taken as it stands."""
    pair = None if alert.match_id is None or press is not Press.TAKE else await pair_of(turn, alert.match_id)
    if pair is None or pair.standing.stage in RUNNING or alert.kind not in {Kind.MATCH, Kind.MATCH_TOLD}:
        return None
    return await barring.barred(turn, pair, Move.TAKE)


async def _written(turn: Turn, coordinator: Coordinator, alert: Alert, press: Press) -> bool:
    """Writes the press where the alert still is as it was seen; the first one wins."""
    match press:
        case Press.TAKE:
            return await alerts.take(turn.work, alert.id, coordinator.id) and await _taken(turn, coordinator, alert)
        case Press.GIVE_BACK:
            return await alerts.give_back(turn.work, alert.id, coordinator.id) and await _given_back(turn, alert)
        case Press.DONE:
            return await alerts.finish(turn.work, alert.id, coordinator.id)
        case Press.UNSUITABLE:
            return await reasons.set_aside(turn, coordinator, alert)
        case Press.SUITABLE:
            return await reasons.take_back(turn, coordinator, alert)
        case Press.NATIONAL:
            return await alerting.ask_national(turn, alert)
        case Press.DETAILS:
            return False


async def _taken(turn: Turn, coordinator: Coordinator, alert: Alert) -> bool:
    """Whoever takes the alert looks after its match or its case, where nobody does yet."""
    if alert.match_id is not None and alert.kind in {Kind.MATCH, Kind.MATCH_TOLD}:
        await moving.make(turn, alert.match_id, Move.TAKE, "coordinator", coordinator=coordinator)
    if alert.match_id is not None:
        await matches.adopt(turn.work, alert.match_id, coordinator.id, sorted(RUNNING))
    for case in await gate.cases_of(turn, alert):
        if case.coordinator_id is None and case.group_slug == coordinator.group_slug:
            await cases.change(turn.work, case.id, coordinator_id=coordinator.id)
    return True


async def _given_back(turn: Turn, alert: Alert) -> bool:
    if alert.match_id is not None and alert.kind in {Kind.MATCH, Kind.MATCH_TOLD}:
        await moving.make(turn, alert.match_id, Move.GIVE_BACK, "bot")
    if alert.case_id is not None and alert.kind == Kind.INTERVIEW:
        await cases.change(turn.work, alert.case_id, coordinator_id=None)
    return True


async def _details(turn: Turn, person: Person, alert: Alert) -> None:
    """A link that opens the case in the presser's private chat: made for them, short-lived, used once."""
    groups = await gate.groups_of_alert(turn, alert)
    if await gate.is_about(turn, person, alert) or not await is_coordinator_of(turn, person, groups):
        turn.log.info("press_refused", press=Press.DETAILS.value)
        await _not_here(turn, person, alert)
        return
    if await verified(turn, person, groups) is None:
        if await membership(turn, person, groups) is None:
            await _not_here(turn, person, alert)
        else:
            _toast(turn, person, NOT_INSIDE, alert=True)
        return
    payload = {"match": alert.match_id} if alert.match_id else {"case": alert.case_id or ""}
    lives = dt.timedelta(minutes=turn.house.policy.details_minutes)
    code = await codes.make(turn.work, "details", payload, lives=lives, person_id=person.id)
    late = turn.house.texts.plain(OPEN_PRIVATELY, person.language)
    turn.answer_callback(url=turn.house.link(f"details_{code}"), otherwise=late)


async def _not_here(turn: Turn, person: Person, alert: Alert | None = None) -> None:
    """The answer for an alert that is not there, and for one that is not the presser's: by the presser and the chat
    alone, so that nobody learns which of the two it is. Coordinators know their own channel's alerts anyway.
    """
    message = turn.update.callback_query.message if turn.update and turn.update.callback_query else None
    slugs = [one.group_slug for one in await channels.in_chat(turn.work, message.chat.id)] if message else []
    inside = await membership(turn, person, frozenset(slugs)) is not None
    known = alert is not None and await gate.is_about(turn, person, alert)
    if inside and not known:
        _toast(turn, person, GONE_ALERT)
    else:
        _toast(turn, person, NOT_YOURS, alert=True)


def _toast(turn: Turn, person: Person, text: Text, *, alert: bool = False) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=alert)
