"""A coordinator introduces the two sides, after two yeses, looking first at what each of them will read."""

from __future__ import annotations

from bot.casework.asked import OTHER
from bot.casework.introduction import Known, introduced
from bot.casework.stages import Move, Refusal, Stage, row_for
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import moving, telling
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import card, consenting, previewing
from bot.telegram.stays.previewing import Letter
from bot.telegram.stays.sides import BEING_CHANGED, SIDES, agreed, session_of
from bot.telegram.turn import Turn
from conversations.text import Verbatim, _

LABEL = _("Introduce them")
ABOUT = "introduced"


async def look(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Both texts as they will be read; and who has not agreed to give their name and contact."""
    row = row_for(pair.standing, Move.INTRODUCE, "coordinator", approved=pair.approved)
    if isinstance(row, Refusal):
        return await card.refused(turn, person, coordinator, pair, row)
    letters = await _letters(turn, person, pair)
    if not letters:
        return True
    turn.answer_callback()
    await previewing.show(turn, person, coordinator, pair, letters, LABEL, ("introd",))
    for side in SIDES:
        if not await agreed(turn, pair.case(side), "contacts"):
            await consenting.missing(turn, person, pair, side, "contacts")
    return True


async def introduce(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Each side reads what was looked at. Of two coordinators the first one wins."""
    if len(args) != 1:
        return False
    letters = await _letters(turn, person, pair)
    if not letters:
        return True
    if pair.standing.stage is Stage.AGREED and await previewing.changed(turn, person, letters, args[0]):
        await previewing.show(turn, person, coordinator, pair, letters, LABEL, ("introd",))
        return True
    made = await moving.make(turn, pair.match.id, Move.INTRODUCE, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    for letter in letters:
        await telling.tell(turn, letter.case, letter.text, about=ABOUT, protect=True)
    turn.answer_callback()
    await say(turn, person, (_("Both have been told. Next: agree on a first meeting."),), protect=True)
    await card.show(turn, person, coordinator, made)
    return True


async def _letters(turn: Turn, person: Person, pair: Pair) -> list[Letter]:
    """What each side will read; none, with a word why, while one of them changes an answer."""
    letters = []
    for side in SIDES:
        other = pair.case(OTHER[side])
        session = await session_of(turn, other)
        if session is None:
            says = BEING_CHANGED.of(number=Verbatim(other.number))
            turn.answer_callback(turn.house.texts.plain(says, person.language), alert=True)
            return []
        known = Known.of(session, agreed=await agreed(turn, other, "contacts"))
        letters.append(Letter(pair.case(side), introduced(side, known)))
    return letters


card.add(
    verbs={"intro": look, "introd": introduce},
    buttons={Stage.AGREED: (card.Button(LABEL, "intro"),)},
)
