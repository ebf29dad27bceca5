"""The table of who may do what, against what happens: every button, command and link, tried as everybody.

A story is walked from the way in to a stay. Whenever a new button is shown, everybody tries it at that moment, and
all of it is undone. Whoever may not must hear exactly what they hear of something that does not exist.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.casework import permissions
from bot.casework.permissions import ANY, COMMANDS, OPEN_TO, PRESSES, PROMPTS, Door, Who
from bot.casework.promise import promise_version
from bot.casework.stages import Stage
from bot.operating import coordinators as operating
from bot.store import codes, coordinators, interviews, matches, people
from bot.store.columns import new_id
from bot.store.tables import Alert, CaseFile, InterviewState, Match
from bot.store.work import Work
from bot.telegram import channel as channel_presses
from bot.telegram import inviting, presses, private, prompts, start, workbench
from bot.telegram.desk import case_card, hand_over, membership
from bot.telegram.keyboards import MOST_BYTES, data, read_data
from bot.telegram.stays import card
from conversations.interview import GOT_IT
from tests.kit import tried
from tests.kit.network import NATIONAL, TURKU, Network, a_network
from tests.kit.people import Actor
from tests.kit.tried import Outcome, Prepare
from tests.kit.whole_stay import NOTE, QUESTION, WORDS, and_what_goes_on_beside_it, until_they_live_together

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAHTI, SALO = "lahti", "salo"
SECRETS = re.compile("|".join(("Helena", "Amir", NOTE, WORDS, re.escape(QUESTION), "K-[2-9A-Z]{6}")))
NAMES = re.compile("Helena|Amir")
NOTHING_HERE = (case_card.NOTHING_HERE.message, card.NOTHING_HERE.message)
ONE_TIME_CODE = 22
"""So many signs has a code in a link."""
TOO_OLD, NOT_A_COORDINATOR = presses.TOO_OLD.message, workbench.NOT_A_COORDINATOR.message
NOT_YOURS = channel_presses.NOT_YOURS.message
REFUSALS = (TOO_OLD, NOT_A_COORDINATOR, membership.ONLY_COORDINATORS.message)
NOBODY_INVITED = ("There is no open invitation", GOT_IT.message)

HELD = frozenset({Door.ASKED_ONE, Door.CASE_PERSON, Door.OWN_DESK, Door.TALKERS})
"""Doors that are open only to whoever has the button, be they a host or a guest."""
ABOUT_ONESELF = frozenset({Door.ANYONE, Door.KNOWN, Door.INVITED})
IN_CHAT = tuple(who for who in Who if who not in {Who.OPERATOR, Who.PARTNER})
"""Everybody but the operator, who does not come by Telegram, and the partner, who needs a match."""

_ID = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"K-[2-9A-Z]{6}")


@dataclass
class Walked(Network):
    """A network in which everybody tries each new button as soon as it is shown."""

    named: dict[Who, Actor] = field(default_factory=dict)
    looked_at: int = 0
    shown: dict[tuple[str, str], str] = field(default_factory=dict)
    """The first button of each kind: by area and verb."""
    everything: set[str] = field(default_factory=set)
    waited_for: dict[str, str] = field(default_factory=dict)
    """By kind of words that were asked for: what they are about."""
    of_nothing: dict[tuple[str, Who, int | None], Outcome] = field(default_factory=dict)
    watching: bool = False

    async def quiet(self, *, within: float = 15.0) -> None:
        """And then everybody tries what is new."""
        await super().quiet(within=within)
        if self.watching:
            self.watching = False
            for chat, one in list(self._new()):
                await self._try(chat, one)
            self.watching = True

    def _new(self) -> Iterator[tuple[int, str]]:
        here = {self.named[one].id for one in (Who.COORDINATOR, Who.HOST, Who.GUEST)} | {self.channels[TURKU].chat_id}
        events = self.server.feed.since(self.looked_at)
        self.looked_at += len(events)
        for event in events:
            chat = event.data.get("chat_id")
            for one in re.findall(r"'callback_data': '(1:[^']+)'", repr(event.data.get("message"))):
                press = read_data(one)
                assert press is not None
                self.everything.add(one)
                if chat not in here:
                    continue
                kind = (press.area, permissions.verb_of(press.area, press.rest))
                if kind not in self.shown and isinstance(chat, int):
                    self.shown[kind] = one
                    yield chat, one

    async def _try(self, chat: int, one: str) -> None:
        press = read_data(one)
        assert press is not None
        door = permissions.door_of(press.area, press.rest)
        assert door is not None, one
        for who in IN_CHAT:
            expected = self._expected(door, who, chat)
            if one.startswith("1:b:plan:") and who not in {Who.COORDINATOR, Who.SIDE_AND_COORDINATOR}:
                expected = False  # The plan for an area of this group.
            if expected is not None:
                in_, own = chat if chat < 0 else None, door in ABOUT_ONESELF
                await self.compare(one, who, let_in=expected, channel=in_, shown=not own)

    def _expected(self, door: Door, who: Who, chat: int) -> bool | None:
        """Whether this one is let in; None where that is for another test to say."""
        holder = {actor.id: one for one, actor in self.named.items()}.get(chat, who)
        as_side = Who.HOST if who is Who.SIDE_AND_COORDINATOR else who
        if door in HELD:
            both = {Who.COORDINATOR, Who.GUEST} if door is Door.TALKERS else {holder}
            return as_side in both and who in OPEN_TO[door]
        if door is Door.SIDE and as_side in {Who.HOST, Who.GUEST} - {holder}:
            return None
        return who in OPEN_TO[door]

    async def compare(
        self, one: str, who: Who, *, let_in: bool, channel: int | None = None, shown: bool = True
    ) -> None:
        """Tries the button, and a made-up one that differs from it in its ids only."""
        wanted = _for_group(one, who)
        outcome = await self._pressed(wanted, who, channel)
        self.waited_for.update(outcome.asked_for)
        made_up = _NUMBER.sub("K-ZZZZZZ", _ID.sub(lambda _found: new_id(), wanted))
        told = (one, who.name, outcome)
        if not let_in:
            _refused(outcome, one, who.name)
            sees_it = who is Who.SIDE_AND_COORDINATOR and channel is not None
            nothing = await self._of_nothing(made_up, who, channel) if made_up != wanted and not sees_it else None
            plain = any(words in outcome.words() for words in (*REFUSALS, *NOBODY_INVITED, NOT_YOURS))
            assert plain if nothing is None else outcome == nothing, (told, nothing)
        elif shown:
            assert not any(words in outcome.words() for words in REFUSALS), told
            compared = made_up != wanted and who in {Who.COORDINATOR, Who.HOST, Who.GUEST}
            assert not compared or outcome != await self._pressed(made_up, who, channel), told

    async def _of_nothing(self, made_up: str, who: Who, channel: int | None) -> Outcome:
        """What somebody is told of what does not exist; those for whom that is sure to be the same are tried once."""
        like = {Who.REMOVED: Who.VISITOR, Who.INVITED: Who.VISITOR, Who.NATIONAL: Who.OTHER_GROUP}
        one = _ID.sub("0" * 32, made_up), like.get(who, who), channel
        if one not in self.of_nothing:
            self.of_nothing[one] = await self._pressed(made_up, who, channel)
        return self.of_nothing[one]

    async def _pressed(self, one: str, who: Who, channel: int | None) -> Outcome:
        number, prepare = await self.subject(who)
        return await tried.pressed(self, number, one, in_=channel, prepare=prepare)

    async def subject(self, who: Who) -> tuple[int, Prepare | None]:
        """The Telegram id, and what makes them who they are."""
        match who:
            case Who.SIDE_AND_COORDINATOR:
                return self.named[Who.HOST].id, self._becomes_coordinator(self.named[Who.HOST])
            case Who.INVITED:
                return self.named[Who.VISITOR].id, self._is_invited(self.named[Who.VISITOR])
            case Who.ASKED:
                return self.named[Who.NATIONAL].id, _the_national_group_is_asked
            case Who.PARTNER:
                return self.named[Who.COORDINATOR].id, _the_cases_are_of_another_group
            case _:
                return self.named[who].id, None

    def _becomes_coordinator(self, actor: Actor) -> Prepare:
        async def prepare(work: Work) -> None:
            person = await people.find(work, actor.id)
            assert person is not None
            added = await coordinators.add(work, person, TURKU, actor.name)
            await coordinators.promise(work, added.id, promise_version())
            await coordinators.heard(work, person.id, TURKU, "member", work.now)

        return prepare

    def _is_invited(self, actor: Actor) -> Prepare:
        async def prepare(work: Work) -> None:
            person = await people.find(work, actor.id)
            assert person is not None
            session: interviews.Json = {"group": TURKU, "at": "promise"}
            await interviews.start(work, person, inviting.ROLE, session=session, state=InterviewState.ASKING)

        return prepare


def _for_group(one: str, who: Who) -> str:
    """Lists of one’s own group are asked for by the group’s name."""
    slug = {Who.OTHER_GROUP: LAHTI, Who.NATIONAL: NATIONAL, Who.ASKED: NATIONAL}.get(who, TURKU)
    return one.replace(TURKU, slug)


async def _the_national_group_is_asked(work: Work) -> None:
    await work.session.execute(sa.update(Alert).values(shown_in=NATIONAL))


async def _the_cases_are_of_another_group(work: Work) -> None:
    """The guest’s case and its alerts; the host’s stays."""
    await work.session.execute(sa.update(CaseFile).where(CaseFile.role == "guest").values(group_slug=SALO))
    await work.session.execute(sa.update(Alert).values(group_slug=SALO, shown_in=None))


async def _everybody(network: Walked) -> None:
    """All who will try the buttons; the two sides and their coordinator last."""
    leena, removed = await network.coordinator("Leena"), await network.coordinator("Riitta")
    erased = await network.coordinator("Eeva")
    await erased.says("/delete")
    await erased.presses("Yes, erase everything")
    visitor = await network.person("Veera")
    await visitor.says("/help")
    network.named = {
        Who.STRANGER: erased,
        Who.VISITOR: visitor,
        Who.OTHER_SIDE: await network.guest("Sara", name="=Sara", places=("=Oulu", "done")),
        Who.OTHER_GROUP: await network.coordinator("Outi", LAHTI),
        Who.NATIONAL: await network.coordinator("Sami", NATIONAL),
        Who.REMOVED: removed,
        Who.LEFT: leena,
        Who.COORDINATOR: await network.coordinator("Kaisa"),
        Who.HOST: await network.host(),
        Who.GUEST: await network.guest(),
    }
    await network.coordinator("Pekka")
    await network.quiet()
    async with network.built.store.look() as look:
        person = await people.find(look, removed.id)
        assert person is not None
        (coordinator,) = await coordinators.of_person(look, person.id)
    await operating.remove(network.built.store, network.built.house, coordinator.id)
    await network.server.people.leaves(leena.id, network.channels[TURKU].chat_id)
    await network.quiet()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Walked]:
    """The whole story, in which everybody has tried every button as it was shown."""
    async with a_network(tmp_path_factory.mktemp("walked")) as plain:
        network = Walked(plain.world, plain.built, plain.folder)
        await _everybody(network)
        sides = (network.named[who] for who in (Who.COORDINATOR, Who.HOST, Who.GUEST))
        kaisa, helena, amir = sides
        network.watching = True
        await until_they_live_together(network, kaisa, helena, amir)
        await and_what_goes_on_beside_it(network, kaisa, helena, amir)
        network.watching = False
        yield network


async def _match(network: Network) -> Match:
    async with network.built.store.look() as look:
        (match,) = await matches.with_stage(look, tuple(Stage))
        return match


def _refused(outcome: Outcome, *told: object) -> None:
    """Nobody else was told anything, no secret was said, and nothing changed but one’s own question, if one waited."""
    assert outcome.changed <= {"interview"}, (told, outcome)
    assert not outcome.to_others, (told, outcome)
    assert not outcome.link, (told, outcome)
    assert not SECRETS.search(outcome.words()), (told, outcome)


async def test_the_story_has_shown_most_buttons(walked: Walked) -> None:
    assert {area for area, _verb in walked.shown} == set(PRESSES)
    assert len(walked.shown) > 75


async def test_buttons_that_the_story_does_not_show_let_in_nobody_else(walked: Walked) -> None:
    kinds = {(area, verb) for area, verbs in PRESSES.items() for verb in verbs if verb != ANY} - set(walked.shown)
    for area, verb in sorted(kinds):
        ids = [found[0] for one in walked.everything if f"1:{area}:" in one and (found := _ID.search(one))]
        row = min(ids, default=new_id())
        one = data(area, row, verb) if area in "acdhlmpst" else data(area, verb, row, "yes")
        for who in (Who.STRANGER, Who.OTHER_SIDE, Who.HOST, Who.OTHER_GROUP, Who.LEFT):
            if who not in OPEN_TO[PRESSES[area][verb]]:
                _refused(await walked._pressed(one, who, None), one, who)


async def test_no_button_of_the_private_chat_works_in_a_channel(walked: Walked) -> None:
    channel = walked.channels[TURKU].chat_id
    for (area, verb), one in walked.shown.items():
        if area != "a" and (area, verb) not in {("k", "open"), ("n", "language"), ("n", "role")}:
            outcome = await walked._pressed(one, Who.COORDINATOR, channel)
            assert TOO_OLD in outcome.words(), one
            _refused(outcome, one)


async def test_the_group_of_the_other_side_sees_the_case_and_does_not_decide(walked: Walked) -> None:
    match = await _match(walked)
    for (area, verb), shown in walked.shown.items():
        door = permissions.PRESSES[area].get(verb)
        one = shown.replace(match.host_case_id, match.guest_case_id)
        if door is Door.DECIDES:
            outcome = await walked._pressed(one, Who.PARTNER, None)
            assert hand_over.NOT_ONE_OF_YOURS.message in outcome.words(), (one, outcome)
            _refused(outcome, one)
        elif door in {Door.OPENS, Door.WORKS} and area in {"c", "k", "m"}:
            outcome = await walked._pressed(one, Who.PARTNER, None)
            assert not any(nothing in outcome.words() for nothing in NOTHING_HERE), (one, outcome)


async def test_buttons_carry_ids_and_words_of_the_code_and_nothing_else(walked: Walked) -> None:
    pieces = {piece for one in walked.everything for piece in one.split(":")}
    assert all(len(one.encode()) <= MOST_BYTES for one in walked.everything)
    assert not [piece for piece in pieces if not re.fullmatch(r"[a-z0-9_+!=-]*|\d{8}T\d{4}|K-[2-9A-Z]{6}", piece)]
    assert not [piece for piece in pieces if len(piece) == ONE_TIME_CODE and not _ID.fullmatch(piece)]
    hidden = {str(actor.id) for actor in walked.named.values()} | {"helena", "amir"}
    assert not pieces & hidden


async def test_words_that_were_asked_for_are_taken_from_nobody_else(walked: Walked) -> None:
    match = await _match(walked)
    numbers = " ".join([await walked.case_number(walked.named[who]) for who in (Who.HOST, Who.GUEST)])
    refs = {**dict.fromkeys(PROMPTS, match.id), "pair_why": numbers, **walked.waited_for}
    assert len(walked.waited_for) > 8
    for kind, ref in refs.items():
        words = numbers.split()[0] if kind == "pair_number" else "A canary"
        for who in IN_CHAT:
            if who in {Who.STRANGER, Who.INVITED, Who.SIDE_AND_COORDINATOR, Who.ASKED}:
                continue
            actor = walked.named[who]
            outcome = await tried.said(walked, actor.id, words, prepare=_waits(actor, kind, ref))
            if who not in OPEN_TO[PROMPTS[kind]]:
                _refused(outcome, kind, who)
            elif kind in {"note", "task", "pair_number"} and who is Who.COORDINATOR:
                outsider = walked.named[Who.OTHER_GROUP]
                nothing = await tried.said(walked, outsider.id, words, prepare=_waits(outsider, kind, ref))
                assert outcome != nothing, (kind, outcome)


def _waits(actor: Actor, kind: str, ref: str) -> Prepare:
    """Words of a kind are waited for."""

    async def prepare(work: Work) -> None:
        person = await people.find(work, actor.id)
        assert person is not None
        session: interviews.Json = {"kind": kind, "ref": ref}
        await interviews.start(work, person, prompts.ROLE, session=session, state=InterviewState.ASKING)

    return prepare


async def _says(network: Walked, who: Who, words: str) -> Outcome:
    number, prepare = await network.subject(who)
    return await tried.said(network, number, words, prepare=prepare)


async def test_commands_let_in_whom_the_table_says(walked: Walked) -> None:
    for name, door in COMMANDS.items():
        for who in IN_CHAT:
            outcome = await _says(walked, who, f"/{name}")
            refused = any(words in outcome.words() for words in REFUSALS)
            if door is Door.CODE:
                assert private.UNKNOWN_COMMAND.message in outcome.words(), (name, who)
                continue
            assert refused is (who not in OPEN_TO[door]), (name, who, outcome)
            assert not refused or outcome.changed <= {"interview", "person"}, (name, who, outcome)
            if who not in OPEN_TO[Door.OPENS] | OPEN_TO[Door.SIDE]:
                assert not NAMES.search(outcome.words()), (name, who, outcome)


async def test_coordinators_commands_are_shown_to_coordinators_only(walked: Walked) -> None:
    for who in IN_CHAT:
        shown = "/cases" in (await _says(walked, who, "/help")).words()
        # Whoever left may come back: their menu stays, and opens nothing.
        assert shown is (who in OPEN_TO[Door.COORDINATORS] | {Who.LEFT}), who


async def test_a_cases_number_opens_it_for_its_own_coordinators_and_is_nothing_to_others(walked: Walked) -> None:
    number = await walked.case_number(walked.named[Who.GUEST])
    for who in IN_CHAT:
        outcome = await _says(walked, who, f"/cases {number}")
        if who in OPEN_TO[Door.OPENS]:
            assert "Amir" in outcome.words(), who
        else:
            _refused(dataclasses.replace(outcome, changed=outcome.changed - {"person"}), who)
            assert outcome == await _says(walked, who, "/cases K-ZZZZZZ"), who


async def test_a_details_link_is_for_one_person_while_they_may_open_it(walked: Walked) -> None:
    match, kaisa = await _match(walked), walked.named[Who.COORDINATOR]
    for who in IN_CHAT:
        number, prepare = await walked.subject(who)
        guessed = await tried.said(walked, number, f"/start details_{'x' * ONE_TIME_CODE}", prepare=prepare)
        own = () if who is Who.STRANGER else (number,)
        for made_for in {*own, kaisa.id}:
            outcome = await _opens_details(walked, who, made_for, match.id)
            if made_for == number and who in OPEN_TO[Door.OWN_CODE]:
                assert set(NAMES.findall(outcome.words())) == {"Helena", "Amir"}, who
            elif made_for == number:
                assert not outcome.to_others, who
                assert not NAMES.search(outcome.words()), (who, outcome)
            else:
                assert outcome == guessed, (who, outcome)
                assert start.LINK_OVER.message in outcome.words()


async def _opens_details(network: Walked, who: Who, made_for: int, match_id: str) -> Outcome:
    number, prepare = await network.subject(who)
    code = "A" * ONE_TIME_CODE

    async def prepared(work: Work) -> None:
        if prepare is not None:
            await prepare(work)
        owner = await people.find(work, made_for)
        assert owner is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.store.codes.secrets.token_urlsafe", lambda _bytes: code)
            await codes.make(work, "details", {"match": match_id}, lives=dt.timedelta(minutes=10), person_id=owner.id)

    return await tried.said(network, number, f"/start details_{code}", prepare=prepared)
