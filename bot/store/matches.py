"""Matches of a host's and a guest's case, and the events from which a match's stage can be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from bot.store.keystore import KeyPurpose
from bot.store.tables import Match, MatchEvent
from bot.store.vault import Keyring
from bot.store.work import Work

Standing = tuple[str, bool, bool]
"""The stage, and whether the host and the guest have said yes."""


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
        stage_at=work.now,
        host_yes=False,
        guest_yes=False,
        coordinator_id=None,
    )
    work.session.add(match)
    await work.session.flush()
    await _note(work, match.id, stage, "bot", None)
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


async def with_stage(work: Work, stages: Collection[str]) -> list[Match]:
    """All matches in the whole country that stand at one of these stages, the oldest first."""
    rows = await work.session.scalars(_fresh().where(Match.stage.in_(stages)).order_by(Match.stage_at, Match.id))
    return list(rows)


async def of_coordinator(work: Work, coordinator_id: str, stages: Collection[str]) -> list[Match]:
    """The matches that the coordinator has taken and that stand at one of these stages, the oldest first."""
    rows = await work.session.scalars(
        _fresh()
        .where(Match.coordinator_id == coordinator_id, Match.stage.in_(stages))
        .order_by(Match.stage_at, Match.id)
    )
    return list(rows)


async def move(work: Work, seen: Match, move: str, to: Standing, *, by: str, coordinator_id: str | None) -> bool:
    """Write a move from where the match was seen to where it stands after. False where it stands elsewhere by now:
    of two who move it at once, the first one wins.
    """
    stage, host_yes, guest_yes = to
    values: dict[str, object] = {"stage": stage, "host_yes": host_yes, "guest_yes": guest_yes, "changed_at": work.now}
    if stage != seen.stage:
        values["stage_at"] = work.now
    moved = await work.session.execute(
        sa.update(Match)
        .where(
            Match.id == seen.id,
            Match.stage == seen.stage,
            Match.host_yes == seen.host_yes,
            Match.guest_yes == seen.guest_yes,
        )
        .values(**values)
        .returning(Match.id)
    )
    if moved.first() is None:
        return False
    await _note(work, seen.id, move, by, coordinator_id)
    return True


async def give_to(work: Work, match_id: str, coordinator_id: str | None) -> None:
    """The match is this coordinator's from now on, or nobody's."""
    await work.session.execute(
        sa.update(Match).where(Match.id == match_id).values(coordinator_id=coordinator_id, changed_at=work.now)
    )


async def adopt(work: Work, match_id: str, coordinator_id: str, stages: Collection[str]) -> None:
    """The match is this coordinator's from now on, if it stands at one of these stages and is nobody's."""
    await work.session.execute(
        sa.update(Match)
        .where(Match.id == match_id, Match.coordinator_id.is_(None), Match.stage.in_(stages))
        .values(coordinator_id=coordinator_id, changed_at=work.now)
    )


async def keyring(work: Work, match_id: str) -> Keyring:
    """What seals the words of a match; a key is made where there is none yet. Raises LookupError."""
    match = await get(work, match_id)
    if match is not None and match.key_id is None:
        # Of two who need it at once, the second one waits for the first one's key.
        match = await work.session.get(Match, match_id, populate_existing=True, with_for_update=True)
    if match is None:
        raise LookupError("no such match")
    if match.key_id is not None:
        return await work.vault.keyring(match.key_id)
    ring = await work.vault.new_key(KeyPurpose.MATCH, work.now)
    match.key_id = ring.id
    await work.session.flush()
    return ring


async def keep_refusal(work: Work, match_id: str, words: str | None) -> None:
    """Keep why a match does not suit (None: forget it), sealed under the match's own key."""
    sealed = None if words is None else (await keyring(work, match_id)).seal(Match.refusal, match_id, words)
    match = await get(work, match_id)
    if match is None:
        raise LookupError("no such match")
    match.refusal = sealed
    await work.session.flush()


async def refusal(work: Work, match: Match) -> str | None:
    """Why the match does not suit, if a reason was told."""
    if match.refusal is None or match.key_id is None:
        return None
    return (await work.vault.keyring(match.key_id)).open(Match.refusal, match.id, match.refusal)


async def note(work: Work, match_id: str, what: str, *, by: str, coordinator_id: str | None = None) -> None:
    """Add an event that does not change the stage; `what` is a code that is no move."""
    await _note(work, match_id, what, by, coordinator_id)


async def events(work: Work, match_id: str) -> list[MatchEvent]:
    """What happened to the match, in order."""
    rows = await work.session.scalars(
        sa.select(MatchEvent).where(MatchEvent.match_id == match_id).order_by(MatchEvent.position)
    )
    return list(rows)


def _fresh() -> sa.Select[Match]:
    return sa.select(Match).execution_options(populate_existing=True)


async def _note(work: Work, match_id: str, what: str, by: str, coordinator_id: str | None) -> None:
    work.session.add(MatchEvent(match_id=match_id, what=what, by=by, coordinator_id=coordinator_id, at=work.now))
    await work.session.flush()
