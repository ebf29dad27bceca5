"""Messages with details that vanish from a coordinator's private chat after some hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from bot.casework.vanishing import NEVER, NOTICE, REMOVED, hours_for
from bot.store import coordinators, outbox
from bot.store.people import Person
from bot.telegram.turn import Turn
from conversations.text import Moment, Text


async def hours_of(turn: Turn, person: Person) -> int:
    """After how many hours it is for this person; 0 for never."""
    mine = [one for one in await coordinators.of_person(turn.work, person.id) if one.active]
    course = turn.house.course
    return hours_for(((one.group_slug, one.vanish_hours) for one in mine), course.vanish_default, course.vanish_groups)


async def moment(turn: Turn, person: Person) -> dt.datetime | None:
    """When a message with details that is sent now vanishes; None where it stays."""
    hours = await hours_of(turn, person)
    return None if hours == NEVER else turn.now + dt.timedelta(hours=hours)


async def moment_of(turn: Turn, person: Person, target: str) -> dt.datetime | None:
    """When a message that is changed now vanishes: as was planned, else as a new one would."""
    return await outbox.vanishes_at(turn.work, target) or await moment(turn, person)


async def plan(turn: Turn, person: Person, target: str, at: dt.datetime | None) -> None:
    """The message with this outbox id vanishes then; once, however often it is changed until then."""
    if at is not None and await outbox.vanishes_at(turn.work, target) is None:
        await turn.let_vanish(person, target, at, turn.house.texts.render((REMOVED,), person.language))


def notice(at: dt.datetime | None) -> tuple[Text, ...]:
    """What stands at the end of such a message."""
    return () if at is None else (NOTICE.of(at=Moment(at)),)


async def at_once(turn: Turn, person: Person, numbers: Collection[int]) -> None:
    """These messages go from the chat of somebody who was erased a moment ago."""
    if person.chat_id is not None:
        instead = turn.house.texts.render((REMOVED,), person.language)
        for number in numbers:
            await turn.let_vanish(person.chat_id, number, turn.now, instead)
