"""People in a story: `anna = await world.person("Anna")`, `await anna.says("kaksi")`, `await anna.sees("Kiitos")`.

They act through the local Bot API server's people side. Waiting is woken by what happens there, up to a deadline;
what does not come in time fails the test with the whole chat as a transcript.
"""

import re
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Literal

import pytest

from bot.playground.keyboards import buttons
from bot.playground.media import Kind
from bot.playground.people_buttons import Pressed
from bot.playground.server import BotApiServer
from bot.playground.state import Chat, Message, Right
from tests.kit.screens import Screen, screen_of, transcript

PATIENCE = 15.0
"""How many seconds a person waits for the bot."""

SETTLE = 2.0
"""How long to look for a button on what is new before an older message's button is pressed."""


class View:
    """A chat, looked at by somebody."""

    def __init__(self, world: "World", chat_id: int) -> None:
        self.world = world
        self.chat_id = chat_id
        self.mark = 0
        """The number of the event after which messages count as new."""

    @property
    def chat(self) -> Chat:
        """The chat itself."""
        return self.world.server.people.any_chat(self.chat_id)

    @property
    def screens(self) -> list[Screen]:
        """Everything that stands in the chat, oldest first."""
        return [self._screen(message) for message in self.chat.live()]

    @property
    def screen(self) -> Screen:
        """The newest message of the bot."""
        of_bot = [screen for screen in self.screens if screen.from_bot]
        if not of_bot:
            pytest.fail(f"the bot has said nothing yet\n{self.transcript()}", pytrace=False)
        return of_bot[-1]

    def transcript(self) -> str:
        """The whole chat to read."""
        return transcript(self.chat, self.world.server.account.bot)

    def new_screens(self) -> list[Screen]:
        """The bot's messages that came or changed since the mark, in the order in which they stand."""
        changed = {
            event.data["message"]["message_id"]
            for event in self.world.server.feed.since(self.mark)
            if event.kind in {"message", "edit"} and event.data.get("chat_id") == self.chat_id
            if isinstance(event.data["message"], dict)
        }
        return [screen for screen in self.screens if screen.from_bot and screen.message_id in changed]

    async def sees(self, fragment: str, *, within: float = PATIENCE) -> Screen:
        """Wait until a message that is new since one's own last action contains this; returns that message."""
        return await self._wait_for(lambda: self._newest(lambda screen: fragment in screen), within, f"{fragment!r}")

    async def sees_button(self, label: str, *, within: float = PATIENCE) -> Screen:
        """Wait until a new message has this button."""
        return await self._wait_for(
            lambda: self._newest(lambda screen: label in screen.buttons or label in screen.keys), within, f"[{label}]"
        )

    def has_not_seen(self, fragment: str) -> None:
        """Nothing in the chat contains this."""
        if any(fragment in screen for screen in self.screens):
            pytest.fail(f"{fragment!r} should not be there\n{self.transcript()}", pytrace=False)

    def _newest(self, fits: Callable[[Screen], bool]) -> Screen | None:
        return next((screen for screen in reversed(self.new_screens()) if fits(screen)), None)

    async def _wait_for(self, look: Callable[[], Screen | None], within: float, what: str) -> Screen:
        await self.world.server.feed.bell.until(lambda: look() is not None, within)
        found = look()
        if found is None:
            pytest.fail(f"{what} did not come within {within} s\n{self.transcript()}", pytrace=False)
        return found

    def _screen(self, message: Message) -> Screen:
        return screen_of(message, self.world.server.account.bot)


class Place(View):
    """A group or a channel."""

    def new_screens(self) -> list[Screen]:
        """In a group or channel, everything of the bot's that stands there."""
        return [screen for screen in self.screens if screen.from_bot]


class Actor(View):
    """A person with a phone, looking at the private chat with the bot.

    What has no word here is at `anna.world.server.people`, with `anna.id`.
    """

    def __init__(self, world: "World", person_id: int, name: str) -> None:
        super().__init__(world, person_id)
        self.id = person_id
        self.name = name
        self._toast_mark = 0

    async def says(self, text: str, *, in_: Place | None = None, reply_to: int | None = None) -> int:
        """Write something."""
        self._acts()
        return await self.world.server.people.says(self.id, text, _id(in_), reply_to=reply_to)

    async def starts(self, payload: str = "") -> int:
        """Press START, or come by a link with a payload."""
        self._acts()
        return await self.world.server.people.starts(self.id, payload)

    async def presses(self, label: str, *, in_: Place | None = None, within: float = PATIENCE) -> Pressed:
        """Press the button (or key) with this label, on the newest message that has it.

        New messages are looked at first, for a while; then older ones. A part of the label will do where it is clear.
        """
        view: View = in_ or self
        await self._until_button(view, label, within)
        found = _with_label(view.new_screens(), label) or _with_label(view.screens, label)
        if found is None:
            visible = "; ".join(
                " ".join(f"[{name}]" for name in s.buttons + s.keys) for s in view.screens if s.from_bot
            )
            pytest.fail(f"no button {label!r}; visible: {visible}\n{view.transcript()}", pytrace=False)
        screen, exact = found
        self._acts()
        chat_id = _id(in_)
        if exact in screen.buttons:
            return await self.world.server.people.presses(self.id, screen.message_id, exact, chat_id)
        return await self.world.server.people.presses_key(self.id, exact, chat_id)

    async def taps(self, data: str, *, in_: Place | None = None, within: float = PATIENCE) -> str:
        """Press the newest button whose callback data fit this pattern, whatever its label is in one's language."""
        view: View = in_ or self
        bell = self.world.server.feed.bell
        await bell.until(lambda: _with_data(view, data) is not None, within)
        found = _with_data(view, data)
        if found is None:
            pytest.fail(f"no button with the data {data!r}\n{view.transcript()}", pytrace=False)
        self._acts()
        message_id, exact = found
        return await self.world.server.people.presses_data(self.id, message_id, exact, _id(in_))

    async def _until_button(self, view: View, label: str, within: float) -> None:
        bell = self.world.server.feed.bell
        if not await bell.until(lambda: _with_label(view.new_screens(), label) is not None, min(SETTLE, within)):
            await bell.until(lambda: _with_label(view.screens, label) is not None, max(within - SETTLE, 0))

    async def sees_toast(self, fragment: str = "", *, within: float = PATIENCE) -> dict[str, object]:
        """Wait for the answer to one's last press, and that it says this; returns text, show_alert and url."""

        def fitting() -> list[dict[str, object]]:
            toasts = [event.data for event in self.world.server.feed.since(self._toast_mark) if event.kind == "toast"]
            return [toast for toast in toasts if toast["person_id"] == self.id and fragment in str(toast["text"])]

        await self.world.server.feed.bell.until(lambda: bool(fitting()), within)
        if not fitting():
            pytest.fail(f"no toast with {fragment!r} within {within} s\n{self.transcript()}", pytrace=False)
        return fitting()[-1]

    async def follows_toast(self, *, within: float = PATIENCE) -> Pressed:
        """Follow the link that the bot gave as the answer to one's last press."""
        toast = await self.sees_toast(within=within)
        return await self.opens(str(toast["url"]))

    async def opens(self, url: str, *, in_: Place | None = None) -> Pressed:
        """Follow a link."""
        self._acts()
        return await self.world.server.people.opens(self.id, url, _id(in_))

    async def shares_contact(self) -> int:
        """Share one's own number."""
        self._acts()
        return await self.world.server.people.shares_contact(self.id)

    async def sends(self, kind: Kind, *, in_: Place | None = None) -> int:
        """Send something that is no text."""
        self._acts()
        return await self.world.server.people.sends(self.id, kind, _id(in_))

    async def sends_photo(self, content: bytes = b"\xff\xd8\xff\xd9", caption: str = "") -> int:
        """Send a photo."""
        self._acts()
        return await self.world.server.people.sends_photo(self.id, content, caption)

    async def edits(self, text: str, *, message_id: int | None = None) -> None:
        """Change one's own last message, or another."""
        self._acts()
        own = [m.id for m in self.chat.live() if m.author is self.world.server.people.person(self.id)]
        await self.world.server.people.edits(self.id, message_id or own[-1], text)

    async def blocks_bot(self) -> None:
        """Stop the bot."""
        await self.world.server.people.blocks_bot(self.id)

    async def unblocks_bot(self) -> None:
        """Let the bot write again."""
        await self.world.server.people.unblocks_bot(self.id)

    def _acts(self) -> None:
        self.mark = self._toast_mark = len(self.world.server.feed.events)


def _id(place: Place | None) -> int | None:
    return place.chat_id if place else None


def _with_label(screens: list[Screen], label: str) -> tuple[Screen, str] | None:
    """The newest message with such a button, and the button's whole label."""
    for screen in reversed(screens):
        if not screen.from_bot:
            continue
        labels = screen.buttons + screen.keys
        near = [name for name in labels if label.casefold() in name.casefold()]
        if label in labels or len(near) == 1:
            return screen, label if label in labels else near[0]
    return None


class World:
    """The people of a story around one server."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server

    async def person(
        self, name: str, *, language: str | None = "fi", last_name: str | None = None, username: str | None = None
    ) -> Actor:
        """Somebody with Telegram in this language."""
        person_id = await self.server.people.add_person(name, last_name, username, language)
        return Actor(self, person_id, name)

    async def channel(
        self,
        title: str,
        owner: Actor,
        *,
        bot_rights: Collection[Right] | None = None,
        members: Collection[Actor] = (),
        with_bot: bool = True,
    ) -> Place:
        """A channel with these people in it; the bot is an administrator (without a list: with all rights)."""
        return await self._place("channel", title, owner, bot_rights, members, with_bot=with_bot)

    async def group(
        self,
        title: str,
        owner: Actor,
        *,
        kind: Literal["group", "supergroup"] = "supergroup",
        bot_rights: Collection[Right] | None = None,
        members: Collection[Actor] = (),
        with_bot: bool = True,
    ) -> Place:
        """A group with these people in it; the bot is an administrator (without a list: with all rights)."""
        return await self._place(kind, title, owner, bot_rights, members, with_bot=with_bot)

    async def _place(
        self,
        kind: Literal["group", "supergroup", "channel"],
        title: str,
        owner: Actor,
        bot_rights: Collection[Right] | None,
        members: Collection[Actor],
        *,
        with_bot: bool,
    ) -> Place:
        people = self.server.people
        chat_id = await people.create_chat(owner.id, title, kind)
        for member in members:
            await people.joins(member.id, chat_id)
        if with_bot:
            rights = None if bot_rights is None else frozenset(bot_rights)
            await people.promotes(owner.id, chat_id, people.bot_id, rights)
        return Place(self, chat_id)


@asynccontextmanager
async def a_world(server: BotApiServer | None = None) -> AsyncIterator[World]:
    """A running server with nobody around it yet."""
    running = server or BotApiServer()
    await running.start()
    try:
        yield World(running)
    finally:
        await running.stop()


def _with_data(view: View, pattern: str) -> tuple[int, str] | None:
    """The newest message with a button whose data fit, and the data."""
    for message in reversed(view.chat.live()):
        for button in buttons(message.reply_markup) if message.reply_markup else ():
            if button.data is not None and re.search(pattern, button.data):
                return message.id, button.data
    return None
