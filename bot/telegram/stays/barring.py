"""Why a match may not be begun as it stands: safety without two coordinators' word, a broken must without a reason."""

from __future__ import annotations

from typing import Final

from bot.casework.stages import Move, Refusal
from bot.matching import Outcome
from bot.store.pair_decisions import AGREED
from bot.telegram import matchmaking
from bot.telegram.desk import recognising
from bot.telegram.moves import Pair
from bot.telegram.stays import two_cases
from bot.telegram.turn import Turn
from conversations.text import Text, _

SAFETY: Final[Text] = _(
    "The safety table is against this pair: two coordinators have to agree first. See “Pair by hand”."
)
REASON: Final[Text] = _("A must is broken by now. “Pair by hand” shows which one, and asks you for the reason.")
EXCLUDED: Final[Text] = _("One of the two is excluded for safety, so they are not brought together.")
_UNDER_ONE_ROOF: Final = frozenset({Move.BEGIN_TRIAL, Move.MOVE_IN})
_LOOKED_AT: Final = frozenset({Move.TAKE, Move.ASK_HOST, Move.ASK_GUEST, Move.INTRODUCE})


async def barred(turn: Turn, pair: Pair, move: Move) -> Refusal | None:
    """None where nothing is in the way of this move. After a match is taken, only safety still holds it back, and that
    one of the two is not open to be brought together with anybody just now.
    """
    if move not in _LOOKED_AT | _UNDER_ONE_ROOF:
        return None
    if any([await recognising.exclusion_of(turn, case) is not None for case in (pair.host, pair.guest)]):
        return Refusal(EXCLUDED)
    if move in _UNDER_ONE_ROOF:
        return None
    verdict = await matchmaking.judged(turn, pair.match)
    if verdict is None and move is not Move.TAKE:
        return Refusal(two_cases.NOT_OPEN)
    if verdict is not None and verdict.outcomes["safety"] is Outcome.NO:
        return Refusal(SAFETY)
    if move is not Move.TAKE:
        return None
    two = await two_cases.of(turn, pair.host, pair.guest)
    if two.running:
        # Somebody was faster: the table says so, and the card says who.
        return None
    if (against := two.against()) is not None:
        return Refusal(against)
    decided = set(two.decision.broken) if two.decision is not None and two.decision.state == AGREED else set()
    return None if set(two.broken) <= decided else Refusal(REASON)
