"""Where messages come to be, change and go: the one place that tells both the bot and the page of it."""

from bot.playground.clock import Clock, unix
from bot.playground.feed import Feed
from bot.playground.limits import Limits
from bot.playground.objects import chat_json, member_json, message_json, user_json
from bot.playground.state import Chat, ChatKind, Member, Message, Person, State, Status
from bot.playground.updates import UpdateKind, UpdateQueue
from bot.playground.wire import JsonObject, is_array, is_object


class Postbox:
    """Posts, edits and deletes messages, and changes who is in a chat."""

    def __init__(self, state: State, updates: UpdateQueue, feed: Feed, clock: Clock, limits: Limits) -> None:
        self.state = state
        self.updates = updates
        self.feed = feed
        self.clock = clock
        self.limits = limits

    def post(self, message: Message) -> Message:
        """Put a new message into its chat: here it gets its number and date."""
        chat = message.chat
        message.id = next(chat.message_ids)
        message.date = self.clock.now()
        chat.messages[message.id] = message
        self.feed.add("message", self._told(message))
        if self._told_to_bot(message):
            kind: UpdateKind = "channel_post" if chat.kind is ChatKind.CHANNEL else "message"
            self.updates.add(kind, message_json(message), keep=self.limits.message_kept, lane=f"chat {chat.id}")
        return message

    def service(self, chat: Chat, content: JsonObject, sender: Person | None) -> Message:
        """Post one of Telegram's own lines ("… joined the group")."""
        if chat.kind is ChatKind.CHANNEL:
            return self.post(Message(chat, content, sender_chat=chat, author=sender, service=True))
        return self.post(Message(chat, content, sender, author=sender, service=True))

    def edited(self, message: Message, *, visibly: bool = True) -> None:
        """A message was changed in place: note when, and tell."""
        if visibly:
            message.edit_date = self.clock.now()
        self.feed.add("edit", self._told(message))
        if message.author is not self.state.bot and self._told_to_bot(message):
            kind: UpdateKind = "edited_channel_post" if message.chat.kind is ChatKind.CHANNEL else "edited_message"
            lane = f"chat {message.chat.id}"
            self.updates.add(kind, message_json(message), keep=self.limits.message_kept, lane=lane)

    def delete(self, message: Message) -> None:
        """Take a message away. Telegram tells bots nothing of it."""
        message.deleted = True
        chat = message.chat
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.feed.add("delete", {"chat_id": chat.id, "message_id": message.id})

    def pin(self, message: Message, by: Person) -> None:
        """Pin a message, with the line that Telegram writes about it."""
        chat = message.chat
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        chat.pinned.append(message.id)
        self.feed.add("pin", {"chat_id": chat.id, "message_id": message.id})
        self.service(chat, {"pinned_message": message_json(message, with_reply=False)}, by)

    def unpin(self, chat: Chat, message_ids: list[int]) -> None:
        """Take pins away."""
        for message_id in message_ids:
            chat.pinned.remove(message_id)
            self.feed.add("unpin", {"chat_id": chat.id, "message_id": message_id})

    def change_member(self, chat: Chat, member: Member, by: Person) -> None:
        """Somebody's standing in a chat changes; the bot hears of it as Telegram tells it."""
        before = chat.member(member.person)
        chat.members[member.person.id] = member
        self.feed.add("member", {"chat_id": chat.id, "by": by.id, "member": member_json(member, chat)})
        self._tell_of_member(chat, before, member, by)

    def tell_blocked(self, chat: Chat, *, blocked: bool) -> None:
        """A person blocks or unblocks the bot: to the bot that looks like being kicked from the private chat."""
        if chat.person is None:
            raise ValueError("only a private chat can be blocked")
        chat.blocked = blocked
        statuses: tuple[Status, Status] = ("member", "kicked") if blocked else ("kicked", "member")
        before, after = (Member(self.state.bot, status) for status in statuses)
        self.feed.add("blocked" if blocked else "unblocked", {"chat_id": chat.id, "person": user_json(chat.person)})
        self._tell_of_member(chat, before, after, chat.person)

    def _tell_of_member(self, chat: Chat, before: Member, after: Member, by: Person) -> None:
        own = after.person is self.state.bot
        if not own and not chat.member(self.state.bot).leads:
            return
        body: JsonObject = {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": unix(self.clock.now()),
            "old_chat_member": member_json(before, chat),
            "new_chat_member": member_json(after, chat),
        }
        kind: UpdateKind = "my_chat_member" if own else "chat_member"
        self.updates.add(kind, body, keep=self.limits.message_kept, lane=f"chat {chat.id}")

    def seen(self, message: Message) -> JsonObject:
        """A message as people's apps show it: with any kind of keyboard, whose it is, and whether it was silent."""
        body = message_json(message)
        body["reply_markup"] = message.reply_markup
        body["from_bot"] = message.author is self.state.bot
        body["author_id"] = message.author.id if message.author else None
        body["silent"] = message.silent
        body["service"] = message.service
        return body

    def _told(self, message: Message) -> JsonObject:
        return {"chat_id": message.chat.id, "message": self.seen(message)}

    def _told_to_bot(self, message: Message) -> bool:
        """Would Telegram send the bot an update of this message?"""
        bot, chat = self.state.bot, message.chat
        if message.author is bot:
            return "pinned_message" in message.content or "left_chat_member" in message.content
        if chat.kind is ChatKind.PRIVATE:
            return not chat.blocked
        member = chat.member(bot)
        if not member.inside:
            left = message.content.get("left_chat_member")
            return chat.kind is not ChatKind.CHANNEL and is_object(left) and left.get("id") == bot.id
        return message.service or member.leads or self._for_bot(message)

    def _for_bot(self, message: Message) -> bool:
        """Privacy mode: in a group, a bot without rights gets commands, mentions of itself and replies to it."""
        if message.reply_to is not None and message.reply_to.author is self.state.bot:
            return True
        text = str(message.content.get("text") or message.content.get("caption") or "")
        own = f"@{self.state.bot.username}".lower()
        if own in text.lower():
            return True
        entities = message.content.get("entities")
        first = entities[0] if is_array(entities) and entities else None
        command = is_object(first) and first.get("type") == "bot_command" and first.get("offset") == 0
        return command and "@" not in text.split(maxsplit=1)[0]
