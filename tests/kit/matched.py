"""Matches brought to a stage without walking all the way there: the moves are real, the presses are left out."""

from __future__ import annotations

import re

from bot.casework.stages import By, Move, Refusal
from bot.store import cases, matches
from bot.store.tables import CaseFile, Match
from bot.telegram import moving
from bot.telegram.turn import Turn
from tests.kit.network import Network
from tests.kit.people import Actor

ASKED: tuple[tuple[Move, By], ...] = ((Move.ASK_HOST, "coordinator"),)
GUEST_ASKED_TOO: tuple[tuple[Move, By], ...] = (*ASKED, (Move.HOST_YES, "host"), (Move.ASK_GUEST, "coordinator"))
INTRODUCED: tuple[tuple[Move, By], ...] = (
    *GUEST_ASKED_TOO,
    (Move.GUEST_YES, "guest"),
    (Move.INTRODUCE, "coordinator"),
)
LIVING: tuple[tuple[Move, By], ...] = (*INTRODUCED, (Move.AGREE_PLAN, "bot"), (Move.MOVE_IN, "coordinator"))
"""The moves after a coordinator has taken the match."""


def number_of(actor: Actor) -> str:
    """The number that stands in the chat, in whatever language."""
    found = [match[0] for screen in actor.screens if (match := re.search(r"K-[2-9A-Z]{6}", screen.text))]
    return found[-1]


async def case_of(network: Network, actor: Actor) -> CaseFile:
    """The case whose number the person read in the receipt."""
    number = number_of(actor)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
        assert case is not None
        return case


async def match_of(network: Network, actor: Actor) -> Match:
    """The person's only match."""
    case = await case_of(network, actor)
    async with network.built.store.look() as look:
        (match,) = await matches.of_case(look, case.id)
        return match


async def moved(network: Network, match: Match, *moves: tuple[Move, By]) -> None:
    """These moves are made, each with all that follows."""
    for move, by in moves:
        async with network.built.store.work() as work:
            made = await moving.make(Turn(work, network.built.house), match.id, move, by)
            assert not isinstance(made, Refusal), (move, made.says.message)
    await network.quiet()
