"""The board of each channel: one pinned message, kept current by edits."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from bot.casework.board import BoardFigures, Both, board_text
from bot.casework.stages import RECEIVED, RUNNING, Stage
from bot.casework.way_in import Way
from bot.network.groups import LocalGroup
from bot.store import alerts, boards, duties, figures, outbox
from bot.store.figures import CaseStanding
from bot.store.outbox import Target
from bot.store.tables import Board, Channel, OutboxState
from bot.telegram import alerting
from bot.telegram.turn import Turn

BOARD = "board"
"""The kind of message that is a channel's board."""

_ON_THE_WAY = frozenset({Way.SPOKEN, Way.VISITED})
_ON_ITS_WAY = frozenset({OutboxState.WAITING, OutboxState.SENDING})


async def outdated(turn: Turn) -> list[str]:
    """The slugs of the groups whose board is to be made, changed or pinned. Only looks."""
    return [group.slug for group in turn.house.groups.all if await _wanted(turn, group) is not None]


async def bring_up_to_date(turn: Turn, slug: str) -> bool:
    """Makes, edits or pins the group's board, as it needs it. False where there was nothing to do."""
    group = turn.house.groups.by_slug(slug)
    wanted = await _wanted(turn, group)
    if wanted is None:
        return False
    channel, board, html = wanted
    target = None if board is None else await outbox.message_of(turn.work, board.post_id)
    if board is None or target is None or not _stands(target, channel):
        post_id = await turn.post(channel, html, kind=BOARD, silent=True)
        await boards.put(turn.work, slug, post_id, _mark(html, None))
    else:
        await _change(turn, channel, board, html, target.message_id)
    return True


async def _change(turn: Turn, channel: Channel, board: Board, html: str, message_id: int | None) -> None:
    says, pinned = board.shown.split(".")
    if not await boards.changed(turn.work, board, _mark(html, message_id)):
        return
    if says != _hash(html):
        await turn.edit_post(channel, board.post_id, html)
    if message_id is not None and pinned != _hash(str(message_id)):
        await turn.pin(channel, board.post_id)


async def _wanted(turn: Turn, group: LocalGroup) -> tuple[Channel, Board | None, str] | None:
    """The channel, the board as it is, and the text that it should have; None where all is well."""
    channel = await alerting.working_channel(turn, group.slug)
    if channel is None:
        return None
    board = await boards.of_group(turn.work, group.slug)
    html = turn.house.texts.render(board_text(await current(turn, group)), turn.house.channel_language(group))
    if board is not None:
        target = await outbox.message_of(turn.work, board.post_id)
        lies_elsewhere = target is None or target.chat_id != channel.chat_id
        message_id = None if target is None else target.message_id
        if not lies_elsewhere and board.shown == _mark(html, message_id):
            return None
    return channel, board, html


def _stands(target: Target, channel: Channel) -> bool:
    """Whether the message is in this chat, or comes there soon."""
    return target.chat_id == channel.chat_id and (target.message_id is not None or target.state in _ON_ITS_WAY)


def _mark(html: str, message_id: int | None) -> str:
    """What a board shows, and which message of it is pinned: somebody may have deleted the old one."""
    return f"{_hash(html)}.{'' if message_id is None else _hash(str(message_id))}"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]


async def current(turn: Turn, group: LocalGroup) -> BoardFigures:
    """The group's figures just now; the national group's are those of the whole country."""
    slug = None if group.national else group.slug
    known = await figures.cases(turn.work, RECEIVED, slug)
    busy = await figures.in_matches(turn.work, [stage.value for stage in RUNNING])
    today = turn.house.today(turn.now)
    waiting = [case for case in known if case.way == Way.APPROVED and case.id not in busy]
    guests = [case for case in known if case.role == "guest" and case.id not in busy]
    stages = await figures.stages(turn.work, slug)
    monday = today - dt.timedelta(days=today.weekday())
    on_duty = await duties.on_duty(turn.work, group.slug, monday)
    return BoardFigures(
        group_name=group.name,
        whole_country=group.national,
        to_talk=_both([case for case in known if case.way == Way.RECEIVED]),
        on_the_way=_both([case for case in known if case.way in _ON_THE_WAY]),
        waiting=_both([case for case in waiting if case.paused_until is None or case.paused_until <= today]),
        longest_wait=max((waited(turn, case) for case in guests), default=None),
        stages={Stage(stage): count for stage, count in stages.items() if stage in set(Stage)},
        untaken=await alerts.count_untaken(turn.work, group.slug),
        on_duty=tuple(one.shown_name for one in on_duty if one.shown_name),
    )


def waited(turn: Turn, case: CaseStanding) -> int:
    """For how many days the case's person has waited."""
    return (turn.house.today(turn.now) - turn.house.today(case.sent_at)).days


def _both(found: Sequence[CaseStanding]) -> Both:
    hosts = sum(case.role == "host" for case in found)
    return Both(hosts=hosts, guests=len(found) - hosts)
