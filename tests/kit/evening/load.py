"""What goes on meanwhile: interviews, a coordinator at work, the answers of the two sides, and news to everybody."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.keyboards import buttons
from bot.stage.walking import NoAnswer, Walker
from bot.store import cases, people
from bot.telegram.turn import Turn
from tests.kit.evening.process import Evening
from tests.kit.network import GUEST, HOST, steps
from tests.kit.people import Actor, World

PATIENCE = 240.0
"""Seconds that somebody waits for an answer, over several deaths of the bot."""
GIVES_UP = 4.0
"""Seconds for which Kaisa waits for an answer before she turns to something else."""
BETWEEN_NEWS = 8.0
LISTENERS = 10
"""So many of those who have sent an interview get the news: those who came last."""
LOOKED_THROUGH = 40
"""So many messages of a chat are looked through for a button, the newest first."""

STEPS = (r"^1:m:([^:]+):send:(\w):", r"^1:m:([^:]+):ask:(\w)$", r"^1:m:([^:]+):take$", r"^1:m:([^:]+):open$")
"""The buttons of a match, those first that bring it on."""

EXPECTED = {
    "host": {"household": {"women": 2}, "space": {"sleeps": 4}, "name": "Helena", "municipality": "853"},
    "guest": {"party": {"women": 2, "children_3_6": 1}, "name": "Amir", "places": ["853"]},
}
WALKS = {
    "host": {
        **HOST,
        "household": ("+:women", "+:women", "done"),
        "space": ("pick:kind:own_room", "+:sleeps", "+:sleeps", "+:sleeps", "done"),
        "welcome": ("flip:whom:family", "+:children", "done"),
    },
    "guest": {**GUEST, "party": ("+:women", "+:women", "+:children_3_6", "done")},
}
"""Counters are pressed several times: a press that counted twice, or not at all, would show in the answers."""


@dataclass
class Load:
    """Everybody of the evening, and what the bot has acknowledged to them."""

    evening: Evening
    kaisa: int
    channel: int
    walked: list[tuple[int, str]] = field(default_factory=list)
    """Who has sent an interview, and as what."""
    taken: set[str] = field(default_factory=set)
    """Ids of the alerts of which the bot has said that Kaisa has taken them."""
    asked: set[tuple[str, str]] = field(default_factory=set)
    """Match and side, where the bot has said that the question is sent."""
    agreed: set[str] = field(default_factory=set)
    """Matches to which somebody said yes, and the bot has answered."""
    news: dict[int, list[int]] = field(default_factory=dict)
    """By the number of the news: to whom they were sent."""
    _pressed: set[tuple[int, int, str]] = field(default_factory=set)
    """Chat, message and data of the buttons that have been pressed: each of them once."""

    async def somebody(self, role: str, number: int) -> None:
        """One person after the other answers an interview, as long as the evening lasts."""
        for more in itertools.count():
            if self.evening.over:
                return
            await self._walks(role, f"{role}-{number}-{more}")

    async def begins(self) -> None:
        """A host and a guest who could suit each other, so that there is something to do for a coordinator."""
        await asyncio.gather(*(self._walks(role, f"First {role}") for role in WALKS))

    async def _walks(self, role: str, name: str) -> None:
        person = await self.evening.server.people.add_person(name, language_code="en")
        walker = Walker(self.evening.server, person, patience=PATIENCE)
        for step in [f"=/{role}", *steps(WALKS[role]), "!send"]:
            try:
                await (walker.says(step[1:]) if step.startswith("=") else walker.presses(step))
            except NoAnswer as nothing:
                kills, chat = len(self.evening.kills), Actor(World(self.evening.server), person, name).transcript()
                raise AssertionError(f"{nothing}, after {kills} kills and {step}:\n{chat}") from None
        await self._approve(person)
        self.walked.append((person, role))

    async def _approve(self, telegram_id: int) -> None:
        """The way in of the case is finished, by somebody beside the bot."""
        async with self.evening.built.store.work() as work:
            person = await people.find(work, telegram_id)
            assert person is not None
            for case in await cases.of_person(work, person.id):
                await cases.change(work, case.id, way="approved")

    async def news_for_everybody(self) -> None:
        """A word to all who have sent an interview, put into the outbox by another process in one transaction."""
        for number in itertools.count(1):
            await asyncio.sleep(BETWEEN_NEWS)
            if self.evening.over:
                return
            listeners = [person for person, _role in self.walked[-LISTENERS:]]
            async with self.evening.built.store.work() as work:
                turn = Turn(work, self.evening.built.house)
                for telegram_id in listeners:
                    person = await people.find(work, telegram_id)
                    assert person is not None
                    await turn.send(person, f"News {number}.")
            self.news[number] = listeners

    async def coordinator(self) -> None:
        """Kaisa takes what waits in the channel, opens it, and asks the sides of matches."""
        while not self.evening.over:
            if not (await self._goes_on() or await self._takes() or await self._looks_for_more()):
                await self._until(lambda: False, 1.0)

    async def sides(self) -> None:
        """Whoever is asked whether they would like to meet says yes."""
        while not self.evening.over:
            found = next((one for one in self.walked if self._button(one[0], r"^1:s:[^:]+:yes$")), None)
            if found is None:
                await self._until(lambda: False, 1.0)
                continue
            match = self._button(found[0], r"^1:s:([^:]+):yes$")
            assert match is not None
            answer = await self._presses(found[0], found[0], match)
            if answer is not None and not answer["text"]:
                self.agreed.add(match[1][1])

    async def _takes(self) -> bool:
        """Takes an alert that stands in the channel, and opens what it is about."""
        found = self._button(self.channel, r"^1:a:([^:]+):take$")
        if found is None:
            return False
        answer = await self._presses(self.kaisa, self.channel, found)
        alert = found[1][1]
        if answer is not None and str(answer.get("text", "")).startswith("You have taken this"):
            self.taken.add(alert)
        details = self._button(self.channel, rf"^1:a:{alert}:details$")
        opened = None if details is None else await self._presses(self.kaisa, self.channel, details)
        if opened is not None and "url" in opened:
            mark = len(self.evening.server.feed.events)
            await self.evening.server.people.opens(self.kaisa, str(opened["url"]))
            await self._until(lambda: self._said_to_kaisa(mark), GIVES_UP)
        return True

    async def _goes_on(self) -> bool:
        """Works on a match whose card or news stand in the private chat: takes it, asks a side, or opens it."""
        for pattern in STEPS:
            found = self._button(self.kaisa, pattern)
            if found is None:
                continue
            answer = await self._presses_and_reads(found)
            if answer is not None and str(answer.get("text", "")).startswith("Sent."):
                self.asked.add((found[1][1], {"h": "host", "g": "guest"}[found[1][2]]))
            return True
        return False

    async def _looks_for_more(self) -> bool:
        """Many alerts come as one message: then Kaisa goes by /cases, to a case and to its matches."""
        for pattern in (r"^1:c:([^:]+):matches$", r"^1:k:case:([^:]+)$"):
            found = self._button(self.kaisa, pattern)
            if found is not None:
                await self._presses_and_reads(found)
                return True
        mark = len(self.evening.server.feed.events)
        await self.evening.server.people.says(self.kaisa, "/cases")
        await self._until(lambda: self._said_to_kaisa(mark), GIVES_UP)
        return False

    def _button(self, chat: int, pattern: str) -> tuple[int, re.Match[str]] | None:
        """The newest button whose data fit and that has not been pressed yet."""
        newest = self.evening.server.people.any_chat(chat).live()[-LOOKED_THROUGH:]
        for message in reversed(newest):
            for button in buttons(message.reply_markup) if message.reply_markup else ():
                fits = re.search(pattern, button.data or "")
                if fits and (chat, message.id, button.data or "") not in self._pressed:
                    return message.id, fits
        return None

    async def _presses(self, person: int, chat: int, found: tuple[int, re.Match[str]]) -> dict[str, object] | None:
        """Presses, and waits for a while; the answer, or None where none was seen."""
        message_id, fits = found
        self._pressed.add((chat, message_id, fits.string))
        presses, where = self.evening.server.account.state.presses, None if chat == person else chat
        press = await self.evening.server.people.presses_data(person, message_id, fits.string, where)
        await self._until(lambda: presses[press].answer is not None, GIVES_UP)
        return presses[press].answer

    async def _presses_and_reads(self, found: tuple[int, re.Match[str]]) -> dict[str, object] | None:
        """Presses in the private chat, and waits for what comes there."""
        mark = len(self.evening.server.feed.events)
        answer = await self._presses(self.kaisa, self.kaisa, found)
        await self._until(lambda: self._said_to_kaisa(mark), GIVES_UP)
        return answer

    def _said_to_kaisa(self, mark: int) -> bool:
        events = self.evening.server.feed.since(mark)
        return any(
            event.kind in {"message", "edit"} and event.data.get("chat_id") == self.kaisa and _by_bot(event.data)
            for event in events
        )

    async def _until(self, true: Callable[[], bool], within: float) -> bool:
        """Looks whenever something happens in a chat or the bot has called, until the evening is over."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while not true():
            left = until - loop.time()
            if left <= 0 or self.evening.over:
                return true()
            await self.evening.server.journal.bell.until(lambda: False, min(left, 0.1))
        return True


def _by_bot(told: dict[str, object]) -> bool:
    message = told.get("message")
    return isinstance(message, dict) and message.get("from_bot") is True
