"""Who is there when a chapter begins: coordinators and their channels, sides of matches at every stage, strangers.

Everything that a person says, and their names, holds the canary; what coordinators are called does not, since channels
show it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

from bot.casework.alert_kinds import Kind
from bot.casework.stages import By, Move, Refusal
from bot.operating import coordinators as invited
from bot.operating import groups
from bot.store import cases, consents, coordinators, interviews, matches, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.telegram import alerting, following, matchmaking, moving
from bot.telegram.alerting import AlertFacts
from bot.telegram.keyboards import data
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import version
from conversations.session import Session
from tests.fuzz.stage import Stage
from tests.matching.interviews import GUEST, HOST

CANARY: Final = "ꙮ"
"""A letter that nobody writes: a channel must never show it."""

GROUPS: Final = ("turku-varsinais-suomi", "national")
LANGUAGES: Final = ("en", "fi", "sv", "uk", None)
TO_LIVING: Final[tuple[tuple[Move, By], ...]] = (
    (Move.TAKE, "coordinator"),
    (Move.ASK_HOST, "coordinator"),
    (Move.HOST_YES, "host"),
    (Move.ASK_GUEST, "coordinator"),
    (Move.GUEST_YES, "guest"),
    (Move.INTRODUCE, "coordinator"),
    (Move.SET_MEETING, "coordinator"),
    (Move.AGREE_PLAN, "bot"),
    (Move.MOVE_IN, "coordinator"),
)
"""The straight way; each pair of the cast has gone a different part of it."""


@dataclass
class Cast:
    """The numbers of people and chats, by what they are."""

    channels: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    coordinators: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)
    strangers: list[int] = field(default_factory=list)
    founder: int = 0

    @property
    def everyone(self) -> list[int]:
        """All people."""
        return [*self.coordinators, *self.sides, *self.strangers]

    @property
    def places(self) -> list[int]:
        """All groups and channels."""
        return [*self.channels, *self.groups]


async def assembled(stage: Stage, chance: random.Random) -> Cast:
    """Everybody comes."""
    cast = Cast(founder=await stage.people.add_person("Founder", language_code="en"))
    for slug in GROUPS:
        await _channel(stage, cast, slug)
    for number in range(3):
        await _coordinator(stage, cast, GROUPS[0 if number < 2 else 1], f"Kaisa {number}")
    for kind in ("group", "supergroup"):
        chat = await stage.people.create_chat(cast.founder, f"A {kind}", "group" if kind == "group" else "supergroup")
        await stage.people.adds(cast.founder, chat, stage.people.bot_id)
        cast.groups.append(chat)
    for part in range(len(TO_LIVING) + 1):
        await _pair(stage, cast, TO_LIVING[:part])
    for number in range(6):
        cast.strangers.append(await _person(stage, f"Stranger {CANARY} {number}", chance.choice(LANGUAGES)))
    await stage.takes(stage.drained())
    return cast


async def _channel(stage: Stage, cast: Cast, slug: str) -> None:
    chat = await stage.people.create_chat(cast.founder, f"Coordinators of {slug}", "channel")
    await stage.people.promotes(cast.founder, chat, stage.people.bot_id)
    code = await groups.bind_code(stage.store, stage.house, slug)
    await stage.people.says(cast.founder, f"/bind {code}", chat)
    await stage.takes(stage.drained())
    cast.channels.append(chat)


async def _coordinator(stage: Stage, cast: Cast, slug: str, name: str) -> None:
    person = await stage.people.add_person(name, language_code="en")
    await stage.people.joins(person, cast.channels[GROUPS.index(slug)])
    link = await invited.invite(stage.store, stage.house, slug)
    await stage.people.opens(person, link)
    await stage.takes(stage.drained())
    for press in (data("n", "promise", "yes"), data("n", "myname")):
        newest = stage.people.any_chat(person).live()[-1]
        await stage.people.presses_data(person, newest.id, press)
        await stage.takes(stage.drained())
    cast.coordinators.append(person)


async def _person(stage: Stage, name: str, language: str | None) -> int:
    return await stage.people.add_person(name, f"{CANARY}son", language_code=language)


async def _pair(stage: Stage, cast: Cast, moves: Sequence[tuple[Move, By]]) -> None:
    """A host and a guest with a match between them that has made these moves."""
    both: list[CaseFile] = []
    for role in ("host", "guest"):
        telegram = await _person(stage, f"{role} {CANARY}", "en")
        await stage.people.starts(telegram)
        stage.drained()
        cast.sides.append(telegram)
        async with stage.store.work() as work:
            both.append(await _sent(Turn(work, stage.house), telegram, "host" if role == "host" else "guest"))
    await _matched(stage, cast, both, moves)


async def _matched(stage: Stage, cast: Cast, both: list[CaseFile], moves: Sequence[tuple[Move, By]]) -> None:
    async with stage.store.work() as work:
        turn = Turn(work, stage.house)
        for case in both:
            if moves:
                await cases.change(work, case.id, way="approved")
            await matchmaking.look(turn, case)
        match, _new = await matches.put(work, both[0].id, both[1].id, stage="suggested", reasons=[], score=1.0)
        if match.stage == "lapsed":
            await moving.make(turn, match.id, Move.SUGGEST, "bot")
        who = await _of_group(turn, cast)
        for move, by in moves:
            made = await moving.make(turn, match.id, move, by, coordinator=who if by == "coordinator" else None)
            if isinstance(made, Refusal):
                raise AssertionError(f"the cast could not make the move {move}: {made.says.message}")
    await stage.settles()


async def _of_group(turn: Turn, cast: Cast) -> Coordinator:
    person = await people.find(turn.work, cast.coordinators[0])
    found = None if person is None else await coordinators.find(turn.work, person.id, GROUPS[0])
    if found is None:
        raise AssertionError("the cast's coordinator did not become one")
    return found


async def _sent(turn: Turn, telegram: int, role: Role) -> CaseFile:
    """The person's interview is sent, and the channel is told."""
    person = await people.add(turn.work, telegram, "en")
    session = Session(role=role, at="closed", sent=True)
    interview = await interviews.start(
        turn.work, person, role, session=session.model_dump(mode="json"), state=InterviewState.SENT
    )
    for name, value in answers_of(turn, role).items():
        await interviews.put_answer(turn.work, person, interview, name, value)
    await _agreed(turn, person)
    case = await cases.add(
        turn.work, person, interview_id=interview.id, role=role, group_slug=GROUPS[0], municipality="853"
    )
    facts = following.coarse(case, session)
    group = turn.house.groups.by_slug(GROUPS[0])
    known = AlertFacts(cases=() if facts is None else (facts,))
    await alerting.raise_alert(turn, Kind.INTERVIEW, group, known, case_id=case.id)
    return case


async def _agreed(turn: Turn, person: Person) -> None:
    for purpose in ("keep", "told", "contacts", "health"):
        await consents.record(
            turn.work, person.id, purpose, given=True, text_version=version(purpose), language=person.language
        )


def answers_of(turn: Turn, role: Role) -> dict[str, JsonValue]:
    """Believable answers from today on, with the canary where words are free."""
    since = (turn.house.today(turn.now) + dt.timedelta(days=10)).isoformat()
    known: dict[str, JsonValue] = {**(HOST if role == "host" else GUEST), "adult": True, "since": since}
    known.pop("health", None)
    known |= {"name": f"{role} {CANARY}", **({"municipality": "853"} if role == "host" else {"places": ["853"]})}
    return known
