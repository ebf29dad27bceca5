"""What has been kept as long as data/retention.yaml says goes; whom it is about is told before, once.

Each step is a transaction of its own: what is interrupted goes on the next time. The log gets counts by kind only.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.casework.alert_kinds import Kind
from bot.casework.endings import FAR_AWAY
from bot.casework.retention import AT_WORK, Kept, Record, Retention, Told, goes_on, kind_of, next_step
from bot.casework.retention_words import ABOUT
from bot.casework.stages import OVER, RUNNING
from bot.store import cases, erasure, expiring, interviews, keeping, people, stays
from bot.store.keeping import Held
from bot.store.store import Store, Times
from bot.store.tables import InterviewState
from bot.store.work import Work
from bot.telegram import keeping as told
from bot.telegram.house import House
from bot.telegram.stays import plan_drafts
from bot.telegram.turn import Turn

_log = structlog.get_logger("bot.jobs")
_DANGER: Final = (Kind.UNSAFE.value,)
_DAY: Final = dt.timedelta(days=1)
Erasing = Callable[[Work, int], Awaitable[int]]
"""Erases at most so many rows of a kind; how many."""
Old = Callable[[Work, dt.datetime, int], Awaitable[int]]
"""As `Erasing`, of rows from before a moment."""


def times(retention: Retention) -> Times:
    """How long what came from Telegram and went there is kept."""
    return Times(
        handled_updates=retention.lasts(Record.HANDLED_UPDATES),
        updates_set_aside=retention.lasts(Record.UPDATES_ASIDE),
        settled_messages=retention.lasts(Record.SENT_MESSAGES),
    )


async def run(store: Store, house: House) -> int:
    """Tells whom it is time to tell, and erases what has been kept long enough; how much was done."""
    done: Counter[str] = Counter()
    await _what_people_told(store, house, done)
    await _begun_and_forgotten(store, house, done)
    await _words_of_matches(store, house, done)
    await _rows(store, house, done)
    if done:
        _log.info("retention", **dict(sorted(done.items())))
    return done.total()


async def _what_people_told(store: Store, house: House, done: Counter[str]) -> None:
    async with store.look() as look:
        night = house.policy.quiet(look.now, house.timezone)
        found = await _held(look)
        ids = [one.interview_id for one in found if _step(house, look.now, one, night=night) != "nothing"]
    for interview_id in ids:
        async with store.work() as work:
            # Once more, since the person may have come back in the meantime.
            for one in await _held(work, interview_id):
                await _do(Turn(work, house), one, done, night=night)


async def _held(work: Work, interview_id: str | None = None) -> list[Held]:
    return await keeping.held(work, told.ROLES, running=RUNNING, danger=_DANGER, call=ABOUT, interview_id=interview_id)


def _step(house: House, now: dt.datetime, held: Held, *, night: bool) -> str:
    kept = kept_of(house, held)
    step = next_step(kept, house.today(now), house.retention.people[kept.kind])
    # At night nobody is told anything: the next day does it.
    return "nothing" if night and step in {"tell", "held_up"} else step


async def _do(turn: Turn, held: Held, done: Counter[str], *, night: bool) -> None:
    step = _step(turn.house, turn.now, held, night=night)
    found = await told.person_of(turn, held.person_id, held.interview_id)
    if step == "nothing" or found is None:
        return
    person, interview = found
    kept = kept_of(turn.house, held)
    today, period = turn.house.today(turn.now), turn.house.retention.people[kept.kind]
    match step:
        case "tell":
            await told.warn(turn, person, interview, kept.kind, goes_on(kept, today, period))
            done["told"] += 1
        case "erase":
            await told.erase(turn, person, interview)
            done[kept.kind] += 1
        case "held_up":
            case = await cases.of_interview(turn.work, interview.id)
            if case is not None:
                await told.held_up(turn, case)
                done["held_up"] += 1
        case _:
            await keeping.unwarned(turn.work, interview.id)


def kept_of(house: House, held: Held) -> Kept:
    """How long something has been kept, and whether somebody works on it."""
    kind = Told.UNFINISHED
    if held.case_state is not None and held.way is not None:
        kind = kind_of(held.case_state, held.way, confirmed=bool(held.confirmed))
    since = _since(house, held, kind)
    begun = held.case_id is not None or held.interview_state is not InterviewState.OPENING
    return Kept(
        kind=kind,
        since=since,
        since_on=house.today(since),
        warned_at=held.warned_at,
        goes_on=held.goes_on,
        can_be_told=begun and (held.by_telegram or held.case_id is not None),
        waits_for_call=held.call_waits,
        busy=held.in_match or held.in_talk or held.in_danger,
        at_work=kind is Told.UNMATCHED and held.way in AT_WORK,
    )


def _since(house: House, held: Held, kind: Told) -> dt.datetime:
    """The last sign of life, or the end after which something is kept for a while."""
    signs = [held.kept_at]
    match kind:
        case Told.UNFINISHED:
            signs += [held.changed_at]
        case Told.UNMATCHED:
            paused = held.paused_until if held.paused_until != FAR_AWAY else None
            ends = [_end_of(house, day) for day in (held.held_on, paused, held.stay_ended_on) if day is not None]
            signs += [held.sent_at, held.changed_at, held.seen_at, *ends]
        case Told.STAYED if held.stay_ended_on is not None:
            signs += [_end_of(house, held.stay_ended_on)]
        case _:
            signs += [held.left_at or held.case_changed_at]
    return max(sign for sign in signs if sign is not None)


def _end_of(house: House, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + _DAY, dt.time(), house.timezone).astimezone(dt.UTC) - dt.timedelta(seconds=1)


async def _begun_and_forgotten(store: Store, house: House, done: Counter[str]) -> None:
    """Short questions, drafts of plans, and people of whom nothing is kept."""
    long_ago = dt.timedelta(days=house.retention.unfinished_days)
    async with store.look() as look:
        found = await interviews.untouched(look, look.now - long_ago)
        plans = await interviews.with_role(look, plan_drafts.ROLE)
        idle = await people.idle(look, look.now - long_ago)
    for person_id, interview_id in {*found, *plans}:
        async with store.work() as work:
            done[Told.UNFINISHED] += await _forget_draft(Turn(work, house), person_id, interview_id, long_ago)
    for person_id in idle:
        async with store.work() as work:
            done["people"] += await _forget_person(work, person_id)
    done += Counter()


async def _forget_draft(turn: Turn, person_id: str, interview_id: str, long_ago: dt.timedelta) -> int:
    found = await told.person_of(turn, person_id, interview_id)
    if found is None or found[1].role in told.ROLES:
        return 0
    person, draft = found
    old = turn.now - draft.changed_at > long_ago
    # What somebody filled in for a match that is over tells of two people for nothing.
    over = draft.role == plan_drafts.ROLE and not await plan_drafts.is_needed(turn, draft)
    if not old and not over:
        return 0
    await interviews.remove(turn.work, person, draft.id)
    if not await people.needed(turn.work, person):
        await erasure.erase(turn.work, person)
    return 1


async def _forget_person(work: Work, person_id: str) -> int:
    person = await people.known(work, person_id)
    if person is None or await people.needed(work, person):
        return 0
    await erasure.erase(work, person)
    return 1


async def _words_of_matches(store: Store, house: House, done: Counter[str]) -> None:
    for record, with_stay in ((Record.STAY_WORDS, True), (Record.MATCH_WORDS, False)):

        async def forget(work: Work, most: int, record: Record = record, with_stay: bool = with_stay) -> int:
            before = work.now - house.retention.lasts(record)
            found = await expiring.wordy_matches(work, OVER, before, most, with_stay=with_stay)
            for match_id in found:
                await stays.forget_words(work, match_id)
            return len(found)

        await _all_of(store, house, record, forget, done)


async def _rows(store: Store, house: House, done: Counter[str]) -> None:
    old: dict[Record, Old] = {
        Record.NOTES: expiring.notes,
        Record.TASKS: expiring.tasks,
        Record.ACCESS_LOG: expiring.access_log,
        Record.ALERTS: expiring.alerts,
        Record.DUTIES: expiring.duties,
    }
    for record, erase in old.items():

        async def some(work: Work, most: int, record: Record = record, erase: Old = erase) -> int:
            return await erase(work, work.now - house.retention.lasts(record), most)

        await _all_of(store, house, record, some, done)

    async def proofs(work: Work, most: int) -> int:
        return await expiring.consent_proofs(work, house.today(work.now), most)

    await _all_of(store, house, Record.CONSENT_PROOF, proofs, done)


async def _all_of(store: Store, house: House, record: Record, erase: Erasing, done: Counter[str]) -> None:
    """Some at a time, until no more are old enough."""
    batch = house.retention.batch
    while True:
        async with store.work() as work:
            gone = await erase(work, batch)
        if gone:
            done[record] += gone
        if gone < batch:
            return
