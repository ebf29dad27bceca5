"""Coordinators' word on a single pair, against a rule; the reason is sealed under the match's key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store import matches, tables
from bot.store.open_cases import Pair
from bot.store.tables import Match
from bot.store.work import Work

ASKED = "asked"
"""A second coordinator is needed."""
AGREED = "agreed"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """One word on a pair, opened."""

    match_id: str
    broken: tuple[str, ...]
    """Codes of the musts that the pair breaks, or that are to be checked."""
    words: str = field(repr=False)
    first_id: str | None
    second_id: str | None
    state: str


async def put(
    work: Work, match_id: str, *, broken: Sequence[str], words: str, first_id: str, needs_second: bool
) -> None:
    """The word of one coordinator, in place of an earlier one."""
    d = tables.PairDecision
    ring = await matches.keyring(work, match_id)
    await work.session.execute(sa.delete(d).where(d.match_id == match_id))
    await work.session.execute(
        sa.insert(d).values(
            match_id=match_id,
            broken=list(broken),
            words=ring.seal(d.words, match_id, words),
            first_id=first_id,
            second_id=None,
            state=ASKED if needs_second else AGREED,
            made_at=work.now,
            decided_at=None if needs_second else work.now,
        )
    )


async def of_match(work: Work, match_id: str) -> Decision | None:
    """What was decided on a match, or waits for a second word."""
    d = tables.PairDecision
    row = await work.session.scalar(
        sa.select(d).where(d.match_id == match_id).execution_options(populate_existing=True)
    )
    if row is None:
        return None
    words = (await matches.keyring(work, match_id)).open(d.words, match_id, row.words)
    return Decision(match_id, tuple(row.broken), words, row.first_id, row.second_id, row.state)


async def decide(work: Work, match_id: str, second_id: str, *, agreed: bool) -> bool:
    """The second coordinator's word. False where none is asked for any more, or they were the first themself."""
    d = tables.PairDecision
    decided = await work.session.execute(
        sa.update(d)
        .where(d.match_id == match_id, d.state == ASKED, sa.or_(d.first_id.is_(None), d.first_id != second_id))
        .values(state=AGREED if agreed else REFUSED, second_id=second_id, decided_at=work.now)
        .returning(d.match_id)
    )
    return decided.first() is not None


async def agreed_by_two(work: Work) -> frozenset[Pair]:
    """The pairs on which two coordinators have agreed."""
    d = tables.PairDecision
    rows = await work.session.execute(
        sa.select(Match.host_case_id, Match.guest_case_id)
        .join(d, d.match_id == Match.id)
        .where(d.state == AGREED, d.second_id.is_not(None), d.second_id != d.first_id)
    )
    return frozenset((row.host_case_id, row.guest_case_id) for row in rows)
