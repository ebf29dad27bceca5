"""Carries out what a step of an interview brings about: rows, messages, the end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardMarkup, ReplyKeyboardRemove

from bot.store import consents, interviews
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import ConsentHow, InterviewState
from bot.telegram import following, leaving, sending
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import interview_keyboard
from bot.telegram.speaking import change, is_one_message, say
from bot.telegram.stays import plan_agreeing, plan_drafts
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import version
from conversations.events import Agree, Answer, Changed, End, Event, Forget, Note, Send, Settle, Show, Toast
from conversations.interview import Step, begin, screen, step
from conversations.screens import Said, Screen
from conversations.session import Session
from conversations.text import Text
from conversations.world import World

COUNTS: Final = 10**6
"""An interview has about a hundred screens, so two of one person hardly ever share a number."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A coordinator who asks somebody without Telegram by phone and writes the answers: an interview in their chat."""

    person: Person
    """The coordinator, in whose chat and language the questions are shown."""
    coordinator_ids: frozenset[str]
    """Their memberships."""
    banner: Text
    """Stands above each question."""
    tag: str
    """Tells the buttons of this interview from those of others."""


async def open_interview(turn: Turn, person: Person, role: Role) -> None:
    """Begins the interview of a role."""
    interview = await interviews.start(turn.work, person, role)
    await carry_out(turn, person, interview, None, begin(role, world_of(turn, person), turn=a_new_count()))


def a_new_count() -> int:
    """Where the screens of a new interview are counted from: of an erased one nobody knows how far it had come."""
    return secrets.randbelow(COUNTS)


async def go_on(
    turn: Turn,
    person: Person,
    interview: Interview,
    said: Said,
    *,
    just_asked: bool = False,
    speaker: Speaker | None = None,
) -> None:
    """One step of an interview that is under way. A question that was `just_asked` is not shown again for nothing."""
    session = await load(turn, person, interview)
    came = step(session, said, world_of(turn, person))
    shown = _only_toasts(session, came) if just_asked else came
    await carry_out(turn, person, interview, session, shown, speaker=speaker)


def _only_toasts(before: Session, came: Step) -> Step:
    """A step that changes nothing but shows the same place again: where it says a short word, that is enough."""
    toasts = tuple(event for event in came.events if isinstance(event, Toast))
    same = came.session.model_copy(update={"turn": before.turn}) == before
    return Step(before, toasts) if same and toasts else came


def world_of(turn: Turn, person: Person) -> World:
    """What a conversation with this person may know now."""
    return turn.house.world(turn.now, turn.first_name_of(person), chat=person.chat_id is not None)


async def carry_out(
    turn: Turn,
    person: Person,
    interview: Interview,
    before: Session | None,
    came: Step,
    *,
    speaker: Speaker | None = None,
) -> None:
    """Keeps the session and carries out the events in their order.

    It is the interview of `person`; with a `speaker`, it is shown in that one's chat.
    """
    saved = await interviews.save(
        turn.work, person, interview, session=came.session.model_dump(mode="json"), state=_state(came.session)
    )
    others = came.session.role == "plan" and await plan_drafts.is_for_others(turn, person, came.session)
    stage = _Stage(turn, person, saved, before, came.session, speaker, others)
    for event in came.events:
        await stage.perform(event)
    fields = {event.field for event in came.events if isinstance(event, Answer | Forget)}
    if came.session.role == "plan":
        await plan_drafts.finished(turn, person, saved)
    elif came.session.sent and fields:
        await following.answers_changed(turn, stage.chat, saved, came.session, fields)


def _state(session: Session) -> InterviewState:
    if session.at == "closed":
        return InterviewState.SENT if session.sent else InterviewState.ENDED
    if session.paused:
        return InterviewState.PAUSED
    opened = session.role == "plan" or session.consents.get("keep")
    return InterviewState.ASKING if opened else InterviewState.OPENING


@dataclass
class _Stage:
    """Where the events of one step are played: the chat, and the screen that is up."""

    turn: Turn
    person: Person
    interview: Interview
    before: Session | None
    session: Session
    speaker: Speaker | None = None
    for_others: bool = False
    """A coordinator fills in the plan of two others."""
    settled: bool = False

    @property
    def chat(self) -> Person:
        """In whose chat the interview is."""
        return self.person if self.speaker is None else self.speaker.person

    @property
    def details(self) -> bool:
        """Whether a coordinator sees somebody else's answers here."""
        return self.speaker is not None or self.for_others

    async def perform(self, event: Event) -> None:
        """One event."""
        match event:
            case Show(screen=shown, fresh=fresh):
                await self._show(shown, fresh)
            case Settle(text=text):
                await self._settle(text)
            case Note(text=text):
                await say(self.turn, self.chat, text, protect=self.details)
            case Toast(text=text, alert=alert):
                words = self.turn.house.texts.plain(text, self.chat.language)
                self.turn.answer_callback(words, alert=alert)
            case Send() | Changed() if self.session.role == "plan":
                await plan_agreeing.sent(self.turn, self.person, self.interview, self.session)
            case End(text=text) if self.session.role == "plan":
                await say(self.turn, self.chat, text)
            case Send():
                await self._send()
            case Changed():
                await sending.changed(self.turn, self.chat, self.interview)
            case End(text=text):
                await self._end(text)
            case _:
                await self._keep(event)

    async def _send(self) -> None:
        if self.speaker is None:
            await sending.sent(self.turn, self.person, self.interview, self.session)
            return
        chat, ids = self.speaker.person, self.speaker.coordinator_ids
        await sending.sent_for(self.turn, self.person, self.interview, self.session, chat, ids)

    async def _end(self, text: tuple[Text, ...]) -> None:
        await leaving.nothing_kept(self.turn, self.person, self.interview, text)
        if self.speaker is not None:
            await say(self.turn, self.speaker.person, text)

    async def _keep(self, event: Answer | Forget | Agree) -> None:
        work = self.turn.work
        match event:
            case Answer(field=field, value=value, message=message):
                await interviews.put_answer(work, self.person, self.interview, field, value, said_in=message)
            case Forget(field=field):
                await interviews.drop_answer(work, self.interview, field)
            case Agree(purpose=purpose, given=given):
                await consents.record(
                    work,
                    self.person.id,
                    purpose,
                    given=given,
                    text_version=version(purpose),
                    language=self.person.language,
                    how=ConsentHow.SELF if self.speaker is None else ConsentHow.SPOKEN,
                )

    async def _show(self, shown: Screen, fresh: bool) -> None:
        chat, texts, speaker = self.chat, self.turn.house.texts, self.speaker
        begin_with = ("i", self._letter()) if speaker is None else ("o", speaker.tag)
        text = shown.text if speaker is None else (speaker.banner, *shown.text)
        markup = interview_keyboard(texts, chat.language, begin_with, self.session.turn, shown)
        in_place = not fresh and is_one_message(self.turn, chat, text)
        if in_place and self.interview.screen_id is not None and isinstance(markup, InlineKeyboardMarkup | None):
            await change(self.turn, chat, self.interview.screen_id, text, markup, details=self.details)
            return
        await self._retire()
        screen_id = await say(self.turn, chat, text, kind="screen", markup=markup, details=self.details)
        self.interview = await interviews.save(self.turn.work, self.person, self.interview, screen_id=screen_id)

    def _letter(self) -> str:
        """How the buttons name this interview: there may be several plans under way at once."""
        return plan_drafts.key(self.interview) if self.session.role == "plan" else self.session.role[0]

    async def _retire(self) -> None:
        """The screen before loses its buttons, unless it was settled."""
        if self.settled or self.interview.screen_id is None or self._asked_for_contact():
            return
        await self.turn.edit_buttons(self.chat, self.interview.screen_id, None)

    async def _settle(self, text: Text) -> None:
        self.settled = True
        if self._asked_for_contact():
            gone = ReplyKeyboardRemove()
            await say(self.turn, self.chat, (text,), kind="answer", markup=gone, details=self.details)
        elif self.interview.screen_id is not None:
            await change(self.turn, self.chat, self.interview.screen_id, (text,), details=self.details)

    def _asked_for_contact(self) -> bool:
        before = self.before
        if before is None or before.at != "question":
            return False
        return screen(before, world_of(self.turn, self.person)).contact
