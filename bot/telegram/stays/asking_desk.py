"""A coordinator asks the sides of a match, looking at the text first, and enters answers that came by phone."""

from __future__ import annotations

from bot.casework.asked import ASK, NEWS, OTHER, SAYS_NO, SAYS_YES, awaited, next_asked
from bot.casework.stages import ASKING, Move, Refusal, Stage, row_for
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import moving, prompts
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import asking_sides, card, consenting, parting, previewing
from bot.telegram.stays.card import Button
from bot.telegram.stays.previewing import Letter
from bot.telegram.stays.sides import BEING_CHANGED, BY_LETTER, agreed, of_side
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Verbatim, _

_SEND: dict[Role, str] = {"host": "h", "guest": "g"}


async def look(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Exactly what the side will read, in its language, before it is asked."""
    side = BY_LETTER.get(args[0]) if args else None
    if side is None:
        return False
    row = row_for(pair.standing, ASK[side], "coordinator", approved=pair.approved)
    if isinstance(row, Refusal):
        return await card.refused(turn, person, coordinator, pair, row)
    if not await agreed(turn, pair.case(OTHER[side]), "told"):
        return await consenting.missing(turn, person, pair, OTHER[side], "told")
    letter = await _letter(turn, person, pair, side)
    if letter is not None:
        turn.answer_callback()
        await previewing.show(turn, person, coordinator, pair, [letter], _("Send"), ("send", _SEND[side]))
    return True


async def _letter(turn: Turn, person: Person, pair: Pair, side: Role) -> Letter | None:
    """What the side will read; None, with a word why, while the other one changes an answer."""
    text = await asking_sides.question_for(turn, pair, side)
    if text is None:
        number = Verbatim(pair.case(OTHER[side]).number)
        turn.answer_callback(turn.house.texts.plain(BEING_CHANGED.of(number=number), person.language), alert=True)
        return None
    return Letter(pair.case(side), text)


async def send(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Asks the side what was looked at. Of two coordinators the first one wins."""
    side = BY_LETTER.get(args[0]) if len(args) == 2 else None
    if side is None:
        return False
    if not await agreed(turn, pair.case(OTHER[side]), "told"):
        return await consenting.missing(turn, person, pair, OTHER[side], "told")
    letter = await _letter(turn, person, pair, side)
    if letter is None:
        return True
    if side in next_asked(pair.standing) and await previewing.changed(turn, person, [letter], args[1]):
        await previewing.show(turn, person, coordinator, pair, [letter], _("Send"), ("send", _SEND[side]))
        return True
    made = await moving.make(turn, pair.match.id, ASK[side], "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    await asking_sides.put(turn, made, side)
    turn.answer_callback(turn.house.texts.plain(_("Sent. You hear from me when the answer comes."), person.language))
    await card.show(turn, person, coordinator, made)
    return True


async def by_phone(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """An answer that a side gave on the phone."""
    side = BY_LETTER.get(args[0]) if len(args) == 2 else None
    if side is None or args[1] not in {"y", "n"}:
        return False
    move = SAYS_YES[side] if args[1] == "y" else SAYS_NO[side]
    made = await moving.make(turn, pair.match.id, move, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    if move in {Move.HOST_NO, Move.GUEST_NO}:
        await say(turn, person, (card.head(made), NEWS[side, move]), protect=True)
        await prompts.start(turn, person, parting.REASON, made.match.id, parting.WHY)
    else:
        await card.show(turn, person, coordinator, made)
    return True


def _asks(side: Role) -> Button:
    label = of_side(side, _("Ask the host"), _("Ask the guest"))
    return Button(label, "ask", (_SEND[side],), when=lambda pair: side in next_asked(pair.standing))


def _phoned(side: Role) -> tuple[Button, Button]:
    def waits(pair: Pair) -> bool:
        return awaited(pair.standing) == side

    yes = of_side(side, _("Host said yes (by phone)"), _("Guest said yes (by phone)"))
    no = of_side(side, _("Host said no (by phone)"), _("Guest said no (by phone)"))
    return (Button(yes, "phone", (_SEND[side], "y"), waits), Button(no, "phone", (_SEND[side], "n"), waits))


_ASKS = (_asks("host"), _asks("guest"), *_phoned("host"), *_phoned("guest"))
card.add(
    verbs={"ask": look, "send": send, "phone": by_phone},
    buttons=dict.fromkeys({Stage.TAKEN} | ASKING - {Stage.AGREED}, _ASKS),
)
