"""Presses of hosts and guests in a stay: how it is going, the next home, the end, and after it."""

from __future__ import annotations

from bot.store.people import Person
from bot.telegram.stays import after_stay, agreed_end, ending_wish, following_up
from bot.telegram.turn import Turn


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area f; False where the button leads nowhere any more."""
    match rest:
        case ("go", row_id, code):
            return await following_up.answered(turn, person, row_id, code)
        case ("talk", row_id):
            return await following_up.wants_talk(turn, person, row_id)
        case ("words", row_id):
            return await following_up.ask_words(turn, person, row_id)
        case ("next", match_id, wish):
            return await agreed_end.answered(turn, person, match_id, wish)
        case ("end", match_id):
            return await ending_wish.ask(turn, person, match_id)
        case ("end", match_id, answer):
            return await ending_wish.decided(turn, person, match_id, answer)
        case _:
            return await _after(turn, person, rest)


async def _after(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    match rest:
        case ("was", row_id, code):
            return await after_stay.was(turn, person, row_id, code)
        case ("better", row_id, code):
            return await after_stay.better(turn, person, row_id, code)
        case ("again", row_id, code):
            return await after_stay.again(turn, person, row_id, code)
        case ("day", row_id, given):
            return await after_stay.day(turn, person, row_id, given)
        case ("look", row_id, answer):
            return await after_stay.look(turn, person, row_id, answer)
    return False
