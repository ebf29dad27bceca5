"""A case's card in a coordinator's private chat: where it stands, what is missing, and buttons to everything else.

Each room of the desk adds what is its own by `add`: verbs (what a press does), buttons, and lines in the card's head.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.casework.stages import SET_ASIDE
from bot.casework.way_in import ENDED
from bot.store import access, cases, consents, coordinators, interviews, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import following
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import is_one_message, say
from bot.telegram.turn import Turn
from conversations.consents import SENTENCES
from conversations.pages import summary_lines
from conversations.session import Session
from conversations.text import Lines, Moment, Paragraph, Text, Value, Verbatim, _

NOTHING_HERE = _("There is no such case, or it is not one of your group.")

Verb = Callable[[Turn, Person, Coordinator, CaseFile, tuple[str, ...]], Awaitable[bool]]
"""What a button of the card does, given what stands after the verb; False where it leads nowhere any more.

The presser may open the case, which has been checked. The verb answers the press or says something.
"""
LineMaker = Callable[[Turn, CaseFile], Awaitable[Sequence[Text]]]
"""Lines that a room adds to the head of the card."""
RowMaker = Callable[[Turn, CaseFile], Awaitable[Sequence[Sequence[Choice]]]]
"""Rows of buttons that a room puts above all others, where they depend on more than the case itself."""


def always(_case: CaseFile) -> bool:
    """A button of every card."""
    return True


@dataclass(frozen=True, slots=True)
class CardButton:
    """A button of the card; `when` says for which cases it is there."""

    label: Text
    verb: str
    args: tuple[str, ...] = ()
    when: Callable[[CaseFile], bool] = always


VERBS: dict[str, Verb] = {}
"""What the buttons of a case do, by verb: `data("c", case_id, verb, *args)`."""
BUTTONS: list[CardButton] = []
"""The buttons of all rooms, two in a row."""
LINES: list[LineMaker] = []
"""What the rooms have to tell in the card's head."""
ROWS: list[RowMaker] = []
"""The rows above all other buttons."""
_FIRST = ("way", "matches", "tasks", "notes", "history", "mine", "hand")
"""Verbs whose buttons come before those of other rooms, in this order."""


def add(
    *,
    verbs: Mapping[str, Verb] | None = None,
    buttons: Sequence[CardButton] = (),
    lines: LineMaker | None = None,
    rows: RowMaker | None = None,
) -> None:
    """A room adds what is its own, once, where it is imported."""
    VERBS.update(verbs or {})
    BUTTONS.extend(buttons)
    LINES.extend([] if lines is None else [lines])
    ROWS.extend([] if rows is None else [rows])


async def show(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile) -> None:
    """The card, protected from forwarding; the look is written down.

    Where all of it does not fit into one message, the answers are behind a button of their own.
    """
    await access.note(turn.work, coordinator.id, case.id, "details")
    session = await session_of(turn, case)
    head = await _head(turn, case, session)
    everything = (*head, *await _answers(turn, case, session))
    rows = [list(row) for maker in ROWS for row in await maker(turn, case)]
    rows.append([Choice(_("Possible matches"), data("k", "matches", case.id))])
    shown = sorted((one for one in BUTTONS if one.when(case)), key=_place)
    chosen = [Choice(one.label, data("c", case.id, one.verb, *one.args)) for one in shown]
    fits = is_one_message(turn, person, everything)
    if not fits:
        chosen.insert(0, Choice(_("Answers"), data("c", case.id, "answers")))
    text = everything if fits else head
    await say(turn, person, text, [*rows, *_two_in_a_row(chosen)], details=True)


async def answers(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """Everything that the person has answered and agreed to."""
    if args:
        return False
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "answers")
    session = await session_of(turn, case)
    text = (_title(case), *await _answers(turn, case, session))
    await say(turn, person, text, [[to_case(case)]], details=True)
    return True


async def opened(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The card, once more."""
    if args:
        return False
    turn.answer_callback()
    await show(turn, person, coordinator, case)
    return True


def to_case(case: CaseFile) -> Choice:
    """The button that leads back to the card."""
    return Choice(_("‹ To the case"), data("c", case.id, "open"))


async def name_of(turn: Turn, coordinator_id: str | None) -> Value:
    """The name that a coordinator has chosen; in plain words where there is none any more."""
    known = None if coordinator_id is None else (await coordinators.get(turn.work, coordinator_id)).shown_name
    return Verbatim(known) if known else _("a coordinator")


async def session_of(turn: Turn, case: CaseFile) -> Session:
    """The interview behind a case."""
    owner = await people.get(turn.work, case.person_id)
    return await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))


def _place(button: CardButton) -> int:
    return _FIRST.index(button.verb) if button.verb in _FIRST else len(_FIRST)


def _title(case: CaseFile) -> Text:
    return _("<b>{number}</b>").of(number=Verbatim(case.number))


def _two_in_a_row(choices: Sequence[Choice]) -> list[list[Choice]]:
    return [list(choices[start : start + 2]) for start in range(0, len(choices), 2)]


async def _head(turn: Turn, case: CaseFile, session: Session) -> tuple[Paragraph, ...]:
    owner = await people.get(turn.work, case.person_id)
    lines: list[Text] = [
        _("Sent: {at}").of(at=Moment(case.sent_at)),
        _("Local group: {group}").of(group=Verbatim(turn.house.groups.by_slug(case.group_slug).name)),
    ]
    if case.coordinator_id is not None:
        lines.append(_("Looked after by {name}").of(name=await name_of(turn, case.coordinator_id)))
    if not case.confirmed:
        lines.append(_("⚠ Filled in by somebody else, not confirmed yet"))
    if case.state == SET_ASIDE and case.way not in ENDED:
        why = await cases.why(turn.work, owner, case)
        lines.append(_("🚫 Set aside. {why}").of(why=Verbatim(why or "")))
    if owner.unreachable_at is not None:
        lines.append(_("⚠ Cannot be reached by Telegram"))
    if owner.chat_id is None:
        lines.append(_("📞 Without Telegram: what is to be told becomes a task"))
    for maker in LINES:
        lines += await maker(turn, case)
    return (following.one_line(case, session), Lines(tuple(lines)))


async def _answers(turn: Turn, case: CaseFile, session: Session) -> tuple[Paragraph, ...]:
    standing = await consents.standing(turn.work, case.person_id)
    agreed = tuple(
        _("✓ {sentence}").of(sentence=SENTENCES[purpose])
        for purpose in SENTENCES
        if purpose in standing and standing[purpose].given and standing[purpose].withdrawn_at is None
    )
    return (Lines(summary_lines(session)), Lines((_("<b>Agreed to</b>"), *agreed)))


add(verbs={"open": opened, "answers": answers})
