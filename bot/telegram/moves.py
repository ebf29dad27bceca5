"""One move of a match: asked of the table, and written where the match still stands as it was seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.casework.stages import ELSEWHERE, By, Move, Refusal, Row, Stage, Standing, moved, row_for
from bot.casework.way_in import Way
from bot.store import cases, matches
from bot.store.coordinators import Coordinator
from bot.store.tables import CaseFile, Match
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import _

GONE = _("That match is not there any more.")


@dataclass(frozen=True, slots=True)
class Pair:
    """A match with its two cases."""

    match: Match
    host: CaseFile
    guest: CaseFile
    standing: Standing = field(init=False)
    """Where the match stood when it was read: the row behind `match` may be written anew in the same turn."""

    def __post_init__(self) -> None:
        stood = Standing(Stage(self.match.stage), self.match.host_yes, self.match.guest_yes)
        object.__setattr__(self, "standing", stood)

    def case(self, side: Role) -> CaseFile:
        """The case of a side."""
        return self.host if side == "host" else self.guest

    def side_of(self, person_id: str) -> Role | None:
        """Which side a person is; None for everybody else."""
        if self.host.person_id == person_id:
            return "host"
        return "guest" if self.guest.person_id == person_id else None

    @property
    def approved(self) -> bool:
        """Whether both sides' way in is finished."""
        return self.host.way == Way.APPROVED and self.guest.way == Way.APPROVED


async def pair_of(turn: Turn, match_id: str) -> Pair | None:
    """The match and its cases, as they are now; None where something of it is gone."""
    match = await matches.get(turn.work, match_id)
    if match is None:
        return None
    host, guest = await cases.get(turn.work, match.host_case_id), await cases.get(turn.work, match.guest_case_id)
    return None if host is None or guest is None else Pair(match, host, guest)


async def write(
    turn: Turn, pair: Pair, move: Move, by: By, coordinator: Coordinator | None = None
) -> tuple[Row, Pair] | Refusal:
    """Writes the move and nothing else; the row of the table and the match as it is after, or why it is refused."""
    row = row_for(pair.standing, move, by, approved=pair.approved)
    if isinstance(row, Refusal):
        return row
    to = moved(pair.standing, row)
    after = (to.stage.value, to.host_yes, to.guest_yes)
    who = None if coordinator is None else coordinator.id
    if not await matches.move(turn.work, pair.match, move.value, after, by=by, coordinator_id=who):
        return Refusal(ELSEWHERE)
    fresh = await pair_of(turn, pair.match.id)
    return Refusal(ELSEWHERE) if fresh is None else (row, fresh)
