"""The chats in which local groups' alerts are posted."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import outbox
from bot.store.tables import Alert, CaseFile, Channel, ChannelState, Coordinator
from bot.store.work import Work


async def bind(work: Work, group_slug: str, chat_id: int, kind: str, thread_id: int | None = None) -> Channel:
    """Alerts of this local group are posted here from now on, in place of where they were."""
    await unbind(work, group_slug)
    channel = Channel(
        group_slug=group_slug,
        chat_id=chat_id,
        kind=kind,
        thread_id=thread_id,
        state=ChannelState.WORKING,
        bound_at=work.now,
        changed_at=work.now,
    )
    work.session.add(channel)
    await work.session.flush()
    return channel


async def unbind(work: Work, group_slug: str) -> bool:
    """The local group has no channel any more. False where it had none."""
    gone = await work.session.execute(sa.delete(Channel).where(Channel.group_slug == group_slug).returning(Channel.id))
    return gone.first() is not None


async def of_group(work: Work, group_slug: str) -> Channel | None:
    """Where this local group's alerts are posted, if it has a channel (which may be lost: see `state`)."""
    return await work.session.scalar(_fresh().where(Channel.group_slug == group_slug))


async def in_chat(work: Work, chat_id: int) -> list[Channel]:
    """The channels of all local groups that share this chat."""
    return list(await work.session.scalars(_fresh().where(Channel.chat_id == chat_id).order_by(Channel.group_slug)))


async def slugs_in_use(work: Work) -> set[str]:
    """The short names of all groups that anything in the database belongs to."""
    used: set[str] = set()
    for column in (Channel.group_slug, Coordinator.group_slug, CaseFile.group_slug, Alert.group_slug):
        used |= set(await work.session.scalars(sa.select(column).distinct()))
    return used


async def every(work: Work) -> list[Channel]:
    """All channels, by their groups' slugs."""
    return list(await work.session.scalars(_fresh().order_by(Channel.group_slug)))


async def lose(work: Work, chat_id: int) -> list[str]:
    """The bot can no longer post in this chat. The slugs of the groups that had it and did not know yet."""
    return await _turn(work, chat_id, ChannelState.WORKING, ChannelState.LOST)


async def restore(work: Work, chat_id: int) -> list[str]:
    """The bot can post in this chat again. The slugs of the groups that had lost it."""
    return await _turn(work, chat_id, ChannelState.LOST, ChannelState.WORKING)


async def leave_thread(work: Work, chat_id: int, thread_id: int) -> None:
    """The forum topic is gone: post in the main chat."""
    await work.session.execute(
        sa.update(Channel)
        .where(Channel.chat_id == chat_id, Channel.thread_id == thread_id)
        .values(thread_id=None, changed_at=work.now)
    )


async def move(work: Work, old: int, new: int) -> None:
    """The group became a supergroup with another id: the channel and all that waits to be posted follow.

    May be told several times, by Telegram's refusal and by two service messages, in any order.
    """
    await work.session.execute(
        sa.update(Channel)
        .where(Channel.chat_id == old)
        .values(chat_id=new, kind="supergroup", state=ChannelState.WORKING, changed_at=work.now)
    )
    await outbox.move_waiting(work, old, new)


def _fresh() -> sa.Select[Channel]:
    return sa.select(Channel).execution_options(populate_existing=True)


async def _turn(work: Work, chat_id: int, old: ChannelState, new: ChannelState) -> list[str]:
    turned = await work.session.execute(
        sa.update(Channel)
        .where(Channel.chat_id == chat_id, Channel.state == old)
        .values(state=new, changed_at=work.now)
        .returning(Channel.group_slug)
    )
    return sorted(turned.scalars())
