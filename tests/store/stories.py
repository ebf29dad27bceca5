"""People and cases for the tests' stories."""

from __future__ import annotations

import datetime as dt
import json

from bot.store import cases, channels, coordinators, inbox, interviews, outbox, people
from bot.store.coordinators import Coordinator
from bot.store.inbox import Arrival
from bot.store.interviews import Interview
from bot.store.outbox import Letter
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.store.work import Work

ANNA = 100_001
BERIT = 100_002
CHANNEL = -100_200_300


def arrival(update_id: int, chat: int = ANNA, text: str = "hej", sent_at: dt.datetime | None = None) -> Arrival:
    """A message of somebody in their private chat."""
    told = {"update_id": update_id, "message": {"text": text, "chat": {"id": chat}}}
    return Arrival(update_id, "message", chat, chat, sent_at, json.dumps(told))


def letter(text: str = "Hello", kind: str = "notice", method: str = "sendMessage", **more: object) -> Letter:
    """Something to be sent."""
    return Letter(method, kind, {"text": text}, **more)  # type: ignore[arg-type]  # the fields of a Letter


async def anna(work: Work) -> Person:
    """A person whose name and words must not be found anywhere."""
    return await people.add(work, ANNA, "sv")


async def berit(work: Work) -> Person:
    """Somebody else."""
    return await people.add(work, BERIT, "fi")


async def sent_case(work: Work, person: Person, role: str = "guest") -> tuple[Interview, CaseFile]:
    """An interview of the person that was sent, with answers."""
    interview = await interviews.start(work, person, role, session={"at": "done"}, state=InterviewState.SENT)
    await interviews.put_answer(work, person, interview, "name", "Canary Annikki", said_in=17)
    await interviews.put_answer(work, person, interview, "party", {"women": 1, "children": [3]})
    case = await cases.add(
        work, person, interview_id=interview.id, role=role, group_slug="turku", municipality="853", confirmed=True
    )
    return interview, case


async def coordinator(work: Work, person: Person, group: str = "turku") -> Coordinator:
    """The person as a coordinator who has promised."""
    made = await coordinators.add(work, person, group, "Canary Coordinator")
    await coordinators.promise(work, made.id, "2027-01")
    return await coordinators.get(work, made.id)


async def turku_channel(work: Work) -> None:
    """A channel for the group of Turku."""
    await channels.bind(work, "turku", CHANNEL, "channel")


async def to_anna(work: Work, person: Person, *letters: Letter) -> list[str]:
    """Letters to a person, in order."""
    to = await outbox.to_person(work, person)
    return [await outbox.add(work, to, one) for one in letters]


async def everything_waiting(work: Work) -> list[inbox.Waiting]:
    """All updates that wait."""
    return await inbox.claim(work, busy=(), lanes=1000, most=1000)
