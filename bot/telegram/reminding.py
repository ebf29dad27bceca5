"""What nobody has taken: its channel is reminded, once, and then the national group is asked, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.casework.digest import reminder
from bot.casework.policy import Level
from bot.network.groups import LocalGroup
from bot.store import alerts
from bot.store.tables import Alert, Channel
from bot.telegram import alerting, gathering
from bot.telegram.turn import Turn

REMINDER = "reminder"
"""The kind of message that reminds of others."""


async def look(turn: Turn) -> int:
    """Reminds and asks where it is time; how many alerts that were. At night only what is red."""
    night = turn.house.policy.quiet(turn.now, turn.house.timezone)
    found = [alert for alert in await alerts.untaken(turn.work) if alert.level == Level.RED or not night]
    return await _remind(turn, found) + await _escalate(turn, found)


async def _remind(turn: Turn, found: Sequence[Alert]) -> int:
    due = [alert for alert in found if _again_due(turn, alert) and await _decides(turn, alert)]
    by_channel: dict[str, list[Alert]] = {}
    for alert in due:
        by_channel.setdefault(alert.shown_in or alert.group_slug, []).append(alert)
    reminded = 0
    for slug, late in by_channel.items():
        channel = await alerting.working_channel(turn, slug)
        if channel is not None:
            claimed = [alert for alert in late if await alerts.reminded(turn.work, alert.id)]
            await _send(turn, claimed, channel, turn.house.groups.by_slug(slug))
            reminded += len(claimed)
    return reminded


async def _send(turn: Turn, found: Sequence[Alert], channel: Channel, shown_in: LocalGroup) -> None:
    """An answer to each message; where there would be too many of them, one message for all."""
    by_post: dict[str | None, list[Alert]] = {}
    for alert in found:
        by_post.setdefault(alert.post_id, []).append(alert)
    if len(by_post) > turn.house.policy.burst:
        by_post = {None: list(found)}
    for post_id, late in by_post.items():
        told = [gathering.told(turn, alert, shown_in) for alert in late]
        text = reminder([alert.number for alert in late], told)
        html = turn.house.texts.render(text, turn.house.channel_language(shown_in))
        await turn.post(channel, html, kind=REMINDER, answers=post_id)


async def _escalate(turn: Turn, found: Sequence[Alert]) -> int:
    national = turn.house.groups.national.slug
    if await alerting.working_channel(turn, national) is None:
        return 0
    asked = 0
    for alert in found:
        local = national not in {alert.group_slug, alert.shown_in}
        if not local or not _national_due(turn, alert) or not await _decides(turn, alert):
            continue
        if await alerts.escalated(turn.work, alert.id):
            await alerting.ask_national(turn, alert)
            asked += 1
    return asked


async def _decides(turn: Turn, alert: Alert) -> bool:
    """Whether it is the one of its family in which the state is decided: the others are copies."""
    return (await alerts.family(turn.work, alert))[0].id == alert.id


def _again_due(turn: Turn, alert: Alert) -> bool:
    """Blue ones are told again by the digest."""
    urgency = turn.house.policy.kinds[alerting.kind_of(alert)]
    if alert.level == Level.BLUE or alert.reminded_at is not None:
        return False
    return _passed(turn, alert, urgency.again_hours)


def _national_due(turn: Turn, alert: Alert) -> bool:
    urgency = turn.house.policy.kinds[alerting.kind_of(alert)]
    return alert.escalated_at is None and _passed(turn, alert, urgency.national_hours)


def _passed(turn: Turn, alert: Alert, hours: float) -> bool:
    """Since it was shown, given back or told anew, so many hours have passed; with 0, they never do."""
    return hours > 0 and alert.changed_at + dt.timedelta(hours=hours) <= turn.now
