"""Somebody without Telegram was told by phone that their answers go, and would like them to be kept."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework import retention_words
from bot.store import cases, interviews, keeping
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import keeping as kept
from bot.telegram import telling
from bot.telegram.desk import case_card
from bot.telegram.keyboards import Choice, data
from bot.telegram.turn import Turn
from conversations.text import _

VERB = "kept"


async def said(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """They are kept for as long again."""
    if args or not await _waits(turn, case):
        return False
    owner = await telling.person_of(turn, case)
    await kept.keep(turn, await interviews.get(turn.work, owner, case.interview_id))
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    await case_card.show(turn, person, coordinator, await cases.get(turn.work, case.id) or case)
    return True


async def _waits(turn: Turn, case: CaseFile) -> bool:
    told = await keeping.of_interview(turn.work, case.interview_id)
    return told is not None and told.goes_on is not None


async def rows(turn: Turn, case: CaseFile) -> Sequence[Sequence[Choice]]:
    """The button on the card, while an answer is awaited of somebody who cannot be written to."""
    owner = await telling.person_of(turn, case)
    if telling.can_be_written_to(owner) or not await _waits(turn, case):
        return []
    return [[Choice(retention_words.SAID_BY_PHONE, data("c", case.id, VERB))]]


case_card.add(verbs={VERB: said}, rows=rows)
