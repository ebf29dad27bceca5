"""What people say, send, forward, change and take back."""

from bot.playground.clock import unix
from bot.playground.detection import detect
from bot.playground.files import document_json, photo_json, store
from bot.playground.links import can_start
from bot.playground.media import Kind, something
from bot.playground.objects import origin_json
from bot.playground.people_base import NotPossible, PeopleBase
from bot.playground.state import Chat, ChatKind, Message, Person
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject, Upload, without_none


class Messages(PeopleBase):
    """What people write: without `chat_id` to their private chat with the bot. Numbers of messages come back."""

    async def says(
        self,
        person_id: int,
        text: str,
        chat_id: int | None = None,
        *,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> int:
        """Write a text. Apps send a very long one as several messages; the last one's number comes back."""
        chat = self.chat(self.person(person_id), chat_id)
        text = text.strip(" \n")
        if not text:
            raise NotPossible("an empty text cannot be sent")
        number = 0
        for piece in _pieces(text, self.account.limits.text):
            content = _typed(piece, "text", "entities")
            number = self._send(person_id, chat, content, reply_to=reply_to, thread_id=thread_id).id
        return number

    async def starts(self, person_id: int, payload: str = "") -> int:
        """Press START, or follow a link with ?start=payload: the app writes the command."""
        if payload and not can_start(payload, self.account.limits.start_payload):
            raise NotPossible("a link cannot carry this; it can be typed, though")
        if self.state.private_chat(self.person(person_id)).blocked:
            self.postbox.tell_blocked(self.state.private_chat(self.person(person_id)), blocked=False)
        return await self.says(person_id, f"/start {payload}".strip())

    async def sends_photo(
        self, person_id: int, content: bytes, caption: str = "", chat_id: int | None = None, name: str = "photo.jpg"
    ) -> int:
        """Send a photo."""
        stored = store(self.state, Upload(name, content, "image/jpeg"), "photo")
        body: JsonObject = {"photo": photo_json(stored), **_typed(caption, "caption", "caption_entities")}
        return self._send(person_id, self.chat(self.person(person_id), chat_id), body).id

    async def sends_document(
        self,
        person_id: int,
        content: bytes,
        name: str,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        chat_id: int | None = None,
    ) -> int:
        """Send a file."""
        stored = store(self.state, Upload(name, content, mime_type), "document")
        body: JsonObject = {"document": document_json(stored), **_typed(caption, "caption", "caption_entities")}
        return self._send(person_id, self.chat(self.person(person_id), chat_id), body).id

    async def sends(self, person_id: int, kind: Kind, chat_id: int | None = None) -> int:
        """Send something that is no text: a voice message, a sticker, a poll, a location, …"""
        person = self.person(person_id)
        return self._send(person_id, self.chat(person, chat_id), something(self.state, person, kind)).id

    async def shares_contact(self, person_id: int, chat_id: int | None = None, *, reply_to: int | None = None) -> int:
        """Share one's own number, as with a "share my number" button."""
        return await self.shares_contact_of(person_id, person_id, chat_id, reply_to=reply_to)

    async def shares_contact_of(
        self, person_id: int, whose: int, chat_id: int | None = None, *, reply_to: int | None = None
    ) -> int:
        """Send another's contact card from the address book."""
        other = self.person(whose)
        card = without_none(
            phone_number=other.phone_number,
            first_name=other.first_name,
            last_name=other.last_name,
            user_id=other.id,
        )
        chat = self.chat(self.person(person_id), chat_id)
        return self._send(person_id, chat, {"contact": card}, reply_to=reply_to).id

    async def shares_unknown_contact(
        self, person_id: int, phone_number: str, first_name: str, chat_id: int | None = None
    ) -> int:
        """Send the card of somebody who is not on Telegram: it has no user_id."""
        card: JsonObject = {"phone_number": phone_number, "first_name": first_name}
        return self._send(person_id, self.chat(self.person(person_id), chat_id), {"contact": card}).id

    async def forwards(
        self, person_id: int, message_id: int, from_chat_id: int | None = None, to_chat_id: int | None = None
    ) -> int:
        """Forward a message, by default to the bot."""
        person = self.person(person_id)
        source = self.message(self.chat(person, from_chat_id), message_id)
        if source.protected or source.service:
            raise NotPossible("this message cannot be forwarded")
        origin = source.forward_origin or origin_json(source)
        return self._send(person_id, self.chat(person, to_chat_id), dict(source.content), origin=origin).id

    async def forwards_from_outside(self, person_id: int, text: str, author_name: str) -> int:
        """Forward a text that somebody wrote elsewhere, whose account stays hidden."""
        origin: JsonObject = {
            "type": "hidden_user",
            "sender_user_name": author_name,
            "date": unix(self.account.clock.now()),
        }
        chat = self.chat(self.person(person_id), None)
        return self._send(person_id, chat, _typed(text, "text", "entities"), origin=origin).id

    async def edits(self, person_id: int, message_id: int, text: str, chat_id: int | None = None) -> None:
        """Change one's own message (its text, or its caption)."""
        chat = self.chat(self.person(person_id), chat_id)
        message = self.message(chat, message_id)
        if message.author is not self.person(person_id) or message.forward_origin or message.service:
            raise NotPossible("only one's own messages can be edited")
        names = ("text", "entities") if "text" in message.content else ("caption", "caption_entities")
        kept = {name: value for name, value in message.content.items() if name not in names}
        message.content = {**kept, **_typed(text, *names)}
        self.postbox.edited(message)

    async def deletes(self, person_id: int, message_id: int, chat_id: int | None = None) -> None:
        """Delete a message for everyone. The bot is told nothing of it."""
        person = self.person(person_id)
        chat = self.chat(person, chat_id)
        message = self.message(chat, message_id)
        own = message.author is person or chat.kind is ChatKind.PRIVATE
        if not own and not chat.member(person).may("can_delete_messages"):
            raise NotPossible("this message is somebody else's")
        self.postbox.delete(message)

    async def pins(self, person_id: int, message_id: int, chat_id: int | None = None) -> None:
        """Pin a message."""
        person = self.person(person_id)
        chat = self.chat(person, chat_id)
        self.postbox.pin(self.message(chat, message_id), person)

    async def unpins(self, person_id: int, message_id: int, chat_id: int | None = None) -> None:
        """Take a pin away."""
        chat = self.chat(self.person(person_id), chat_id)
        message = self.message(chat, message_id)
        self.postbox.unpin(chat, [message.id] if message.id in chat.pinned else [])

    async def gives(self, person_id: int, to: int, message_id: int, chat_id: int | None = None) -> None:
        """Show a message to another person in a chat of their own, of which the bot learns nothing."""
        giver, receiver = self.person(person_id), self.person(to)
        message = self.message(self.chat(giver, chat_id), message_id)
        if message.protected or message.service:
            raise NotPossible("this message cannot be forwarded")
        seen_last = max(self.state.private_chat(receiver).messages, default=0)
        given: JsonObject = {"message": self.postbox.seen(message), "date": unix(self.account.clock.now())}
        self.account.feed.add("given", {"from": giver.id, "to": receiver.id, "after": seen_last, **given})

    async def history(self, person_id: int, chat_id: int | None = None) -> list[JsonObject]:
        """The messages of a chat as the person's app shows them, oldest first."""
        return [self.postbox.seen(message) for message in self.chat(self.person(person_id), chat_id).live()]

    def _send(
        self,
        person_id: int,
        chat: Chat,
        content: JsonObject,
        *,
        reply_to: int | None = None,
        thread_id: int | None = None,
        origin: JsonObject | None = None,
    ) -> Message:
        person = self.person(person_id)
        self._may_write(person, chat)
        member = chat.member(person)
        hidden = chat.is_group and member.is_anonymous
        in_channel = chat.kind is ChatKind.CHANNEL
        message = Message(
            chat,
            content,
            sender=None if in_channel else self.state.anonymous_administrator if hidden else person,
            author=person,
            sender_chat=chat if in_channel or hidden else None,
            author_signature=_signature(chat, person, member.custom_title, hidden=hidden),
            reply_to=self.message(chat, reply_to) if reply_to is not None else None,
            thread_id=thread_id,
            forward_origin=origin,
        )
        chat.started = True
        return self.postbox.post(message)

    def _may_write(self, person: Person, chat: Chat) -> None:
        member = chat.member(person)
        if person.deactivated:
            raise NotPossible(f"{person.first_name}'s account is deleted")
        if chat.blocked:
            raise NotPossible(f"{person.first_name} has blocked the bot")
        if chat.migrated_to is not None:
            raise NotPossible(f"{chat.title} has become a supergroup")
        if chat.kind is ChatKind.CHANNEL and not member.may("can_post_messages"):
            raise NotPossible(f"{person.first_name} may not post in {chat.title}")
        if member.status == "restricted":
            raise NotPossible(f"{person.first_name} may not write in {chat.title}")


def _signature(chat: Chat, person: Person, custom_title: str | None, *, hidden: bool) -> str | None:
    if chat.kind is ChatKind.CHANNEL:
        return person.first_name if chat.signs_posts else None
    return custom_title if hidden else None


def _typed(text: str, name: str, entities_name: str) -> JsonObject:
    """A text with what Telegram's apps find in it."""
    if not text:
        return {}
    entities = detect(text)
    return {name: text, **({entities_name: entities} if entities else {})}


def _pieces(text: str, longest: int) -> list[str]:
    pieces = [""]
    length = 0
    for character in text:
        length += units(character)
        if length > longest:
            pieces.append("")
            length = units(character)
        pieces[-1] += character
    return pieces
