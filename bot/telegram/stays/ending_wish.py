"""A host or guest would like the stay to end: a coordinator hears of it, and nobody else."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.casework.stages import STAYING
from bot.store import follow_ups, stays
from bot.store.people import Person
from bot.telegram import asking
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import confiding
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, Verbatim, _, n_

KIND = "end_wish"
"""A wish is kept among the follow-ups, with the day on which it came."""


def button(pair: Pair) -> Choice:
    """The button for a host or guest."""
    return Choice(_("I would like the stay to end"), data("f", "end", pair.match.id))


async def _mine(turn: Turn, person: Person, match_id: str) -> tuple[Pair, Role] | None:
    pair = await pair_of(turn, match_id)
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None or pair.standing.stage not in STAYING:
        return None
    return pair, side


async def ask(turn: Turn, person: Person, match_id: str) -> bool:
    """Whether the person is sure, and what happens then."""
    found = await _mine(turn, person, match_id)
    if found is None:
        return False
    turn.answer_callback()
    pair, side = found
    rows = [
        [Choice(_("Yes, tell a coordinator"), data("f", "end", pair.match.id, "yes"))],
        [Choice(_("No, leave it"), data("f", "end", pair.match.id, "no"))],
    ]
    await asking.ask(turn, person, await _question(turn, pair, side), rows, about="end_wish")
    return True


async def _question(turn: Turn, pair: Pair, side: Role) -> list[Paragraph]:
    text: list[Paragraph] = [
        _("Either of you may end the stay at any time. Shall I tell a coordinator that you would like it to end?"),
        _("The coordinator talks with you first. I do not tell it to the other side."),
    ]
    stay = await stays.get(turn.work, pair.match.id)
    if stay is not None and stay.notice_days:
        text.append(
            n_(
                "You have agreed to try to tell each other {n} day before. Whoever does not feel safe need not wait.",
                "You have agreed to try to tell each other {n} days before. Whoever does not feel safe need not wait.",
            ).of(n=stay.notice_days)
        )
    if side == "guest":
        text.append(_("The search for a next home can begin as soon as you have talked."))
    return text


async def decided(turn: Turn, person: Person, match_id: str, answer: str) -> bool:
    """The answer to whether the person is sure."""
    found = await _mine(turn, person, match_id)
    if found is None:
        return False
    turn.answer_callback()
    if answer != "yes":
        await say(turn, person, (_("Good, I tell nobody."),))
        return True
    pair, side = found
    await follow_ups.add(turn.work, pair.match.id, side, KIND, answer="end")
    if await confiding.alert(turn, Kind.WANTS_TALK, pair, side, KIND):
        told = _("{number} would like the stay to end. Please talk with them first; the other side knows nothing.")
        text = told.of(number=Verbatim(pair.case(side).number))
        await confiding.tell_who_looks_after(turn, pair, (text,))
    await say(turn, person, (_("A coordinator hears now that you would like the stay to end, and talks with you."),))
    return True


async def ask_again(turn: Turn, person: Person) -> None:
    """The question once more, after words that were no answer."""
    found = await confiding.staying(turn, person)
    if found is not None:
        await ask(turn, person, found[0].match.id)
