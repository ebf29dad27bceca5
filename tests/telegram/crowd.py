"""Sent interviews put straight into a store, for stories about who is matched with whom."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from bot.casework.stages import Stage
from bot.store import cases, consents, interviews, matches, people
from bot.store.store import Store
from bot.store.tables import CaseFile, InterviewState, Match
from bot.telegram.house import Controller, House
from bot.telegram.matching_index import KeptIndex
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import version
from conversations.session import Session
from tests.matching.interviews import GUEST, HOST

ANSWERS: Mapping[Role, Mapping[str, JsonValue]] = {
    "host": {**HOST, "adult": True},
    "guest": {key: value for key, value in {**GUEST, "adult": True}.items() if key != "health"},
}
_chats = itertools.count(700_000)


@functools.cache
def a_house() -> House:
    """Everything read from the data files, once."""
    return House.load(Controller(), ZoneInfo("Europe/Helsinki"), "en")


@dataclass
class Crowd:
    """A store with people in it, and one process's memory."""

    store: Store
    house: House

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """One transaction."""
        async with self.store.work() as work:
            yield Turn(work, self.house)

    def another_process(self) -> Crowd:
        """The same database, and a memory that knows nothing yet."""
        return Crowd(self.store, dataclasses.replace(self.house, kept=KeptIndex()))

    async def comes(self, role: Role, group: str = "turku-varsinais-suomi", **answers: JsonValue) -> str:
        """Somebody whose interview is sent; the id of the case."""
        async with self.turn() as turn:
            return (await sent(turn, role, group, **answers)).id

    async def writes(self, case_id: str, **values: object) -> None:
        """Something of a case is new."""
        async with self.turn() as turn:
            await cases.change(turn.work, case_id, **values)

    async def match(self, host: str, guest: str, stage: Stage) -> Match:
        """A match of the two that stands at this stage."""
        async with self.turn() as turn:
            made, _new = await matches.put(turn.work, host, guest, stage=stage.value, reasons=[], score=1.0)
            made.stage = stage.value
            return made

    async def others(self, case_id: str) -> list[str]:
        """The cases with which it is permitted, the best first."""
        async with self.turn() as turn:
            index = await turn.house.kept.current(turn)
            side = turn.house.kept.side(case_id)
            found = [] if side is None else index.candidates(side, turn.house.today(turn.now))
            return [one.guest_case if case_id == one.host_case else one.host_case for one in found]


async def sent(turn: Turn, role: Role, group: str = "turku-varsinais-suomi", **answers: JsonValue) -> CaseFile:
    """A person, their answers and consents, and the case."""
    person = await people.add(turn.work, next(_chats), "en")
    session = Session(role=role, at="closed", sent=True).model_dump(mode="json")
    interview = await interviews.start(turn.work, person, role, session=session, state=InterviewState.SENT)
    for field, value in {**ANSWERS[role], **answers}.items():
        await interviews.put_answer(turn.work, person, interview, field, value)
    for purpose in ("keep", "told", "contacts", "health"):
        await consents.record(turn.work, person.id, purpose, given=True, text_version=version(purpose), language="en")
    place = (answers.get("municipality") or ANSWERS[role].get("municipality")) if role == "host" else None
    return await cases.add(
        turn.work,
        person,
        interview_id=interview.id,
        role=role,
        group_slug=group,
        municipality=place if isinstance(place, str) else None,
    )
