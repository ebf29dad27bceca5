"""Who is a coordinator of what, right now: invited, promised, and still in the group's channel."""

from __future__ import annotations

import datetime as dt

from bot.store import channels, coordinators
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Channel, ChannelState
from bot.telegram.turn import AskTelegram, Turn

GONE = coordinators.GONE
INSIDE = frozenset({"creator", "administrator", "member"})


async def membership(turn: Turn, person: Person, slugs: frozenset[str]) -> Coordinator | None:
    """The person's active membership in one of these groups, as far as is known without asking Telegram."""
    for coordinator in await coordinators.of_person(turn.work, person.id):
        if coordinator.group_slug in slugs and coordinator.present:
            return coordinator
    return None


async def is_coordinator_of(turn: Turn, person: Person, slugs: frozenset[str]) -> bool:
    """Whether the person is an active coordinator of one of these groups, in its channel or not."""
    found = await coordinators.of_person(turn.work, person.id)
    return any(one.active and one.group_slug in slugs for one in found)


async def verified(turn: Turn, person: Person, slugs: frozenset[str]) -> Coordinator | None:
    """As `membership`, and Telegram said at most a minute ago that the person is in that group's channel.

    Raises AskTelegram where that has to be asked first. A group without a channel has nobody to verify.
    """
    for coordinator in await coordinators.of_person(turn.work, person.id):
        if coordinator.group_slug in slugs and coordinator.active and await _inside(turn, person, coordinator):
            return coordinator
    return None


async def _inside(turn: Turn, person: Person, coordinator: Coordinator) -> bool:
    channel = await channels.of_group(turn.work, coordinator.group_slug)
    if channel is None or channel.state is not ChannelState.WORKING or person.chat_id is None:
        return False
    status = await _status(turn, channel, person.chat_id, coordinator)
    return status in INSIDE


async def _status(turn: Turn, channel: Channel, telegram_id: int, coordinator: Coordinator) -> str:
    """Telegram's word for the membership; "restricted" counts as "member" only with `is_member`."""
    heard = turn.memberships.get((channel.chat_id, telegram_id))
    if heard is not None:
        await coordinators.heard(
            turn.work, coordinator.person_id or "", coordinator.group_slug, heard.status, heard.asked_at
        )
        return heard.status
    fresh = dt.timedelta(seconds=turn.house.policy.member_seconds)
    checked, status = coordinator.member_checked_at, coordinator.member_status
    if checked is not None and status is not None and turn.now - checked <= fresh:
        return status
    raise AskTelegram(channel.chat_id, telegram_id)
