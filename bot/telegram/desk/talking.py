"""A coordinator talks with a host or guest through the bot. Neither sees the other's account.

While they do, written words go to the other side, and interview questions and reminders stay silent. A question for
free words that somebody opened during the talk (a note, for example) still gets its answer: such words are never
passed on. What is said is in the outbox until it is delivered, and nowhere after that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from bot.casework.alert_kinds import Kind
from bot.store import access, cases, coordinators, interviews, live_talks, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState, LiveTalk
from bot.telegram import alerting, asking, gate, prompts, reasons, talks
from bot.telegram.desk import case_card, live
from bot.telegram.keyboards import Choice, Press, data
from bot.telegram.speaking import say
from bot.telegram.telling import can_be_written_to, coordinator_of
from bot.telegram.turn import Turn
from conversations.screens import Said, Typed
from conversations.text import Text, Verbatim, _

END = _("End the talk")
TALK_FIRST = _("You are in a talk just now, and questions wait until it is over. End it first, if you like.")
ONLY_WORDS = _("Only written words can be passed on here. What you sent now went to nobody.")
NOT_EDITED = _("A changed message is not passed on. Please write it anew.")
_FREE_WORDS: Final = (prompts.ROLE, reasons.ROLE)

WAIT_FOR_END: Final = frozenset({"start", "host", "guest", "resume", "back", "skip", "pause", "edit", "fillin"})
"""Commands that would ask something in the middle of a talk."""


def waits_for_end(press: Press | None) -> bool:
    """Whether a press would ask something in the middle of a talk."""
    match press:
        case Press("i" | "o"):
            return True
        case Press("n", ("role" | "more", *_)):
            return True
        case _:
            return False


async def opened(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The button on a case's card."""
    if args:
        return False
    owner = await people.get(turn.work, case.person_id)
    refused = await _why_not(turn, person, owner)
    if refused is not None:
        turn.answer_callback(turn.house.texts.plain(refused, person.language), alert=True)
        return True
    turn.answer_callback()
    await prompts.end(turn, person)
    talk = await live_talks.start(turn.work, case_id=case.id, person_id=owner.id, coordinator_id=coordinator.id)
    await access.note(turn.work, coordinator.id, case.id, "talk")
    await cases.note(turn.work, case.id, "talk_opened", coordinator.id)
    await _both_hear_that_it_begins(turn, talk, case, person, owner, coordinator)
    return True


async def _why_not(turn: Turn, person: Person, owner: Person) -> Text | None:
    if not can_be_written_to(owner):
        return _("This person can’t be written to by Telegram. A phone call is the way.")
    if await live.talk_of(turn, person) is not None:
        return _("You are in a talk already. Please end that one first.")
    if await live.talk_of(turn, owner) is not None:
        return _("This person is in a talk with a coordinator just now.")
    return None


async def _both_hear_that_it_begins(
    turn: Turn, talk: LiveTalk, case: CaseFile, person: Person, owner: Person, coordinator: Coordinator
) -> None:
    rows = [[Choice(END, data("l", talk.id, "end"))]]
    to_owner = _(
        "<b>{name}, a coordinator ({group}), would like to talk with you here.</b>\n"
        "What you write now goes to them. They don’t see your Telegram account, and you don’t see theirs. "
        "Other questions wait until the talk is over."
    )
    await say(turn, owner, (to_owner.of(name=_name(coordinator), group=_group(turn, coordinator)),), rows)
    to_coordinator = _(
        "<b>You are talking with {number}.</b>\n"
        "What you write now goes to them, under your name and group: {name}, {group}. "
        "The talk ends by the button, by /cancel, or after {minutes} quiet minutes."
    ).of(
        number=Verbatim(case.number),
        name=_name(coordinator),
        group=_group(turn, coordinator),
        minutes=turn.house.course.talk_minutes,
    )
    await say(turn, person, (to_coordinator,), rows, protect=True)


async def took(turn: Turn, person: Person, said: Said) -> bool:
    """Passes on what somebody in a talk wrote; False where they are in none, or answer a question of their own."""
    talk = await live.talk_of(turn, person)
    if talk is None or await _answers_a_question(turn, person, talk):
        return False
    if not isinstance(said, Typed):
        await say(turn, person, (ONLY_WORDS,))
    elif talk.person_id == person.id:
        await _to_coordinator(turn, person, talk, said.words)
    else:
        await _to_person(turn, person, talk, said.words)
    return True


async def edited(turn: Turn, person: Person) -> bool:
    """A changed message in a talk; False where there is no talk."""
    talk = await live.talk_of(turn, person)
    if talk is None or await _answers_a_question(turn, person, talk):
        return False
    await say(turn, person, (NOT_EDITED,))
    return True


async def _answers_a_question(turn: Turn, person: Person, talk: LiveTalk) -> bool:
    """Whether free words are waited for that the person was asked for, by their own press, since the talk began."""
    for waiting in await interviews.of_person(turn.work, person, states=(InterviewState.ASKING,)):
        if waiting.role in _FREE_WORDS and waiting.started_at >= talk.opened_at and not asking.is_over(turn, waiting):
            return True
    return False


async def _to_coordinator(turn: Turn, person: Person, talk: LiveTalk, words: str) -> None:
    case = await cases.get(turn.work, talk.case_id)
    other = await coordinator_of(turn, talk.coordinator_id)
    if case is None or other is None or await gate.may_open(turn, other, case) is None:
        await live.close(turn, talk, person_told=live.GONE_TO_PERSON)
        if case is not None:
            await alerting.about_case(turn, Kind.WANTS_TALK, case)
        return
    await live_talks.said(turn.work, talk.id)
    label = _("<b>{number}:</b>\n{words}")
    await say(turn, other, (label.of(number=Verbatim(case.number), words=Verbatim(words)),), details=True)


async def _to_person(turn: Turn, person: Person, talk: LiveTalk, words: str) -> None:
    case = await cases.get(turn.work, talk.case_id)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    owner = await people.known(turn.work, talk.person_id)
    if coordinator is None or owner is None:
        await live.close(turn, talk, person_told=live.GONE_TO_PERSON)
        return
    if not can_be_written_to(owner):
        await live.close(turn, talk, person_told=None, coordinator_told=live.LOST)
        return
    speaks = await coordinators.get(turn.work, talk.coordinator_id or coordinator.id)
    await live_talks.said(turn.work, talk.id)
    label = _("<b>Coordinator {name} ({group}):</b>\n{words}")
    await say(turn, owner, (label.of(name=_name(speaks), group=_group(turn, speaks), words=Verbatim(words)),))


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """The button *End the talk*, pressed by either; False where the talk is over or is not theirs."""
    if len(rest) != 2 or rest[1] != "end":
        return False
    talk = await live.talk_of(turn, person)
    return talk is not None and talk.id == rest[0] and await ended(turn, person)


async def ended(turn: Turn, person: Person) -> bool:
    """Somebody ends their talk; False where they are in none."""
    talk = await live.talk_of(turn, person)
    if talk is None or not await live.close(turn, talk):
        return False
    await _go_on(turn, talk)
    return True


async def ended_by_silence(turn: Turn, talk_id: str) -> bool:
    """Nobody has said anything for a while; False where somebody did after all, or ended it."""
    talk = await live_talks.get(turn.work, talk_id)
    quiet = dt.timedelta(minutes=turn.house.course.talk_minutes)
    if talk is None or talk.closed_at is not None or turn.now - talk.last_at < quiet:
        return False
    if not await live.close(turn, talk):
        return False
    await _go_on(turn, talk)
    return True


async def _go_on(turn: Turn, talk: LiveTalk) -> None:
    """What waited for either of them is asked again."""
    for someone in (await people.known(turn.work, talk.person_id), await coordinator_of(turn, talk.coordinator_id)):
        if someone is not None and can_be_written_to(someone):
            await talks.ask_again(turn, someone)


def _name(coordinator: Coordinator) -> Verbatim:
    return Verbatim(coordinator.shown_name or "–")


def _group(turn: Turn, coordinator: Coordinator) -> Verbatim:
    return Verbatim(turn.house.groups.by_slug(coordinator.group_slug).name)


async def _rows(turn: Turn, case: CaseFile) -> Sequence[Sequence[Choice]]:
    owner = await people.get(turn.work, case.person_id)
    talk = Choice(_("Talk through the bot"), data("c", case.id, "talk"))
    return [[talk]] if can_be_written_to(owner) else []


case_card.add(verbs={"talk": opened}, rows=_rows)
