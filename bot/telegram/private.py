"""What is said in a private chat: commands, answers, and everything that is neither."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import get_args

from telegram import Message

from bot.store import interviews as kept
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import (
    asking,
    interviews,
    inviting,
    joint_plan,
    network,
    pausing,
    presses,
    privacy,
    prompts,
    reasons,
    report,
    safety,
    start,
    status,
    talks,
    who_has_seen,
    withdrawing,
    workbench,
)
from bot.telegram.commands import TypedCommand, meant_for_another, read_command
from bot.telegram.desk import away, filling_in, live, roster, talking, task_list, vanish_choice
from bot.telegram.keyboards import data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.interview import OTHER_KINDS
from conversations.screens import Order, Other, OtherKind, Said, SharedPhone, Typed
from conversations.text import Lines, _

UNKNOWN_COMMAND = _("I don’t know that command. /help shows what you can do here.")
NOTHING_ASKED = _("I did not ask anything just now. /start begins, /help shows what you can do here.")

_KINDS: tuple[tuple[str, OtherKind], ...] = (
    ("photo", "picture"),
    ("video", "picture"),
    ("animation", "picture"),
    ("video_note", "picture"),
    ("story", "picture"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("sticker", "sticker"),
    ("dice", "sticker"),
    ("poll", "poll"),
    ("location", "place"),
    ("venue", "place"),
    ("document", "file"),
)


async def heard(turn: Turn, person: Person, message: Message) -> None:
    """A new message of a person."""
    typed = message.text or ""
    if message.forward_origin is not None:
        await _answer(turn, person, Other("forwarded"))
    elif meant_for_another(typed, turn.house.username):
        await _commanded(turn, person, TypedCommand(""))
    elif (command := read_command(typed, turn.house.username)) is not None:
        await _commanded(turn, person, command)
    elif message.contact is not None:
        own = message.contact.user_id == message.from_user.id if message.from_user else False
        await _answer(turn, person, SharedPhone(message.contact.phone_number, own))
    elif typed:
        await _answer(turn, person, Typed(typed, message.message_id))
    elif not _service(message):
        await _answer(turn, person, Other(_kind(message)))


async def edited(turn: Turn, person: Person, message: Message) -> None:
    """A person edited an earlier message. (A place that moves is edited by itself, again and again.)"""
    if message.text and message.text.startswith("/"):
        await say(turn, person, (interviews.NOT_BY_EDITING,))
    elif message.text and not await _elsewhere(turn, person, message.message_id, message.text):
        waits = await talks.listening(turn, person)
        await interviews.corrected(turn, person, message.message_id, message.text)
        if waits is not None and waits.role not in interviews.WALKED and not asking.is_over(turn, waits):
            await talks.show(turn, person, waits)


async def _elsewhere(turn: Turn, person: Person, message_id: int, words: str) -> bool:
    """Whether the changed message belongs to a talk through the bot, or to what is filled in for somebody."""
    return await talking.edited(turn, person) or await filling_in.corrected(turn, person, message_id, words)


def _kind(message: Message) -> OtherKind:
    return next((kind for name, kind in _KINDS if getattr(message, name)), "unknown")


def _service(message: Message) -> bool:
    """Telegram's own words about the chat (a pinned message, a changed setting) need no answer."""
    return bool(message.pinned_message or message.message_auto_delete_timer_changed or message.write_access_allowed)


async def _answer(turn: Turn, person: Person, said: Said) -> None:
    if await talking.took(turn, person, said):
        return
    shared = isinstance(said, SharedPhone)
    talk = (await talks.interview_under_way(turn, person) if shared else None) or await talks.listening(turn, person)
    if talk is None:
        about_it = (OTHER_KINDS[said.kind],) if isinstance(said, Other) else ()
        await say(turn, person, (*about_it, NOTHING_ASKED))
    elif talk.role in interviews.WALKED:
        await asking.end(turn, person)
        await interviews.said(turn, person, talk, said)
    elif talk.role == filling_in.ROLE:
        await asking.end(turn, person)
        await filling_in.said(turn, person, talk, said)
    elif asking.is_over(turn, talk):
        await talks.over(turn, person, talk)
    elif isinstance(said, Typed):
        await _to_short_talk(turn, person, talk, said)
    else:
        await say(turn, person, (OTHER_KINDS[said.kind if isinstance(said, Other) else "contact"],))
        await talks.show(turn, person, talk)


async def _to_short_talk(turn: Turn, person: Person, talk: Interview, said: Typed) -> None:
    """Words for a question outside the interviews: what stands on a button does the same as the button."""
    if talk.role == reasons.ROLE:
        if reasons.is_left_out(turn, said.words):
            await _as_pressed(turn, person, data("n", "noreason"))
        elif await reasons.answered(turn, person, talk, said.words):
            await talks.ask_again(turn, person)
        return
    if talk.role == prompts.ROLE:
        if asking.is_label(turn.house.texts, prompts.LEAVE_IT, said.words):
            await _as_pressed(turn, person, data("w", "leave"))
        elif await talks.words(turn, person, talk, said.words):
            await talks.ask_again(turn, person)
        return
    if talk.role == inviting.ROLE and inviting.asks_name(talk):
        await inviting.named(turn, person, said.words)
        return
    asks = talk.role == asking.ROLE
    choice = asking.understood(talk, said.words) if asks else inviting.understood(turn, said.words)
    if choice is not None:
        await _as_pressed(turn, person, choice)
    elif asks and asking.about(talk) not in asking.STAYS and await _goes_on(turn, person, talk):
        await _answer(turn, person, said)
    else:
        await say(turn, person, (asking.UNCLEAR,))
        await talks.show(turn, person, talk)


async def _as_pressed(turn: Turn, person: Person, choice: str) -> None:
    """The typed button; what would have been shown above a pressed one is said."""
    await presses.pressed(turn, person, choice, in_private=True)
    answer, turn.callback_answer = turn.callback_answer, None
    if answer is not None and answer.text:
        await say(turn, person, (Lines((answer.text,)),))


async def _goes_on(turn: Turn, person: Person, talk: Interview) -> bool:
    """Whether the words may be meant for a talk before this one, which is then over."""
    others = await kept.of_person(turn.work, person, states=(InterviewState.OPENING, InterviewState.ASKING))
    if all(one.id == talk.id for one in others):
        return False
    await kept.remove(turn.work, person, talk.id)
    return True


Doing = Callable[[Turn, Person], Awaitable[None]]

_SIMPLE: dict[str, Doing] = {
    "help": start.helped,
    "status": status.shown,
    "unsafe": safety.shown,
    "withdraw": withdrawing.asked,
    "pausehosting": pausing.asked,
    "groups": network.groups,
    "privacy": privacy.notice,
    "mydata": privacy.my_data,
    "whohasseen": who_has_seen.shown,
    "delete": privacy.ask_delete,
    "language": network.ask_language,
    "edit": interviews.edit_latest,
    "tasks": task_list.listed,
    "jointplan": joint_plan.shown,
    "report": report.shown,
    "roster": roster.shown,
    "away": away.shown,
    "vanish": vanish_choice.shown,
    "fillin": filling_in.begun,
}
_ASKED_AGAIN = frozenset(
    {
        *("help", "groups", "privacy", "mydata", "whohasseen", "cases", "tasks", "jointplan", "report", "bind"),
        *("roster", "vanish", ""),
    }
)
"""Commands after which the question that waits is shown once more."""


async def _commanded(turn: Turn, person: Person, command: TypedCommand) -> None:
    ended = await asking.end(turn, person)
    if command.name == "cancel" and await talks.left(turn, person, ended):
        return
    if command.name == "cancel" and await talking.ended(turn, person):
        return
    if command.name in talking.WAIT_FOR_END and await live.talk_of(turn, person) is not None:
        await say(turn, person, (talking.TALK_FIRST,))
        return
    if (order := _orders.get(command.name)) is not None and await filling_in.ordered(turn, person, order):
        return
    if command.name in {"start", "host", "guest"}:
        await start.started(turn, person, command.rest if command.name == "start" else command.name)
    elif command.name in get_args(Order):
        await interviews.ordered(turn, person, _orders[command.name])
    elif command.name == "cases":
        await workbench.listed(turn, person, command.rest)
    elif command.name in _SIMPLE:
        await _SIMPLE[command.name](turn, person)
    else:
        await say(turn, person, (UNKNOWN_COMMAND,))
    if command.name in _ASKED_AGAIN:
        await talks.ask_again(turn, person)


_orders: dict[str, Order] = {**{order: order for order in get_args(Order)}, "edit": "summary"}
"""By command: what it does in an interview."""
