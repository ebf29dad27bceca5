"""Tasks in a case: added with a few taps, taken by any coordinator of the group, done or not needed any more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework import tasks as rules
from bot.casework.alert_kinds import Kind
from bot.casework.stages import RUNNING, Stage
from bot.casework.tasks import KIND_NAMES, TaskKind
from bot.store import access, alerts, cases, coordinators, matches, people, tasks
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Task
from bot.telegram import alerting, gate, prompts
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import NOTHING_HERE, CardButton, name_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Value, Verbatim, _

PROMPT_KIND = "task"
MOST_BUTTONS = 12

GONE = _("That task is not there any more.")
SETTLED = _("That is settled already: {state}")

_VERBS: dict[str, tuple[Text, str, tuple[str, ...]]] = {
    "take": (_("I take it"), "taken", ("open",)),
    "back": (_("Give back"), "open", ("taken",)),
    "done": (_("Done"), "done", ("open", "taken")),
    "drop": (_("Not needed any more"), "dropped", ("open", "taken")),
    "again": (_("Open again"), "open", ("done", "dropped")),
}
"""By verb: the button, the state to which it leads, and from which ones."""
_SHOWN: dict[str, tuple[str, ...]] = {
    "open": ("take", "done", "drop"),
    "taken": ("done", "back", "drop"),
    "done": ("again",),
    "dropped": ("again",),
}
_TOASTS: dict[str, Text] = {
    "take": _("You have taken it. Thank you!"),
    "back": _("Given back: others can take it now."),
    "done": _("Marked as done."),
    "drop": _("Noted: not needed any more."),
    "again": _("Open again."),
}


async def of_case(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The tasks of a case that are still to be done."""
    if args:
        return False
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "tasks")
    found = await tasks.of_case(turn.work, case.id)
    told = [await line(turn, case, task) for task in found]
    text: list[Paragraph] = [_("<b>{number}</b>: tasks").of(number=Verbatim(case.number))]
    text.append(Lines(tuple(told)) if told else _("Nothing to be done just now."))
    rows = [[opening(task, rules.what(task.kind, task.about))] for task in found[:MOST_BUTTONS]]
    new = Choice(_("Add a task"), data("c", case.id, "task"))
    await say(turn, person, text, [*rows, [new], [to_case(case)]], protect=True)
    return True


async def add(turn: Turn, person: Person, by: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """A new task: what kind, then by when."""
    offered = turn.house.course.task_due
    if args and args[0] not in set(TaskKind):
        return False
    if len(args) < 2:
        turn.answer_callback()
        text = _("{number}: what is to be done?") if not args else _("{number}: by when?")
        choices = [(kind.value, name) for kind, name in KIND_NAMES.items()] if not args else rules.due_choices(offered)
        buttons = [Choice(label, data("c", case.id, "task", *args, code)) for code, label in choices]
        rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
        await say(turn, person, (text.of(number=Verbatim(case.number)),), [*rows, [to_case(case)]], protect=True)
        return True
    try:
        due = rules.due_on(args[1], offered, turn.house.today(turn.now))
    except ValueError:
        return False
    owner = await people.get(turn.work, case.person_id)
    task = await tasks.add(turn.work, owner, case.id, args[0], due_on=due)
    turn.answer_callback(turn.house.texts.plain(_("Added."), person.language))
    await show(turn, person, by, case, task)
    return True


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press on a task's message: the task's id and the verb."""
    if len(rest) != 2 or (rest[1] not in _VERBS and rest[1] not in {"open", "words"}):
        return False
    found = await _opened(turn, person, rest[0])
    if found is None:
        _box(turn, person, GONE)
        return True
    coordinator, case, task = found
    if rest[1] == "words":
        turn.answer_callback()
        return await prompts.start(turn, person, PROMPT_KIND, task.id, PROMPT)
    if rest[1] == "open":
        turn.answer_callback()
        await show(turn, person, coordinator, case, task)
        return True
    await _turn(turn, person, coordinator, case, task, rest[1])
    return True


async def show(turn: Turn, person: Person, by: Coordinator, case: CaseFile, task: Task) -> None:
    """One task: what, for whom, by when, what was written or is to be told, who has it; the look is written down."""
    await access.note(turn.work, by.id, case.id, "tasks")
    today = turn.house.today(turn.now)
    is_late = rules.late(task.state, task.due_on, today)
    lines: list[Value] = [
        rules.due_line(task.due_on, is_late=is_late),
        rules.state_line(task.state, await _taker(turn, task)),
    ]
    head = _("<b>{number}</b>: {task}").of(number=Verbatim(case.number), task=rules.what(task.kind, task.about))
    text: list[Paragraph] = [head, Lines(tuple(lines))]
    said = await tasks.words(turn.work, await people.get(turn.work, case.person_id), task)
    if said is not None:
        told = _("<b>To be told</b>") if task.kind == TaskKind.CALL and task.about else _("<b>Notes</b>")
        text.append(Lines((told, *[Verbatim(part) for part in said.split("\n") if part])))
    rows = [[Choice(_VERBS[verb][0], data("t", task.id, verb))] for verb in _SHOWN[task.state]]
    if task.kind == TaskKind.CALL:
        rows += [[one] for one in await _to_matches(turn, case)]
    if task.state in rules.OPEN and not (task.kind == TaskKind.CALL and task.about):
        rows.append([Choice(_("Add a few words"), data("t", task.id, "words"))])
    await say(turn, person, text, [*rows, [to_case(case)]], details=True)


async def line(turn: Turn, case: CaseFile, task: Task) -> Text:
    """A task in one line of a list."""
    today = turn.house.today(turn.now)
    told = rules.one_line(
        case.number, task.kind, task.about, task.due_on, is_late=rules.late(task.state, task.due_on, today)
    )
    if task.coordinator_id is None:
        return told
    return _("{line} ({name})").of(line=told, name=await name_of(turn, task.coordinator_id))


def opening(task: Task, label: Text | Verbatim) -> Choice:
    """The button that opens a task."""
    return Choice(label, data("t", task.id, "open"))


async def _turn(turn: Turn, person: Person, by: Coordinator, case: CaseFile, task: Task, verb: str) -> None:
    """One of two who press at once is first; the other is told who has it."""
    _label, to, was = _VERBS[verb]
    mine = by.id if to != "open" else None
    only = None if verb == "again" else by.id
    if not await tasks.turn(turn.work, task.id, to, was=was, coordinator_id=mine, only_of=only):
        fresh = await tasks.get(turn.work, task.id)
        state = GONE if fresh is None else rules.state_line(fresh.state, await _taker(turn, fresh))
        _box(turn, person, SETTLED.of(state=state))
        return
    turn.answer_callback(turn.house.texts.plain(_TOASTS[verb], person.language))
    if to in {"done", "dropped"}:
        late = [one for one in await alerts.of_case(turn.work, case.id) if one.kind == Kind.TASK_LATE]
        await alerting.withdraw(turn, [one for one in late if one.topic == task.id])
    fresh = await tasks.get(turn.work, task.id)
    if fresh is not None:
        await show(turn, person, by, case, fresh)


async def _to_matches(turn: Turn, case: CaseFile) -> list[Choice]:
    """What somebody answers by phone is noted on the match's card."""
    found = [match for match in await matches.of_case(turn.work, case.id) if Stage(match.stage) in RUNNING]
    return [Choice(_("Open the match"), data("m", match.id, "open")) for match in found]


async def _opened(turn: Turn, person: Person, task_id: str) -> tuple[Coordinator, CaseFile, Task] | None:
    """The task, if the presser may open its case."""
    task = await tasks.get(turn.work, task_id)
    case = None if task is None else await cases.get(turn.work, task.case_id)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    return None if task is None or case is None or coordinator is None else (coordinator, case, task)


async def _taker(turn: Turn, task: Task) -> str | None:
    if task.coordinator_id is None:
        return None
    return (await coordinators.get(turn.work, task.coordinator_id)).shown_name


async def _ask(turn: Turn, person: Person, ref: str) -> Sequence[Text] | None:
    if await _opened(turn, person, ref) is None:
        return None
    return (_("Please write what should be known for this task. Only coordinators see it."),)


async def _got(turn: Turn, person: Person, ref: str, said: str) -> bool:
    found = await _opened(turn, person, ref)
    if found is None:
        await say(turn, person, (NOTHING_HERE,))
        return True
    by, case, task = found
    await tasks.keep_words(turn.work, await people.get(turn.work, case.person_id), task, said)
    fresh = await tasks.get(turn.work, task.id)
    await show(turn, person, by, case, fresh or task)
    return True


def _box(turn: Turn, person: Person, text: Text) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=True)


PROMPT = Prompt(ask=_ask, got=_got)

case_card.add(verbs={"tasks": of_case, "task": add}, buttons=[CardButton(_("Tasks"), "tasks")])
