"""Whether an offer or a search still holds, where the person has told a coordinator by phone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.stages import RECEIVED
from bot.store import cases
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import holding
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton
from bot.telegram.turn import Turn
from conversations.text import Text, _

ANSWERED = _("That has been answered already.")


def _waits(case: CaseFile) -> bool:
    """Whether the person was asked and has not answered."""
    return case.hold_asked_at is not None and case.state == RECEIVED


async def said(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """It still holds: the person is not asked again for a while, and a host does not fade."""
    if args:
        return False
    if not _waits(case):
        turn.answer_callback(turn.house.texts.plain(ANSWERED, person.language), alert=True)
        return True
    await holding.said_it_holds(turn, case, heard_by=coordinator.id)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    await case_card.show(turn, person, coordinator, await cases.get(turn.work, case.id) or case)
    return True


async def lines(turn: Turn, case: CaseFile) -> Sequence[Text]:
    """On the card, while an answer is awaited."""
    if not _waits(case) or case.hold_asked_at is None:
        return ()
    asked_on = turn.house.today(case.hold_asked_at)
    return (_("⏳ Asked on {day} whether it still holds: no answer yet").of(day=asked_on),)


case_card.add(
    verbs={"holds": said},
    buttons=[
        CardButton(_("Still holds (said by phone)"), "holds", when=lambda case: _waits(case) and case.role == "host"),
        CardButton(
            _("Still looking (said by phone)"), "holds", when=lambda case: _waits(case) and case.role == "guest"
        ),
    ],
    lines=lines,
)
