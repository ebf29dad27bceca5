"""Interviews in a private chat: which one a message belongs to, and how it is opened, gone on with and changed."""

from __future__ import annotations

import datetime as dt

from bot.store import interviews as kept
from bot.store import outbox
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import breaking, interview_steps
from bot.telegram.interview_sessions import load
from bot.telegram.interview_steps import carry_out, open_interview, world_of
from bot.telegram.speaking import say
from bot.telegram.stays import plan_drafts
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.interview import GOT_IT
from conversations.reopening import reopen
from conversations.screens import Corrected, Order, Ordered, Pressed, Said
from conversations.text import _

ROLES = ("host", "guest")
"""Interviews of people."""
WALKED = (*ROLES, plan_drafts.ROLE)
"""All that is walked question by question: interviews, and the plan of a stay."""
NOT_BY_EDITING = _("I can’t change anything by an edited message here. /edit changes an answer.")
NO_INTERVIEW = _("There is no interview under way. /start begins one, /status shows where things stand.")


async def open_or_resume(turn: Turn, person: Person, role: Role) -> None:
    """Begins the interview of a role; goes on with one under way; shows one that was sent."""
    found = await kept.of_person(turn.work, person, role=role)
    if not found:
        await open_interview(turn, person, role)
    elif found[0].state is InterviewState.SENT:
        await edit(turn, person, found[0])
    else:
        await _resume(turn, person, found[0])


async def go_on(turn: Turn, person: Person, interview: Interview, said: Said, *, just_asked: bool = False) -> None:
    """One step, where the interview still stands: a plan ends with the match that it is for."""
    if interview.role != plan_drafts.ROLE or await plan_drafts.stands(turn, person, interview):
        await interview_steps.go_on(turn, person, interview, said, just_asked=just_asked)


async def _resume(turn: Turn, person: Person, interview: Interview) -> None:
    """Shows the present question; not because of a button pressed twice."""
    pressed_now = turn.update is not None and turn.update.callback_query is not None
    if pressed_now and interview.state is not InterviewState.PAUSED and _just_asked(turn, interview):
        turn.answer_callback(turn.house.texts.plain(GOT_IT, person.language))
        return
    await go_on(turn, person, interview, Ordered("resume"))


def _just_asked(turn: Turn, interview: Interview) -> bool:
    """Whether the present question was shown a moment ago, so that it need not be asked again."""
    return turn.now - interview.changed_at < dt.timedelta(seconds=turn.house.policy.reask_seconds)


async def resume_latest(turn: Turn, person: Person) -> bool:
    """Shows the present question of the interview that was under way last; False where none is."""
    open_ones = [one for one in await kept.of_person(turn.work, person, states=kept.OPEN) if one.role in WALKED]
    if not open_ones:
        return False
    await go_on(turn, person, open_ones[0], Ordered("resume"))
    return True


async def said(turn: Turn, person: Person, interview: Interview, words: Said) -> None:
    """Something said in an interview that is under way."""
    await go_on(turn, person, interview, words)


async def ordered(turn: Turn, person: Person, order: Order) -> None:
    """/back, /skip, /pause, /resume, /cancel."""
    open_ones = [one for one in await kept.of_person(turn.work, person, states=kept.OPEN) if one.role in WALKED]
    if not open_ones:
        await say(turn, person, (NO_INTERVIEW,))
        return
    await go_on(turn, person, open_ones[0], Ordered(order))


async def ask_again(turn: Turn, person: Person, interview: Interview) -> None:
    """After a word about something else: the question that waits, once more."""
    await go_on(turn, person, interview, Ordered("again"))


async def edit_latest(turn: Turn, person: Person) -> None:
    """/edit: the answers of the interview that was touched last."""
    found = [one for one in await kept.of_person(turn.work, person) if one.role in WALKED]
    if not found:
        await say(turn, person, (NO_INTERVIEW,))
        return
    if found[0].state is InterviewState.SENT:
        await edit(turn, person, found[0])
    else:
        await go_on(turn, person, found[0], Ordered("summary"))


async def edit(turn: Turn, person: Person, interview: Interview, *, more: bool = False) -> None:
    """A sent interview is opened at its summary, or at *Tell more*."""
    await breaking.warn(turn, person, interview)
    session = await load(turn, person, interview)
    await carry_out(turn, person, interview, session, reopen(session, world_of(turn, person), more=more))


async def tell_more(turn: Turn, person: Person, role: str) -> None:
    """The button under the receipt."""
    found = await kept.of_person(turn.work, person, role=role)
    if not found:
        await say(turn, person, (NO_INTERVIEW,))
    elif found[0].state is InterviewState.SENT:
        await edit(turn, person, found[0], more=True)
    else:
        await _resume(turn, person, found[0])


async def pressed(turn: Turn, person: Person, role_letter: str, turn_number: int, press: str) -> bool:
    """A button of an interview; False where there is no such interview any more."""
    role = {"h": "host", "g": "guest"}.get(role_letter)
    own = kept.of_person(turn.work, person, role=role) if role else plan_drafts.named(turn, person, role_letter)
    found = await own
    if not found:
        return False
    interview = found[0]
    if interview.state in {InterviewState.SENT, InterviewState.ENDED}:
        session = await load(turn, person, interview)
        return session.at == "closed" and await _closed(turn, person)
    await _seen(turn, person, interview, turn_number)
    just_asked = _just_asked(turn, interview)
    await go_on(turn, person, interview, Pressed(press, turn_number), just_asked=just_asked)
    return True


async def _seen(turn: Turn, person: Person, interview: Interview, turn_number: int) -> None:
    """Whoever presses a button of the present screen has got it, even where Telegram's answer never came."""
    query = turn.update.callback_query if turn.update is not None else None
    if interview.screen_id is None or query is None or query.message is None:
        return
    if (await load(turn, person, interview)).turn == turn_number:
        await outbox.arrived(turn.work, interview.screen_id, query.message.message_id)


async def _closed(turn: Turn, person: Person) -> bool:
    words = _("That is sent already. /edit changes an answer, /status shows where things stand.")
    turn.answer_callback(turn.house.texts.plain(words, person.language), alert=True)
    return True


async def corrected(turn: Turn, person: Person, message_id: int, words: str) -> None:
    """An edited message changes the answer that it gave, as long as the interview is open."""
    found = await kept.said_in(turn.work, person, message_id)
    if found is None:
        await say(turn, person, (NOT_BY_EDITING,))
        return
    interview_id, field = found
    interview = await kept.get(turn.work, person, interview_id)
    if interview.state in {InterviewState.SENT, InterviewState.ENDED}:
        await say(turn, person, (_("That is sent already. /edit changes an answer."),))
        return
    await go_on(turn, person, interview, Corrected(words, field, message_id))
