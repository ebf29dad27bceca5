"""Buttons and links: what people press, and what they see when the bot answers."""

from dataclasses import dataclass

from bot.playground.keyboards import Button, buttons
from bot.playground.links import can_start, start_link
from bot.playground.objects import press_json, user_json
from bot.playground.people_base import NotPossible
from bot.playground.people_groups import Groups
from bot.playground.people_messages import Messages
from bot.playground.state import Chat, Message, Person, Press
from bot.playground.wire import JsonObject, is_array


@dataclass(frozen=True)
class Pressed:
    """What a press led to: a question to the bot (its number), a message that was sent, or a link that opened."""

    callback_query_id: str | None = None
    message_id: int | None = None
    url: str | None = None


class Buttons(Messages, Groups):
    """What people press."""

    async def presses(self, person_id: int, message_id: int, button: str, chat_id: int | None = None) -> Pressed:
        """Press an inline button of a message, named by its label or its callback data."""
        person = self.person(person_id)
        chat = self.chat(person, chat_id)
        message = self.message(chat, message_id)
        choices = buttons(message.inline_keyboard)
        found = next((choice for choice in choices if choice.label == button), None) or next(
            (choice for choice in choices if choice.data == button), None
        )
        if found is None:
            raise NotPossible(f"no button {button!r} there, only: {', '.join(choice.label for choice in choices)}")
        if found.data is not None:
            return Pressed(callback_query_id=self._press(person, message, found.data))
        if found.url is not None:
            return await self.opens(person_id, found.url)
        raise NotPossible(f"the button {button!r} is of a kind that is not played here")

    async def presses_data(self, person_id: int, message_id: int, data: str, chat_id: int | None = None) -> str:
        """Press with any callback data, also of a message that is gone: what an old or altered app may send."""
        person = self.person(person_id)
        message = self.chat(person, chat_id).messages.get(message_id)
        if message is None:
            raise NotPossible(f"there never was a message {message_id}")
        return self._press(person, message, data)

    def _press(self, person: Person, message: Message, data: str) -> str:
        if message.chat.blocked:
            raise NotPossible(f"{person.first_name} has blocked the bot")
        press = Press(str(next(self.state.press_ids)), person, message, data, self.account.clock.now())
        self.state.presses[press.id] = press
        body = press_json(press, chat_instance=str(-7_000_000_000 - message.chat.id))
        details: JsonObject = {"person": user_json(person), "callback_query_id": press.id, "data": data}
        self.account.feed.add("press", {"chat_id": message.chat.id, "message_id": message.id, **details})
        keep = self.account.limits.press_kept
        self.account.updates.add("callback_query", body, keep=keep, lane=f"presses of {person.id}")
        return press.id

    async def opens(self, person_id: int, url: str, group_id: int | None = None) -> Pressed:
        """Follow a link. One that starts the bot starts it, here or (?startgroup=) in the chosen group.

        What a link may not carry, apps leave away.
        """
        link = start_link(url, self.account.bot.username or "")
        if link is None:
            return Pressed(url=url)
        kind, payload = link
        if not can_start(payload, self.account.limits.start_payload):
            payload = ""
        if kind == "start":
            return Pressed(message_id=await self.starts(person_id, payload), url=url)
        if group_id is None:
            raise NotPossible("this link needs a group to be chosen")
        if not self.any_chat(group_id).member(self.account.bot).inside:
            await self.adds(person_id, group_id, self.bot_id)
        command = f"/start@{self.account.bot.username} {payload}".strip()
        return Pressed(message_id=await self.says(person_id, command, group_id), url=url)

    async def presses_key(self, person_id: int, label: str, chat_id: int | None = None) -> Pressed:
        """Press a key of the keyboard that stands in place of the letters: sends its label, or shares the number."""
        person = self.person(person_id)
        chat = self.chat(person, chat_id)
        message = self._keyboard_message(chat)
        keys = buttons(message.reply_markup) if message else []
        key = next((key for key in keys if key.label == label), None)
        if key is None or message is None:
            raise NotPossible(f"no key {label!r} there, only: {', '.join(key.label for key in keys)}")
        if key.details.get("request_contact"):
            return Pressed(message_id=await self.shares_contact(person_id, chat_id, reply_to=message.id))
        if key.details.get("request_location"):
            return Pressed(message_id=await self.sends(person_id, "location", chat_id))
        return Pressed(message_id=await self.says(person_id, label, chat_id))

    async def keys(self, person_id: int, chat_id: int | None = None) -> list[str]:
        """The keys that stand there now, in reading order."""
        message = self._keyboard_message(self.chat(self.person(person_id), chat_id))
        return [key.label for key in self._buttons(message)]

    def _buttons(self, message: Message | None) -> list[Button]:
        return buttons(message.reply_markup) if message else []

    def _keyboard_message(self, chat: Chat) -> Message | None:
        """The message whose keyboard is shown: the newest that brings one, unless a later one took it away."""
        for message in reversed(chat.live()):
            markup = message.reply_markup or {}
            if is_array(markup.get("keyboard")):
                return message
            if markup.get("remove_keyboard"):
                return None
        return None

    async def toasts(self, person_id: int) -> list[JsonObject]:
        """What answers to presses this person has seen, oldest first: text, show_alert, url."""
        return [
            event.data
            for event in self.account.feed.events
            if event.kind == "toast" and event.data.get("person_id") == person_id
        ]
