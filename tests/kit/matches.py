"""Matches brought to where a story begins, without telling all that came before."""

from __future__ import annotations

from bot.casework.stages import By, Move, Refusal
from bot.store import cases, coordinators, matches, people
from bot.store.tables import Match
from bot.telegram import moving
from bot.telegram.turn import Turn
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

INTRODUCED: tuple[tuple[Move, By], ...] = (
    (Move.TAKE, "coordinator"),
    (Move.ASK_HOST, "coordinator"),
    (Move.HOST_YES, "host"),
    (Move.ASK_GUEST, "coordinator"),
    (Move.GUEST_YES, "guest"),
    (Move.INTRODUCE, "coordinator"),
)


async def introduced(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> str:
    """The id of the match of the two, whom the coordinator has brought together."""
    await network.approved(helena, amir)
    number = await network.case_number(helena)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
        assert case is not None
        (match,) = await matches.of_case(look, case.id)
    await moves(network, kaisa, match.id, *INTRODUCED)
    return match.id


async def moves(network: Network, kaisa: Actor, match_id: str, *made: tuple[Move, By]) -> None:
    """These moves, with nothing said to the two; a coordinator's are made by this one."""
    async with network.built.store.work() as work:
        person = await people.find(work, kaisa.id)
        assert person is not None
        coordinator = await coordinators.find(work, person.id, TURKU)
        for move, by in made:
            who = coordinator if by == "coordinator" else None
            came = await moving.make(Turn(work, network.built.house), match_id, move, by, coordinator=who, silent=True)
            assert not isinstance(came, Refusal), move
    await network.quiet()


async def match_of(network: Network, match_id: str) -> Match:
    """The match as it is now."""
    async with network.built.store.look() as look:
        match = await matches.get(look, match_id)
        assert match is not None
        return match
