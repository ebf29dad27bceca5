"""The groups of a coordinator who is in their channels right now."""

from __future__ import annotations

from bot.store import coordinators
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram.coordinating import verified
from bot.telegram.turn import Turn
from conversations.text import _

ONLY_COORDINATORS = _("That is for coordinators. If you were invited, please open the link of your invitation.")


async def memberships(turn: Turn, person: Person) -> list[Coordinator]:
    """The person's active memberships, each verified with Telegram. Raises AskTelegram."""
    found = []
    for coordinator in await coordinators.of_person(turn.work, person.id):
        if coordinator.active and await verified(turn, person, frozenset({coordinator.group_slug})) is not None:
            found.append(coordinator)
    return found
