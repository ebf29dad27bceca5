"""The cases of a coordinator, narrowed down: mine, untaken or all of the group, and by where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.casework.phases import PHASE_NAMES, Phase, phase_of
from bot.casework.stages import RECEIVED, RUNNING, SET_ASIDE, STAGE_NAMES, Stage
from bot.casework.way_in import ENDED, WAY_NAMES, Way
from bot.store import case_lists, cases
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Match
from bot.telegram import following, gate
from bot.telegram.desk.case_card import session_of
from bot.telegram.turn import Turn
from conversations.text import Text, _, n_

Which = Literal["mine", "untaken", "all"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in a list: where it stands, since when, and whether somebody has it."""

    case: CaseFile
    phase: Phase
    running: tuple[Match, ...]
    taken: bool
    mine: bool


async def found(turn: Turn, person: Person, mine: Sequence[Coordinator]) -> list[Listed]:
    """All cases that the coordinator may list, whoever waits longest first; none that is kept from them."""
    ids = {one.id for one in mine}
    own: dict[str, CaseFile] = {}
    held: set[str] = set()
    everything: dict[str, CaseFile] = {}
    for coordinator in mine:
        own |= {case.id: case for case in await case_lists.of_coordinator(turn.work, coordinator.id, sorted(RUNNING))}
        everything |= {case.id: case for case in await cases.of_group(turn.work, coordinator.group_slug)}
        held |= await case_lists.held(turn.work, coordinator.group_slug)
    everything |= own
    matches = await case_lists.matches_of(turn.work, list(everything), sorted(RUNNING))
    kept = await gate.kept_from(turn, person)
    listed = []
    for case in everything.values():
        if case.id in kept:
            continue
        running = tuple(matches[case.id])
        phase = phase_of(case.state, case.way, [Stage(match.stage) for match in running])
        taken = case.coordinator_id is not None or case.id in held
        is_mine = case.id in own or case.coordinator_id in ids
        listed.append(Listed(case, phase, running, taken, is_mine))
    return sorted(listed, key=lambda one: (_since(one), one.case.number))


def chosen(everything: Sequence[Listed], which: Which, phase: Phase | None = None) -> list[Listed]:
    """Those of one list, and of one phase where that is wished."""
    listed = [
        one
        for one in everything
        if (which == "mine" and one.mine)
        or (which == "untaken" and not one.taken and one.case.state == RECEIVED)
        or which == "all"
    ]
    return listed if phase is None else [one for one in listed if one.phase is phase]


async def line(turn: Turn, one: Listed) -> Text:
    """The coarse facts of a case, where it stands, and for how many days it has stood there."""
    facts = following.one_line(one.case, await session_of(turn, one.case))
    days = (turn.house.today(turn.now) - turn.house.today(_since(one))).days
    stands = _stands(one)
    if not days:
        return _("{line} – {stands}").of(line=facts, stands=stands)
    waited = n_("{n} day", "{n} days").of(n=days)
    return _("{line} – {stands}, {days}").of(line=facts, stands=stands, days=waited)


def _stands(one: Listed) -> Text:
    if one.running:
        return STAGE_NAMES[Stage(one.running[0].stage)]
    if one.case.state != RECEIVED and Way(one.case.way) not in ENDED:
        return _("Set aside") if one.case.state == SET_ASIDE else _("Ended")
    return PHASE_NAMES[one.phase] if one.phase in {Phase.TALK, Phase.READY} else WAY_NAMES[Way(one.case.way)]


def _since(one: Listed) -> dt.datetime:
    return max(match.stage_at for match in one.running) if one.running else one.case.sent_at
