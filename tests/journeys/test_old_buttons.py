"""After a whole story every button that was ever shown is pressed once more: each says something, none changes it."""

from __future__ import annotations

import datetime as dt
import re

import sqlalchemy as sa

from bot.casework.stages import Stage
from bot.playground.keyboards import buttons
from bot.store import matches, stays
from bot.store.tables import CaseFile, Match
from tests.conversations.a_plan import TYPED
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import on, rings

CHANGES = re.compile(
    r"^1:(n:|i:|o:|h:|r:|k:fillin|w:|c:[0-9a-f]+:(end|reopen|undo|hand|give|task|talk|fill|note)|t:|f:look|f:again)|.*:-$"
)
"""Buttons that lead to something new as often as they are pressed (the menu, a task), and the name of a month."""


async def _step(network: Network, actor: Actor, *patterns: str) -> None:
    for pattern in patterns:
        await network.quiet()
        await actor.taps(pattern)
    await network.quiet()


async def _until_the_end(network: Network) -> tuple[Actor, Actor, Actor]:
    """A match from the suggestion to the end of the stay, with a question, a meeting and a plan on the way."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    for person, steps in ((helena, 3), (amir, 2)):
        await kaisa.says(f"/cases {await network.case_number(person)}")
        await _step(network, kaisa, ":step:spoken:phone$", *[":step:"] * (steps - 1))
    channel = network.channels[TURKU]
    await channel.sees("A possible match")
    await kaisa.taps(":take$", in_=channel)
    await network.quiet()
    await kaisa.taps(":details$", in_=channel)
    await kaisa.follows_toast()
    await _step(network, kaisa, ":ask:h$", r"1:m:.*:send:")
    await _step(network, helena, "^1:s:.*:ask$")
    await helena.says("Do they cook?")
    await _step(network, kaisa, ":answer:0$")
    await kaisa.says("Gladly.")
    await _step(network, kaisa, ":reply:0:")
    await _step(network, helena, "^1:s:.*:yes$")
    await _step(network, kaisa, "^1:m:.*:open$", ":ask:g$", r"1:m:.*:send:")
    await _step(network, amir, "^1:s:.*:yes$")
    await _step(network, kaisa, "^1:m:.*:open$", ":intro$", ":introd")
    await _step(
        network, kaisa, "^1:m:.*:open$", ":mtimes$", r":mtimes:\d", ":mday:.*-15$", ":mat:", ":mpreview$", ":msend$"
    )
    for side in (helena, amir):
        await _step(network, side, "^1:d:.*:t:0$", "^1:d:.*:done$")
    await _step(network, kaisa, "^1:m:.*:open$", ":plan$", ":plan_let:host$")
    await _step(network, helena, "^1:p:.*:fill")
    for words in {**TYPED, "dates": f"{SOON:%-d.%-m.%Y}–{SOON + dt.timedelta(days=100):%-d.%-m.%Y}"}.values():
        await network.quiet()
        await helena.says(words)
    await _step(network, helena, "^1:i:p.*!send$")
    await _step(network, amir, "^1:p:.*:yes")
    await _step(network, kaisa, "^1:m:.*:open$", ":movein$", r":movein:\d")
    with on(network.built.house.today(dt.datetime.now(dt.UTC)) + dt.timedelta(days=4)):
        await rings(network)
        for side in (helena, amir):
            await _step(network, side, "^1:f:go:.*:fine$")
        await helena.says("/mydata")
        await helena.sees("How your stays were going")
        await _step(network, kaisa, "^1:m:.*:open$", ":end$", ":end:own_rental$", ":end:own_rental:yes$")
        await _step(network, helena, "^1:f:was:.*:well$", ":better:.*:done$", "^1:f:again:.*:now$")
        await _step(network, amir, "^1:f:was:.*:well$")
    return kaisa, helena, amir


async def _stands(network: Network) -> list[object]:
    async with network.built.store.look() as work:
        (match,) = await matches.with_stage(work, tuple(Stage))
        events = await matches.events(work, match.id)
        stay = await stays.get(work, match.id)
        assert stay is not None
        ways = list(await work.session.scalars(sa.select(CaseFile.way).order_by(CaseFile.id)))
        return [match.stage, match.coordinator_id, len(events), stay.ended_on, stay.next_home, stay.until, ways]


def _answered(network: Network, actor: Actor, mark: int) -> bool:
    """The press itself is answered, be it without a word."""
    events = network.server.feed.since(mark)
    return any(event.kind == "toast" and event.data["person_id"] == actor.id for event in events)


def _something_was_said(network: Network, actor: Actor, mark: int) -> bool:
    """A word on the press itself, or a message or a change of one in the private chat."""
    for event in network.server.feed.since(mark):
        if event.kind == "toast" and event.data["person_id"] == actor.id and (event.data["text"] or event.data["url"]):
            return True
        if event.kind in {"message", "edit"} and event.data.get("chat_id") == actor.id:
            return True
    return False


async def test_each_old_button_says_something_and_none_changes_what_is_over(network: Network) -> None:
    kaisa, helena, amir = await _until_the_end(network)
    before = await _stands(network)
    assert before[0] == Stage.ENDED
    mute: list[str] = []
    pressed = 0
    for actor in (kaisa, helena, amir):
        known: set[str] = set()
        for screen in actor.screens:
            for button in buttons(screen.message.inline_keyboard):
                if button.data is None or button.data in known or CHANGES.match(button.data):
                    continue
                known.add(button.data)
                mark = len(network.server.feed.events)
                await network.server.people.presses_data(actor.id, screen.message_id, button.data)
                await network.until(lambda: _answered(network, actor, mark), f"an answer to {button.data}")  # noqa: B023
                await network.quiet()
                pressed += 1
                if not _something_was_said(network, actor, mark):
                    mute.append(f"{actor.name}: {button.label} ({button.data[:4]}…{button.data[-12:]})")
    assert pressed > 60
    assert not mute, mute
    assert await _stands(network) == before
    with on(SOON + dt.timedelta(days=1)):
        await rings(network)
    async with network.built.store.look() as work:
        assert [match.stage for match in await work.session.scalars(sa.select(Match))] == [Stage.ENDED]
