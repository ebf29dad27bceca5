"""Carries out what a step of an interview brings about: rows, messages, the end."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, ReplyKeyboardRemove

from bot.store import consents, interviews
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import following, leaving, sending
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import interview_keyboard
from bot.telegram.speaking import change, is_one_message, say
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import version
from conversations.events import Agree, Answer, Changed, End, Event, Forget, Note, Send, Settle, Show, Toast
from conversations.interview import Step, begin, screen, step
from conversations.screens import Said, Screen
from conversations.session import Session
from conversations.text import Text
from conversations.world import World


async def open_interview(turn: Turn, person: Person, role: Role) -> None:
    """Begins the interview of a role."""
    interview = await interviews.start(turn.work, person, role)
    await carry_out(turn, person, interview, None, begin(role, world_of(turn, person)))


async def go_on(turn: Turn, person: Person, interview: Interview, said: Said, *, just_asked: bool = False) -> None:
    """One step of an interview that is under way. A question that was `just_asked` is not shown again for nothing."""
    session = await load(turn, person, interview)
    came = step(session, said, world_of(turn, person))
    await carry_out(turn, person, interview, session, _only_toasts(session, came) if just_asked else came)


def _only_toasts(before: Session, came: Step) -> Step:
    """A step that changes nothing but shows the same place again: where it says a short word, that is enough."""
    toasts = tuple(event for event in came.events if isinstance(event, Toast))
    same = came.session.model_copy(update={"turn": before.turn}) == before
    return Step(before, toasts) if same and toasts else came


def world_of(turn: Turn, person: Person) -> World:
    """What a conversation with this person may know now."""
    return turn.house.world(turn.now, turn.first_name_of(person))


async def carry_out(turn: Turn, person: Person, interview: Interview, before: Session | None, came: Step) -> None:
    """Keeps the session and carries out the events in their order."""
    saved = await interviews.save(
        turn.work, person, interview, session=came.session.model_dump(mode="json"), state=_state(came.session)
    )
    stage = _Stage(turn, person, saved, before, came.session)
    for event in came.events:
        await stage.perform(event)
    fields = {event.field for event in came.events if isinstance(event, Answer | Forget)}
    if came.session.sent and fields:
        await following.answers_changed(turn, person, saved, came.session, fields)


def _state(session: Session) -> InterviewState:
    if session.at == "closed":
        return InterviewState.SENT if session.sent else InterviewState.ENDED
    if session.paused:
        return InterviewState.PAUSED
    return InterviewState.ASKING if session.consents.get("keep") else InterviewState.OPENING


@dataclass
class _Stage:
    """Where the events of one step are played: the chat, and the screen that is up."""

    turn: Turn
    person: Person
    interview: Interview
    before: Session | None
    session: Session
    settled: bool = False

    async def perform(self, event: Event) -> None:
        """One event."""
        match event:
            case Show(screen=shown, fresh=fresh):
                await self._show(shown, fresh)
            case Settle(text=text):
                await self._settle(text)
            case Note(text=text):
                await say(self.turn, self.person, text)
            case Toast(text=text, alert=alert):
                words = self.turn.house.texts.plain(text, self.person.language)
                self.turn.answer_callback(words, alert=alert)
            case Send():
                await sending.sent(self.turn, self.person, self.interview, self.session)
            case Changed():
                await sending.changed(self.turn, self.person, self.interview)
            case End(text=text):
                await leaving.nothing_kept(self.turn, self.person, self.interview, text)
            case _:
                await self._keep(event)

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
                )

    async def _show(self, shown: Screen, fresh: bool) -> None:
        language, texts = self.person.language, self.turn.house.texts
        markup = interview_keyboard(texts, language, self.session.role, self.session.turn, shown)
        in_place = not fresh and is_one_message(self.turn, self.person, shown.text)
        if in_place and self.interview.screen_id is not None and isinstance(markup, InlineKeyboardMarkup | None):
            await change(self.turn, self.person, self.interview.screen_id, shown.text, markup)
            return
        await self._retire()
        screen_id = await say(self.turn, self.person, shown.text, kind="screen", markup=markup)
        self.interview = await interviews.save(self.turn.work, self.person, self.interview, screen_id=screen_id)

    async def _retire(self) -> None:
        """The screen before loses its buttons, unless it was settled."""
        if self.settled or self.interview.screen_id is None or self._asked_for_contact():
            return
        await self.turn.edit_buttons(self.person, self.interview.screen_id, None)

    async def _settle(self, text: Text) -> None:
        self.settled = True
        if self._asked_for_contact():
            await say(self.turn, self.person, (text,), kind="answer", markup=ReplyKeyboardRemove())
        elif self.interview.screen_id is not None:
            await change(self.turn, self.person, self.interview.screen_id, (text,))

    def _asked_for_contact(self) -> bool:
        before = self.before
        if before is None or before.at != "question":
            return False
        return screen(before, world_of(self.turn, self.person)).contact
