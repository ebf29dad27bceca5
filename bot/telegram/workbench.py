"""/cases: a coordinator's way through the cases of their group, in the private chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from telegram import Chat

from bot.casework.stages import RECEIVED
from bot.store import alerts, cases, coordinators, interviews, outbox, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import details, following
from bot.telegram.coordinating import verified
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Verbatim, _

Which = Literal["mine", "untaken", "all"]
PAGE = 6
NOT_A_COORDINATOR = _("/cases is for coordinators. If you were invited, please open the link of your invitation.")
TITLES: dict[Which, Text] = {
    "mine": _("My cases"),
    "untaken": _("Not taken yet"),
    "all": _("All of my group"),
}


async def listed(turn: Turn, person: Person, typed: str) -> None:
    """/cases, or /cases with a number."""
    mine = await _memberships(turn, person)
    if not mine:
        await say(turn, person, (NOT_A_COORDINATOR,))
        return
    if typed:
        await details.by_number(turn, person, typed)
        return
    text, rows = await _page(turn, mine, "untaken", 0)
    await say(turn, person, text, rows, protect=True)


async def turned(turn: Turn, person: Person, given: str, page: str) -> None:
    """Another page, or another of the three lists."""
    which: dict[str, Which] = {"mine": "mine", "untaken": "untaken", "all": "all"}
    mine = await _memberships(turn, person)
    turn.answer_callback()
    if not mine or given not in which or not page.isdecimal():
        await say(turn, person, (NOT_A_COORDINATOR,))
        return
    text, rows = await _page(turn, mine, which[given], int(page))
    await say(turn, person, text, rows, protect=True)


async def invite_to_private(turn: Turn, chat: Chat, thread_id: int | None) -> None:
    """/cases in a group, perhaps typed by an anonymous administrator: a press carries the real person."""
    language = turn.house.national_language
    text = turn.house.texts.render(_("The cases open in our private chat:"), language)
    button = keyboard(turn.house.texts, language, [[Choice(_("Open my cases"), data("k", "open"))]])
    await turn.send(outbox.to_chat(turn.work, chat.id, thread_id), text, buttons=button)


async def _memberships(turn: Turn, person: Person) -> list[Coordinator]:
    """Active memberships in groups in whose channel the person is right now."""
    found = []
    for coordinator in await coordinators.of_person(turn.work, person.id):
        if coordinator.active and await verified(turn, person, frozenset({coordinator.group_slug})) is not None:
            found.append(coordinator)
    return found


async def _page(
    turn: Turn, mine: Sequence[Coordinator], which: Which, page: int
) -> tuple[tuple[Paragraph, ...], list[list[Choice]]]:
    found = await _chosen(turn, mine, which)
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = tuple([await _line(turn, case) for case in shown])
    text: tuple[Paragraph, ...] = (_("<b>{title}</b>: {n}").of(title=TITLES[which], n=len(found)),)
    text = (*text, Lines(lines)) if lines else (*text, _("Nothing here just now."))
    buttons = [Choice(Verbatim(case.number), data("k", "case", case.id)) for case in shown]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    turning = [Choice(_("‹ Earlier"), data("k", "list", which, str(page - 1)))] if page else []
    if len(found) > (page + 1) * PAGE:
        turning.append(Choice(_("More ›"), data("k", "list", which, str(page + 1))))
    others = [Choice(TITLES[one], data("k", "list", one, "0")) for one in TITLES if one != which]
    return text, [*rows, *([turning] if turning else []), others]


async def _chosen(turn: Turn, mine: Sequence[Coordinator], which: Which) -> list[CaseFile]:
    found: list[CaseFile] = []
    for coordinator in mine:
        for case in await cases.of_group(turn.work, coordinator.group_slug):
            holder = await alerts.holder(turn.work, case.id)
            waits = holder is None and case.state == RECEIVED
            if which == "all" or (which == "mine" and holder == coordinator.id) or (which == "untaken" and waits):
                found.append(case)
    return found


async def _line(turn: Turn, case: CaseFile) -> Text:
    owner = await people.get(turn.work, case.person_id)
    session = await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))
    return following.one_line(case, session)
