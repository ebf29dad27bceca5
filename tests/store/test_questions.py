"""Questions that a coordinator answers: sealed, answered once, and gone with the match."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import cases, erasure, matches, people, questions
from bot.store.store import Store
from bot.store.tables import Match, PassedQuestion
from bot.store.work import Work
from tests.store.stories import anna, berit, sent_case

WORDS = "Canary: may my cat come along?"
REPLY = "Canary: gladly"


async def _a_match(work: Work) -> Match:
    _interview, host = await sent_case(work, await berit(work), "host")
    _interview, guest = await sent_case(work, await anna(work))
    match, _new = await matches.put(work, host.id, guest.id, stage="suggested", reasons=[], score=1.0)
    return match


async def test_a_question_and_its_answer_are_sealed(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        question_id = await questions.add(work, match.id, "guest", WORDS)
        question = await questions.get(work, question_id)
        assert question is not None
        assert await questions.draft(work, question, REPLY)
        row = (await work.session.execute(sa.select(PassedQuestion.words, PassedQuestion.reply))).one()
        assert b"Canary" not in row.words + row.reply
        opened = (await questions.of_match(work, match.id))[0]
        assert (opened.words, opened.reply, opened.replied_at) == (WORDS, REPLY, None)


async def test_it_is_answered_once_and_the_first_answer_counts(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        question_id = await questions.add(work, match.id, "host", WORDS)
        question = await questions.get(work, question_id)
        assert question is not None
        assert await questions.draft(work, question, REPLY)
        assert await questions.answer(work, question_id)
        assert not await questions.answer(work, question_id)
        assert not await questions.draft(work, question, "something else")
        answered = await questions.get(work, question_id)
        assert answered is not None
        assert (answered.reply, answered.replied_at) == (REPLY, work.now)


async def test_it_goes_with_whoever_is_erased(store: Store) -> None:
    async with store.work() as work:
        match = await _a_match(work)
        await questions.add(work, match.id, "guest", WORDS)
        case = await cases.get(work, match.guest_case_id)
        assert case is not None
        await erasure.erase(work, await people.get(work, case.person_id))
        assert await questions.of_match(work, match.id) == []
