"""/tasks: what is to be done in a coordinator's groups – theirs, what nobody has taken yet, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from bot.casework import tasks as rules
from bot.store import access, cases, tasks
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Task
from bot.telegram import gate
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.desk.tasks import line, opening
from bot.telegram.desk.tasks import pressed as task_pressed
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Verbatim, _

Which = Literal["mine", "free", "late"]
PAGE = 6
"""So many tasks stand in one message."""

TITLES: dict[Which, Text] = {
    "mine": _("My tasks"),
    "free": _("Tasks nobody has taken"),
    "late": _("Late tasks"),
}


async def listed(turn: Turn, person: Person) -> None:
    """/tasks: mine where I have some, else those that wait for somebody."""
    mine = await memberships(turn, person)
    if not mine:
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    found = await _open(turn, person, mine)
    await _show(turn, person, mine, found, "mine" if _chosen(turn, mine, found, "mine") else "free", 0)


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area t: a page of a list, or something about one task."""
    if not rest or rest[0] != "list":
        return await task_pressed(turn, person, rest)
    which = next((one for one in get_args(Which) if one == rest[1]), None) if len(rest) == 3 else None
    if which is None or not rest[2].isdecimal():
        return False
    mine = await memberships(turn, person)
    turn.answer_callback()
    if mine:
        await _show(turn, person, mine, await _open(turn, person, mine), which, int(rest[2]))
    else:
        await say(turn, person, (ONLY_COORDINATORS,))
    return True


Found = Sequence[tuple[CaseFile, Task]]


async def _open(turn: Turn, person: Person, mine: Sequence[Coordinator]) -> Found:
    """All that is to be done in the groups, what is due first first; none in a case that is kept from the person."""
    kept = await gate.kept_from(turn, person)
    found: list[tuple[CaseFile, Task]] = []
    for coordinator in mine:
        for task in await tasks.of_group(turn.work, coordinator.group_slug):
            case = await cases.get(turn.work, task.case_id)
            if case is not None and case.id not in kept:
                found.append((case, task))
    return sorted(found, key=lambda one: (one[1].due_on is None, one[1].due_on or one[1].made_at.date()))


def _chosen(turn: Turn, mine: Sequence[Coordinator], found: Found, which: Which) -> Found:
    ids, today = {coordinator.id for coordinator in mine}, turn.house.today(turn.now)
    if which == "mine":
        return [one for one in found if one[1].coordinator_id in ids]
    if which == "free":
        return [one for one in found if one[1].coordinator_id is None]
    return [one for one in found if rules.late(one[1].state, one[1].due_on, today)]


async def _show(turn: Turn, person: Person, mine: Sequence[Coordinator], found: Found, which: Which, page: int) -> None:
    chosen = _chosen(turn, mine, found, which)
    shown = chosen[page * PAGE : (page + 1) * PAGE]
    for case, _task in shown:
        here = next((one for one in mine if one.group_slug == case.group_slug), mine[0])
        await access.note(turn.work, here.id, case.id, "tasks")
    told = tuple([await line(turn, case, task) for case, task in shown])
    title = _("<b>{title}</b>: {n}").of(title=TITLES[which], n=len(chosen))
    text: tuple[Paragraph, ...] = (title, Lines(told) if told else _("Nothing here just now."))
    buttons = [opening(task, Verbatim(case.number)) for case, task in shown]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    turning = [Choice(_("‹ Earlier"), data("t", "list", which, str(page - 1)))] if page else []
    if len(chosen) > (page + 1) * PAGE:
        turning.append(Choice(_("More ›"), data("t", "list", which, str(page + 1))))
    others = [
        Choice(
            _("{title}: {n}").of(title=TITLES[one], n=len(_chosen(turn, mine, found, one))), data("t", "list", one, "0")
        )
        for one in TITLES
        if one != which
    ]
    await say(turn, person, text, [*rows, *([turning] if turning else []), *[[one] for one in others]], protect=True)
