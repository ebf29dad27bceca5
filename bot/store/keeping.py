"""How long what people told has been kept, who was told that it goes, and what proves a consent afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.store import consents
from bot.store.database import inserting
from bot.store.people import Person
from bot.store.tables import (
    Alert,
    AlertState,
    CaseEvent,
    CaseFile,
    Consent,
    ConsentProof,
    Interview,
    InterviewState,
    Keeping,
    LiveTalk,
    Match,
    Stay,
    Task,
)
from bot.store.tables import Person as PersonRow
from bot.store.work import Work

_OVER: Final = (AlertState.DONE, AlertState.WITHDRAWN, AlertState.UNSUITABLE)
_LEFT: Final = ("withdrew", "way:%", "exclusion_agreed:%")
"""Events after which a case waits for nothing any more."""


@dataclass(frozen=True, slots=True)
class Held:
    """One interview as a host or guest, and its case if there is one; nothing sealed is opened for it."""

    person_id: str
    interview_id: str
    role: str
    interview_state: InterviewState
    changed_at: dt.datetime
    seen_at: dt.datetime
    by_telegram: bool
    """The person can be written to."""
    case_id: str | None
    case_state: str | None
    way: str | None
    confirmed: bool | None
    sent_at: dt.datetime | None
    case_changed_at: dt.datetime | None
    held_on: dt.date | None
    paused_until: dt.date | None
    left_at: dt.datetime | None
    """When it was withdrawn, ended or excluded."""
    stay_ended_on: dt.date | None
    in_match: bool
    in_talk: bool
    in_danger: bool
    """An alert of these kinds about it is open."""
    call_waits: bool
    warned_at: dt.datetime | None
    goes_on: dt.date | None
    kept_at: dt.datetime | None


async def held(
    work: Work,
    roles: Collection[str],
    *,
    running: Collection[str],
    danger: Collection[str],
    call: str,
    interview_id: str | None = None,
) -> list[Held]:
    """All that people told in these roles, or one of them.

    `running`: the stages of matches on which somebody works; `danger`: kinds of alerts while which nothing goes;
    `call`: what the call about this is about.
    """
    p, i, c, k = PersonRow, Interview, CaseFile, Keeping
    side = sa.or_(Match.host_case_id == c.id, Match.guest_case_id == c.id)
    mine = sa.select(Match.id).where(side).correlate(c)
    shown = {
        "person_id": p.id,
        "interview_id": i.id,
        "role": i.role,
        "interview_state": i.state,
        "changed_at": i.changed_at,
        "seen_at": p.seen_at,
        "by_telegram": sa.and_(p.chat_id.is_not(None), p.unreachable_at.is_(None)),
        "case_id": c.id,
        "case_state": c.state,
        "way": c.way,
        "confirmed": c.confirmed,
        "sent_at": c.sent_at,
        "case_changed_at": c.changed_at,
        "held_on": c.held_on,
        "paused_until": c.paused_until,
        "left_at": _last_left(c.id),
        "stay_ended_on": _last_end(mine),
        "in_match": sa.exists().where(side, Match.stage.in_(running)).correlate(c),
        "in_talk": sa.exists().where(LiveTalk.person_id == p.id, LiveTalk.closed_at.is_(None)).correlate(p),
        "in_danger": sa.exists()
        .where(
            Alert.kind.in_(danger), Alert.state.not_in(_OVER), sa.or_(Alert.case_id == c.id, Alert.match_id.in_(mine))
        )
        .correlate(c),
        "call_waits": sa.exists()
        .where(Task.case_id == c.id, Task.about == call, Task.state.in_(("open", "taken")))
        .correlate(c),
        "warned_at": k.warned_at,
        "goes_on": k.goes_on,
        "kept_at": k.kept_at,
    }
    query: sa.Select[*tuple[object, ...]] = (
        sa.select(*(what.label(name) for name, what in shown.items()))
        .select_from(i)
        .join(p, p.id == i.person_id)
        .outerjoin(c, c.interview_id == i.id)
        .outerjoin(k, k.interview_id == i.id)
        .where(i.role.in_(roles))
        .order_by(i.changed_at, i.id)
    )
    if interview_id is not None:
        query = query.where(i.id == interview_id)
    return [Held(**row) for row in (await work.session.execute(query)).mappings()]


def _last_left(case_id: sa.orm.InstrumentedAttribute[str]) -> sa.ScalarSelect[dt.datetime]:
    left = sa.or_(*(CaseEvent.what.like(what) for what in _LEFT))
    return (
        sa.select(sa.func.max(CaseEvent.at, type_=CaseEvent.at.type))
        .where(CaseEvent.case_id == case_id, left)
        .correlate(CaseFile)
        .scalar_subquery()
    )


def _last_end(matches: sa.Select[str]) -> sa.ScalarSelect[dt.date | None]:
    return sa.select(sa.func.max(Stay.ended_on)).where(Stay.match_id.in_(matches)).correlate(CaseFile).scalar_subquery()


async def of_interview(work: Work, interview_id: str) -> Keeping | None:
    """What was said about the time for which an interview is kept."""
    return await work.session.get(Keeping, interview_id, populate_existing=True)


async def warned(work: Work, interview_id: str, goes_on: dt.date | None) -> None:
    """The person was told now that it goes on this day; None: only the coordinator was told."""
    await _put(work, interview_id, warned_at=work.now, goes_on=goes_on)


async def unwarned(work: Work, interview_id: str) -> None:
    """What was told does not hold any more: the person has given a sign of life since."""
    await _put(work, interview_id, warned_at=None, goes_on=None)


async def keep(work: Work, interview_id: str) -> None:
    """The person wants it to be kept: the time counts from now."""
    await _put(work, interview_id, warned_at=None, goes_on=None, kept_at=work.now)


async def _put(work: Work, interview_id: str, **values: object) -> None:
    new = inserting(work.session, Keeping).values(interview_id=interview_id, **values)
    await work.session.execute(new.on_conflict_do_update(index_elements=[Keeping.interview_id], set_=values))


def mark(work: Work, telegram_id: int, purpose: str) -> str:
    """What proves a consent of somebody whose data is erased."""
    return work.vault.hash("consent", f"{purpose}:{telegram_id}")


async def prove(work: Work, person: Person, forget_on: dt.date) -> int:
    """Keep, until that day, that the person had agreed to which words; how many consents that are.

    Whoever has no Telegram leaves nothing by which they could be known again.
    """
    if person.chat_id is None:
        return 0
    found = [one for one in await consents.history(work, person.id) if one.given]
    work.session.add_all(_proof(work, person.chat_id, one, forget_on) for one in found)
    await work.session.flush()
    return len(found)


def _proof(work: Work, telegram_id: int, consent: Consent, forget_on: dt.date) -> ConsentProof:
    withdrawn = consent.withdrawn_at
    return ConsentProof(
        mark=mark(work, telegram_id, consent.purpose),
        purpose=consent.purpose,
        text_version=consent.text_version,
        given_on=consent.at.date(),
        withdrawn_on=None if withdrawn is None else withdrawn.date(),
        forget_on=forget_on,
    )


async def proofs(work: Work, telegram_id: int, purpose: str) -> list[ConsentProof]:
    """What is known of a consent of somebody whose data was erased, the oldest first."""
    rows = await work.session.scalars(
        sa.select(ConsentProof)
        .where(ConsentProof.mark == mark(work, telegram_id, purpose))
        .order_by(ConsentProof.given_on, ConsentProof.id)
    )
    return list(rows)
