"""The running matches of a case: who is in them, how they end when a side leaves, and who of the coordinators hears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.casework.alert_kinds import Kind
from bot.casework.stages import RUNNING, STAYING, Move, Refusal, Stage
from bot.casework.together import knows
from bot.store import matches
from bot.store.tables import CaseFile
from bot.telegram import moving, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, Verbatim, _

ENDS_TOO: Final = _("You have a match under way. It ends, too: the other side is told so, without a reason.")
"""What whoever leaves is told before they are sure."""


async def pairs(turn: Turn, case: CaseFile) -> list[Pair]:
    """The matches of a case on which somebody works, with both cases."""
    running = [match.id for match in await matches.of_case(turn.work, case.id) if match.stage in RUNNING]
    found = [await pair_of(turn, match_id) for match_id in running]
    return [pair for pair in found if pair is not None]


async def known_to(turn: Turn, case: CaseFile) -> list[Pair]:
    """Those of which the case's person has heard."""
    return [pair for pair in await pairs(turn, case) if knows(side_of(case), pair.standing)]


def side_of(case: CaseFile) -> Role:
    """Which side of its matches a case is."""
    return "host" if case.role == "host" else "guest"


def opens_again(case: CaseFile) -> Choice:
    """The button that opens a closed case again."""
    return Choice(_("Open it again"), data("h", case.id, "reopen"))


async def end_all(turn: Turn, case: CaseFile, *, stays: bool) -> list[Pair]:
    """A side leaves: its running matches end, the other side hears so, and so do the coordinators who took them.

    The case must be closed for matches before. `stays`: stays that have begun end, too, since the person is erased;
    otherwise only a coordinator ends them. Gives the matches whose coordinator could not be told.
    """
    unheard = []
    for pair in await pairs(turn, case):
        if pair.standing.stage in STAYING and not stays:
            continue
        # Before the move, after which a match that nobody was asked about is nobody's.
        told = _("{number} has withdrawn, so this match has ended. If the other side knew of it, they have been told.")
        heard = await tell_taker(turn, pair, (told.of(number=Verbatim(case.number)),), Kind.WITHDREW)
        ended = await _end(turn, pair, case)
        if not heard and not isinstance(ended, Refusal):
            unheard.append(pair)
    return unheard


async def _end(turn: Turn, pair: Pair, case: CaseFile) -> Pair | Refusal:
    if pair.standing.stage is Stage.TAKEN:
        # Nobody has been asked yet: nothing stands against thinking of the two again if the case is opened again.
        return await moving.make(turn, pair.match.id, Move.GIVE_BACK, "bot")
    return await moving.make(turn, pair.match.id, Move.WITHDRAW, side_of(case))


async def tell_taker(turn: Turn, pair: Pair, text: Sequence[Paragraph], kind: Kind) -> bool:
    """Private news to the coordinator who has taken a match; False where there is none who can be written to."""
    if await telling.coordinator_of(turn, pair.match.coordinator_id) is None:
        return False
    await telling.tell_coordinator(turn, pair, text, otherwise=kind)
    return True
