"""People and their accounts: new ones, other names and languages, blocking the bot, going away."""

from bot.playground.objects import chat_json, user_json
from bot.playground.people_base import NotPossible, PeopleBase
from bot.playground.state import Person
from bot.playground.wire import JsonObject


class Accounts(PeopleBase):
    """What people do with their own accounts."""

    async def add_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "fi",
        phone_number: str | None = None,
    ) -> int:
        """Somebody new on Telegram; returns the person's number. language_code is that of the person's app."""
        person_id = next(self.state.person_ids)
        phone = phone_number or f"+99966{person_id % 100_000:05d}"
        person = Person(person_id, first_name, last_name, username, language_code, phone)
        self.state.people[person_id] = person
        self.state.private_chat(person)
        self.account.feed.add("person", self._shown(person))
        return person_id

    async def changes_profile(
        self,
        person_id: int,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        hides_forwards: bool | None = None,
    ) -> None:
        """Another name, username or language; what is left out stays, an empty text takes away."""
        person = self.person(person_id)
        person.first_name = first_name or person.first_name
        if last_name is not None:
            person.last_name = last_name or None
        if username is not None:
            person.username = username or None
        if language_code is not None:
            person.language_code = language_code or None
        if hides_forwards is not None:
            person.hides_forwards = hides_forwards
        self.account.feed.add("person", self._shown(person))

    async def blocks_bot(self, person_id: int) -> None:
        """Stop the bot: it can no longer write to this person, and hears of it."""
        chat = self.state.private_chat(self.person(person_id))
        if not chat.blocked:
            self.postbox.tell_blocked(chat, blocked=True)

    async def unblocks_bot(self, person_id: int) -> None:
        """Let the bot write again."""
        chat = self.state.private_chat(self.person(person_id))
        if chat.blocked:
            self.postbox.tell_blocked(chat, blocked=False)

    async def deletes_account(self, person_id: int) -> None:
        """Leave Telegram for good."""
        if person_id == self.bot_id:
            raise NotPossible("the bot's account cannot be deleted here")
        person = self.person(person_id)
        person.deactivated = True
        self.account.feed.add("person", self._shown(person))

    async def list_people(self) -> list[JsonObject]:
        """Everyone, in the order in which they came."""
        return [self._shown(person) for person in self.state.people.values()]

    async def list_chats(self, person_id: int | None = None) -> list[JsonObject]:
        """The groups and channels in which a person is, or all."""
        chats = self.state.shared_chats(self.person(person_id)) if person_id else self.state.chats.values()
        return [
            {
                **chat_json(chat),
                "members": [
                    {
                        "id": member.person.id,
                        "status": member.status,
                        "is_anonymous": member.is_anonymous,
                        "inside": member.inside,
                        "rights": sorted(member.rights),
                    }
                    for member in chat.members.values()
                ],
                "pinned": list(chat.pinned),
                "topics": {str(number): name for number, name in chat.topics.items()},
            }
            for chat in chats
            if chat.person is None
        ]

    def _shown(self, person: Person) -> JsonObject:
        chat = self.state.private_chat(person)
        return {
            **user_json(person),
            "phone_number": person.phone_number,
            "deactivated": person.deactivated,
            "blocked_bot": chat.blocked,
            "started": chat.started,
            "hides_forwards": person.hides_forwards,
            "pinned": list(chat.pinned),
        }
