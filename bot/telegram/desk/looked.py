"""Who has looked at a case: for the coordinators of its group, the newest look first."""

from __future__ import annotations

from bot.casework.looks import what
from bot.store import access, coordinators
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import AccessLog, CaseFile
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Moment, Paragraph, Text, Value, Verbatim, _

VERB = "looked"
PAGE = 15
"""So many looks stand in one message."""
FORMER = _("a former coordinator")


async def shown(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """A page of the looks."""
    page = args[0] if args else "0"
    if len(args) > 1 or not page.isdecimal() or len(page) > len(str(PAGE**4)):
        return False
    turn.answer_callback()
    at = int(page)
    found = await access.page(turn.work, case.id, at * PAGE, PAGE + 1)
    named = {look.coordinator_id: await _named(turn, look.coordinator_id) for look in found[:PAGE]}
    text: list[Paragraph] = [_("<b>{number}</b>: who has looked").of(number=Verbatim(case.number))]
    lines = tuple(_line(look, named[look.coordinator_id]) for look in found[:PAGE])
    text.append(Lines(lines) if lines else _("Nobody has looked yet."))
    turning = [Choice(_("‹ Newer"), data("c", case.id, VERB, str(at - 1)))] if at else []
    if len(found) > PAGE:
        turning.append(Choice(_("Older ›"), data("c", case.id, VERB, str(at + 1))))
    await say(turn, person, text, [*([turning] if turning else []), [to_case(case)]], details=True)
    return True


def _line(look: AccessLog, name: Value) -> Text:
    return _("• {at}, {name}: {what}").of(at=Moment(look.at), name=name, what=what(look.what))


async def _named(turn: Turn, coordinator_id: str) -> Value:
    """The chosen name and the group; whoever has left or was erased has no name here any more."""
    one = await coordinators.get(turn.work, coordinator_id)
    if one.removed_at is not None or not one.shown_name:
        return FORMER
    group = turn.house.groups.by_slug(one.group_slug).name
    return _("{name} ({group})").of(name=Verbatim(one.shown_name), group=Verbatim(group))


case_card.add(verbs={VERB: shown}, buttons=[CardButton(_("Who has looked"), VERB)])
