"""Alerts: what a coordinator should see to, in coarse words only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from bot.store.tables import Alert, AlertState, Match
from bot.store.work import Work

_MATCH_KINDS = ("match", "match_told")
_NOT_OVER = (AlertState.WAITING, AlertState.OPEN, AlertState.TAKEN)


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
    return await every(work, Alert.state == AlertState.WAITING)


async def of_case(work: Work, case_id: str) -> list[Alert]:
    """All alerts about a case, the oldest first."""
    return await every(work, Alert.case_id == case_id)


async def of_match(work: Work, match_id: str) -> list[Alert]:
    """All alerts about a match, the oldest first."""
    return await every(work, Alert.match_id == match_id)


async def due(work: Work) -> list[Alert]:
    """Alerts that no channel shows yet and that need not wait any more, the oldest first."""
    may_be_shown = sa.or_(Alert.shows_at.is_(None), Alert.shows_at <= work.now)
    return await every(work, Alert.state == AlertState.WAITING, may_be_shown)


async def alike(
    work: Work,
    kind: str,
    group_slug: str,
    topic: str,
    *,
    case_id: str | None = None,
    match_id: str | None = None,
    asked: str = "",
) -> Alert | None:
    """The alert of a group that says the same already and is not over, of those for the same channel.

    `asked`: the group whose channel is asked, where it is another one's.
    """
    found = await every(
        work,
        Alert.kind == kind,
        Alert.group_slug == group_slug,
        Alert.case_id == case_id,
        Alert.match_id == match_id,
        Alert.topic == topic,
        Alert.state.in_(_NOT_OVER),
    )
    return next((alert for alert in found if alert.facts.get("asked", "") == asked), None)


async def untaken(work: Work) -> list[Alert]:
    """All alerts that channels show and nobody has taken, the oldest first."""
    return await every(work, Alert.state == AlertState.OPEN, Alert.post_id.is_not(None))


async def count_untaken(work: Work, shown_in: str) -> int:
    """How many alerts in this group's channel nobody has taken."""
    open_here = (Alert.shown_in == shown_in, Alert.state == AlertState.OPEN)
    return await work.session.scalar(sa.select(sa.func.count()).select_from(Alert).where(*open_here)) or 0


async def reminded(work: Work, alert_id: str, post_id: str | None = None) -> bool:
    """The channel is reminded of the alert; with `post_id`, by this message, which shows it from now on.

    False where somebody has taken it, it is over, or the channel was reminded already.
    """
    values: dict[str, object] = {"reminded_at": work.now}
    if post_id is not None:
        values["post_id"] = post_id
    told = await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id, Alert.state == AlertState.OPEN, Alert.reminded_at.is_(None))
        .values(**values)
        .returning(Alert.id)
    )
    return told.first() is not None


async def escalated(work: Work, alert_id: str) -> bool:
    """The national group is asked, too. False where somebody has taken the alert, it is over, or that was done."""
    told = await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id, Alert.state == AlertState.OPEN, Alert.escalated_at.is_(None))
        .values(escalated_at=work.now)
        .returning(Alert.id)
    )
    return told.first() is not None


async def of_group(work: Work, group_slug: str, states: Collection[AlertState]) -> list[Alert]:
    """All alerts of a group in these states, the oldest first."""
    return await every(work, Alert.group_slug == group_slug, Alert.state.in_(states))


async def posted(work: Work, alert_id: str, shown_in: str, post_id: str) -> None:
    """The alert is shown in this group's channel by this outbox message, from now on."""
    await work.session.execute(
        sa.update(Alert)
        .where(Alert.id == alert_id)
        .values(
            shown_in=shown_in,
            post_id=post_id,
            shows_at=work.now,
            changed_at=work.now,
            state=sa.case((Alert.state == AlertState.WAITING, AlertState.OPEN), else_=Alert.state),
        )
    )


async def take(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """The coordinator takes the alert. False where somebody has it, or it is over: the first one wins."""
    return await _turn(work, alert_id, _free(), AlertState.TAKEN, taken_by=coordinator_id, taken_at=work.now)


async def give_back(work: Work, alert_id: str, coordinator_id: str) -> bool:
    """The coordinator gives the alert back. False where it is not theirs."""
    given: dict[str, object] = {"taken_by": None, "taken_at": None, "reminded_at": None}
    return await _turn(work, alert_id, _held_by(coordinator_id), AlertState.OPEN, **given)


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
    states = [*_NOT_OVER]
    if even_over:
        states += [AlertState.DONE, AlertState.UNSUITABLE]
    return await _turn(work, alert_id, Alert.state.in_(states), AlertState.WITHDRAWN)


async def family(work: Work, alert: Alert) -> list[Alert]:
    """All alerts that tell of the same thing, in whichever channel; the first one is where its state is decided.

    What was over before the other one was made is another story, although it says the same.
    """
    if alert.match_id is None and alert.case_id is None:
        return [alert]
    kinds = _MATCH_KINDS if alert.kind in _MATCH_KINDS else (alert.kind,)
    found = await every(
        work,
        Alert.kind.in_(kinds),
        Alert.topic == alert.topic,
        Alert.state != AlertState.WITHDRAWN,
        Alert.case_id == alert.case_id if alert.match_id is None else Alert.match_id == alert.match_id,
    )
    return [one for one in found if not _over_before(one, alert) and not _over_before(alert, one)] or [alert]


def _over_before(one: Alert, other: Alert) -> bool:
    return one.state not in _NOT_OVER and one.changed_at < other.made_at


async def mirror(work: Work, lead: Alert, others: Collection[str]) -> None:
    """The other alerts of a family, as far as they are shown, stand as their first one does."""
    await work.session.execute(
        sa.update(Alert)
        .where(Alert.id.in_(others), Alert.state.not_in([AlertState.WAITING, AlertState.WITHDRAWN]))
        .values(state=lead.state, taken_by=lead.taken_by, taken_at=lead.taken_at, changed_at=work.now)
    )


async def holder(work: Work, case_id: str) -> str | None:
    """The coordinator who has an alert about the case or one of its matches; the one who took it first."""
    return await work.session.scalar(
        sa.select(Alert.taken_by)
        .where(
            Alert.state == AlertState.TAKEN,
            sa.or_(Alert.case_id == case_id, Alert.match_id.in_(matches_of(case_id))),
        )
        .order_by(Alert.taken_at, Alert.number)
        .limit(1)
    )


async def of_coordinator(work: Work, coordinator_id: str) -> list[Alert]:
    """The alerts that bear the coordinator's name."""
    return await every(work, Alert.taken_by == coordinator_id)


async def release(work: Work, coordinator_id: str) -> list[str]:
    """What the coordinator had taken is open again, for others to take; the ids of those alerts."""
    freed = await work.session.execute(
        sa.update(Alert)
        .where(Alert.taken_by == coordinator_id, Alert.state == AlertState.TAKEN)
        .values(state=AlertState.OPEN, taken_by=None, taken_at=None, reminded_at=None, changed_at=work.now)
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


def matches_of(case_id: str) -> sa.Select[str]:
    """The ids of a case's matches, as a part of another question."""
    return sa.select(Match.id).where(sa.or_(Match.host_case_id == case_id, Match.guest_case_id == case_id))


def _fresh() -> sa.Select[Alert]:
    return sa.select(Alert).execution_options(populate_existing=True)


async def every(work: Work, *where: sa.ColumnElement[bool]) -> list[Alert]:
    """All alerts of which this is so, the oldest first."""
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
