"""An interview without a messenger and without a store: both sides of the chat, kept in memory.

It does with the events what the bot does, as far as the person in the chat can tell, and keeps answers and consents
by the events alone. `python -m bot talk` and the tests of the interviews play on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from pydantic import JsonValue

from bot.network.languages import Languages
from bot.network.places import Places
from bot.telegram.commands import read_command
from bot.telegram.house import DATA
from bot.texts import Texts
from conversations.answers import Subject
from conversations.consents import Purpose
from conversations.events import Agree, Answer, Changed, End, Event, Forget, Note, Send, Settle, Show, Toast
from conversations.interview import Step, begin, step
from conversations.reopening import reopen
from conversations.screens import (
    Button,
    Corrected,
    Order,
    Ordered,
    Other,
    OtherKind,
    Pressed,
    Said,
    SharedPhone,
    Typed,
)
from conversations.session import Session
from conversations.text import Value
from conversations.world import World


@cache
def _reference() -> tuple[Places, Languages, Texts]:
    """What never changes: places, languages and texts, read once."""
    places = Places.load(DATA)
    return places, Languages(), Texts.load(place_name=places.municipalities.name)


COMMANDS_BOT = "bot"
"""The name by which commands are meant for this bot."""


LabelledRows = tuple[tuple[tuple[str, Button], ...], ...]
"""Buttons with their labels as they are read."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the chat; a toast is one, too, with `who` saying so."""

    number: int
    who: str
    """ "bot", "person" or "toast"."""
    text: str
    rows: LabelledRows = ()
    turn: int = 0
    contact: bool = False
    """Whether the messenger's own button that shares a phone number is there."""

    def buttons(self) -> Iterator[tuple[str, Button]]:
        """Labels and buttons, row by row."""
        return (labelled for row in self.rows for labelled in row)


@dataclass
class Rehearsal:
    """One person's interview in one role and language; `messages` is the chat as it stands now."""

    role: Subject
    language: str
    world: World
    texts: Texts
    messages: list[Message] = field(default_factory=list)
    answers: dict[str, JsonValue] = field(default_factory=dict)
    consents: dict[Purpose, bool] = field(default_factory=dict)
    said_in: dict[int, str] = field(default_factory=dict)
    """The field that a message of the person answered."""
    sent: int = 0
    changed: int = 0
    ended: str = ""
    _session: str = ""
    _screen: int = -1
    """The place in `messages` of the screen that is up."""

    @classmethod
    def opened(
        cls, role: Subject, language: str, today: dt.date, first_name: str = "", controller: str = "Kotimajoitus"
    ) -> Rehearsal:
        """An interview just begun, with the places, languages and texts of the bot."""
        places, languages, texts = _reference()
        world = World(today, places, languages, texts.says, first_name=first_name, controller=controller)
        rehearsal = cls(role, language, world, texts)
        rehearsal.take(begin(role, world))
        return rehearsal

    @property
    def session(self) -> Session:
        """The interview as it would be loaded: from its JSON, with answers and consents from their own rows."""
        loaded = Session.model_validate_json(self._session)
        return loaded.model_copy(update={"answers": dict(self.answers), "consents": dict(self.consents)})

    @property
    def screen(self) -> Message | None:
        """The message whose buttons are up, if any."""
        return self.messages[self._screen] if self._screen >= 0 else None

    def types(self, words: str) -> int:
        """The person writes something, a command or an answer; gives the number of the message."""
        number = self._add("person", words)
        command = read_command(words, COMMANDS_BOT)
        if command is None:
            self.hears(Typed(words, number))
        elif command.name == "edit" and self.session.at == "closed" and self.session.sent:
            self.take(reopen(self.session, self.world))
        elif command.name in get_args(Order):
            self.hears(Ordered(next(order for order in get_args(Order) if order == command.name)))
        else:
            self.hears(Ordered("summary" if command.name == "edit" else "again"))
        return number

    def presses(self, button: Button, turn: int | None = None) -> None:
        """The person presses a button of the screen of this turn (else of the present one)."""
        self.hears(Pressed(button.press, self.session.turn if turn is None else turn))

    def edits(self, number: int, words: str) -> None:
        """The person edits an earlier message."""
        place = next(at for at, message in enumerate(self.messages) if message.number == number)
        self.messages[place] = replace(self.messages[place], text=words)
        if number in self.said_in:
            self.hears(Corrected(words, self.said_in[number], number))

    def shares(self, phone: str, *, own: bool = True) -> None:
        """The person shares a contact."""
        self._add("person", f"({phone})")
        self.hears(SharedPhone(phone, own))

    def sends(self, kind: OtherKind) -> None:
        """The person sends a picture, a voice message, a sticker …"""
        self._add("person", f"({kind})")
        self.hears(Other(kind))

    def put_up(self, came: Step) -> None:
        """Starts the chat anew where this step has led, with nothing said before."""
        self.messages.clear()
        self._screen = -1
        self.answers, self.consents = dict(came.session.answers), dict(came.session.consents)
        self.take(came)

    def hears(self, said: Said) -> None:
        """One step of the interview."""
        self.take(step(self.session, said, self.world))

    def take(self, came: Step) -> None:
        """Keeps the session, and carries out what the step brought about."""
        self._session = came.session.model_dump_json()
        for event in came.events:
            self._perform(event)

    def _perform(self, event: Event) -> None:
        match event:
            case Show() | Settle():
                self._show(event)
            case Note(text=text):
                self._add("bot", self._plain(text))
            case Toast(text=text):
                self._add("toast", self._plain(text))
            case Answer(field=name, value=value, message=message):
                self.answers[name] = value
                if message is not None:
                    self.said_in[message] = name
            case Forget(field=name):
                self.answers.pop(name, None)
            case Agree(purpose=purpose, given=given):
                self.consents[purpose] = given
            case Send():
                self.sent += 1
            case Changed():
                self.changed += 1
            case End(why=why, text=text):
                self._end(why, self._plain(text))

    def _end(self, why: str, text: str) -> None:
        self.ended = why
        self.answers.clear()
        self.consents.clear()
        self._add("bot", text)

    def _show(self, event: Show | Settle) -> None:
        if isinstance(event, Settle):
            self._replace_screen(text=self._plain((event.text,)))
            self._screen = -1
            return
        rows = tuple(tuple((self._plain(button.label), button) for button in row) for row in event.screen.rows)
        text = self._plain(event.screen.text)
        if event.fresh or self._screen < 0:
            self._replace_screen()
            self._add("bot", text, rows, contact=event.screen.contact)
            self._screen = len(self.messages) - 1
        else:
            self._replace_screen(text=text, rows=rows, turn=self.session.turn)

    def _replace_screen(self, *, text: str | None = None, rows: LabelledRows = (), turn: int = 0) -> None:
        """The screen that was up becomes this, or only loses its buttons."""
        if self._screen >= 0:
            old = self.messages[self._screen]
            new = replace(old, text=old.text if text is None else text, rows=rows, turn=turn, contact=False)
            self.messages[self._screen] = new

    def _add(
        self,
        who: str,
        text: str,
        rows: LabelledRows = (),
        *,
        contact: bool = False,
    ) -> int:
        number = len(self.messages) + 1
        turn = self.session.turn if self._session else 0
        self.messages.append(Message(number, who, text, rows, turn, contact))
        return number

    def _plain(self, text: Value | Sequence[Value]) -> str:
        return self.texts.plain(text, self.language)
