"""What the bot says of itself, by language and by place: names, descriptions, commands, buttons, rights."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.playground.errors import bad_request
from bot.playground.state import Chat, ChatKind, Person
from bot.playground.wire import JsonObject

Command: TypeAlias = dict[str, str]

_WIDE = {
    ChatKind.PRIVATE: "all_private_chats",
    ChatKind.GROUP: "all_group_chats",
    ChatKind.SUPERGROUP: "all_group_chats",
}


_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def language_of(code: str) -> str:
    """A language code of a request: two letters, or empty for everybody else. Raises Refused for anything else."""
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("LANG_CODE_INVALID")
    return code


@dataclass
class Profile:
    """Texts are kept by language code; "" is for everybody whose language has none of its own."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Command]] = field(default_factory=dict)
    """By scope and language."""
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict)
    """By private chat; 0 is for all others."""
    rights: dict[bool, JsonObject] = field(default_factory=dict)
    """The rights that the bot suggests when it is made administrator; True is for channels."""

    def commands_for(self, person: Person, chat: Chat) -> list[Command]:
        """The commands that a person's app offers in a chat: the narrowest scope wins, then the person's language."""
        for scope in _scopes(person, chat):
            for language in (person.language_code or "", ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []

    def about(self, language: str, name: str) -> dict[str, str]:
        """The bot's name and descriptions in a language; `name` is the one that it was registered with."""
        kept = {"name": self.names, "description": self.descriptions, "short_description": self.short_descriptions}
        return {"name": name} | {
            what: text for what, texts in kept.items() if (text := texts.get(language) or texts.get("", ""))
        }


def _scopes(person: Person, chat: Chat) -> Iterator[str]:
    if chat.kind is ChatKind.CHANNEL:
        return
    leads = chat.is_group and chat.member(person).leads
    if chat.is_group:
        yield f"chat_member {chat.id} {person.id}"
        if leads:
            yield f"chat_administrators {chat.id}"
    yield f"chat {chat.id}"
    if leads:
        yield "all_chat_administrators"
    yield _WIDE[chat.kind]
    yield "default"
