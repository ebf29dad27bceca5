"""Alerts: what a coordinator should see to, in coarse words only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from bot.store.tables import Alert, AlertState, Match
from bot.store.work import Work

_MATCH_KINDS = ("match", "match_told")


async def add(
    work: Work,
    kind: str,
    group_slug: str,
    facts: Mapping[str, object],
    *,
    case_id: str | None = None,
    match_id: str | None = None,
    topic: str = "",
    level: str = "orange",
    shows_at: dt.datetime | None = None,
) -> Alert:
    """A new alert with a number of its own, waiting to be posted. `facts` holds nothing personal."""
    alert = Alert(
        kind=kind,
        group_slug=group_slug,
        shown_in=None,
        case_id=case_id,
        match_id=match_id,
        facts=dict(facts),
        state=AlertState.WAITING,
        taken_by=None,
        taken_at=None,
        post_id=None,
        topic=topic,
        level=level,
        shows_at=shows_at,
        reminded_at=None,
        escalated_at=None,
        made_at=work.now,
        changed_at=work.now,
    )
    work.session.add(alert)
    await work.session.flush()
    return alert


async def get(work: Work, alert_id: str) -> Alert | None:
    """The alert with this id."""
    return await work.session.scalar(_fresh().where(Alert.id == alert_id))


async def waiting(work: Work) -> list[Alert]:
    """Alerts that no channel shows yet, the oldest first."""
    return await _all(work, Alert.state == AlertState.WAITING)


async def of_case(work: Work, case_id: str) -> list[Alert]:
    """All alerts about a case, the oldest first."""
    return await _all(work, Alert.case_id == case_id)


async def of_match(work: Work, match_id: str) -> list[Alert]:
    """All alerts about a match, the oldest first."""
    return await _all(work, Alert.match_id == match_id)


async def alike(
    work: Work, kind: str, group_slug: str, topic: str, *, case_id: str | None = None, match_id: str | None = None
) -> Alert | None:
    """The alert of a group that says the same already and is not over."""
    states = [AlertState.WAITING, AlertState.OPEN, AlertState.TAKEN]
    found = await _all(
        work,
        Alert.kind == kind,
        Alert.group_slug == group_slug,
        Alert.case_id == case_id,
        Alert.match_id == match_id,
        Alert.topic == topic,
        Alert.state.in_(states),
    )
    return found[0] if found else None


async def of_group(work: Work, group_slug: str, states: Collection[AlertState]) -> list[Alert]:
    """All alerts of a group in these states, the oldest first."""
    return await _all(work, Alert.group_slug == group_slug, Alert.state.in_(states))


async def posted(work: Work, alert_id: str, shown_in: str, post_id: str) -> None:
    """The alert is shown in this group's channel by this outbox message."""
    await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id)
        .values(
            shown_in=shown_in,
            post_id=post_id,
            changed_at=work.now,
            state=sa.case((Alert.state == AlertState.WAITING, AlertState.OPEN), else_=Alert.state),
        )
    )


async def take(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """The coordinator takes the alert. False where somebody has it, or it is over: the first one wins."""
    return await _turn(work, alert_id, _free(), AlertState.TAKEN, taken_by=coordinator_id, taken_at=work.now)


async def give_back(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """The coordinator gives the alert back. False where it is not theirs."""
    return await _turn(work, alert_id, _held_by(coordinator_id), AlertState.OPEN, taken_by=None, taken_at=None)


async def finish(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """The coordinator is done with the alert. False where another one has it, or it is over."""
    return await _turn(work, alert_id, _theirs(coordinator_id), AlertState.DONE, taken_by=coordinator_id)


async def set_aside(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """What the alert tells of is not suitable. False where another coordinator has it, or it is over."""
    return await _turn(work, alert_id, _theirs(coordinator_id), AlertState.UNSUITABLE, taken_by=coordinator_id)


async def reopen(work: Work, alert_id: str) -> bool:
    """Suitable after all. False where the alert was not set aside."""
    aside = Alert.state == AlertState.UNSUITABLE
    return await _turn(work, alert_id, aside, AlertState.OPEN, taken_by=None, taken_at=None)


async def withdraw(work: Work, alert_id: str, *, even_over: bool = False) -> bool:
    """What the alert was about is gone. False where the alert was over already (`even_over`: only where withdrawn)."""
    states = [AlertState.WAITING, AlertState.OPEN, AlertState.TAKEN]
    if even_over:
        states += [AlertState.DONE, AlertState.UNSUITABLE]
    return await _turn(work, alert_id, Alert.state.in_(states), AlertState.WITHDRAWN)


async def family(work: Work, alert: Alert) -> list[Alert]:
    """All alerts that tell of the same thing, in whichever channel; the first one is where its state is decided."""
    kinds = _MATCH_KINDS if alert.kind in _MATCH_KINDS else (alert.kind,)
    same = [Alert.kind.in_(kinds), Alert.state != AlertState.WITHDRAWN]
    if alert.match_id is None and alert.case_id is None:
        return [alert]
    same.append(Alert.case_id == alert.case_id if alert.match_id is None else Alert.match_id == alert.match_id)
    return await _all(work, *same) or [alert]


async def mirror(work: Work, lead: Alert, others: Collection[str]) -> None:
    """The other alerts of a family, as far as they are shown, stand as their first one does."""
    await work.session.execute(
        sa.update(Alert)
        .where(Alert.id.in_(others), Alert.state.not_in([AlertState.WAITING, AlertState.WITHDRAWN]))
        .values(state=lead.state, taken_by=lead.taken_by, taken_at=lead.taken_at, changed_at=work.now)
    )


async def holder(work: Work, case_id: str) -> str | None:
    """The coordinator who has an alert about the case or one of its matches; the one who took it first."""
    m = Match
    of_case = sa.select(m.id).where(sa.or_(m.host_case_id == case_id, m.guest_case_id == case_id))
    return await work.session.scalar(
        sa.select(Alert.taken_by)
        .where(Alert.state == AlertState.TAKEN, sa.or_(Alert.case_id == case_id, Alert.match_id.in_(of_case)))
        .order_by(Alert.taken_at, Alert.number)
        .limit(1)
    )


async def of_coordinator(work: Work, coordinator_id: str) -> list[Alert]:
    """The alerts that bear the coordinator's name."""
    return await _all(work, Alert.taken_by == coordinator_id)


async def release(work: Work, coordinator_id: str) -> list[str]:
    """What the coordinator had taken is open again, for others to take; the ids of those alerts."""
    freed = await work.session.execute(
        sa.update(Alert)
        .where(Alert.taken_by == coordinator_id, Alert.state == AlertState.TAKEN)
        .values(state=AlertState.OPEN, taken_by=None, taken_at=None, changed_at=work.now)
        .returning(Alert.id)
    )
    return list(freed.scalars())


async def retell(work: Work, alert_id: str, facts: Mapping[str, object]) -> None:
    """Write what the alert tells anew."""
    await work.session.execute(
        sa.update(Alert).where(Alert.id == alert_id).values(facts=dict(facts), changed_at=work.now)
    )


async def wait_again(work: Work, alert_id: str) -> None:
    """No channel shows the alert any more: it waits for one, whoever had taken it."""
    await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id)
        .values(
            state=AlertState.WAITING,
            shown_in=None,
            post_id=None,
            taken_by=None,
            taken_at=None,
            changed_at=work.now,
        )
    )


def _fresh() -> sa.Select[Alert]:
    return sa.select(Alert).execution_options(populate_existing=True)


async def _all(work: Work, *where: sa.ColumnElement[bool]) -> list[Alert]:
    return list(await work.session.scalars(_fresh().where(*where).order_by(Alert.number)))


def _free() -> sa.ColumnElement[bool]:
    return Alert.state.in_([AlertState.WAITING, AlertState.OPEN])


def _held_by(coordinator_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(Alert.state == AlertState.TAKEN, Alert.taken_by == coordinator_id)


def _theirs(coordinator_id: str) -> sa.ColumnElement[bool]:
    return sa.or_(_free(), _held_by(coordinator_id))


async def _turn(work: Work, alert_id: str, where: sa.ColumnElement[bool], state: AlertState, **values: object) -> bool:
    turned = await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id, where)
        .values(state=state, changed_at=work.now, **values)
        .returning(Alert.id)
    )
    return turned.first() is not None
