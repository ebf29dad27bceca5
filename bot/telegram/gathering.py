"""Several alerts in one message of a channel: the digest of a morning, and a burst of one kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import AlertFacts
from bot.casework.digest import Told, bundle_text, digest_text
from bot.casework.policy import Level
from bot.network.groups import LocalGroup
from bot.store import alert_posts, alerts
from bot.store.tables import Alert, AlertState, Channel
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.turn import Turn
from conversations.text import Paragraph, _

BUNDLE = "bundle"
DIGEST = "digest"
"""The kinds of message that show several alerts; each of these is opened and taken from /cases."""

_WAIT = (AlertState.WAITING, AlertState.OPEN)


def waits_for_morning(turn: Turn, alert: Alert) -> bool:
    """Whether the alert is not to be shown yet, or only in a digest.

    One that waited for a morning in which the bot did not run waits for the next, and does not come at night.
    """
    if alert.shows_at is None:
        return False
    waits = turn.house.policy.waits(Level(alert.level), turn.now, turn.house.timezone)
    return waits or alert.shows_at > turn.now


async def sharing(turn: Turn, alert: Alert) -> list[Alert]:
    """The alerts that the alert's message shows, where it may show several."""
    if alert.post_id is None or await alert_posts.message_kind(turn.work, alert.post_id) not in {BUNDLE, DIGEST}:
        return []
    return await alert_posts.with_post(turn.work, alert.post_id)


async def join(turn: Turn, alert: Alert, channel: Channel, shown_in: LocalGroup) -> bool:
    """Puts the alert into the message of a burst, where the channel has one just now; False where it stands alone."""
    policy = turn.house.policy
    if alert.level == Level.RED:
        return False
    since = turn.now - dt.timedelta(minutes=policy.burst_minutes)
    recent = await alert_posts.lately(turn.work, alert.kind, shown_in.slug, since)
    alike = [one for one in recent if one.id != alert.id and _a_host(one) == _a_host(alert)]
    if len(alike) < policy.burst:
        return False
    known = {one.post_id for one in alike if one.post_id is not None}
    post_id = await alert_posts.newest_post(turn.work, known, BUNDLE)
    if post_id is not None:
        await alerts.posted(turn.work, alert.id, shown_in.slug, post_id)
        await refreshed(turn, post_id, channel, shown_in)
        return True
    await send(turn, [alert], BUNDLE, channel, shown_in)
    return True


async def send(turn: Turn, found: Sequence[Alert], kind: str, channel: Channel, shown_in: LocalGroup) -> None:
    """A new message that shows these alerts; those that a message showed before are told again by it."""
    told_before = {one.id for one in found if one.post_id is not None}
    html, buttons = _rendered(turn, found, kind, shown_in, told_before)
    repeat, _same = _rendered(turn, found, kind, shown_in, told_before, repeat=True)
    quiet = turn.house.policy.quiet(turn.now, turn.house.timezone)
    post_id = await turn.post(
        channel, html, buttons=buttons, kind=kind, alert_id=found[0].id, silent=quiet, again=repeat
    )
    for alert in found:
        if alert.post_id is None:
            await alerts.posted(turn.work, alert.id, shown_in.slug, post_id)
        else:
            await alerts.reminded(turn.work, alert.id, post_id)


async def refreshed(turn: Turn, post_id: str, channel: Channel, shown_in: LocalGroup) -> bool:
    """Edits a message that shows several alerts to how they stand now. False where it shows one."""
    kind = await alert_posts.message_kind(turn.work, post_id)
    if kind not in {BUNDLE, DIGEST}:
        return False
    found = await alert_posts.with_post(turn.work, post_id)
    again = {one.id for one in found if kind == DIGEST and one.reminded_at is not None}
    html, buttons = _rendered(turn, found, kind, shown_in, again)
    await turn.edit_post(channel, post_id, html, buttons=buttons)
    return True


def told(turn: Turn, alert: Alert, shown_in: LocalGroup, *, again: bool = False) -> Told:
    """An alert as one of several."""
    foreign = alert.group_slug != shown_in.slug
    return Told(
        kind=Kind(alert.kind),
        a_host=_a_host(alert),
        numbers=AlertFacts.model_validate(alert.facts).case_numbers,
        group_name=turn.house.groups.by_slug(alert.group_slug).name if foreign else "",
        waits=alert.state in _WAIT,
        again=again,
    )


def _a_host(alert: Alert) -> bool:
    facts = AlertFacts.model_validate(alert.facts)
    return alert.kind == Kind.INTERVIEW and any(case.role == "host" for case in facts.cases)


def _rendered(
    turn: Turn, found: Sequence[Alert], kind: str, shown_in: LocalGroup, again: set[str], *, repeat: bool = False
) -> tuple[str, InlineKeyboardMarkup]:
    each = [told(turn, alert, shown_in, again=alert.id in again) for alert in found]
    told_as = digest_text if kind == DIGEST else bundle_text
    text: tuple[Paragraph, ...] = told_as(each, repeat=repeat)
    language = turn.house.channel_language(shown_in)
    opens = [[Choice(_("Open my cases"), data("k", "open"))]]
    return turn.house.texts.render(text, language), keyboard(turn.house.texts, language, opens)
