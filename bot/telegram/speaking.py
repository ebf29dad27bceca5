"""Texts to people: rendered in their language, split where they are too long, and put into the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.store.people import Person
from bot.telegram import vanishing
from bot.telegram.keyboards import Choice, keyboard
from bot.telegram.turn import Turn
from bot.texts import split
from conversations.text import Paragraph

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


async def say(
    turn: Turn,
    person: Person,
    text: Sequence[Paragraph],
    rows: Sequence[Sequence[Choice]] = (),
    *,
    kind: str = "notice",
    markup: Markup | None = None,
    protect: bool = False,
    details: bool = False,
) -> str:
    """One message, or several where it is long, with the buttons under the last; the outbox id of the last.

    With `details` it tells a coordinator about somebody: it cannot be passed on, and vanishes where that is wished.
    """
    at = await vanishing.moment(turn, person) if details else None
    html = turn.house.texts.render((*text, *vanishing.notice(at)), person.language)
    under = markup or (keyboard(turn.house.texts, person.language, rows) if rows else None)
    *first, last = split(html)
    for part in first:
        sent = await turn.send(person, part, kind="notice", protect=protect or details)
        await vanishing.plan(turn, person, sent, at)
    sent = await turn.send(person, last, buttons=under, kind=kind, protect=protect or details)
    await vanishing.plan(turn, person, sent, at)
    return sent


async def say_in_place(
    turn: Turn,
    person: Person,
    text: Sequence[Paragraph],
    rows: Sequence[Sequence[Choice]] = (),
    *,
    protect: bool = False,
) -> None:
    """The message whose button was pressed becomes this; where something was typed, it is a new message."""
    query = turn.update.callback_query if turn.update is not None else None
    if query is None or query.message is None:
        await say(turn, person, text, rows, protect=protect)
        return
    html = turn.house.texts.render(text, person.language)
    buttons = keyboard(turn.house.texts, person.language, rows) if rows else None
    await turn.edit(person, query.message.message_id, html, buttons=buttons, fresh=True, protect=protect)


def is_one_message(turn: Turn, person: Person, text: Sequence[Paragraph]) -> bool:
    """Whether the text is short enough to stand in place of a message that is there already."""
    return len(split(turn.house.texts.render(text, person.language))) == 1


async def change(
    turn: Turn,
    person: Person,
    target: str,
    text: Sequence[Paragraph],
    markup: InlineKeyboardMarkup | None = None,
    *,
    details: bool = False,
) -> None:
    """The message of an outbox id becomes this text, with these buttons or none.

    With buttons it is where the person is now: where the message cannot be changed, it is sent anew.
    """
    at = await vanishing.moment_of(turn, person, target) if details else None
    html = turn.house.texts.render((*text, *vanishing.notice(at)), person.language)
    await turn.edit(person, target, split(html)[0], buttons=markup, fresh=markup is not None, protect=details)
    await vanishing.plan(turn, person, target, at)
