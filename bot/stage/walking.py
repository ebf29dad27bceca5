"""Somebody who acts by themself in the playground: does a thing, and waits for the bot's answer to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.playground.keyboards import buttons
from bot.playground.server import BotApiServer

INTERVIEWS = ("1:i:", "1:o:")
"""How the buttons of an interview begin: one's own, or one that is filled in for somebody."""

PATIENCE = 20.0
"""Seconds to wait for the bot before going on without its answer."""

SCREENS = 1000
"""More than an interview has: numbers further apart are of two interviews, each counted from a random number."""


class NoAnswer(Exception):
    """The bot did not answer in time."""


@dataclass(frozen=True)
class Screen:
    """A message with buttons, as it was when it was looked at."""

    message_id: int
    keyboard: str

    def is_copy_of(self, other: Screen | None) -> bool:
        """Whether this is another message that shows the very same."""
        return other is not None and self.message_id != other.message_id and self.keyboard == other.keyboard


@dataclass
class Walker:
    """One person's hands. What the bot has said is in its database before it is in the chat: words need not wait for
    the question to arrive, but a button must be there to be pressed.
    """

    server: BotApiServer
    person: int
    mark: int = 0
    patience: float = PATIENCE
    newest: dict[str, int] = field(default_factory=dict)
    pressed: Screen | None = None
    """Where a button was last pressed: a copy of that screen that came late is left alone."""
    looked_at: int = 0

    async def does(self, act: Callable[[], Awaitable[object]]) -> None:
        """Does something in the private chat and waits until the bot has said something new there."""
        self.mark = len(self.server.feed.events)
        await act()
        await self.until_said(self.person, self.mark)

    async def says(self, words: str) -> None:
        """Writes something."""
        await self.does(lambda: self.server.people.says(self.person, words))

    async def presses(self, press: str) -> None:
        """Presses the button of the present question that says this."""
        await self._presses(press, lambda data: data.startswith(INTERVIEWS) and data.split(":", 4)[-1] == press)

    async def presses_data(self, wanted: str) -> None:
        """Presses the button with these callback data."""
        await self._presses(wanted, lambda data: data == wanted)

    async def until_said(self, chat: int, mark: int) -> None:
        """Waits until the bot has written in the chat, or changed something there, since the mark."""
        if not await self.server.feed.bell.until(lambda: bool(self._said(chat, mark)), self.patience):
            raise NoAnswer(f"the bot did not answer within {self.patience:.0f} seconds")

    async def _presses(self, wanted: str, fits: Callable[[str], bool]) -> None:
        if not await self.server.feed.bell.until(lambda: self._button(fits) is not None, self.patience):
            raise NoAnswer(f"there is no button that says {wanted}")
        found = self._button(fits)
        if found is not None:
            screen, data = found
            self.pressed = screen
            await self.does(lambda: self.server.people.presses_data(self.person, screen.message_id, data))

    def _button(self, fits: Callable[[str], bool]) -> tuple[Screen, str] | None:
        new = self._said(self.person, self.mark)
        self._look()
        for message in reversed(self.server.people.any_chat(self.person).live()):
            shown = [one.data or "" for one in buttons(message.reply_markup)] if message.id in new else []
            screen = Screen(message.id, repr(message.reply_markup))
            for data in shown:
                if fits(data) and self._is_newest(data) and not screen.is_copy_of(self.pressed):
                    return screen, data
        return None

    def _look(self) -> None:
        """Keeps in mind the newest question ever shown: a copy of an older one that came late is not pressed."""
        events = self.server.feed.since(self.looked_at)
        self.looked_at += len(events)
        for event in events:
            message = event.data.get("message")
            if event.data.get("chat_id") == self.person and isinstance(message, dict):
                markup = message.get("reply_markup")
                for data in [one.data or "" for one in buttons(markup)] if isinstance(markup, dict) else []:
                    interview, turn = _turn(data)
                    known = self.newest.get(interview, turn)
                    self.newest[interview] = max(turn, known) if abs(turn - known) < SCREENS else turn

    def _is_newest(self, data: str) -> bool:
        interview, turn = _turn(data)
        return turn >= self.newest.get(interview, 0)

    def _said(self, chat: int, mark: int) -> set[int]:
        """The numbers of the bot's messages that came or changed there since the mark."""
        found: set[int] = set()
        for event in self.server.feed.since(mark):
            message = event.data.get("message")
            if event.kind in {"message", "edit"} and event.data.get("chat_id") == chat and isinstance(message, dict):
                sender, number = message.get("from"), message.get("message_id")
                by_person = isinstance(sender, dict) and sender.get("is_bot") is not True
                if isinstance(number, int) and not by_person:
                    found.add(number)
        return found


def _turn(data: str) -> tuple[str, int]:
    """Of which interview a button is and on which screen it was; buttons of no interview are all alike."""
    parts = data.split(":", 4)
    return (parts[2], int(parts[3])) if data.startswith(INTERVIEWS) and parts[3].isdecimal() else ("", 0)
