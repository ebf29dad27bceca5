"""The matches of a case: at which stage each one is and since when, with a button to its card."""

from __future__ import annotations

from bot.casework.stages import OVER, RUNNING, STAGE_NAMES, Stage
from bot.store import access, cases, matches
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Match
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton, name_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Verbatim, _

MOST_BUTTONS = 8
"""So many matches can be opened by a button; those that run come first."""


async def listed(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """All matches of a case: those that run, those that are suggested, and those that are over."""
    if args:
        return False
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "matches")
    found = sorted(await matches.of_case(turn.work, case.id), key=_rank)
    told: list[Text] = []
    buttons: list[Choice] = []
    for match in found:
        other = await _other(turn, case, match)
        if other is None:
            continue
        told.append(await _line(turn, match, other))
        if Stage(match.stage) not in OVER:
            buttons.append(Choice(Verbatim(other.number), data("m", match.id, "open")))
    title = _("<b>{number}</b>: its matches").of(number=Verbatim(case.number))
    text: list[Paragraph] = [title, Lines(tuple(told)) if told else _("No matches yet.")]
    rows = [buttons[start : start + 2] for start in range(0, min(len(buttons), MOST_BUTTONS), 2)]
    possible = Choice(_("Possible matches"), data("k", "matches", case.id))
    await say(turn, person, text, [*rows, [possible], [to_case(case)]], details=True)
    return True


async def lines(turn: Turn, case: CaseFile) -> list[Text]:
    """On the card: the match that somebody works on, or the stay that runs."""
    told = []
    for match in await matches.of_case(turn.work, case.id):
        other = await _other(turn, case, match)
        if Stage(match.stage) in RUNNING and other is not None:
            told.append(_("🤝 {line}").of(line=await _line(turn, match, other)))
    return told


async def _line(turn: Turn, match: Match, other: CaseFile) -> Text:
    line = _("{number}: {stage}, since {day}").of(
        number=Verbatim(other.number), stage=STAGE_NAMES[Stage(match.stage)], day=turn.house.today(match.stage_at)
    )
    if match.coordinator_id is None:
        return line
    return _("{line} ({name})").of(line=line, name=await name_of(turn, match.coordinator_id))


async def _other(turn: Turn, case: CaseFile, match: Match) -> CaseFile | None:
    other_id = match.guest_case_id if case.id == match.host_case_id else match.host_case_id
    return await cases.get(turn.work, other_id)


def _rank(match: Match) -> tuple[bool, bool, float]:
    stage = Stage(match.stage)
    return (stage not in RUNNING, stage in OVER, -match.score)


case_card.add(verbs={"matches": listed}, buttons=[CardButton(_("Its matches"), "matches")], lines=lines)
