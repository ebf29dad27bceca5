"""The bot's account at the server: what every Bot API method works on, and the checks that they share."""

from collections.abc import Awaitable, Callable
from typing import Literal, TypeAlias

from bot.playground import errors
from bot.playground.clock import Clock
from bot.playground.errors import Refused, bad_request, forbidden
from bot.playground.feed import Feed
from bot.playground.limits import TELEGRAM, Limits
from bot.playground.params import Params
from bot.playground.polling import Poll
from bot.playground.postbox import Postbox
from bot.playground.profile import Profile
from bot.playground.state import GENERAL_TOPIC_ID, Chat, ChatKind, Message, Person, State
from bot.playground.updates import UpdateQueue
from bot.playground.webhook import Webhook

Access = Literal["read", "members", "edit", "write"]


class Account:
    """One bot and everything around it."""

    def __init__(self, bot: Person, clock: Clock | None = None, limits: Limits = TELEGRAM) -> None:
        self.bot = bot
        self.clock = clock or Clock()
        self.limits = limits
        self.state = State(bot)
        self.updates = UpdateQueue(self.clock)
        self.feed = Feed()
        self.postbox = Postbox(self.state, self.updates, self.feed, self.clock, limits)
        self.profile = Profile()
        self.poll = Poll(self.updates, limits)
        self.webhook = Webhook(self.updates, self.clock, limits)
        self.next_webhook_at = 0.0

    def chat(self, params: Params, access: Access, name: str = "chat_id") -> Chat:
        """The chat that a request names, if the bot may do this much there."""
        wanted = params.text(name).strip()
        if not wanted:
            raise bad_request("chat_id is empty")
        chat = self.state.find_chat(wanted)
        if chat is None or not self._has_met(chat):
            raise bad_request("chat not found")
        self._check_access(chat, access)
        return chat

    def _has_met(self, chat: Chat) -> bool:
        """Has the bot ever come across this person? Otherwise their number tells it nothing."""
        if chat.person is None or chat.started:
            return True
        return any(shared.member(self.bot).inside for shared in self.state.shared_chats(chat.person))

    def _check_access(self, chat: Chat, access: Access) -> None:
        changing = access in {"edit", "write"}
        if chat.kind is ChatKind.PRIVATE:
            if chat.person is not None and chat.person.deactivated and changing:
                raise forbidden("user is deactivated")
            return
        if chat.migrated_to is not None and access in {"write", "members"}:
            raise Refused(400, errors.GROUP_UPGRADED, {"migrate_to_chat_id": chat.migrated_to.id})
        member = chat.member(self.bot)
        if member.inside or chat.migrated_to is not None:
            return
        small_group = chat.kind is ChatKind.GROUP and not (changing or access == "members")
        if member.status == "kicked" and not small_group:
            raise forbidden(f"bot was kicked from the {chat.kind.value} chat")
        public = chat.username is not None
        if not small_group and (changing or not public):
            raise forbidden(f"bot is not a member of the {chat.kind.value} chat")

    def may_post(self, chat: Chat) -> None:
        """Refuse unless the bot may send messages here."""
        if chat.kind is ChatKind.PRIVATE and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        member = chat.member(self.bot)
        if chat.kind is ChatKind.CHANNEL and not member.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        if chat.is_group and member.status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")

    def topic(self, params: Params, chat: Chat) -> int | None:
        """The forum topic that a request names. The general one is named by leaving it out."""
        thread_id = params.integer("message_thread_id")
        if thread_id <= 0 or not chat.is_forum:
            return None
        if thread_id == GENERAL_TOPIC_ID or thread_id not in chat.topics:
            raise bad_request("message thread not found")
        if thread_id in chat.closed_topics and not chat.member(self.bot).leads:
            raise bad_request("TOPIC_CLOSED")
        return thread_id

    def message(self, params: Params, access: Access, what: str, name: str = "chat_id") -> Message:
        """The message that a request names; `what` is Telegram's name for it ("message to edit")."""
        chat = self.chat(params, access, name)
        found = chat.messages.get(params.integer("message_id"))
        if found is None or found.deleted:
            raise bad_request(f"{what} not found")
        return found


Handler: TypeAlias = Callable[[Account, Params], object | Awaitable[object]]
"""A Bot API method: its result is what stands in "result"."""
