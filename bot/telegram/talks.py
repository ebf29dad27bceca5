"""Which question waits for a person's words, and showing it once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store import interviews as kept
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.telegram import (
    asking,
    holding,
    interviews,
    inviting,
    keeping,
    network,
    pausing,
    privacy,
    prompts,
    reasons,
    safety,
    start,
    withdrawing,
)
from bot.telegram.desk import away, filling_in, live, notes, tasks
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import (
    after_stay,
    agreed_end,
    answering,
    asking_sides,
    ending_wish,
    following_up,
    living,
    moved_day,
    pairing,
    parting,
    plan,
    plan_reading,
    questions,
)
from bot.telegram.turn import Turn
from conversations.screens import Ordered
from conversations.text import _

LONG_AGO = _("My question was some time ago, so I did not take your answer. /help shows what you can do here.")

_ASKS: dict[str, Callable[[Turn, Person], Awaitable[None]]] = {
    "role": start.greet,
    "language": network.ask_language,
    "erase": privacy.ask_delete,
    "unsafe": safety.shown,
    "withdraw": withdrawing.asked,
    "pause": pausing.asked,
    "holds": holding.ask_again,
    asking_sides.ABOUT: asking_sides.ask_open,
    "fill_in": filling_in.begun,
    "plan": plan_reading.ask_again,
    "going": following_up.ask_again,
    "next_home": agreed_end.ask_again,
    "end_wish": ending_wish.ask_again,
    "after_stay": after_stay.ask_again,
    "keeping": keeping.ask_again,
}


_LEFT_AS_IT_WAS = frozenset({"unsafe", "withdraw", "pause"})
"""Questions that are left by saying so, and nothing has come of them."""
_LONG = (*interviews.WALKED, filling_in.ROLE)
"""Talks that are left with an order of their own, and stay silent while a coordinator talks with the person."""

_DAYS = (living.TRIAL_DAY, living.MOVING_DAY, moved_day.MOVED_DAY, agreed_end.UNTIL_DAY)

PROMPTS: dict[str, Prompt] = {
    notes.PROMPT_KIND: notes.PROMPT,
    tasks.PROMPT_KIND: tasks.PROMPT,
    following_up.WORDS: following_up.WORDS_PROMPT,
    after_stay.OPEN_DAY: after_stay.OPEN_DAY_PROMPT,
    **{one.kind: one.prompt() for one in _DAYS},
    questions.KIND: asking_sides.ASKS,
    answering.REPLY: answering.REPLIES,
    asking_sides.REASON: asking_sides.WHY,
    parting.REASON: parting.WHY,
    away.KIND: away.PROMPT,
    plan.CHANGE: plan.ASK_FOR_CHANGE,
    pairing.NUMBER: pairing.BY_NUMBER,
    pairing.WHY: pairing.REASON,
}
"""Words that are asked for outside the interviews, by kind."""


async def ask_for(turn: Turn, person: Person, kind: str, ref: str) -> bool:
    """Asks for words of a kind; False where what they would be about is gone."""
    return await prompts.start(turn, person, kind, ref, PROMPTS[kind])


async def words(turn: Turn, person: Person, talk: Interview, said: str) -> bool:
    """Words that were asked for; False where they are still waited for."""
    kind, ref = prompts.kept(talk)
    prompt = PROMPTS.get(kind)
    if prompt is None:
        await kept.remove(turn.work, person, talk.id)
        return True
    if len(said) > prompt.most:
        await say(turn, person, (prompts.TOO_LONG.of(n=prompt.most),))
        return False
    await kept.remove(turn.work, person, talk.id)
    if await prompt.got(turn, person, ref, said):
        return True
    return not await ask_for(turn, person, kind, ref)


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """The button *Leave it* under a question for words."""
    if rest != ("leave",) or not await prompts.end(turn, person):
        return False
    await say(turn, person, (_("Good, nothing is noted."),))
    await ask_again(turn, person)
    return True


async def _prompt_again(turn: Turn, person: Person, talk: Interview) -> bool:
    kind, ref = prompts.kept(talk)
    return kind in PROMPTS and await ask_for(turn, person, kind, ref)


async def listening(turn: Turn, person: Person) -> Interview | None:
    """The talk to which a message belongs: the one that was touched last, a paused one after all others."""
    current = await kept.current(turn.work, person)
    if current is not None:
        return current
    paused = await kept.of_person(turn.work, person, states=kept.OPEN)
    return paused[0] if paused else None


async def interview_under_way(turn: Turn, person: Person) -> Interview | None:
    """The interview that was touched last among those in which something is still to be asked."""
    found = await kept.of_person(turn.work, person, states=kept.OPEN)
    return next((one for one in found if one.role in interviews.ROLES), None)


async def ask_again(turn: Turn, person: Person) -> None:
    """After a word about something else: the question that waits, once more."""
    current = await kept.current(turn.work, person)
    if current is None:
        return
    if current.role in _LONG and await live.talk_of(turn, person) is not None:
        return
    if current.role in interviews.WALKED:
        await interviews.ask_again(turn, person, current)
    elif current.role == filling_in.ROLE:
        await filling_in.said(turn, person, current, Ordered("again"))
    elif not await show(turn, person, current):
        await ask_again(turn, person)


async def show(turn: Turn, person: Person, talk: Interview) -> bool:
    """The question of a short talk, once more; False where it is over, and so gone."""
    if talk.role == inviting.ROLE:
        await inviting.ask_again(turn, person, talk)
        return True
    if talk.role == filling_in.ROLE:
        return await filling_in.said(turn, person, talk, Ordered("again"))
    if talk.role == reasons.ROLE and not asking.is_over(turn, talk) and await reasons.ask_again(turn, person, talk):
        return True
    if talk.role == prompts.ROLE and not asking.is_over(turn, talk) and await _prompt_again(turn, person, talk):
        return True
    await kept.remove(turn.work, person, talk.id)
    again = _ASKS.get(asking.about(talk)) if talk.role == asking.ROLE else None
    if again is not None:
        await again(turn, person)
    return again is not None


async def over(turn: Turn, person: Person, talk: Interview) -> None:
    """Words for a question that was asked too long ago: they are not taken, and what waits is shown."""
    if talk.role == inviting.ROLE or asking.about(talk) in {"role", "holds", asking_sides.ABOUT}:
        await show(turn, person, talk)
        return
    await kept.remove(turn.work, person, talk.id)
    await say(turn, person, (LONG_AGO,))
    await ask_again(turn, person)


async def in_new_language(turn: Turn, person: Person, asked: str) -> None:
    """The question that waits in the language just chosen: the short one that was `asked`, an interview's, or whom the
    person is here as.
    """
    if asked in _ASKS and asked != "language":
        await _ASKS[asked](turn, person)
        return
    for talk in await kept.of_person(turn.work, person, states=kept.OPEN):
        if talk.role in interviews.WALKED:
            await interviews.resume_latest(turn, person)
            return
        if await show(turn, person, talk):
            return
    await start.greet(turn, person)


async def left(turn: Turn, person: Person, ended: str) -> bool:
    """/cancel in a short talk leaves that, and no interview; False where none was under way."""
    current = await kept.current(turn.work, person)
    if ended == "erase":
        await privacy.delete(turn, person, sure=False)
    elif ended in _LEFT_AS_IT_WAS:
        await say(turn, person, (withdrawing.NOTHING_CHANGED,))
    elif current is None or current.role in _LONG or asking.is_over(turn, current):
        await reasons.end_waiting(turn, person)
        return False
    elif current.role == inviting.ROLE:
        await inviting.accepted(turn, person, yes=False)
    elif current.role == prompts.ROLE:
        return await pressed(turn, person, ("leave",))
    else:
        await reasons.leave_out(turn, person)
    await ask_again(turn, person)
    return True
