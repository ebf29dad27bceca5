"""What the card of a match tells of every match: its standing, why the two could suit, and what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.asked import said
from bot.casework.match_words import MatchEvent, history_lines, missing_line, said_line, stage_line, taken_line
from bot.casework.stages import BEFORE_ANYONE, OVER
from bot.matching import betters, channel_lines
from bot.store import coordinators, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import gate, matchmaking
from bot.telegram.moves import Pair
from bot.telegram.stays.sides import SIDES, asked_sides
from bot.telegram.turn import Turn
from conversations.text import Text, Verbatim, _

MOST_EVENTS = 8
"""How many events stand on the card; earlier ones are counted."""


async def standing(turn: Turn, pair: Pair) -> tuple[Text, ...]:
    """Where it stands and since when, what each side has said, what is missing, and who has taken it."""
    asked = await asked_sides(turn, pair)
    stage = pair.standing.stage
    lines = [stage_line(stage, pair.match.stage_at)]
    lines += [said_line(side, pair.case(side).number, said(pair.standing, side, asked)) for side in SIDES]
    if stage in BEFORE_ANYONE:
        lines += _missing(turn, pair)
    if stage not in OVER:
        name = await _name(turn, pair.match.coordinator_id)
        lines.append(taken_line(pair.match.coordinator_id is not None, name))
    return tuple(lines)


def _missing(turn: Turn, pair: Pair) -> list[Text]:
    found = []
    for side in SIDES:
        case = pair.case(side)
        visit = case.group_slug not in turn.house.course.without_visit
        found.append(missing_line(case.number, side, case.way, visit=visit))
    return [line for line in found if line is not None]


async def reasons(turn: Turn, person: Person, pair: Pair) -> tuple[Text, ...]:
    """Why the two could suit: in full for whoever may open both cases, else as a channel may know it; and why not."""
    lines: list[Text] = []
    verdict = await matchmaking.judged(turn, pair.match)
    if verdict is not None:
        opens = [await gate.may_open(turn, person, case) for case in (pair.host, pair.guest)]
        told: Sequence[Text] = channel_lines(verdict.coarse_reasons())
        if all(opens):
            told = (*verdict.lines(), *betters(verdict))
        lines += [_("<b>Why they could suit</b>"), *told]
    if (why := await matches.refusal(turn.work, pair.match)) is not None:
        lines.append(_("Not suitable, because: {reason}").of(reason=Verbatim(why)))
    return tuple(lines)


async def history(turn: Turn, pair: Pair) -> tuple[Text, ...]:
    """The newest events as dated sentences."""
    events = [
        MatchEvent(event.what, event.at, await _name(turn, event.coordinator_id))
        for event in await matches.events(turn.work, pair.match.id)
    ]
    return (_("<b>What has happened</b>"), *history_lines(events, MOST_EVENTS))


async def moved_by(turn: Turn, pair: Pair, *, besides: Coordinator) -> str | None:
    """The chosen name of the coordinator who moved the match last; None where that was not another one."""
    last = next(reversed(await matches.events(turn.work, pair.match.id)), None)
    if last is None or last.coordinator_id in {None, besides.id}:
        return None
    return await _name(turn, last.coordinator_id)


async def _name(turn: Turn, coordinator_id: str | None) -> str | None:
    return None if coordinator_id is None else (await coordinators.get(turn.work, coordinator_id)).shown_name
