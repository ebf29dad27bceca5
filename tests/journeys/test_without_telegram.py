"""Somebody without Telegram, from the interview on the phone to the end of a stay: each message becomes a call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from bot.casework.stages import Stage, rebuilt
from bot.store import cases, follow_ups, matches, people, stays, tasks
from bot.store.tables import CaseFile, Match
from tests.conversations.a_plan import TYPED
from tests.journeys.test_filling_in import PHONE, filled_in
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import on, opens, rings


@dataclass
class Story:
    """Kaisa, one of the two on the phone, and the other one in the chat."""

    network: Network
    kaisa: Actor
    other: Actor
    number: str
    side: str
    """Which of the two has no Telegram: host or guest."""

    @property
    def letter(self) -> str:
        """The side in the buttons of the match card."""
        return self.side[0]

    async def taps(self, actor: Actor, *patterns: str) -> None:
        """One press after the other, each when everything before it has been said."""
        for pattern in patterns:
            await self.network.quiet()
            await actor.taps(pattern)
        await self.network.quiet()

    async def case(self) -> CaseFile:
        """The case of whoever is on the phone."""
        async with self.network.built.store.look() as work:
            case = await cases.by_number(work, self.number)
        assert case is not None
        return case

    async def match(self) -> Match:
        """The only match."""
        case = await self.case()
        async with self.network.built.store.look() as work:
            (match,) = await matches.of_case(work, case.id)
        return match

    async def card(self, *patterns: str) -> None:
        """The card of the match, and presses from there."""
        await opens(self.network, self.kaisa, (await self.match()).id)
        await self.taps(self.kaisa, *patterns)

    async def calls(self, about: str, *words: str) -> None:
        """The newest call is about this; it says what others read in the chat, is read among the tasks, and done."""
        await self.network.quiet()
        case = await self.case()
        async with self.network.built.store.look() as work:
            waiting = [one for one in await tasks.of_case(work, case.id) if (one.kind, one.about) == ("call", about)]
            assert waiting, f"nobody is to call about {about}"
            text = await tasks.words(work, await people.get(work, case.person_id), waiting[-1])
        assert text is not None
        assert all(word in text for word in words), text
        await self.kaisa.says("/tasks")
        await self.network.quiet()
        await self.taps(self.kaisa, f"^1:t:{waiting[-1].id}:open$")
        told = await self.kaisa.sees("To be told")
        assert words[0] in told
        await self.taps(self.kaisa, f"^1:t:{waiting[-1].id}:done$")

    async def says_yes(self, side: str) -> None:
        """The side is asked, and says yes: on the phone, or in the chat."""
        await self.card(f":ask:{side[0]}$", "^1:m:.*:send:")
        if side == self.side:
            await self.calls("asked", "Could this be a home" if side == "guest" else "Could these people")
            await self.card(f":phone:{side[0]}:y$")
        else:
            await self.taps(self.other, "^1:s:.*:yes$")

    async def stands_at(self, stage: Stage) -> None:
        """The stage of the match."""
        await self.network.quiet()
        assert (await self.match()).stage == stage


@pytest.fixture(params=["guest", "host"])
async def story(network: Network, request: pytest.FixtureRequest) -> Story:
    """Two who wait for each other, approved: one of them has been asked by phone only."""
    side = str(request.param)
    kaisa = await network.coordinator("Kaisa")
    number = await filled_in(network, kaisa, side)
    other = await (network.host() if side == "guest" else network.guest())
    told = Story(network, kaisa, other, number, side)
    for case_number, steps in ((number, 3 if side == "host" else 2), (await network.case_number(other), 0)):
        await kaisa.says(f"/cases {case_number}")
        again = steps or (2 if side == "host" else 3)
        await told.taps(kaisa, ":step:spoken:phone$", *[":step:"] * (again - 1))
    await network.channels[TURKU].sees("A possible match")
    await kaisa.taps(":take$", in_=network.channels[TURKU])
    await network.quiet()
    return told


async def test_from_the_interview_on_the_phone_to_the_end_of_the_stay(story: Story) -> None:
    network, kaisa, other = story.network, story.kaisa, story.other
    await story.says_yes("host")
    await story.says_yes("guest")
    await story.stands_at(Stage.AGREED)
    await story.card(":intro$", ":introd")
    await story.stands_at(Stage.INTRODUCED)
    name, met = ("Amir", "Helena") if story.side == "guest" else ("Helena", "Amir")
    await story.calls("introduced", met)
    known = await other.sees(name)
    assert PHONE.removeprefix("0").replace(" ", "") in known.text.replace(" ", "")

    await story.card(":mtimes$", r":mtimes:\d", ":mday:.*-15$", ":mat:", ":mpreview$", ":msend$")
    await story.calls("meeting", "15")
    await story.taps(other, "^1:d:.*:t:0$", "^1:d:.*:done$")
    await story.stands_at(Stage.INTRODUCED)
    await story.card(
        ":mphone$", f":mphone:{story.letter}$", f":mphone:{story.letter}:0$", f":mphone:{story.letter}:done$"
    )
    await story.stands_at(Stage.MEETING_SET)
    await story.calls("meeting", "15")

    await story.card(":plan$", ":plan_fill$")
    for words in {**TYPED, "dates": f"{SOON:%-d.%-m.%Y}–{SOON + dt.timedelta(days=100):%-d.%-m.%Y}"}.values():
        await network.quiet()
        await kaisa.says(words)
    await story.taps(kaisa, "^1:i:p.*!send$")
    await story.calls("plan", "plan of your stay")
    await story.taps(other, "^1:p:.*:yes")
    await story.stands_at(Stage.MEETING_SET)
    await story.card(":plan$", f":plan_yes:{story.side}:")
    await story.stands_at(Stage.PLAN_AGREED)

    await story.card(":movein$", r":movein:\d")
    await story.stands_at(Stage.LIVING)
    await story.calls("move_in", "address" if story.side == "guest" else "landlord")
    match = await story.match()
    async with network.built.store.look() as work:
        stay = await stays.get(work, match.id)
    assert stay is not None
    assert stay.began_on is not None
    with on(stay.began_on + dt.timedelta(days=4)):
        await rings(network)
        await story.calls("going", "How is it going")
        await story.card(":going$", f":going:{story.letter}$", f":going:{story.letter}:mixed$")
        await kaisa.sees("Noted, in confidence")
        await story.card(":end$", ":end:own_rental$", ":end:own_rental:yes$")
        await story.stands_at(Stage.ENDED)
        await story.calls("after_stay", "?")
        if story.side == "host":
            await story.card(":open_again$", ":open_again:now$")

    async with network.built.store.look() as work:
        answers = [(row.side, row.answer) for row in await follow_ups.of_match(work, match.id) if row.answer]
        events = [(event.what, event.by) for event in await matches.events(work, match.id)]
        assert (story.side, "mixed") in answers
        assert rebuilt(events).stage is Stage.ENDED  # type: ignore[arg-type]  # who moves
        case = await cases.get(work, match.host_case_id)
        assert case is not None
        assert (case.paused_until is None) is (story.side == "host")
    for secret in ("Helena", "Amir", PHONE.removeprefix("0")):
        network.channels[TURKU].has_not_seen(secret)


async def test_a_no_on_the_phone_is_told_to_the_other_side_as_any_other(story: Story) -> None:
    first = "host" if story.side == "guest" else "guest"
    await story.says_yes(first)
    await story.card(f":ask:{story.letter}$", "^1:m:.*:send:")
    await story.card(f":phone:{story.letter}:n$")
    await story.kaisa.sees("Only coordinators see your reason")
    await story.kaisa.says("Their sister moves in")
    await story.kaisa.sees("Thank you, noted")
    await story.stands_at(Stage.HOST_NO if story.side == "host" else Stage.GUEST_NO)
    neutral = "is not possible after all" if story.side == "host" else "does not need your home now"
    await story.other.sees(neutral)
    story.other.has_not_seen("sister")
    story.other.has_not_seen("said no")


async def test_whoever_does_not_pick_up_is_closed_like_anybody_who_is_silent(story: Story) -> None:
    await story.card(f":ask:{story.letter}$", "^1:m:.*:send:")
    await story.card(":part:silent$", ":part:silent:yes$")
    await story.stands_at(Stage.NO_ANSWER)
    case = await story.case()
    async with story.network.built.store.look() as work:
        calls = [one.about for one in await tasks.of_case(work, case.id) if one.kind == "call"]
    assert calls == [], "nobody is called to hear that they were not reached, or asked about what is over"
    said = len(story.other.screens)
    await story.network.quiet()
    assert len(story.other.screens) == said
