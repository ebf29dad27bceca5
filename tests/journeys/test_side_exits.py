"""A match that does not come to be, or ends before its time: who hears what, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from bot.casework.stages import By, Move, Stage
from bot.store import matches, timers
from bot.store.tables import CaseFile, Match
from tests.journeys.test_asking_sides import NO, YES, asks, taken
from tests.kit.matched import ASKED, GUEST_ASKED_TOO, INTRODUCED, LIVING, case_of, match_of, moved
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

Moves = Sequence[tuple[Move, By]]
ENDED = {
    "host": "The plans with this guest have come to an end",
    "guest": "The plans with this home have come to an end",
}
NEUTRAL = {"host": "does not need your home now", "guest": "is not possible after all"}
TELLING = re.compile(r"withdr|refus|said no|declin|eras|taken (it|the offer) back|not this time", re.IGNORECASE)
"""What nobody reads of the other side."""


@pytest.fixture
async def three(network: Network) -> tuple[Actor, Actor, Actor]:
    """A coordinator with a match that is taken, its host and its guest."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    await taken(network, kaisa, helena, amir)
    return kaisa, helena, amir


async def _left_over(network: Network, match: Match) -> list[str]:
    async with network.built.store.look() as work:
        return [timer.kind for timer in await timers.of_match(work, match.id)]


def _now(status: str) -> str:
    """Of a status, where things stand."""
    return next(part for part in status.split("\n\n") if part.startswith("Now: "))


def _since(actor: Actor, said: int) -> list[str]:
    return [screen.text for screen in actor.screens[said:] if screen.from_bot]


LEAVING = [
    pytest.param((), how, side, False, id=f"taken-{how}-{side}")
    for how in ("withdraw", "delete")
    for side in ("host", "guest")
] + [
    pytest.param(ASKED, "withdraw", "host", False, id="asked-withdraw-host"),
    pytest.param(ASKED, "withdraw", "guest", True, id="asked-withdraw-guest"),
    pytest.param(GUEST_ASKED_TOO, "withdraw", "host", True, id="both-asked-withdraw-host"),
    pytest.param(GUEST_ASKED_TOO, "withdraw", "guest", True, id="both-asked-withdraw-guest"),
    pytest.param(GUEST_ASKED_TOO, "delete", "host", True, id="both-asked-delete-host"),
    pytest.param(GUEST_ASKED_TOO, "delete", "guest", True, id="both-asked-delete-guest"),
    pytest.param(INTRODUCED, "withdraw", "guest", True, id="introduced-withdraw-guest"),
    pytest.param(LIVING, "delete", "host", True, id="living-delete-host"),
    pytest.param(LIVING, "delete", "guest", True, id="living-delete-guest"),
]
"""How far the match has come, how and who leaves, and whether the other side knows of the match."""


@pytest.mark.parametrize(("made", "how", "side", "knows"), LEAVING)
async def test_a_side_leaves_and_the_other_hears_it_only_if_they_knew(
    network: Network, three: tuple[Actor, Actor, Actor], made: Moves, how: str, side: str, knows: bool
) -> None:
    kaisa, helena, amir = three
    channel = network.channels[TURKU]
    match = await match_of(network, helena)
    await moved(network, match, *made)
    leaves, stays = (helena, amir) if side == "host" else (amir, helena)
    other = "guest" if side == "host" else "host"
    said = len(stays.screens)

    await leaves.says(f"/{how}")
    asked = await leaves.sees_button("Yes, take it back" if how == "withdraw" else "Yes, erase everything")
    leaving_knows = bool(made) and (made != ASKED or side == "host")
    assert ("You have a match under way" in asked) is leaving_knows
    await leaves.presses("Yes, take it back" if how == "withdraw" else "Yes, erase everything")
    await leaves.sees("Done" if how == "withdraw" else "Everything about you is erased")
    await network.quiet()

    heard = _since(stays, said)
    assert any(ENDED[other] in text for text in heard) is knows, heard
    assert not [text for text in heard if TELLING.search(text)], heard
    assert not any(ENDED[side] in screen for screen in leaves.screens)
    await kaisa.sees("has withdrawn")
    if how == "withdraw":
        await channel.sees("Withdrawn")
    if made:
        assert await _left_over(network, match) == []
    if how == "withdraw":
        stage = (await match_of(network, leaves)).stage
        assert stage == (Stage.WITHDRAWN if made else Stage.LAPSED)
    else:
        async with network.built.store.look() as work:
            assert await work.session.scalar(sa.select(sa.func.count()).select_from(CaseFile)) == 1
            assert await matches.get(work, match.id) is None
    await stays.says("/status")
    status = await stays.sees("K-")
    assert not TELLING.search(_now(status.text)), status.text


async def test_whoever_is_left_is_free_for_others(network: Network, three: tuple[Actor, Actor, Actor]) -> None:
    _kaisa, helena, amir = three
    await moved(network, await match_of(network, helena), *INTRODUCED)
    await amir.says("/delete")
    await amir.presses("Yes, erase everything")
    await amir.sees("Everything about you is erased")
    sara = await network.guest("Sara", languages="=Swedish")
    await network.quiet()
    case = await case_of(network, sara)
    async with network.built.store.look() as work:
        (match,) = await matches.of_case(work, case.id)
    assert match.stage == Stage.SUGGESTED
    assert match.host_case_id == (await case_of(network, helena)).id


async def test_the_guest_says_no_after_the_host_has_said_yes(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "host")
    await helena.presses(YES)
    await kaisa.sees("Next: ask the guest")
    await kaisa.presses("Open the match")
    await asks(kaisa, "guest")
    said = len(helena.screens)
    await amir.presses(NO)
    await amir.sees("nobody is told why")
    await amir.presses("Leave it")
    await kaisa.sees("The guest said “not this time”")
    await helena.sees(NEUTRAL["host"])
    await network.quiet()
    assert not [text for text in _since(helena, said) if TELLING.search(text)]
    match = await match_of(network, helena)
    assert match.stage == Stage.GUEST_NO
    assert await _left_over(network, match) == []
    await amir.says("/status")
    await amir.sees("look")
    for actor, label in ((helena, YES), (amir, YES)):
        await actor.presses(label)
        await actor.sees_toast("not asked any more")
    suggested = sum("A possible match" in screen for screen in network.channels[TURKU].screens)
    assert suggested == 1, "what somebody refused is not suggested anew"


async def test_no_answer_after_the_other_had_said_yes(network: Network, three: tuple[Actor, Actor, Actor]) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "guest")
    await amir.presses(YES)
    await kaisa.sees("Next: ask the host")
    await kaisa.presses("Open the match")
    await asks(kaisa, "host")
    await kaisa.presses("No answer")
    await kaisa.presses("Yes, close it")
    await helena.sees("have not heard from you")
    await amir.sees(NEUTRAL["guest"])
    await network.quiet()
    match = await match_of(network, helena)
    assert match.stage == Stage.NO_ANSWER
    assert await _left_over(network, match) == []
    await helena.presses(YES)
    await helena.sees_toast("not asked any more")


@pytest.mark.parametrize("made", [INTRODUCED, LIVING])
async def test_broken_off_by_a_coordinator_is_told_to_both_without_a_reason(
    network: Network, three: tuple[Actor, Actor, Actor], made: Moves
) -> None:
    _kaisa, helena, amir = three
    await moved(network, await match_of(network, helena), *made, (Move.BREAK_OFF, "coordinator"))
    for actor, side in ((helena, "host"), (amir, "guest")):
        assert sum(ENDED[side] in screen for screen in actor.screens) == 1
        await actor.says("/status")
        status = await actor.sees("K-")
        assert not TELLING.search(_now(status.text)), status.text
    await network.quiet()
    assert (await match_of(network, helena)).stage == Stage.BROKEN_OFF
    assert sum("A possible match" in screen for screen in network.channels[TURKU].screens) == 1


async def test_a_coordinator_hears_by_phone_that_one_has_withdrawn(
    network: Network, three: tuple[Actor, Actor, Actor]
) -> None:
    kaisa, helena, amir = three
    await asks(kaisa, "host")
    await kaisa.presses("One of them has withdrawn")
    await kaisa.sees("Has one of the two withdrawn?")
    await kaisa.presses("Yes, it is withdrawn")
    await kaisa.sees("Only coordinators see your reason")
    await kaisa.presses("Leave it")
    await helena.sees(ENDED["host"])
    await network.quiet()
    amir.has_not_seen(ENDED["guest"])
    assert (await match_of(network, helena)).stage == Stage.WITHDRAWN
