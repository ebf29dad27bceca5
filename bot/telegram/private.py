"""What is said in a private chat: commands, answers, and everything that is neither."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import get_args

from telegram import Message

from bot.store import interviews as kept
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.telegram import interviews, inviting, network, privacy, reasons, start, status, workbench
from bot.telegram.commands import TypedCommand, meant_for_another, read_command
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.interview import OTHER_KINDS
from conversations.screens import Order, Other, OtherKind, Said, SharedPhone, Typed
from conversations.text import _

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
    elif message.text:
        await interviews.corrected(turn, person, message.message_id, message.text)


def _kind(message: Message) -> OtherKind:
    return next((kind for name, kind in _KINDS if getattr(message, name)), "unknown")


def _service(message: Message) -> bool:
    """Telegram's own words about the chat (a pinned message, a changed setting) need no answer."""
    return bool(message.pinned_message or message.message_auto_delete_timer_changed or message.write_access_allowed)


async def _answer(turn: Turn, person: Person, said: Said) -> None:
    interview = await _listening(turn, person)
    if interview is None:
        about_it = (OTHER_KINDS[said.kind],) if isinstance(said, Other) else ()
        await say(turn, person, (*about_it, NOTHING_ASKED))
    elif interview.role in interviews.ROLES:
        await interviews.said(turn, person, interview, said)
    elif not isinstance(said, Typed):
        await say(turn, person, (OTHER_KINDS["unknown"],))
    elif interview.role == inviting.ROLE:
        await inviting.named(turn, person, said.words)
    else:
        await reasons.answered(turn, person, interview, said.words)


async def _listening(turn: Turn, person: Person) -> Interview | None:
    """The talk to which a message belongs: the one that was touched last, a paused one after all others."""
    current = await kept.current(turn.work, person)
    if current is not None:
        return current
    paused = await kept.of_person(turn.work, person, states=kept.OPEN)
    return paused[0] if paused else None


Doing = Callable[[Turn, Person], Awaitable[None]]

_SIMPLE: dict[str, Doing] = {
    "help": start.helped,
    "status": status.shown,
    "groups": network.groups,
    "privacy": privacy.notice,
    "mydata": privacy.my_data,
    "delete": privacy.ask_delete,
    "language": network.ask_language,
    "edit": interviews.edit_latest,
}
_ASKED_AGAIN = frozenset({"help", "status", "groups", "privacy", "mydata", "cases", "bind", ""})
"""Commands after which the question that waits is shown once more."""


async def _commanded(turn: Turn, person: Person, command: TypedCommand) -> None:
    if command.name in {"start", "host", "guest"}:
        await start.started(turn, person, command.rest if command.name == "start" else command.name)
    elif command.name in get_args(Order):
        await interviews.ordered(turn, person, _order(command.name))
    elif command.name == "cases":
        await workbench.listed(turn, person, command.rest)
    elif command.name in _SIMPLE:
        await _SIMPLE[command.name](turn, person)
    else:
        await say(turn, person, (UNKNOWN_COMMAND,))
    if command.name in _ASKED_AGAIN:
        await interviews.ask_again(turn, person)


def _order(name: str) -> Order:
    orders: dict[str, Order] = {order: order for order in get_args(Order)}
    return orders[name]
