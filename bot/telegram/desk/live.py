"""Which talk through the bot somebody is in now, and its end."""

from __future__ import annotations

from bot.store import cases, coordinators, live_talks, people
from bot.store.people import Person
from bot.store.tables import LiveTalk
from bot.telegram.speaking import say
from bot.telegram.telling import can_be_written_to, coordinator_of
from bot.telegram.turn import Turn
from conversations.text import Text, Verbatim, _

OVER = _("The talk with the coordinator is over. What you write now goes to me, the bot, again.")
GONE_TO_PERSON = _(
    "The coordinator can’t answer here any more, so this talk is over. What you write now goes to me, the bot, again."
)
OVER_WITH = _("The talk with {number} is over.")
LOST = _("{number} can’t be reached by Telegram any more, so the talk is over. Your last message may not have arrived.")
ERASED = _("{number} has erased everything, so the talk is over.")


async def talk_of(turn: Turn, person: Person) -> LiveTalk | None:
    """The open talk in which the person is, on either side."""
    found = await live_talks.open_with(turn.work, person.id)
    if found is not None:
        return found
    mine = [one.id for one in await coordinators.of_person(turn.work, person.id)]
    return await live_talks.open_of(turn.work, mine) if mine else None


async def close(
    turn: Turn, talk: LiveTalk, *, person_told: Text | None = OVER, coordinator_told: Text | None = OVER_WITH
) -> bool:
    """Ends a talk and tells both sides; False where it was over already."""
    if not await live_talks.close(turn.work, talk.id):
        return False
    await cases.note(turn.work, talk.case_id, "talk_closed", talk.coordinator_id)
    person = await people.known(turn.work, talk.person_id)
    if person_told is not None and person is not None and can_be_written_to(person):
        await say(turn, person, (person_told,))
    coordinator = await coordinator_of(turn, talk.coordinator_id)
    case = await cases.get(turn.work, talk.case_id)
    if coordinator_told is not None and coordinator is not None and case is not None:
        await say(turn, coordinator, (coordinator_told.of(number=Verbatim(case.number)),))
    return True


async def lost(turn: Turn, person_id: str) -> None:
    """Telegram does not take messages to somebody any more: a talk of theirs is over, and the other side is told."""
    person = await people.known(turn.work, person_id)
    talk = None if person is None else await talk_of(turn, person)
    if talk is not None and talk.person_id == person_id:
        await close(turn, talk, person_told=None, coordinator_told=LOST)
    elif talk is not None:
        await close(turn, talk, person_told=GONE_TO_PERSON, coordinator_told=None)


async def erased(turn: Turn, person: Person) -> None:
    """Somebody is about to be erased: a talk of theirs is over, and the other side is told."""
    talk = await talk_of(turn, person)
    if talk is not None and talk.person_id == person.id:
        await close(turn, talk, person_told=None, coordinator_told=ERASED)
    elif talk is not None:
        await close(turn, talk, person_told=GONE_TO_PERSON, coordinator_told=None)
