"""/vanish: a coordinator chooses after how long messages with details vanish from their private chat."""

from __future__ import annotations

from bot.casework.vanishing import NEVER, label
from bot.store import coordinators
from bot.store.people import Person
from bot.telegram import vanishing
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say, say_in_place
from bot.telegram.turn import Turn
from conversations.text import Text, _

LABEL = _("Messages that vanish")
ABOUT = _(
    "<b>Messages with details</b>\n"
    "I can delete my own messages with somebody’s details from this chat after a while. "
    "Whatever vanishes is still in the case, and you can open it again at any time. When shall they vanish?"
)
FROM_NOW_ON = _("It holds for new messages. What is here already goes, or stays, as it says.")


async def shown(turn: Turn, person: Person) -> None:
    """What can be chosen, and what holds now."""
    if not await memberships(turn, person):
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    await say(turn, person, (ABOUT,), await _rows(turn, person))


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """The question, or what was chosen; False where that is not offered any more."""
    offered = {str(hours): hours for hours in (NEVER, *turn.house.course.vanish_hours)}
    if len(rest) > 1 or (rest and rest[0] not in offered):
        return False
    turn.answer_callback()
    if not await memberships(turn, person):
        await say(turn, person, (ONLY_COORDINATORS,))
    elif not rest:
        await say(turn, person, (ABOUT,), await _rows(turn, person))
    else:
        await coordinators.let_vanish(turn.work, person.id, offered[rest[0]])
        noted = _("Noted. Messages with details vanish: {when}").of(when=label(offered[rest[0]]))
        # In its place, so that no older message shows another choice as the one that holds.
        await say_in_place(turn, person, (noted, FROM_NOW_ON), await _rows(turn, person))
    return True


async def _rows(turn: Turn, person: Person) -> list[list[Choice]]:
    holds = await vanishing.hours_of(turn, person)
    return [
        [Choice(_marked(hours, holds), data("k", "vanish", str(hours)))]
        for hours in (NEVER, *turn.house.course.vanish_hours)
    ]


def _marked(hours: int, holds: int) -> Text:
    return _("✓ {choice}").of(choice=label(hours)) if hours == holds else label(hours)
