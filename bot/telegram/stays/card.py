"""A match in a coordinator's private chat: where it stands, what each side has said, what happened, what can be done.

Each room of a match's life adds what is its own by `add`: verbs (what a press does), buttons by stage, and lines.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.casework.stages import ASKED_ALREADY, ELSEWHERE, Refusal, Stage
from bot.store import access
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import gate
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import match_lines
from bot.telegram.turn import Turn
from conversations.text import Items, Lines, Paragraph, Text, Verbatim, _

NOTHING_HERE = _("There is no such match, or it is not one of your group.")
FASTER = _("{name} was faster: the match has moved on in the meantime.")

Verb = Callable[[Turn, Person, Coordinator, Pair, tuple[str, ...]], Awaitable[bool]]
"""What a press on the card does, given what stands after the verb; False where the button leads nowhere any more.

The presser has been checked. The verb looks at the stage again, and answers the press or says something.
"""
Told = Callable[[Turn, Person, Pair], Awaitable[Sequence[Text]]]
"""Lines of a room on the card, for the coordinator who reads it."""
Rows = Callable[[Turn, Pair], Awaitable[Sequence[Sequence[Choice]]]]
"""Buttons of a room above all others, where they depend on more than the match itself."""


def always(_pair: Pair) -> bool:
    """A button that is there at each of its stages."""
    return True


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the card; `when` says for which matches at its stage it is there."""

    label: Text
    verb: str
    args: tuple[str, ...] = ()
    when: Callable[[Pair], bool] = always
    last: bool = False
    """Below all others: what ends something."""


VERBS: dict[str, Verb] = {}
"""What the buttons under a match do, by verb: `data("m", match_id, verb, *args)`."""
BUTTONS: dict[Stage, tuple[Button, ...]] = dict.fromkeys(Stage, ())
"""What can be pressed at each stage, in order."""
LINES: list[Told] = []
"""What the rooms have to tell on the card."""
ROWS: list[Rows] = []
"""The buttons above all others."""


def add(
    *,
    verbs: Mapping[str, Verb] | None = None,
    buttons: Mapping[Stage, Sequence[Button]] | None = None,
    lines: Told | None = None,
    rows: Rows | None = None,
) -> None:
    """A room adds its verbs, its buttons and its lines, once, where it is imported."""
    VERBS.update(verbs or {})
    for stage, more in (buttons or {}).items():
        BUTTONS[stage] = (*BUTTONS[stage], *more)
    if lines is not None:
        LINES.append(lines)
    if rows is not None:
        ROWS.append(rows)


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area m: opens the card, or does what the verb says; False where it leads nowhere any more."""
    if len(rest) < 2:
        return False
    match_id, verb, *args = rest
    pair = await pair_of(turn, match_id)
    coordinator = None if pair is None else await gate.may_work_on(turn, person, pair)
    if pair is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return True
    if verb == "open":
        turn.answer_callback()
        await show(turn, person, coordinator, pair)
        return True
    return verb in VERBS and await VERBS[verb](turn, person, coordinator, pair, tuple(args))


async def show(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair) -> None:
    """The card with its buttons, protected from forwarding; the look is written down with both cases."""
    for case in (pair.host, pair.guest):
        await access.note(turn.work, coordinator.id, case.id, "match")
    text: list[Paragraph] = [head(pair), Lines(await match_lines.standing(turn, pair))]
    for told in LINES:
        if lines := tuple(await told(turn, person, pair)):
            text.append(Lines(lines))
    for lines in (await match_lines.reasons(turn, person, pair), await match_lines.history(turn, pair)):
        if lines:
            text.append(Lines(lines))
    cases = [Choice(Verbatim(case.number), data("k", "case", case.id)) for case in (pair.host, pair.guest)]
    above = [list(row) for rows in ROWS for row in await rows(turn, pair)]
    await say(turn, person, text, [*above, *buttons(pair), cases], details=True)


def head(pair: Pair) -> Text:
    """The numbers of both cases."""
    return _("<b>{numbers}</b>").of(numbers=Items((Verbatim(pair.host.number), Verbatim(pair.guest.number))))


def buttons(pair: Pair) -> list[list[Choice]]:
    """The buttons of a match as it stands now."""
    here = [button for button in BUTTONS[pair.standing.stage] if button.when(pair)]
    shown = sorted(here, key=lambda button: button.last)
    return [[Choice(button.label, data("m", pair.match.id, button.verb, *button.args))] for button in shown]


def opening(pair: Pair) -> Choice:
    """The button that opens the card."""
    return Choice(_("Open the match"), data("m", pair.match.id, "open"))


async def refused(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, refusal: Refusal) -> bool:
    """A move that is not possible: why, and who was faster if somebody was; and the match as it stands now."""
    fresh = await pair_of(turn, pair.match.id)
    says = refusal.says
    if refusal.says in {ELSEWHERE, ASKED_ALREADY} and (
        name := await match_lines.moved_by(turn, pair, besides=coordinator)
    ):
        says = FASTER.of(name=Verbatim(name))
    turn.answer_callback(turn.house.texts.plain(says, person.language), alert=True)
    if fresh is not None:
        await show(turn, person, coordinator, fresh)
    return True
