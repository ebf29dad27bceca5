"""Before what a person told is erased: a warning, once, and the buttons that keep it or erase it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from bot.casework import retention_words as words
from bot.casework.retention import Told, kind_of
from bot.store import cases, interviews, keeping, people
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import asking, leaving, privacy, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn

VERB: Final = "keep"
ROLES: Final = ("host", "guest")


def _rows(interview_id: str) -> list[Sequence[Choice]]:
    return [
        [Choice(words.KEEP, data("n", VERB, interview_id, "yes"))],
        [Choice(words.ERASE, data("n", VERB, interview_id, "no"))],
    ]


def _typed(interview_id: str) -> Mapping[str, Sequence[str]]:
    return {
        data("n", VERB, interview_id, "yes"): words.KEEP_WORDS,
        data("n", VERB, interview_id, "no"): words.ERASE_WORDS,
    }


async def warn(turn: Turn, person: Person, interview: Interview, kind: Told, goes_on: dt.date) -> None:
    """Tells the person once that it goes on this day; whoever has no Telegram is called."""
    case = await cases.of_interview(turn.work, interview.id)
    if telling.can_be_written_to(person):
        text = words.warning(kind, interview.role, goes_on)
        typed = _typed(interview.id)
        await asking.ask(turn, person, text, _rows(interview.id), about="keeping", words=typed)
    elif case is not None:
        text = words.to_tell_by_phone(kind, interview.role, goes_on)
        await telling.tell(turn, case, text, about=words.ABOUT)
    await keeping.warned(turn.work, interview.id, goes_on)


async def ask_again(turn: Turn, person: Person) -> None:
    """The question that waits, once more."""
    for interview in await interviews.of_person(turn.work, person):
        told = await keeping.of_interview(turn.work, interview.id)
        if told is not None and told.goes_on is not None and interview.role in ROLES:
            text = words.kept_still(told.goes_on)
            typed = _typed(interview.id)
            await asking.ask(turn, person, (text,), _rows(interview.id), about="keeping", words=typed)
            return


async def pressed(turn: Turn, person: Person, interview_id: str, answer: str) -> bool:
    """A button under the warning, of the person's own interview only; False where it leads nowhere any more."""
    found = [one for one in await interviews.of_person(turn.work, person) if one.id == interview_id]
    if not found or found[0].role not in ROLES or answer not in {"yes", "no"}:
        return False
    if answer == "yes":
        await keep(turn, found[0])
        await say(turn, person, (words.kept_until(await _until(turn, found[0])),))
    elif await is_all(turn, person, found[0]):
        # The usual "are you sure", which says what all goes.
        await privacy.ask_delete(turn, person)
    else:
        await erase(turn, person, found[0], asked_for=True)
    return True


async def keep(turn: Turn, interview: Interview) -> None:
    """It is kept for as long again; nobody need call about it."""
    await keeping.keep(turn.work, interview.id)
    case = await cases.of_interview(turn.work, interview.id)
    if case is not None:
        await telling.not_needed(turn, case, {words.ABOUT})


async def _until(turn: Turn, interview: Interview) -> dt.date:
    case = await cases.of_interview(turn.work, interview.id)
    period = turn.house.retention.people[kind_of_case(case)]
    return turn.house.today(turn.now) + dt.timedelta(days=period.days)


def kind_of_case(case: CaseFile | None) -> Told:
    """What kind an interview is, by its case; unfinished where there is none."""
    return Told.UNFINISHED if case is None else kind_of(case.state, case.way, confirmed=case.confirmed)


async def is_all(turn: Turn, person: Person, interview: Interview) -> bool:
    """Whether nothing else is kept for which the person must be known."""
    others = [one for one in await interviews.of_person(turn.work, person) if one.id != interview.id]
    return not any(one.role in ROLES for one in others) and not await turn.is_coordinator(person)


async def erase(turn: Turn, person: Person, interview: Interview, *, asked_for: bool = False) -> None:
    """The interview and its case go, and the person with them where nothing else is kept of them.

    A coordinator who looked after the case hears the number.
    """
    everything = await is_all(turn, person, interview)
    goodbye = words.erased(everything=everything, asked_for=asked_for)
    told = await keeping.of_interview(turn.work, interview.id)
    was_told = asked_for or (told is not None and told.goes_on is not None)
    if everything:
        html = turn.house.texts.render(goodbye, person.language) if was_told else None
        await leaving.erase(turn, person, html)
        return
    await leaving.tell_who_looked_after(turn, interview.id)
    await leaving.withdraw_case(turn, interview)
    case = await cases.of_interview(turn.work, interview.id)
    turn.house.kept.forget([] if case is None else [case.id])
    await interviews.remove(turn.work, person, interview.id)
    if was_told and telling.can_be_written_to(person):
        await say(turn, person, goodbye)


async def held_up(turn: Turn, case: CaseFile) -> None:
    """Whoever looks after a case hears once that its time is over, though its way in is not finished."""
    person = await telling.coordinator_of(turn, case.coordinator_id)
    if person is not None:
        row = [Choice(words.OPEN_CASE, data("k", "case", case.id))]
        await say(turn, person, (words.held_up(case.number),), [row], protect=True)
    await keeping.warned(turn.work, case.interview_id, None)


async def person_of(turn: Turn, person_id: str, interview_id: str) -> tuple[Person, Interview] | None:
    """Both, if they are still there."""
    person = await people.known(turn.work, person_id)
    found = [] if person is None else await interviews.of_person(turn.work, person)
    interview = next((one for one in found if one.id == interview_id), None)
    return None if person is None or interview is None else (person, interview)
