"""Telling somebody who is not in the chat just now: a side of a match, or the coordinator who looks after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.tasks import one_line
from bot.store import access, alerts, coordinators, people, tasks
from bot.store.people import Person
from bot.store.tables import CaseFile, Task
from bot.telegram import alerting
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Items, Paragraph, Verbatim, _

CALL = "call"
"""The kind of task by which somebody without Telegram is told what others read in their chat."""


async def person_of(turn: Turn, case: CaseFile) -> Person:
    """Whose case it is."""
    return await people.get(turn.work, case.person_id)


def can_be_written_to(person: Person) -> bool:
    """Whether messages reach the person by Telegram."""
    return person.chat_id is not None and person.unreachable_at is None


async def tell(
    turn: Turn,
    case: CaseFile,
    text: Sequence[Paragraph],
    rows: Sequence[Sequence[Choice]] = (),
    *,
    about: str,
    kind: str = "notice",
    protect: bool = False,
) -> str | None:
    """A message to the person of a case; the outbox id.

    Whoever cannot be written to is called: the message becomes a task of the group, in the language of its channel,
    and None is given back. `about` is a code that says what the call is about (`bot.casework.tasks`).
    """
    owner = await person_of(turn, case)
    if can_be_written_to(owner):
        return await say(turn, owner, text, rows, kind=kind, protect=protect)
    language = turn.house.channel_language(turn.house.groups.by_slug(case.group_slug))
    words = turn.house.texts.plain(text, language)
    tomorrow = turn.house.today(turn.now) + dt.timedelta(days=1)
    task = await tasks.add(turn.work, owner, case.id, CALL, about=about, words=words, due_on=tomorrow)
    await _tell_of_call(turn, case, task)
    return None


async def _tell_of_call(turn: Turn, case: CaseFile, task: Task) -> None:
    """Whoever looks after the case hears at once that somebody is to be called; others find it among the tasks."""
    person = await coordinator_of(turn, case.coordinator_id)
    if person is not None:
        text = one_line(case.number, task.kind, task.about, task.due_on, is_late=False)
        await say(turn, person, (text,), [[Choice(_("Open the task"), data("t", task.id, "open"))]], protect=True)


async def not_needed(turn: Turn, case: CaseFile, about: Collection[str], *, done_by: str | None = None) -> None:
    """Nobody need call about these any more; `done_by`: the coordinator who has heard the answer on the phone."""
    for task in await tasks.of_case(turn.work, case.id):
        if task.kind != CALL or task.about not in about:
            continue
        state, who = ("dropped", task.coordinator_id) if done_by is None else ("done", done_by)
        if await tasks.turn(turn.work, task.id, state, was=tasks.OPEN, coordinator_id=who):
            late = [one for one in await alerts.of_case(turn.work, case.id) if one.topic == task.id]
            await alerting.withdraw(turn, [one for one in late if one.kind == Kind.TASK_LATE])


async def coordinator_of(turn: Turn, coordinator_id: str | None) -> Person | None:
    """The person of a coordinator who is still in the channel and can be written to; None where there is none."""
    if coordinator_id is None:
        return None
    coordinator = await coordinators.get(turn.work, coordinator_id)
    if not coordinator.present or coordinator.person_id is None:
        return None
    person = await people.known(turn.work, coordinator.person_id)
    return person if person is not None and can_be_written_to(person) else None


async def tell_coordinator(
    turn: Turn, pair: Pair, text: Sequence[Paragraph], *, otherwise: Kind, rows: Sequence[Sequence[Choice]] = ()
) -> None:
    """Private news of a match to the coordinator who has taken it, with a button that opens the match.

    Where there is nobody who can be written to, the host's group gets an alert of the kind `otherwise`.
    """
    person = await coordinator_of(turn, pair.match.coordinator_id)
    if person is None or pair.side_of(person.id) is not None:
        # Whoever has become a side since, by a link to confirm, reads nothing of the other one.
        await alerting.about_match(turn, otherwise, pair.match)
        return
    numbers = Items((Verbatim(pair.host.number), Verbatim(pair.guest.number)))
    head = _("<b>{numbers}</b>").of(numbers=numbers)
    opens = [Choice(_("Open the match"), data("m", pair.match.id, "open"))]
    if pair.match.coordinator_id is not None:
        for case in (pair.host, pair.guest):
            await access.note(turn.work, pair.match.coordinator_id, case.id, "news")
    await say(turn, person, (head, *text), [*rows, opens], details=True)
