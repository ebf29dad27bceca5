"""Notes of coordinators on a case: added in their own words, read by coordinators only."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.way_in import WAY_NAMES, Way
from bot.store import access, cases, notes, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import gate, prompts
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import NOTHING_HERE, CardButton, name_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Moment, Paragraph, Text, Verbatim, _

PROMPT_KIND = "note"


async def listed(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """All notes on the case, the oldest first."""
    if args:
        return False
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "notes")
    owner = await people.get(turn.work, case.person_id)
    told: list[Paragraph] = [_("<b>{number}</b>: notes").of(number=Verbatim(case.number))]
    for note in await notes.of_case(turn.work, owner, case.id):
        head = _("{name}, {at}").of(name=await name_of(turn, note.coordinator_id), at=Moment(note.at))
        if note.about in set(Way):
            head = _("{line} – {step}").of(line=head, step=WAY_NAMES[Way(note.about)])
        told.append(Lines((_("<b>{line}</b>").of(line=head), Verbatim(note.words))))
    if len(told) == 1:
        told.append(_("No notes yet."))
    rows = [[Choice(_("Add a note"), data("c", case.id, "note"))], [to_case(case)]]
    await say(turn, person, told, rows, details=True)
    return True


async def add(turn: Turn, person: Person, _coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """Asks for the words of a note; `args`: the step of the way in that it belongs to, or nothing."""
    about = args[0] if args else ""
    if len(args) > 1 or (about and about not in set(Way)):
        return False
    turn.answer_callback()
    return await prompts.start(turn, person, PROMPT_KIND, f"{case.id}:{about}", PROMPT)


async def _ask(turn: Turn, person: Person, ref: str) -> Sequence[Text] | None:
    found = await _case(turn, person, ref)
    if found is None:
        return None
    text = _("{number}: please write your note. Coordinators who may open the case see it; the person never does.")
    return (text.of(number=Verbatim(found[1].number)),)


async def _got(turn: Turn, person: Person, ref: str, said: str) -> bool:
    found = await _case(turn, person, ref)
    if found is None:
        await say(turn, person, (NOTHING_HERE,))
        return True
    coordinator, case = found
    owner = await people.get(turn.work, case.person_id)
    await notes.add(turn.work, owner, case.id, coordinator.id, said, about=ref.partition(":")[2])
    await say(turn, person, (_("Thank you, noted. Only coordinators can see it."),), [[to_case(case)]], protect=True)
    return True


async def _case(turn: Turn, person: Person, ref: str) -> tuple[Coordinator, CaseFile] | None:
    """The case that a note is about, if the person may still open it."""
    case = await cases.get(turn.work, ref.partition(":")[0])
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    return None if case is None or coordinator is None else (coordinator, case)


PROMPT = Prompt(ask=_ask, got=_got)

case_card.add(verbs={"notes": listed, "note": add}, buttons=[CardButton(_("Notes"), "notes")])
