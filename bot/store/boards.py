"""The boards: the one pinned message of each local group's channel."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.tables import Board
from bot.store.work import Work


async def of_group(work: Work, group_slug: str) -> Board | None:
    """The group's board, if it has been made."""
    return await work.session.get(Board, group_slug, populate_existing=True)


async def put(work: Work, group_slug: str, post_id: str, shown: str) -> None:
    """The group's board is this outbox message from now on, and says what this hash stands for."""
    board = await of_group(work, group_slug)
    if board is None:
        work.session.add(
            Board(group_slug=group_slug, post_id=post_id, shown=shown, pictured_on=None, changed_at=work.now)
        )
    else:
        board.post_id, board.shown, board.changed_at = post_id, shown, work.now
    await work.session.flush()


async def changed(work: Work, board: Board, shown: str) -> bool:
    """The board says something else now. False where it has been changed in the meantime."""
    written = await work.session.execute(
        sa.update(Board)
        .where(Board.group_slug == board.group_slug, Board.post_id == board.post_id, Board.shown == board.shown)
        .values(shown=shown, changed_at=work.now)
        .returning(Board.group_slug)
    )
    return written.first() is not None


async def pictured(work: Work, group_slug: str, monday: dt.date) -> bool:
    """The picture of the week of this Monday is posted. False where it was already, or there is no board."""
    written = await work.session.execute(
        sa.update(Board)
        .where(Board.group_slug == group_slug, sa.or_(Board.pictured_on.is_(None), Board.pictured_on < monday))
        .values(pictured_on=monday)
        .returning(Board.group_slug)
    )
    return written.first() is not None
