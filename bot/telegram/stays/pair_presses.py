"""Presses on pairs, lists and plans of the area b, each sent to its room."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store.people import Person
from bot.telegram import joint_plan
from bot.telegram.stays import pairing, possible, second_word
from bot.telegram.turn import Turn

Verb = Callable[[Turn, Person, tuple[str, ...]], Awaitable[bool]]

VERBS: dict[str, Verb] = {
    "list": possible.opened,
    "work": possible.worked_on,
    "why": pairing.why,
    "take": pairing.taken,
    "second": second_word.given,
    "plan": joint_plan.turned,
}


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area b; False where the button leads nowhere any more."""
    verb, *more = rest
    return verb in VERBS and await VERBS[verb](turn, person, tuple(more))
