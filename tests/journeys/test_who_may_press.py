"""Every button of every area, pressed by people who may not: nothing changes, nobody is written to, no name is shown.

An altered app can send any callback data from any chat. So what a full story brought about is pressed by somebody whom
the bot does not know, by other hosts and guests, by the two themselves, by another group's coordinator, and by one who
has left the channel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from bot.casework.stages import Stage
from bot.store import matches, people
from bot.store.columns import Base
from bot.telegram.desk import case_card
from bot.telegram.keyboards import data
from bot.telegram.presses import AREAS
from bot.telegram.stays import card, pair_presses
from tests.kit.matched import case_of
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor
from tests.kit.whole_stay import NOTE, QUESTION, WORDS, and_what_goes_on_beside_it, says, until_they_live_together

LAHTI = "lahti"
SECRETS = re.compile("|".join(("Helena", "Amir", NOTE, WORDS, re.escape(QUESTION))))

OWN = r"n|i|w|u:(ask|talk|own|group|national|nobody)|r:(away|open)|o:in|k:open"
"""Areas in which everybody presses about themself only."""
OF_THE_TWO = r"s|d|p|f:end"
"""Areas whose ids are those of both sides: of the match, the meeting, the plan."""
BESIDE_IT = frozenset({"inbox", "outbox", "access_log", "board", "job_run"})
"""Tables of messages on their way, of who looked, of the jobs, and of the boards, which come by themselves."""
PASSING = frozenset({"seen_at", "member_status", "member_checked_at"})
"""Columns that say when somebody was there."""

Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class Story:
    """A stay that is under way, with all that was pressed on the way there."""

    network: Network
    kaisa: Actor
    pekka: Actor
    """A colleague who has left the channel."""
    helena: Actor
    amir: Actor
    buttons: dict[int, set[str]]
    """By chat."""
    match_id: str
    numbers: tuple[str, str]

    def shown_to(self, *actors: Actor) -> set[str]:
        """The data of all buttons that ever stood in these chats."""
        return {one for actor in actors for one in self.buttons.get(actor.id, set())}

    def everything(self) -> set[str]:
        """The data of all buttons that ever stood anywhere, and what else could be made up of the ids in them."""
        return {one for chat in self.buttons.values() for one in chat} | self._made_up()

    def _made_up(self) -> set[str]:
        case_ids = {one.split(":")[2] for one in self.shown_to(self.kaisa) if one.startswith("1:c:")}
        made = {data("m", self.match_id, verb, *args) for verb in card.VERBS for args in ((), ("h",), ("yes",))}
        made |= {data("c", one, verb) for one in case_ids for verb in case_card.VERBS}
        made |= {data("c", one, "step", "approved") for one in case_ids}
        made |= {data("c", one, "end", "declined", "tell") for one in case_ids}
        made |= {data("h", one, *rest) for one in case_ids for rest in (("withdraw", "yes"), ("pause", "30"))}
        made |= {data("b", verb, *self.numbers) for verb in pair_presses.VERBS}
        return made | {data("b", "second", self.match_id, "yes"), data("k", "spoken", next(iter(case_ids)))}


@pytest.fixture
async def story(network: Network) -> Story:
    """Helena and Amir live under one roof, Kaisa looks after them, and Pekka has been asked to take a case over."""
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    helena, amir = await network.host(), await network.guest()
    await until_they_live_together(network, kaisa, helena, amir)
    await and_what_goes_on_beside_it(network, kaisa, helena, amir)
    await network.quiet()
    found: dict[int, set[str]] = {}
    for event in network.server.feed.since(0):
        if event.kind in {"message", "edit"} and isinstance(chat := event.data["chat_id"], int):
            found.setdefault(chat, set()).update(re.findall(r"'callback_data': '(1:[^']+)'", repr(event.data)))
    numbers = (await network.case_number(helena), await network.case_number(amir))
    async with network.built.store.look() as look:
        (match,) = await matches.with_stage(look, tuple(Stage))
    assert match.stage == Stage.LIVING
    await network.server.people.leaves(pekka.id, network.channels[TURKU].chat_id)
    await network.quiet()
    return Story(network, kaisa, pekka, helena, amir, found, match.id, numbers)


async def _rows(network: Network, *, besides: Actor) -> Rows:
    """All that is kept, but for what comes by itself, who was there when, and the presser's own open questions."""
    kept: Rows = {}
    async with network.built.store.look() as look:
        person = await people.find(look, besides.id)
        for table in Base.metadata.sorted_tables:
            if table.name in BESIDE_IT:
                continue
            columns = [column for column in table.columns if column.name not in PASSING]
            rows = sa.select(*columns)
            if table.name == "interview" and person is not None:
                rows = rows.where(table.c.person_id != person.id)
            kept[table.name] = sorted((tuple(row) for row in await look.session.execute(rows)), key=repr)
    return kept


async def _presses(story: Story, presser: Actor, pressed: set[str]) -> None:
    """Presses all of this, and looks at what has come of it."""
    network = story.network
    await network.quiet()
    before, message = await _rows(network, besides=presser), presser.screens[-1].message_id
    mark, channels = len(network.server.feed.events), {one.chat_id for one in network.channels.values()}
    asked = {await network.server.people.presses_data(presser.id, message, one): one for one in sorted(pressed)}
    await network.until(lambda: not _unanswered(network, mark, asked), f"an answer to {presser.name}", within=120)
    await network.quiet()
    assert await _rows(network, besides=presser) == before, presser.name
    for event in network.server.feed.since(mark):
        if event.kind in {"message", "edit", "toast"} and event.data["chat_id"] not in channels:
            assert event.data["chat_id"] == presser.id, (presser.name, event.data)
            assert not SECRETS.search(_words(event.data)), (presser.name, event.data)


def _unanswered(network: Network, mark: int, asked: Mapping[str, str]) -> list[str]:
    toasts = [event.data for event in network.server.feed.since(mark) if event.kind == "toast"]
    answered = {toast["callback_query_id"] for toast in toasts}
    return [one for query, one in asked.items() if query not in answered]


def _words(told: Mapping[str, object]) -> str:
    """What somebody reads: of a message, or in the answer to a press."""
    message = told.get("message")
    return str(message.get("text", message.get("caption")) if isinstance(message, dict) else told.get("text"))


def _but(pressed: set[str], *areas: str) -> set[str]:
    """Without those of these areas."""
    none = re.compile("^1:(" + "|".join(areas) + ")(:|$)")
    return {one for one in pressed if not none.match(one)}


async def test_nobody_else_changes_or_sees_anything(story: Story) -> None:
    network, everything = story.network, story.everything()
    assert {one.split(":")[1] for one in everything} >= {*AREAS, "a", "k", "n", "i"}
    assert len(everything) > 300
    unknown = await network.person("Nobody")
    await says(network, unknown, "/start", "/delete")
    await unknown.presses("Yes, erase everything")
    sara = await network.guest("Sara", places=("=Oulu", "done"))
    olli = await network.host("Olli", municipality="=Tampere")
    outi = await network.coordinator("Outi", LAHTI)
    await _presses(story, unknown, _but(everything, "n", "k:open"))
    for presser in (sara, olli, outi, story.pekka):
        await _presses(story, presser, _but(everything, OWN))


async def test_the_two_themselves_press_nothing_that_is_for_others(story: Story) -> None:
    for presser in (story.helena, story.amir):
        own = {one for one in story.shown_to(presser) if one.split(":")[1] in AREAS}
        made_up = {one for one in story.everything() if one.startswith("1:h:")} - own
        case_id = (await case_of(story.network, presser)).id
        theirs = {one for one in made_up if case_id in one}
        await _presses(story, presser, _but(story.everything() - own - theirs, OWN, OF_THE_TWO))
