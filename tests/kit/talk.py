"""A talk with the interview alone, without Telegram and without a database: `talk = Talk("host", "sv")`.

`talk.says("två")`, `talk.presses("Ja")`, `talk.sees("Tack")`. What is not as said fails with the whole chat to read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pydantic import JsonValue

from bot.rehearsal import Message, Rehearsal
from conversations.answers import Subject
from conversations.screens import Button, OtherKind, Pressed
from conversations.session import Session

A_DAY = dt.date(2027, 1, 15)
"""The day on which the talks take place: a Friday."""


class Talk:
    """One person in one interview."""

    def __init__(self, role: Subject, language: str = "en", *, today: dt.date = A_DAY, first_name: str = "") -> None:
        self.rehearsal = Rehearsal.opened(role, language, today, first_name)
        self._before: list[Message] = []

    @property
    def session(self) -> Session:
        """Where the interview stands."""
        return self.rehearsal.session

    @property
    def answers(self) -> dict[str, JsonValue]:
        """What is kept so far."""
        return self.rehearsal.answers

    @property
    def labels(self) -> list[str]:
        """The buttons of the screen that is up."""
        screen = self.rehearsal.screen
        return [label for label, _button in screen.buttons()] if screen else []

    def says(self, words: str) -> int:
        """Writes something; gives the number of the message."""
        return self._acting(lambda: self.rehearsal.types(words))

    def presses(self, label: str, *, at: int | None = None) -> None:
        """Presses the button with this label; a part of it will do where it is clear, else `at` says which of them."""
        button = self.button(label) if at is None else self.buttons(label)[at]
        self._acting(lambda: self.rehearsal.presses(button))

    def presses_at(self, number: int) -> None:
        """Presses the button at this place, counted from one; for those that share a label."""
        screen = self.rehearsal.screen
        buttons = list(screen.buttons()) if screen else []
        if not 0 < number <= len(buttons):
            self._fail(f"no button {number} among {len(buttons)}")
        self._acting(lambda: self.rehearsal.presses(buttons[number - 1][1]))

    def presses_old(self, button: Button, turn: int) -> None:
        """Presses a button of an earlier screen."""
        self._acting(lambda: self.rehearsal.hears(Pressed(button.press, turn)))

    def edits(self, message: int, words: str) -> None:
        """Edits an earlier message of one's own."""
        self._acting(lambda: self.rehearsal.edits(message, words))

    def shares(self, phone: str, *, own: bool = True) -> None:
        """Shares a contact."""
        self._acting(lambda: self.rehearsal.shares(phone, own=own))

    def sends(self, kind: OtherKind) -> None:
        """Sends a picture, a voice message, a sticker …"""
        self._acting(lambda: self.rehearsal.sends(kind))

    def button(self, label: str) -> Button:
        """The one button of the present screen that has this label."""
        found = self.buttons(label)
        if len(found) != 1:
            self._fail(f"no single button {label!r} among {self.labels}")
        return found[0]

    def buttons(self, label: str) -> list[Button]:
        """The buttons of the present screen with this label, or else with this in their label."""
        screen = self.rehearsal.screen
        buttons = list(screen.buttons()) if screen else []
        exact = [button for shown, button in buttons if shown == label]
        return exact or [button for shown, button in buttons if label in shown]

    def sees(self, fragment: str) -> None:
        """Something new or changed since the last action contains this."""
        if not any(fragment in message.text for message in self._new()):
            self._fail(f"{fragment!r} is not to be seen")

    def does_not_see(self, fragment: str) -> None:
        """Nothing new or changed since the last action contains this."""
        if any(fragment in message.text for message in self._new()):
            self._fail(f"{fragment!r} should not be there")

    def sees_button(self, label: str) -> None:
        """The present screen has this button."""
        if label not in self.labels:
            self._fail(f"no button {label!r} among {self.labels}")

    def asks(self) -> str:
        """The field of the question that waits; empty at the summary or the end."""
        return self.session.field if self.session.at == "question" else ""

    def transcript(self) -> str:
        """The whole chat."""
        return "\n".join(written(message) for message in self.rehearsal.messages)

    def _acting(self, act: Callable[[], int | None]) -> int:
        self._before = list(self.rehearsal.messages)
        return act() or 0

    def _new(self) -> list[Message]:
        before = self._before
        return [
            message
            for at, message in enumerate(self.rehearsal.messages)
            if message.who != "person" and (at >= len(before) or before[at] != message)
        ]

    def _fail(self, why: str) -> None:
        pytest.fail(f"{why}\n{self.transcript()}", pytrace=False)


def written(message: Message) -> str:
    """A message as it stands in a transcript."""
    who = {"bot": "bot", "person": "me", "toast": "toast"}[message.who]
    lines = [f"{who:>6}  {line}" if at == 0 else f"        {line}" for at, line in enumerate(message.text.splitlines())]
    lines += ["        " + " ".join(f"[{label}]" for label, _button in row) for row in message.rows]
    if message.contact:
        lines.append("        (Share my phone number)")
    return "\n".join(line.rstrip() for line in lines)
