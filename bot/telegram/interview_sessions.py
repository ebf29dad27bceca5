"""An interview as the conversations know it, joined from its rows."""

from __future__ import annotations

from bot.store import consents, interviews
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.telegram.turn import Turn
from conversations.consents import SENTENCES, Purpose
from conversations.session import Session


async def load(turn: Turn, person: Person, interview: Interview) -> Session:
    """The interview's session, joined with its answers and the consents given since it began."""
    session = Session.model_validate(interview.session)
    answers = await interviews.answers(turn.work, person, interview)
    standing = await consents.standing(turn.work, person.id)
    given: dict[Purpose, bool] = {
        purpose: standing[purpose].given and standing[purpose].withdrawn_at is None
        for purpose in SENTENCES
        if purpose in standing and standing[purpose].at >= interview.started_at
    }
    known = {name: answer.value for name, answer in answers.items()}
    return session.model_copy(update={"answers": known, "consents": given})
