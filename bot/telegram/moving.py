"""A move of a match with all that follows: timers, what each side is told, alerts, and who is free for others again."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from bot.casework.alert_kinds import Kind
from bot.casework.asked import SAYS_NO, SAYS_YES, asked_sides, awaited
from bot.casework.course import StageTimer
from bot.casework.stages import KNOWN, OVER, RUNNING, By, Move, Refusal, Row
from bot.store import alerts, cases, matches, timers
from bot.store.coordinators import Coordinator
from bot.telegram import alerting, matchmaking, telling
from bot.telegram.moves import GONE, Pair, pair_of, write
from bot.telegram.stays import barring
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Text

STAGE_TIMERS: tuple[StageTimer, ...] = get_args(StageTimer)
OF_STAGE = (Kind.ANSWER_LATE, Kind.STAGE_OLD, Kind.ANSWERED)
"""Alerts about the stage at which a match stands: the next move has seen to them."""
_OF_A_MATCH = frozenset({"asked", "consent", "reply", "introduced", "meeting", "plan"})
"""What calls are about that make no sense once the match is over."""
_FREED = frozenset({Move.GIVE_BACK, Move.REOPEN})
"""After these the match is nobody's."""


async def make(
    turn: Turn, match_id: str, move: Move, by: By, *, coordinator: Coordinator | None = None, silent: bool = False
) -> Pair | Refusal:
    """Makes a move where the table allows it; the match after it, or why it is refused.

    `silent`: the sides are not told what the table says, because the caller tells them more.
    """
    before = await pair_of(turn, match_id)
    if before is None:
        return Refusal(GONE)
    if (bar := await barring.barred(turn, before, move)) is not None:
        return bar
    written = await write(turn, before, move, by, coordinator)
    if isinstance(written, Refusal):
        return written
    row, after = written
    await _whose(turn, after, move, coordinator)
    await _timers(turn, before, after, row)
    by_phone = coordinator is not None and move in {*SAYS_YES.values(), *SAYS_NO.values()}
    await _calls(turn, before, after, coordinator.id if coordinator is not None and by_phone else None)
    if not silent:
        await _tell(turn, before, after, row, by)
    await _not_current(turn, after, move)
    if (before.standing.stage in RUNNING) != (after.standing.stage in RUNNING):
        for case in (after.host, after.guest):
            await matchmaking.look(turn, case)
    return await pair_of(turn, match_id) or after


async def _whose(turn: Turn, pair: Pair, move: Move, coordinator: Coordinator | None) -> None:
    if move is Move.TAKE and coordinator is not None:
        await matches.give_to(turn.work, pair.match.id, coordinator.id)
        for case in (pair.host, pair.guest):
            if case.coordinator_id is None and case.group_slug == coordinator.group_slug:
                await cases.change(turn.work, case.id, coordinator_id=coordinator.id)
    elif move in _FREED:
        await matches.give_to(turn.work, pair.match.id, None)


async def _timers(turn: Turn, before: Pair, after: Pair, row: Row) -> None:
    if row.to is before.standing.stage and not row.timer:
        return
    await timers.stop(turn.work, match_id=after.match.id, kinds=STAGE_TIMERS)
    for kind in STAGE_TIMERS:
        if kind == row.timer:
            due = turn.now + turn.house.course.stage_lasts(kind)
            await timers.start(turn.work, kind, due, match_id=after.match.id)
    if row.timer == "answer":
        due = turn.now + dt.timedelta(days=turn.house.course.silent_days)
        await timers.start(turn.work, "silence", due, match_id=after.match.id)
    elif row.to is not before.standing.stage or row.timer:
        await timers.stop(turn.work, match_id=after.match.id, kinds=("silence",))
    if after.standing.stage in OVER:
        await timers.stop(turn.work, match_id=after.match.id, kinds=None)


async def _calls(turn: Turn, before: Pair, after: Pair, coordinator_id: str | None) -> None:
    """Nobody is called any more about a question that is answered or closed, or about a match that is over."""
    asked = awaited(before.standing)
    if asked is not None and awaited(after.standing) != asked:
        await telling.not_needed(turn, after.case(asked), {"asked"}, done_by=coordinator_id)
    if after.standing.stage in OVER:
        for case in (after.host, after.guest):
            others = [match for match in await matches.of_case(turn.work, case.id) if match.id != after.match.id]
            if not any(match.stage in RUNNING for match in others):
                await telling.not_needed(turn, case, _OF_A_MATCH)


async def _tell(turn: Turn, before: Pair, after: Pair, row: Row, by: By) -> None:
    """What the table says, to each side that knows of the match; whoever withdrew themself need not hear that it is
    over, and nobody is called to hear what they have just said on the phone, or that they were not reached.
    """
    told: dict[Role, Text | None] = {"host": row.host_told, "guest": row.guest_told}
    knowing = await _knowing(turn, before)
    speaking = {side for side in told if row.move in {SAYS_YES[side], SAYS_NO[side]}}
    silent = {awaited(before.standing)} if row.move is Move.SILENCE else set()
    for side, text in told.items():
        own_leaving = row.move is Move.WITHDRAW and by == side
        if text is None or own_leaving or side not in knowing:
            continue
        if side in speaking | silent and not telling.can_be_written_to(await telling.person_of(turn, after.case(side))):
            continue
        await telling.tell(turn, after.case(side), (text,), about="match")


async def _knowing(turn: Turn, pair: Pair) -> frozenset[Role]:
    """Which sides have heard of the match before the move."""
    if pair.standing.stage in KNOWN:
        return frozenset({"host", "guest"})
    return asked_sides([event.what for event in await matches.events(turn.work, pair.match.id)])


async def _not_current(turn: Turn, pair: Pair, move: Move) -> None:
    """What a stage that is left had raised has been seen to; all alerts go where the match is over."""
    kept = (Kind.MATCH, Kind.MATCH_TOLD) if move is Move.SET_ASIDE or pair.standing.stage not in OVER else ()
    of_stage = tuple(Kind) if pair.standing.stage in OVER else OF_STAGE
    found = await alerts.of_match(turn.work, pair.match.id)
    await alerting.withdraw(turn, [alert for alert in found if alert.kind in of_stage and alert.kind not in kept])
