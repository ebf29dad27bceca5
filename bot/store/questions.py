"""Questions of one side of a match that a coordinator answers: the words are sealed under the match's key."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.store import matches
from bot.store.columns import new_id
from bot.store.tables import PassedQuestion
from bot.store.work import Work


@dataclass(frozen=True, slots=True)
class Question:
    """A question, opened."""

    id: str
    match_id: str
    side: str
    words: str = field(repr=False)
    reply: str | None = field(repr=False)
    """Passed on where `replied_at` is set; before that, what a coordinator has written and not sent yet."""
    asked_at: dt.datetime
    replied_at: dt.datetime | None


async def add(work: Work, match_id: str, side: str, words: str) -> str:
    """A side asks something; the question's id. Raises LookupError where the match is gone."""
    ring, row_id = await matches.keyring(work, match_id), new_id()
    work.session.add(
        PassedQuestion(
            id=row_id,
            match_id=match_id,
            side=side,
            words=ring.seal(PassedQuestion.words, row_id, words),
            reply=None,
            asked_at=work.now,
            replied_at=None,
        )
    )
    await work.session.flush()
    return row_id


async def get(work: Work, question_id: str) -> Question | None:
    """The question with this id, if it still exists."""
    found = await _all(work, PassedQuestion.id == question_id)
    return found[0] if found else None


async def of_match(work: Work, match_id: str) -> list[Question]:
    """All questions that were asked about a match, the oldest first."""
    return await _all(work, PassedQuestion.match_id == match_id)


async def draft(work: Work, question: Question, words: str) -> bool:
    """What a coordinator would answer; False where an answer has been passed on already."""
    ring = await matches.keyring(work, question.match_id)
    return await _change(work, question.id, reply=ring.seal(PassedQuestion.reply, question.id, words))


async def answer(work: Work, question_id: str) -> bool:
    """The answer as it was written is passed on; False where one has been already: the first one wins."""
    return await _change(work, question_id, replied_at=work.now)


async def _change(work: Work, question_id: str, **values: object) -> bool:
    changed = await work.session.execute(
        sa.update(PassedQuestion)
        .where(PassedQuestion.id == question_id, PassedQuestion.replied_at.is_(None))
        .values(**values)
        .returning(PassedQuestion.id)
    )
    return changed.first() is not None


async def _all(work: Work, where: sa.ColumnElement[bool]) -> list[Question]:
    rows = await work.session.scalars(
        sa.select(PassedQuestion)
        .where(where)
        .order_by(PassedQuestion.asked_at, PassedQuestion.id)
        .execution_options(populate_existing=True)
    )
    return [await _opened(work, row) for row in rows.all()]


async def _opened(work: Work, row: PassedQuestion) -> Question:
    ring = await matches.keyring(work, row.match_id)
    return Question(
        id=row.id,
        match_id=row.match_id,
        side=row.side,
        words=ring.open(PassedQuestion.words, row.id, row.words),
        reply=None if row.reply is None else ring.open(PassedQuestion.reply, row.id, row.reply),
        asked_at=row.asked_at,
        replied_at=row.replied_at,
    )
