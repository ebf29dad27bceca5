"""Updates that came once, with something changed: as another client, a later Bot API or an attacker has them."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bot.playground.state import ANONYMOUS_ADMINISTRATOR_ID
from tests.fuzz import words
from tests.fuzz.cast import CANARY
from tests.fuzz.edge import MADE_UP
from tests.fuzz.stage import Body
from tests.kit.nasty import NASTY

KINDS: Final = (
    *("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member"),
    *("chat_member", "business_message", "poll", "chat_join_request", "message_reaction", "something_new"),
)
NUMBERS: Final = (0, 1, -1, 777000, ANONYMOUS_ADMINISTRATOR_ID, 136817688, 2**31, 2**53, -(10**12), 2**63, 10**30)
VALUES: Final[tuple[Any, ...]] = (None, True, False, 0, -1, 1.5, "", "x", [], {}, [[]], [None], {"id": 1})
EXTRAS: Final[tuple[Body, ...]] = (
    {"is_topic_message": True, "message_thread_id": 7},
    {"migrate_to_chat_id": -1001234567890},
    {"migrate_from_chat_id": -1234567},
    {"forum_topic_created": {"name": CANARY, "icon_color": 7322096}},
    {"forum_topic_closed": {}},
    {"new_chat_title": CANARY},
    {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": CANARY}]},
    {"left_chat_member": {"id": 5, "is_bot": True, "first_name": CANARY}},
    {"via_bot": {"id": 9, "is_bot": True, "first_name": "inline"}},
    {"forward_origin": {"type": "hidden_user", "sender_user_name": CANARY, "date": 1}},
    {"contact": {"phone_number": "+358401234567", "first_name": CANARY}},
    {"contact": {"phone_number": "☎", "first_name": CANARY, "user_id": 2**40}},
    {"document": {"file_id": "f", "file_unique_id": "u", "file_name": f"../{CANARY}.exe"}},
    {"photo": []},
    {"location": {"latitude": 60.1, "longitude": 24.9}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"caption": CANARY},
    {"entities": [{"type": "bot_command", "offset": 0, "length": 4096}]},
    {"entities": [{"type": "of_tomorrow", "offset": -1, "length": 0}]},
    {"sender_chat": {"id": -1001, "type": "channel", "title": CANARY}},
    {"web_app_data": {"data": CANARY, "button_text": CANARY}},
    {"successful_payment": None},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": -1001, "type": "channel"}}},
    {"edit_date": 1},
    {"date": 0},
    {"date": 2**40},
)


@dataclass
class Mutator:
    """Changes updates; `known` are the numbers of people and chats, `pressed` all callback data ever seen."""

    chance: random.Random
    known: list[int]
    pressed: list[str] = field(default_factory=list)
    queries: int = 0

    def mutated(self, update: Body) -> Body:
        """A changed copy without a number."""
        body = copy.deepcopy({name: value for name, value in update.items() if name != "update_id"})
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            body = self._once(body)
        return self._fresh_query(body)

    def _once(self, body: Body) -> Body:
        match self.chance.randrange(12):
            case 0:
                return {self.chance.choice(KINDS): next(iter(body.values()), {})}
            case 1 | 2:
                self._swap_person(body)
            case 3 | 4 | 5:
                self._press(body)
            case 6:
                self._add(body)
            case 7:
                self._value(body)
            case 8:
                self._drop(body)
            case _:
                self._leaf(body)
        return body

    def _fresh_query(self, body: Body) -> Body:
        """Another press is another query."""
        query = body.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            self.queries += 1
            query["id"] = f"{MADE_UP}{self.queries:018d}"
        return body

    def _swap_person(self, body: Body) -> None:
        """The same from somebody else, in another chat, or in a chat of another kind."""
        for holder in list(_objects(body)):
            if "first_name" in holder and self.chance.random() < 0.7:
                holder["id"] = self._number()
                if self.chance.random() < 0.2:
                    holder["is_bot"] = not holder.get("is_bot")
            elif "type" in holder and "id" in holder and self.chance.random() < 0.3:
                holder["id"] = self._number()
                holder["type"] = self.chance.choice(("private", "group", "supergroup", "channel", "sender"))

    def _press(self, body: Body) -> None:
        query = body.get("callback_query")
        if not isinstance(query, dict):
            return self._leaf(body)
        given = self.chance.choice(self.pressed) if self.pressed else "1:n:role:host"
        query["data"] = words.changed(self.chance, given) if self.chance.random() < 0.6 else given
        match self.chance.randrange(8):
            case 0:
                query.pop("data")
                query["game_short_name"] = CANARY
            case 1:
                query.pop("message", None)
                query["inline_message_id"] = CANARY
            case 2 if isinstance(query.get("message"), dict):
                query["message"] = {**query["message"], "date": 0}
        return None

    def _add(self, body: Body) -> None:
        held = next(iter(body.values()), None)
        if isinstance(held, dict):
            held.update(copy.deepcopy(self.chance.choice(EXTRAS)))

    def _value(self, body: Body) -> None:
        """A value of another type: mostly nobody can read that."""
        holder = self.chance.choice(list(_objects(body)))
        if holder:
            holder[self.chance.choice(sorted(holder))] = copy.deepcopy(self.chance.choice(VALUES))

    def _drop(self, body: Body) -> None:
        holder = self.chance.choice(list(_objects(body)))
        if holder:
            holder.pop(self.chance.choice(sorted(holder)))

    def _leaf(self, body: Body) -> None:
        """A value of the same type, as it might be."""
        leaves = [
            (holder, name)
            for holder in _objects(body)
            for name, value in holder.items()
            if isinstance(value, str | int) and not isinstance(value, bool)
        ]
        if not leaves:
            return
        holder, name = self.chance.choice(leaves)
        if isinstance(holder[name], int):
            holder[name] = self._number()
        elif name == "text":
            holder[name] = self.chance.choice((words.typed, words.command))(self.chance)
            holder.pop("entities", None)
        elif name == "language_code":
            holder[name] = self.chance.choice(("fi", "sv-FI", "ar", "", "xx-" * 20, "\x00"))
        else:
            holder[name] = self.chance.choice((words.changed(self.chance, holder[name]), self.chance.choice(NASTY)))

    def _number(self) -> int:
        return self.chance.choice(self.known) if self.chance.random() < 0.7 else self.chance.choice(NUMBERS)


def _objects(value: Any) -> Iterator[Body]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part)
