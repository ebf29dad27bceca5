"""Who and what exists: people, chats, messages, presses and files, all in memory."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

from bot.playground.wire import JsonObject

ANONYMOUS_ADMINISTRATOR_ID = 1087968824
"""Telegram's own account in whose name anonymous administrators write (@GroupAnonymousBot)."""

GENERAL_TOPIC_ID = 1
"""A forum's first topic; a message is sent there by leaving the topic out."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a message that has not been posted yet."""

CHANNEL_ID_BASE = -1_000_000_000_000
"""Ids of supergroups and channels are written as -100…"""


class ChatKind(StrEnum):
    """The Bot API's four kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

Right = Literal[
    "can_manage_chat",
    "can_change_info",
    "can_post_messages",
    "can_edit_messages",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_direct_messages",
    "can_manage_tags",
    "can_send_welcome_messages",
]


@dataclass
class Person:
    """An account: a person's, or the bot's."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone_number: str = ""
    is_bot: bool = False
    deactivated: bool = False
    hides_forwards: bool = False


@dataclass
class Member:
    """What somebody is in a chat, and may do there."""

    person: Person
    status: Status = "left"
    rights: frozenset[Right] = frozenset()
    is_anonymous: bool = False
    custom_title: str | None = None
    still_there: bool = True
    """Of a restricted member: is the person in the chat?"""

    @property
    def inside(self) -> bool:
        """Is the person in the chat now?"""
        if self.status == "restricted":
            return self.still_there
        return self.status in {"creator", "administrator", "member"}

    @property
    def leads(self) -> bool:
        """Owner or administrator?"""
        return self.status in {"creator", "administrator"}

    def may(self, right: Right) -> bool:
        """Has the person this administrator right? (The owner has them all.)"""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass
class Chat:
    """One chat of any kind. A private chat is the one between a person and the bot."""

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    person: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    is_forum: bool = False
    pinned: list[int] = field(default_factory=list)
    migrated_to: "Chat | None" = None
    signs_posts: bool = False
    started: bool = False
    """Of a private chat: has the person ever written to the bot?"""
    blocked: bool = False
    """Of a private chat: has the person blocked the bot?"""
    message_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def member(self, person: Person) -> Member:
        """What this account is in the chat; "left" if it never was there."""
        return self.members.get(person.id) or Member(person)

    def live(self) -> list["Message"]:
        """The messages that have not been deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    @property
    def is_group(self) -> bool:
        """A group of either kind?"""
        return self.kind in {ChatKind.GROUP, ChatKind.SUPERGROUP}


@dataclass
class Message:
    """One message; its content is held as the Bot API writes it (text and entities, photo and caption, …)."""

    chat: Chat
    content: JsonObject
    sender: Person | None = None
    id: int = 0
    date: datetime = EPOCH
    author: Person | None = None
    """Who really wrote it, where the sender is a channel or an anonymous administrator."""
    sender_chat: Chat | None = None
    author_signature: str | None = None
    reply_markup: JsonObject | None = None
    reply_to: "Message | None" = None
    forward_origin: JsonObject | None = None
    thread_id: int | None = None
    edit_date: datetime | None = None
    service: bool = False
    silent: bool = False
    protected: bool = False
    deleted: bool = False

    @property
    def inline_keyboard(self) -> JsonObject | None:
        """The buttons under the message, if it has any."""
        if self.reply_markup is not None and "inline_keyboard" in self.reply_markup:
            return self.reply_markup
        return None


@dataclass
class Press:
    """A press of an inline button: the callback query that the bot must answer."""

    id: str
    person: Person
    message: Message
    data: str
    pressed_at: datetime
    answer: JsonObject | None = None


@dataclass(frozen=True)
class StoredFile:
    """An uploaded file's bytes, and the names under which they are found."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes


class State:
    """Everything that the server remembers."""

    def __init__(self, bot: Person) -> None:
        self.bot = bot
        self.anonymous_administrator = Person(
            ANONYMOUS_ADMINISTRATOR_ID, "Group", username="GroupAnonymousBot", is_bot=True
        )
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, StoredFile] = {}
        self.person_ids = itertools.count(5_000_000_001)
        self.group_ids = itertools.count(-4_000_000_001, -1)
        self.channel_ids = itertools.count(CHANNEL_ID_BASE - 2_000_000_001, -1)
        self.press_ids = itertools.count(4_000_000_000_000_000_001)
        self.file_numbers = itertools.count(1)
        self._account_message_ids = itertools.count(1)

    def new_chat(self, kind: ChatKind, chat_id: int, *, title: str | None = None, person: Person | None = None) -> Chat:
        """Make a chat. Private chats and small groups share one row of message numbers, as in a real account."""
        chat = Chat(chat_id, kind, title, person=person)
        if kind in {ChatKind.PRIVATE, ChatKind.GROUP}:
            chat.message_ids = self._account_message_ids
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, person: Person) -> Chat:
        """The chat between this person and the bot."""
        known = self.chats.get(person.id)
        return known or self.new_chat(ChatKind.PRIVATE, person.id, person=person)

    def find_chat(self, name: str) -> Chat | None:
        """A chat by its number or, for public ones, @username."""
        if name.startswith("@"):
            wanted = name[1:].lower()
            public = (chat for chat in self.chats.values() if chat.kind in {ChatKind.SUPERGROUP, ChatKind.CHANNEL})
            return next((chat for chat in public if (chat.username or "").lower() == wanted), None)
        try:
            return self.chats.get(int(name))
        except ValueError:
            return None

    def shared_chats(self, person: Person) -> Iterable[Chat]:
        """The groups and channels in which this person is."""
        return [chat for chat in self.chats.values() if chat.member(person).inside]
