"""The two sides of a match: their answers, what they agreed to, and who has heard of the match."""

from __future__ import annotations

from typing import Final

from bot.casework import asked
from bot.casework.stages import KNOWN
from bot.store import consents, interviews, matches
from bot.store.tables import CaseFile
from bot.telegram import telling
from bot.telegram.interview_sessions import load
from bot.telegram.moves import Pair
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import Purpose
from conversations.session import Session
from conversations.text import Text, _

SIDES: Final[tuple[Role, ...]] = ("host", "guest")
BY_LETTER: Final[dict[str, Role]] = {"h": "host", "g": "guest"}
"""As a side stands in callback data."""

BEING_CHANGED = _("{number} is changing an answer just now. Please try again when they have sent it.")


async def session_of(turn: Turn, case: CaseFile) -> Session | None:
    """What a side has answered; None while an answer that is needed is open."""
    owner = await telling.person_of(turn, case)
    session = await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))
    return None if session.open_questions() else session


async def agreed(turn: Turn, case: CaseFile, purpose: Purpose) -> bool:
    """Whether a side has agreed to this."""
    return await consents.given(turn.work, case.person_id, purpose)


async def asked_sides(turn: Turn, pair: Pair) -> frozenset[Role]:
    """Which sides have heard of the match."""
    if pair.standing.stage in KNOWN:
        return frozenset(SIDES)
    return asked.asked_sides([event.what for event in await matches.events(turn.work, pair.match.id)])


def of_side(side: Role, host: Text, guest: Text) -> Text:
    """The words that fit the side."""
    return host if side == "host" else guest
