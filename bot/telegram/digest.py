"""The digest of a morning: what is not urgent, in one message a channel."""

from __future__ import annotations

import datetime as dt

from bot.casework.policy import Level
from bot.network.groups import LocalGroup
from bot.store import alert_posts, alerts
from bot.store.tables import Alert
from bot.telegram import alerting, gathering
from bot.telegram.alerting import AlertFacts
from bot.telegram.turn import Turn


async def post_all(turn: Turn) -> int:
    """Posts the digest in every channel that has something to hear and has had none this morning; how many."""
    now, house = turn.now, turn.house
    if house.policy.quiet(now, house.timezone):
        return 0
    due = [alert for alert in await alerts.due(turn.work) if alert.level == Level.BLUE]
    again = [alert for alert in await alerts.untaken(turn.work) if _due_again(turn, alert)]
    if not due and not again:
        return 0
    posted = 0
    for group in house.groups.all:
        posted += await _post(turn, group, due, again)
    return posted


async def _post(turn: Turn, group: LocalGroup, due: list[Alert], again: list[Alert]) -> int:
    channel = await alerting.working_channel(turn, group.slug)
    if channel is None:
        return 0
    new = [alert for alert in due if await _shown_in(turn, alert) == group.slug]
    old = [alert for alert in again if alert.shown_in == group.slug]
    morning = turn.house.policy.morning(turn.now, turn.house.timezone)
    if (not new and not old) or await alert_posts.digested(turn.work, group.slug, morning, Level.BLUE):
        return 0
    await gathering.send(turn, [*new, *old], gathering.DIGEST, channel, group)
    return 1


async def _shown_in(turn: Turn, alert: Alert) -> str:
    """The group in whose digest a waiting alert comes: the one that it is for, else the national one."""
    slug = AlertFacts.model_validate(alert.facts).asked or alert.group_slug
    return slug if await alerting.working_channel(turn, slug) is not None else turn.house.groups.national.slug


def _due_again(turn: Turn, alert: Alert) -> bool:
    hours = turn.house.policy.kinds[alerting.kind_of(alert)].again_hours
    if alert.level != Level.BLUE or alert.reminded_at is not None or not hours:
        return False
    return alert.changed_at + dt.timedelta(hours=hours) <= turn.now
