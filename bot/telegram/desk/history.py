"""The history of a case, as dated sentences: its steps, its alerts and matches, notes, tasks, and who looked at it."""

from __future__ import annotations

from bot.casework import history
from bot.casework.alert_kinds import HEADINGS, NEW_HOST, Kind
from bot.casework.history import Happened, named
from bot.casework.looks import COARSE
from bot.casework.tasks import what
from bot.store import access, cases, matches, notes, people, tasks
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Alert, AlertState, CaseFile, Match, Task
from bot.telegram import alerting
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton, name_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, Value, Verbatim, _

PAGE = 20
"""So many sentences stand in one message."""

_ALERT_STATES: dict[AlertState, Text] = {
    AlertState.DONE: _("Alert done: {heading}"),
    AlertState.UNSUITABLE: _("Not suitable: {heading}"),
    AlertState.WITHDRAWN: _("Alert no longer current: {heading}"),
}
_TASK_STATES: dict[str, Text] = {
    "taken": _("Task taken: {task}"),
    "done": _("Task done: {task}"),
    "dropped": _("Task not needed any more: {task}"),
}


async def shown(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """A page of the history, the newest first."""
    if len(args) > 1 or not (args[0] if args else "0").isdecimal():
        return False
    page = int(args[0]) if args else 0
    turn.answer_callback()
    everything = sorted(await _everything(turn, case), key=lambda one: one.at, reverse=True)
    await access.note(turn.work, coordinator.id, case.id, "history")
    some = [(turn.house.today(one.at), one.what) for one in everything[page * PAGE : (page + 1) * PAGE]]
    title = _("<b>{number}</b>: what has happened").of(number=Verbatim(case.number))
    text: list[Paragraph] = [title, *history.by_day(some)]
    turning = [Choice(_("‹ Newer"), data("c", case.id, "history", str(page - 1)))] if page else []
    if len(everything) > (page + 1) * PAGE:
        turning.append(Choice(_("Older ›"), data("c", case.id, "history", str(page + 1))))
    await say(turn, person, text, [*([turning] if turning else []), [to_case(case)]], details=True)
    return True


async def _everything(turn: Turn, case: CaseFile) -> list[Happened]:
    happened: list[Happened] = []
    for event in await cases.events(turn.work, case.id):
        if (words := history.case_event(event.what)) is not None:
            happened.append(Happened(event.at, named(words, await _name(turn, event.coordinator_id))))
    for match in await matches.of_case(turn.work, case.id):
        happened += await _of_match(turn, case, match)
    for alert in await alerting.about(turn, case):
        happened += await _of_alert(turn, case, alert)
    owner = await people.get(turn.work, case.person_id)
    for note in await notes.of_case(turn.work, owner, case.id):
        happened.append(Happened(note.at, named(_("Note"), await _name(turn, note.coordinator_id))))
    for task in await tasks.of_case(turn.work, case.id, ("open", "taken", "done", "dropped")):
        happened += await _of_task(turn, task)
    return happened + await _looks(turn, case)


async def _of_match(turn: Turn, case: CaseFile, match: Match) -> list[Happened]:
    other_id = match.guest_case_id if case.id == match.host_case_id else match.host_case_id
    other = await cases.get(turn.work, other_id)
    happened = []
    for event in await matches.events(turn.work, match.id):
        words = None if other is None else history.match_event(event.what, other.number)
        if words is not None:
            happened.append(Happened(event.at, named(words, await _name(turn, event.coordinator_id))))
    return happened


async def _of_alert(turn: Turn, case: CaseFile, alert: Alert) -> list[Happened]:
    kind = alerting.kind_of(alert)
    heading = NEW_HOST if kind is Kind.INTERVIEW and case.role == "host" else HEADINGS[kind]
    happened = [Happened(alert.made_at, _("Alert: {heading}").of(heading=heading))]
    name = await _name(turn, alert.taken_by)
    if alert.taken_at is not None:
        happened.append(Happened(alert.taken_at, named(_("Alert taken: {heading}").of(heading=heading), name)))
    if alert.state in _ALERT_STATES:
        words = _ALERT_STATES[alert.state].of(heading=heading)
        happened.append(Happened(alert.changed_at, named(words, name)))
    return happened


async def _of_task(turn: Turn, task: Task) -> list[Happened]:
    called = what(task.kind, task.about)
    happened = [Happened(task.made_at, _("New task: {task}").of(task=called))]
    if task.state in _TASK_STATES:
        words = _TASK_STATES[task.state].of(task=called)
        happened.append(Happened(task.changed_at, named(words, await _name(turn, task.coordinator_id))))
    return happened


async def _looks(turn: Turn, case: CaseFile) -> list[Happened]:
    found = [look for look in await access.of_case(turn.work, case.id) if look.what not in COARSE]
    names = {look.coordinator_id: await name_of(turn, look.coordinator_id) for look in found}
    return history.looks((look.at, turn.house.today(look.at), names[look.coordinator_id]) for look in found)


async def _name(turn: Turn, coordinator_id: str | None) -> Value | None:
    return None if coordinator_id is None else await name_of(turn, coordinator_id)


case_card.add(verbs={"history": shown}, buttons=[CardButton(_("What has happened"), "history")])
