"""What everything that people do has in common: who they are, where they are, and what an app would not let them do."""

from bot.playground.account import Account
from bot.playground.state import Chat, ChatKind, Message, Person


class NotPossible(Exception):
    """A Telegram app would not let a person do this; the text says why."""


class PeopleBase:
    """Finds people, chats and messages by their numbers."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.state = account.state
        self.postbox = account.postbox

    @property
    def bot_id(self) -> int:
        """The bot's own number, where a method takes a person's."""
        return self.account.bot.id

    def person(self, person_id: int) -> Person:
        """A person, or the bot."""
        if person_id == self.bot_id:
            return self.account.bot
        person = self.state.people.get(person_id)
        if person is None:
            raise NotPossible(f"there is no person {person_id}")
        return person

    def chat(self, person: Person, chat_id: int | None) -> Chat:
        """A chat in which this person is; without a number, the private one with the bot."""
        if chat_id is None or chat_id == person.id:
            return self.state.private_chat(person)
        chat = self.any_chat(chat_id)
        if chat.kind is ChatKind.PRIVATE or not chat.member(person).inside:
            raise NotPossible(f"{person.first_name} is not in {chat.title or 'that chat'}")
        return chat

    def any_chat(self, chat_id: int) -> Chat:
        """A chat by its number."""
        chat = self.state.chats.get(chat_id)
        if chat is None:
            raise NotPossible(f"there is no chat {chat_id}")
        return chat

    def message(self, chat: Chat, message_id: int) -> Message:
        """A message that is still there."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            raise NotPossible(f"there is no message {message_id} in {chat.title or 'that chat'}")
        return message
