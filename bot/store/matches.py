"""Matches of a host's and a guest's case, and the events from which a match's stage can be told."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from bot.store.keystore import KeyPurpose
from bot.store.tables import Match, MatchEvent
from bot.store.work import Work


async def put(
    work: Work, host_case_id: str, guest_case_id: str, *, stage: str, reasons: Sequence[tuple[str, str]], score: float
) -> tuple[Match, bool]:
    """The match of the two, made if it is new (then True), else with these reasons and this score and its old stage."""
    told = [list(reason) for reason in reasons]
    old = await work.session.scalar(
        _fresh().where(Match.host_case_id == host_case_id, Match.guest_case_id == guest_case_id)
    )
    if old is not None:
        old.reasons, old.score, old.changed_at = told, score, work.now
        await work.session.flush()
        return old, False
    match = Match(
        host_case_id=host_case_id,
        guest_case_id=guest_case_id,
        stage=stage,
        reasons=told,
        score=score,
        key_id=None,
        refusal=None,
        made_at=work.now,
        changed_at=work.now,
    )
    work.session.add(match)
    await work.session.flush()
    await _note(work, match.id, stage, None)
    return match, True


async def get(work: Work, match_id: str) -> Match | None:
    """The match with this id, if it still exists."""
    return await work.session.get(Match, match_id, populate_existing=True)


async def of_case(work: Work, case_id: str) -> list[Match]:
    """All matches of a case, the best first."""
    rows = await work.session.scalars(
        _fresh()
        .where(sa.or_(Match.host_case_id == case_id, Match.guest_case_id == case_id))
        .order_by(Match.score.desc(), Match.id)
    )
    return list(rows)


async def set_stage(
    work: Work, match_id: str, stage: str, *, was: Sequence[str], coordinator_id: str | None = None
) -> bool:
    """Move the match to a stage from one of these. False where it is elsewhere by now: the first one wins."""
    moved = await work.session.execute(
        sa.update(Match)
        .where(Match.id == match_id, Match.stage.in_(was))
        .values(stage=stage, changed_at=work.now)
        .returning(Match.id)
    )
    if moved.first() is None:
        return False
    await _note(work, match_id, stage, coordinator_id)
    return True


async def keep_refusal(work: Work, match_id: str, words: str | None) -> None:
    """Keep why a match does not suit (None: forget it), sealed under the match's own key."""
    match = await get(work, match_id)
    if match is None:
        raise LookupError("no such match")
    if words is None:
        match.refusal = None
    else:
        ring = (
            await work.vault.keyring(match.key_id)
            if match.key_id
            else await work.vault.new_key(KeyPurpose.MATCH, work.now)
        )
        match.key_id, match.refusal = ring.id, ring.seal(Match.refusal, match.id, words)
    await work.session.flush()


async def refusal(work: Work, match: Match) -> str | None:
    """Why the match does not suit, if a reason was told."""
    if match.refusal is None or match.key_id is None:
        return None
    return (await work.vault.keyring(match.key_id)).open(Match.refusal, match.id, match.refusal)


async def note(work: Work, match_id: str, what: str, coordinator_id: str | None = None) -> None:
    """Add an event that does not change the stage."""
    await _note(work, match_id, what, coordinator_id)


async def events(work: Work, match_id: str) -> list[MatchEvent]:
    """What happened to the match, in order."""
    rows = await work.session.scalars(
        sa.select(MatchEvent).where(MatchEvent.match_id == match_id).order_by(MatchEvent.position)
    )
    return list(rows)


def _fresh() -> sa.Select[Match]:
    return sa.select(Match).execution_options(populate_existing=True)


async def _note(work: Work, match_id: str, what: str, coordinator_id: str | None) -> None:
    work.session.add(MatchEvent(match_id=match_id, what=what, coordinator_id=coordinator_id, at=work.now))
    await work.session.flush()
