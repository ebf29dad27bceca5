"""/cases: a coordinator's way through the cases of their group, in the private chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from telegram import Chat

from bot.casework.phases import PHASE_NAMES, Phase
from bot.store import access, outbox
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import details
from bot.telegram.desk import vanish_choice
from bot.telegram.desk.case_list import Listed, Which, chosen, found, line
from bot.telegram.desk.membership import memberships
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Verbatim, _

PAGE = 6
NOT_A_COORDINATOR = _("/cases is for coordinators. If you were invited, please open the link of your invitation.")
TITLES: dict[Which, Text] = {
    "mine": _("My cases"),
    "untaken": _("Not taken yet"),
    "all": _("All of my group"),
}


async def listed(turn: Turn, person: Person, typed: str) -> None:
    """/cases, or /cases with a number. What nobody has taken is shown first, then what is mine."""
    mine = await memberships(turn, person)
    if not mine:
        await say(turn, person, (NOT_A_COORDINATOR,))
        return
    if typed:
        await details.by_number(turn, person, typed)
        return
    everything = await found(turn, person, mine)
    which = next((one for one in ("untaken", "mine") if chosen(everything, one)), "all")
    await _show(turn, person, mine, everything, _which(which), 0, None)


async def turned(turn: Turn, person: Person, given: str, page: str, stage: str = "") -> None:
    """Another page, another of the three lists, or only the cases that stand somewhere."""
    which = next((one for one in get_args(Which) if one == given), None)
    phase = next((one for one in Phase if one == stage), None)
    mine = await memberships(turn, person)
    turn.answer_callback()
    if not mine or which is None or not page.isdecimal() or (stage and stage != "pick" and phase is None):
        await say(turn, person, (NOT_A_COORDINATOR,))
        return
    everything = await found(turn, person, mine)
    if stage == "pick":
        await _pick(turn, person, everything, which)
    else:
        await _show(turn, person, mine, everything, which, int(page), phase)


async def invite_to_private(turn: Turn, chat: Chat, thread_id: int | None) -> None:
    """/cases in a group, perhaps typed by an anonymous administrator: a press carries the real person."""
    language = turn.house.national_language
    text = turn.house.texts.render(_("The cases open in our private chat:"), language)
    button = keyboard(turn.house.texts, language, [[Choice(_("Open my cases"), data("k", "open"))]])
    await turn.send(outbox.to_chat(turn.work, chat.id, thread_id), text, buttons=button)


async def _show(
    turn: Turn,
    person: Person,
    mine: Sequence[Coordinator],
    everything: Sequence[Listed],
    which: Which,
    page: int,
    phase: Phase | None,
) -> None:
    fitting = chosen(everything, which, phase)
    shown = fitting[page * PAGE : (page + 1) * PAGE]
    for one in shown:
        here = next((own for own in mine if own.group_slug == one.case.group_slug), mine[0])
        await access.note(turn.work, here.id, one.case.id, "list")
    title = TITLES[which] if phase is None else _("{list} – {phase}").of(list=TITLES[which], phase=PHASE_NAMES[phase])
    lines = tuple([await line(turn, one) for one in shown])
    text: tuple[Paragraph, ...] = (_("<b>{title}</b>: {n}").of(title=title, n=len(fitting)),)
    text = (*text, Lines(lines)) if lines else (*text, _("Nothing here just now."))
    buttons = [Choice(Verbatim(one.case.number), data("k", "case", one.case.id)) for one in shown]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    turning = [Choice(_("‹ Earlier"), _to(which, page - 1, phase))] if page else []
    if len(fitting) > (page + 1) * PAGE:
        turning.append(Choice(_("More ›"), _to(which, page + 1, phase)))
    others = [
        Choice(_("{title}: {n}").of(title=TITLES[one], n=len(chosen(everything, one))), _to(one, 0, None))
        for one in TITLES
        if one != which
    ]
    more = [
        Choice(_("By where they stand"), data("k", "list", which, "0", "pick")),
        Choice(_("Tasks"), data("t", "list", "free", "0")),
    ]
    last = [
        Choice(_("Fill in for somebody"), data("k", "fillin")),
        Choice(vanish_choice.LABEL, data("k", "vanish")),
    ]
    rows += [turning] if turning else []
    await say(turn, person, text, [*rows, others, more, last], protect=True)


async def _pick(turn: Turn, person: Person, everything: Sequence[Listed], which: Which) -> None:
    """How many cases stand where; each can be chosen."""
    counted = {phase: len(chosen(everything, which, phase)) for phase in Phase}
    rows = [
        [Choice(_("{title}: {n}").of(title=PHASE_NAMES[phase], n=n), _to(which, 0, phase))]
        for phase, n in counted.items()
        if n
    ]
    text = _("<b>{title}</b>: {n}").of(title=TITLES[which], n=sum(counted.values()))
    rows.append([Choice(TITLES[one], _to(one, 0, None)) for one in TITLES])
    await say(turn, person, (text,), rows, protect=True)


def _to(which: Which, page: int, phase: Phase | None) -> str:
    return data("k", "list", which, str(page), *([phase.value] if phase else []))


def _which(given: str) -> Which:
    return next(one for one in get_args(Which) if one == given)
