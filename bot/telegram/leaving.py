"""How a person leaves: an interview that ends early, and everything erased."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework import retention_words
from bot.casework.alert_kinds import Kind
from bot.casework.retention import Record
from bot.casework.standing import WITHDRAWN
from bot.store import alerts, cases, consents, coordinators, erasure, interviews, keeping, outbox
from bot.store.interviews import Interview, Json
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, running, telling, vanishing
from bot.telegram.alerting import AlertFacts
from bot.telegram.desk import freeing, live
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph


async def nothing_kept(turn: Turn, person: Person, interview: Interview, goodbye: Sequence[Paragraph]) -> None:
    """An interview that ends before anything may be kept: the same transaction erases all of it.

    Where it was all that is known of the person, the person goes, too.
    """
    others = [one for one in await interviews.of_person(turn.work, person) if one.id != interview.id]
    html = turn.house.texts.render(goodbye, person.language)
    if others or await turn.is_coordinator(person):
        await withdraw_case(turn, interview)
        await interviews.remove(turn.work, person, interview.id)
        await consents.forget_since(turn.work, person.id, interview.started_at)
        if person.chat_id is not None:
            await turn.send(person, html, kind="notice")
    else:
        await withdraw_case(turn, interview)
        await erase(turn, person, html)


async def withdraw_case(turn: Turn, interview: Interview) -> None:
    """What coordinators were told of the interview is marked as no longer current."""
    case = await cases.of_interview(turn.work, interview.id)
    if case is not None:
        await _end_matches(turn, case)
        await alerting.withdraw_case(turn, case)


async def _end_matches(turn: Turn, case: CaseFile) -> None:
    """The other side of a running match hears that it has ended, and a coordinator does; by the numbers only."""
    await cases.change(turn.work, case.id, state=WITHDRAWN)
    gone = await cases.get(turn.work, case.id)
    for pair in [] if gone is None else await running.end_all(turn, gone, stays=True):
        other = pair.guest if case.role == "host" else pair.host
        group = turn.house.groups.by_slug(other.group_slug)
        numbers = AlertFacts(numbers=(case.number, other.number))
        await alerting.raise_alert(turn, Kind.WITHDREW, group, numbers, case_id=other.id)


async def tell_who_looked_after(turn: Turn, interview_id: str) -> None:
    """The coordinator who looks after a case that is about to go hears its number and no more."""
    case = await cases.of_interview(turn.work, interview_id)
    person = None if case is None else await telling.coordinator_of(turn, case.coordinator_id)
    if case is not None and person is not None and person.id != case.person_id:
        await say(turn, person, (retention_words.case_erased(case.number),), protect=True)


async def _with_buttons(turn: Turn, person: Person, pressed: int | None) -> list[int]:
    """The messages whose buttons go: the one that was pressed, and each interview's question, which would otherwise
    answer the same question of a later interview.
    """
    found = set() if pressed is None else {pressed}
    for interview in await interviews.of_person(turn.work, person, states=interviews.OPEN):
        screen = None if interview.screen_id is None else await outbox.message_of(turn.work, interview.screen_id)
        if screen is not None and screen.message_id is not None:
            found.add(screen.message_id)
    return sorted(found)


async def erase(turn: Turn, person: Person, goodbye_html: str | None) -> None:
    """Erases everything of a person; the last message, if there is one, still reaches them."""
    await live.erased(turn, person)
    today = turn.house.today(turn.now)
    await keeping.prove(turn.work, person, today + turn.house.retention.lasts(Record.CONSENT_PROOF))
    for case in await cases.of_person(turn.work, person.id):
        await tell_who_looked_after(turn, case.interview_id)
        await _end_matches(turn, case)
        await alerting.withdraw_case(turn, case)
    for coordinator in await coordinators.of_person(turn.work, person.id):
        await coordinators.forget_name(turn.work, coordinator.id)
        await freeing.release(turn, coordinator.id)
        for alert in await alerts.of_coordinator(turn.work, coordinator.id):
            await alerting.refresh(turn, alert.id)
    query = turn.update.callback_query if turn.update is not None else None
    pressed = query.message.message_id if query is not None and query.message is not None else None
    had_menu = person.language_chosen or await turn.is_coordinator(person)
    turn.house.kept.forget([case.id for case in await cases.of_person(turn.work, person.id)])
    to_vanish = await outbox.to_vanish(turn.work, person.id)
    await erasure.erase(turn.work, person, goodbye_html, bare=await _with_buttons(turn, person, pressed))
    await vanishing.at_once(turn, person, to_vanish)
    if had_menu and person.chat_id is not None:
        scope: dict[str, Json] = {"type": "chat", "chat_id": person.chat_id}
        await turn.call(person.chat_id, "deleteMyCommands", {"scope": scope})
