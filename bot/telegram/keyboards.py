"""Buttons and their callback data: at most 64 bytes, with a version, an area and opaque ids; never a secret.

1:i:h:12:pick:own_room    interview of the host, screen 12, press "pick:own_room"
1:a:<alert id>:take       an alert in a channel
1:n:language:sv           the menu
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.texts import Texts
from conversations.screens import Label, Rows, Screen
from conversations.text import Text, _

VERSION = "1"
MOST_BYTES = 64
SHARE_PHONE = _("Share my phone number")


@dataclass(frozen=True, slots=True)
class Press:
    """Callback data taken apart: the area and what stands after it."""

    area: str
    rest: tuple[str, ...]


def data(area: str, *rest: str) -> str:
    """Callback data; raises ValueError where it would not fit into Telegram's 64 bytes."""
    joined = ":".join((VERSION, area, *rest))
    if len(joined.encode()) > MOST_BYTES:
        raise ValueError(f"callback data of the area {area} is too long")
    return joined


def read_data(given: str | None) -> Press | None:
    """What a press says; None for the data of another version or for garbage."""
    version, *parts = (given or "").split(":")
    if version != VERSION or len(parts) < 2:
        return None
    return Press(parts[0], tuple(parts[1:]))


@dataclass(frozen=True, slots=True)
class Choice:
    """A button outside of an interview: its label and its callback data, or the address that it opens."""

    label: Label
    data: str = ""
    url: str = ""


def keyboard(texts: Texts, language: str, rows: Sequence[Sequence[Choice]]) -> InlineKeyboardMarkup:
    """Buttons under a message."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(texts.plain(choice.label, language), url=choice.url)
                if choice.url
                else InlineKeyboardButton(texts.plain(choice.label, language), callback_data=choice.data)
                for choice in row
            ]
            for row in rows
        ]
    )


def interview_keyboard(
    texts: Texts, language: str, begins: tuple[str, str], turn: int, screen: Screen
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The buttons of an interview's screen; None where it has none. `begins`: the area, and which interview."""
    if screen.contact:
        share = KeyboardButton(texts.plain(SHARE_PHONE, language), request_contact=True)
        return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    return _inline(texts, language, begins, turn, screen.rows) if screen.rows else None


def _inline(texts: Texts, language: str, begins: tuple[str, str], turn: int, rows: Rows) -> InlineKeyboardMarkup:
    return keyboard(
        texts,
        language,
        [[Choice(button.label, data(*begins, str(turn), button.press)) for button in row] for row in rows],
    )


def menu_button(label: Text, *rest: str) -> Choice:
    """A button of the menu."""
    return Choice(label, data("n", *rest))
