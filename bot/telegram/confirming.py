"""A person confirms with their own link what somebody else filled in: the record becomes theirs."""

from __future__ import annotations

from bot.store import cases, codes, interviews, notes, people, tasks
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.telegram.interview_sessions import load
from bot.telegram.interview_steps import a_new_count, carry_out, world_of
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.reopening import hand_over
from conversations.text import _

NOT_CARRIED = frozenset({"contact", "for_whom", "adult"})
"""Answers that were about the one who helped: the person is asked anew, or speaks for themself now."""


async def opened(turn: Turn, person: Person, code: str) -> bool:
    """The link was opened; False where it does not work. The one who sent it cannot confirm it."""
    payload = await codes.look(turn.work, "confirm", code, person_id=person.id)
    case = None if payload is None else await cases.get(turn.work, payload["case"])
    if case is None:
        return False
    if case.person_id == person.id:
        await say(turn, person, (_("This link is for the person whom you help: please give it to them."),))
        return True
    if any(one.role == case.role for one in await interviews.of_person(turn.work, person)):
        await say(turn, person, (_("You have an interview of your own already. Please tell your coordinator of it."),))
        return True
    await codes.use(turn.work, "confirm", code, person_id=person.id)
    await _take_over(turn, person, case)
    return True


async def _take_over(turn: Turn, person: Person, case: CaseFile) -> None:
    """The answers are sealed anew under the person's own key; then the opening and what is missing is asked."""
    helper = await people.get(turn.work, case.person_id)
    old = await interviews.get(turn.work, helper, case.interview_id)
    session = await load(turn, helper, old)
    mine = await interviews.start(turn.work, person, old.role, state=InterviewState.OPENING)
    carried = {field: value for field, value in session.answers.items() if field not in NOT_CARRIED}
    carried["for_whom"] = "self"
    for field, value in carried.items():
        await interviews.put_answer(turn.work, person, mine, field, value)
    await notes.reseal(turn.work, helper, person, case.id)
    await tasks.reseal(turn.work, helper, person, case.id)
    await cases.hand_over(turn.work, case.id, person.id, mine.id)
    await interviews.remove(turn.work, helper, old.id)
    await say(turn, helper, (_("The person has opened your link. Thank you for helping! The rest is theirs now."),))
    came = hand_over(session, carried, world_of(turn, person), turn=a_new_count())
    await carry_out(turn, person, mine, None, came)
