"""Groups and channels: made, joined, left, and who may do what in them."""

from typing import Literal

from bot.playground.objects import chat_json, rights_in, user_json
from bot.playground.people_base import NotPossible, PeopleBase
from bot.playground.state import Chat, ChatKind, Member, Person, Right, Status
from bot.playground.wire import JsonObject

_CREATED = {
    ChatKind.GROUP: "group_chat_created",
    ChatKind.SUPERGROUP: "supergroup_chat_created",
    ChatKind.CHANNEL: "channel_chat_created",
}


class Groups(PeopleBase):
    """What people do with groups and channels. A person's number may also be the bot's (`bot_id`)."""

    async def create_chat(
        self,
        owner: int,
        title: str,
        kind: Literal["group", "supergroup", "channel"] = "channel",
        *,
        username: str | None = None,
        is_forum: bool = False,
        signs_posts: bool = False,
    ) -> int:
        """A new group or channel; returns its number."""
        person = self.person(owner)
        chat_kind = ChatKind(kind)
        if is_forum and chat_kind is not ChatKind.SUPERGROUP:
            raise NotPossible("only a supergroup can be a forum")
        ids = self.state.group_ids if chat_kind is ChatKind.GROUP else self.state.channel_ids
        chat = self.state.new_chat(chat_kind, next(ids), title=title)
        chat.username, chat.is_forum, chat.signs_posts = username, is_forum, signs_posts
        chat.members[owner] = Member(person, "creator")
        self.account.feed.add("chat", {**chat_json(chat), "owner": owner})
        self.postbox.service(chat, {_CREATED[chat_kind]: True}, person)
        return chat.id

    async def joins(self, person_id: int, chat_id: int) -> None:
        """Join by oneself, as with an invite link."""
        await self.adds(person_id, chat_id, person_id)

    async def adds(self, by: int, chat_id: int, person_id: int) -> None:
        """Bring somebody in. (A bot comes into a channel as an administrator: see promotes.)"""
        chat, actor, person = self.any_chat(chat_id), self.person(by), self.person(person_id)
        if actor is not person and not chat.member(actor).inside:
            raise NotPossible(f"{actor.first_name} is not in {chat.title}")
        if chat.member(person).inside:
            raise NotPossible(f"{person.first_name} is in {chat.title} already")
        if chat.kind is ChatKind.CHANNEL and person.is_bot:
            raise NotPossible("a bot can be in a channel only as an administrator")
        self.postbox.change_member(chat, Member(person, "member"), actor)
        self._line(chat, {"new_chat_members": [user_json(person)]}, actor)

    async def leaves(self, person_id: int, chat_id: int) -> None:
        """Go away by oneself."""
        person = self.person(person_id)
        self._gone(self.chat(person, chat_id), person, "left", person)

    async def removes(self, by: int, chat_id: int, person_id: int) -> None:
        """Remove somebody and keep them out."""
        chat, actor = self._led(by, chat_id)
        self._gone(chat, self.person(person_id), "kicked", actor)

    def _gone(self, chat: Chat, person: Person, status: Status, by: Person) -> None:
        was_inside = chat.member(person).inside
        self.postbox.change_member(chat, Member(person, status), by)
        if was_inside:
            self._line(chat, {"left_chat_member": user_json(person)}, by)

    async def promotes(
        self,
        by: int,
        chat_id: int,
        person_id: int,
        rights: frozenset[Right] | None = None,
        *,
        is_anonymous: bool = False,
        custom_title: str | None = None,
    ) -> None:
        """Make an administrator, with these rights; without them with all that exist in such a chat."""
        chat, actor = self._led(by, chat_id)
        person = self.person(person_id)
        if chat.member(person).status == "creator":
            raise NotPossible("the owner has all rights already")
        possible = frozenset(rights_in(chat.kind))
        chosen = possible if rights is None else rights & possible
        came = not chat.member(person).inside
        member = Member(person, "administrator", chosen | {"can_manage_chat"}, is_anonymous, custom_title)
        self.postbox.change_member(chat, member, actor)
        if came:
            self._line(chat, {"new_chat_members": [user_json(person)]}, actor)

    async def demotes(self, by: int, chat_id: int, person_id: int) -> None:
        """Take the rights away again. A bot without rights drops out of a channel."""
        chat, actor = self._led(by, chat_id)
        person = self.person(person_id)
        falls_out = chat.kind is ChatKind.CHANNEL and person.is_bot
        self.postbox.change_member(chat, Member(person, "left" if falls_out else "member"), actor)

    async def restricts(self, by: int, chat_id: int, person_id: int, *, still_there: bool = True) -> None:
        """Forbid somebody to write. Restricted people may be in the group or not."""
        chat, actor = self._led(by, chat_id)
        if chat.kind is not ChatKind.SUPERGROUP:
            raise NotPossible("people can be restricted only in a supergroup")
        member = Member(self.person(person_id), "restricted", still_there=still_there)
        self.postbox.change_member(chat, member, actor)

    async def hides(self, person_id: int, chat_id: int, *, hidden: bool = True) -> None:
        """An owner or administrator writes anonymously from now on, or no longer."""
        person = self.person(person_id)
        chat = self.chat(person, chat_id)
        member = chat.member(person)
        if not member.leads:
            raise NotPossible("only an administrator can be anonymous")
        changed = Member(person, member.status, member.rights, hidden, member.custom_title)
        self.postbox.change_member(chat, changed, person)

    async def renames_chat(self, by: int, chat_id: int, title: str) -> None:
        """Another title."""
        chat, actor = self._led(by, chat_id)
        chat.title = title
        self._line(chat, {"new_chat_title": title}, actor, also_in_channels=True)

    async def upgrades_to_supergroup(self, by: int, chat_id: int, *, new_chat_speaks_first: bool = False) -> int:
        """A group becomes a supergroup, with another number; the bot learns of it by two lines, in either order."""
        old, actor = self._led(by, chat_id)
        if old.kind is not ChatKind.GROUP:
            raise NotPossible("only a small group can become a supergroup")
        new = self.state.new_chat(ChatKind.SUPERGROUP, next(self.state.channel_ids), title=old.title)
        new.members = dict(old.members)
        old.migrated_to = new
        self.account.feed.add("chat", {**chat_json(new), "migrated_from": old.id})
        lines: list[tuple[Chat, JsonObject]] = [
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ]
        for chat, content in reversed(lines) if new_chat_speaks_first else lines:
            self.postbox.service(chat, content, actor)
        return new.id

    async def adds_topic(self, by: int, chat_id: int, name: str) -> int:
        """A new topic in a forum; returns its number."""
        chat, actor = self._led(by, chat_id)
        if not chat.is_forum:
            raise NotPossible(f"{chat.title} has no topics")
        content: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = self.postbox.service(chat, content, actor)
        message.thread_id = message.id
        chat.topics[message.id] = name
        return message.id

    async def deletes_topic(self, by: int, chat_id: int, thread_id: int) -> None:
        """A topic goes, with everything in it."""
        chat, _ = self._led(by, chat_id)
        del chat.topics[thread_id]
        for message in chat.live():
            if message.thread_id == thread_id:
                self.postbox.delete(message)

    async def closes_topic(self, by: int, chat_id: int, thread_id: int) -> None:
        """Only administrators may write in the topic from now on."""
        chat, actor = self._led(by, chat_id)
        chat.closed_topics.add(thread_id)
        self.postbox.service(chat, {"forum_topic_closed": {}}, actor)

    def _led(self, by: int, chat_id: int) -> tuple[Chat, Person]:
        chat, actor = self.any_chat(chat_id), self.person(by)
        if not chat.member(actor).leads:
            raise NotPossible(f"{actor.first_name} does not lead {chat.title}")
        return chat, actor

    def _line(self, chat: Chat, content: JsonObject, by: Person, *, also_in_channels: bool = False) -> None:
        """Telegram's line about who came and went; channels have none."""
        if also_in_channels or chat.kind is not ChatKind.CHANNEL:
            self.postbox.service(chat, content, by)
