"""What people do, at random: through their apps, so that each update is one that Telegram would send."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, get_args

from bot.playground.keyboards import buttons
from bot.playground.media import Kind
from bot.playground.people_base import NotPossible
from bot.playground.state import Chat, Message
from tests.fuzz import words
from tests.fuzz.cast import CANARY, Cast
from tests.fuzz.stage import Stage
from tests.kit.nasty import NASTY

ONWARDS: Final = (
    "!send",
    ":done",
    ":yes",
    "keep",
    ":take",
    ":open",
    ":details",
    ":send:",
    ":ask:",
    "pick:",
    "+:",
    ":intro",
)
"""Ends and parts of callback data that lead further: blind presses alone would seldom come far."""
RECENT: Final = 4
"""Messages of a chat in which buttons are looked for first."""

Act = Callable[["Actors"], Awaitable[object]]


@dataclass
class Actors:
    """Everybody's hands."""

    stage: Stage
    cast: Cast
    chance: random.Random
    pressed: list[str] = field(default_factory=list)
    """All callback data that the bot has ever shown to anyone."""
    codes: list[str] = field(default_factory=list)
    """All codes of deep links that the bot has ever given."""

    async def act(self) -> None:
        """Somebody does something; what an app would not let them do is not done."""
        (what,) = self.chance.choices([act for act, _ in ACTS], [weight for _, weight in ACTS])
        with contextlib.suppress(NotPossible, KeyError):
            await what(self)

    def anyone(self) -> int:
        """Coordinators and sides of matches do more than strangers."""
        of = self.chance.choice((self.cast.coordinators, self.cast.sides, self.cast.sides, self.cast.strangers))
        return self.chance.choice(of)

    def chat(self) -> int:
        """A group or channel."""
        return self.chance.choice(self.cast.places)

    def with_buttons(self, chat: Chat) -> list[Message]:
        """The messages of a chat that have inline buttons, also those that are gone."""
        return [message for message in chat.messages.values() if message.inline_keyboard]


async def _presses(who: Actors) -> None:
    """A button of a new message, mostly one that leads further."""
    person = who.anyone()
    found = who.with_buttons(who.stage.people.any_chat(person))[-RECENT:]
    if not found:
        await who.stage.people.says(person, who.chance.choice(("/start", "/host", "/guest", "/status")))
        return
    message = who.chance.choice([*found, found[-1], found[-1]])
    shown = [one.data for one in buttons(message.inline_keyboard) if one.data]
    onwards = [one for one in shown if any(part in one for part in ONWARDS)]
    if shown:
        chosen = who.chance.choice(onwards if onwards and who.chance.random() < 0.6 else shown)
        await who.stage.people.presses_data(person, message.id, chosen)


async def _presses_in_channel(who: Actors) -> None:
    """Anybody presses what stands in a channel."""
    found = who.with_buttons(who.stage.people.any_chat(who.chat()))[-5 * RECENT :]
    if found:
        message = who.chance.choice(found)
        person = who.chance.choice([*who.cast.coordinators, who.anyone()])
        shown = [one.data for one in buttons(message.inline_keyboard) if one.data]
        await who.stage.people.presses_data(person, message.id, who.chance.choice(shown or [""]), message.chat.id)


async def _presses_foreign(who: Actors) -> None:
    """Any data that anyone was ever shown, perhaps changed, on any message of one's own."""
    person = who.anyone()
    chat = who.stage.people.any_chat(person)
    given = who.chance.choice(who.pressed or ["1:n:role:host"])
    given = words.changed(who.chance, given) if who.chance.random() < 0.4 else given
    await who.stage.people.presses_data(person, who.chance.choice(list(chat.messages) or [0]), given)


async def _follows(who: Actors) -> None:
    """A link that the bot gave to somebody, to them or to another."""
    await who.stage.people.starts(who.anyone(), words.payload(who.chance, who.codes))


async def _says(who: Actors) -> None:
    await who.stage.people.says(who.anyone(), words.typed(who.chance))


async def _commands(who: Actors) -> None:
    await who.stage.people.says(who.anyone(), words.command(who.chance))


async def _says_in_chat(who: Actors) -> None:
    chat = who.stage.people.any_chat(who.chat())
    said = who.chance.choice((words.command(who.chance), "/bind", f"/bind {CANARY}", "/cases", words.typed(who.chance)))
    thread = who.chance.choice([None, *chat.topics]) if chat.is_forum else None
    person = who.chance.choice([who.cast.founder, *(member for member in chat.members if member > 0)])
    await who.stage.people.says(person, said, chat.id, thread_id=thread)


async def _sends(who: Actors) -> None:
    person, people = who.anyone(), who.stage.people
    match who.chance.randrange(7):
        case 0:
            await people.sends_photo(person, b"\xff\xd8", who.chance.choice(("", CANARY)))
        case 1:
            await people.sends_document(person, b"x", f"{CANARY}.pdf", caption=who.chance.choice(("", "/delete")))
        case 2:
            await people.shares_contact(person)
        case 3:
            await people.shares_contact_of(person, who.anyone())
        case 4:
            await people.shares_unknown_contact(person, who.chance.choice(("+358401234567", "", "☎")), CANARY)
        case 5:
            await people.forwards_from_outside(person, words.typed(who.chance), CANARY)
        case _:
            await people.sends(person, who.chance.choice(get_args(Kind)))


async def _edits(who: Actors) -> None:
    person = who.anyone()
    own = [one.id for one in who.stage.people.any_chat(person).live() if one.author and one.author.id == person]
    if own:
        await who.stage.people.edits(person, who.chance.choice(own[-8:]), words.typed(who.chance))


async def _forwards(who: Actors) -> None:
    person = who.anyone()
    chat = who.stage.people.any_chat(person)
    await who.stage.people.forwards(person, who.chance.choice(list(chat.messages) or [0]))


async def _comes_and_goes(who: Actors) -> None:
    people, chat, person = who.stage.people, who.chat(), who.anyone()
    match who.chance.randrange(5):
        case 0:
            await people.leaves(person, chat)
        case 1:
            await people.removes(who.cast.founder, chat, person)
        case 2:
            await people.restricts(who.cast.founder, chat, person, still_there=who.chance.random() < 0.5)
        case 3:
            await people.promotes(who.cast.founder, chat, person, is_anonymous=who.chance.random() < 0.5)
        case _:
            await people.joins(person, chat)
    # The group's coordinators come back sooner or later, or nothing would happen there any more.
    with contextlib.suppress(NotPossible):
        await people.joins(who.chance.choice(who.cast.coordinators), who.chance.choice(who.cast.channels))


async def _of_the_bot(who: Actors) -> None:
    """The bot is put out of a chat, or put in again, with few rights or all."""
    people, chat = who.stage.people, who.chat()
    match who.chance.randrange(6):
        case 0:
            await people.removes(who.cast.founder, chat, people.bot_id)
        case 1:
            await people.promotes(who.cast.founder, chat, people.bot_id, frozenset())
        case _:
            await people.promotes(who.cast.founder, chat, people.bot_id)


async def _blocks(who: Actors) -> None:
    person, people = who.anyone(), who.stage.people
    await people.blocks_bot(person)
    if who.chance.random() < 0.8:
        await people.unblocks_bot(person)


async def _of_the_group(who: Actors) -> None:
    """A group becomes a supergroup, has topics, another name."""
    people, founder, chance = who.stage.people, who.cast.founder, who.chance
    chat = people.any_chat(chance.choice(who.cast.groups))
    match chance.randrange(6):
        case 0:
            new = await people.upgrades_to_supergroup(founder, chat.id, new_chat_speaks_first=chance.random() < 0.5)
            who.cast.groups.append(new)
        case 1:
            await people.renames_chat(founder, chat.id, chance.choice((CANARY, "A group", chance.choice(NASTY))))
        case 2:
            chat.is_forum = True
            await people.adds_topic(founder, chat.id, CANARY)
        case 3 if chat.topics:
            await people.closes_topic(founder, chat.id, chance.choice(list(chat.topics)))
        case 4 if chat.topics:
            await people.deletes_topic(founder, chat.id, chance.choice(list(chat.topics)))
        case _:
            await people.hides(founder, chat.id, hidden=chance.random() < 0.5)


async def _changes_profile(who: Actors) -> None:
    person = who.chance.choice([*who.cast.sides, *who.cast.strangers])
    name = who.chance.choice((f"{CANARY}{who.chance.choice(NASTY)[:60]}", "\u200d", CANARY))
    language = who.chance.choice(("fi", "sv", "en", "ar", ""))
    await who.stage.people.changes_profile(person, first_name=name, language_code=language)


async def _deletes_messages(who: Actors) -> None:
    person = who.anyone()
    chat = who.stage.people.any_chat(person)
    await who.stage.people.deletes(person, who.chance.choice(list(chat.messages) or [0]))


async def _comes_anew(who: Actors) -> None:
    """Somebody whom nobody has seen."""
    person = await who.stage.people.add_person(
        f"New {CANARY}", language_code=who.chance.choice(("fi", "sv", "en", "ru"))
    )
    who.cast.strangers.append(person)
    await who.stage.people.starts(person)


ACTS: Final[tuple[tuple[Act, int], ...]] = (
    (_presses, 400),
    (_presses_in_channel, 90),
    (_presses_foreign, 70),
    (_says, 190),
    (_commands, 90),
    (_says_in_chat, 30),
    (_follows, 25),
    (_sends, 40),
    (_edits, 30),
    (_forwards, 8),
    (_comes_and_goes, 12),
    (_of_the_bot, 6),
    (_blocks, 8),
    (_of_the_group, 10),
    (_changes_profile, 8),
    (_deletes_messages, 10),
    (_comes_anew, 6),
)
"""Each with its weight."""
