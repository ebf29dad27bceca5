"""Speaking with one side of a stay in confidence: the other side never sees what is asked and answered."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.casework.alert_kinds import Kind
from bot.casework.stages import STAYING
from bot.store import alerts, cases, live_talks, matches
from bot.store.interviews import Json, start
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import alerting, asking, telling
from bot.telegram.alerting import AlertFacts
from bot.telegram.asking import About, Choices
from bot.telegram.coordinating import is_coordinator_of
from bot.telegram.keyboards import Choice, keyboard
from bot.telegram.moves import Pair, pair_of
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.questions.base import Option
from conversations.text import Paragraph


async def ask(
    turn: Turn,
    pair: Pair,
    side: Role,
    text: Sequence[Paragraph],
    rows: Sequence[Sequence[Choice]],
    *,
    about: About,
    words: Choices | None = None,
) -> None:
    """Asks one side in their chat, by buttons or typed; whoever cannot be written to is called and asked."""
    person = await telling.person_of(turn, pair.case(side))
    if telling.can_be_written_to(person):
        await asking.ask(turn, person, text, rows, about=about, words=words)
    else:
        await telling.tell(turn, pair.case(side), text, about=about)


async def listen(turn: Turn, person: Person, rows: Sequence[Sequence[Choice]], about: About, words: Choices) -> None:
    """Typed words count as the buttons of a message that is there already, and has changed."""
    await asking.end(turn, person)
    known = asking.choices_of(turn.house.texts, rows, words)
    choices: dict[str, Json] = {data: list(spoken) for data, spoken in known.items()}
    session: Json = {"about": about, "choices": choices}
    await start(turn.work, person, asking.ROLE, session=session, state=InterviewState.ASKING)


def markup(turn: Turn, person: Person, rows: Sequence[Sequence[Choice]]) -> InlineKeyboardMarkup:
    """Buttons in the person's language, for a message that is there already."""
    return keyboard(turn.house.texts, person.language, rows)


def spoken(options: Sequence[Option], *buttons: Choice) -> Choices:
    """What people type for the buttons of these options, which come in the same order."""
    return {button.data: option.words for option, button in zip(options, buttons, strict=False)}


async def talks_now(turn: Turn, pair: Pair, side: Role) -> bool:
    """Whether a coordinator talks with the side through the bot just now: nothing else is asked meanwhile."""
    return await live_talks.open_with(turn.work, pair.case(side).person_id) is not None


async def alert(turn: Turn, kind: Kind, pair: Pair, side: Role, topic: str) -> bool:
    """An alert with the number of one side's case only; False where one that says the same is not over yet.

    Where one of the two is a coordinator of the group that would see it, the national group sees it instead, so that
    nobody reads there what the person they live with has said.
    """
    case = pair.case(side)
    group, national = turn.house.groups.by_slug(case.group_slug), turn.house.groups.national
    shown_in = national if not group.national and await _among(turn, pair, group.slug) else group
    asked = shown_in.slug if shown_in.slug != group.slug else ""
    if await alerts.alike(turn.work, kind, group.slug, topic, case_id=case.id, asked=asked):
        return False
    facts = AlertFacts(numbers=(case.number,))
    await alerting.raise_alert(turn, kind, group, facts, case_id=case.id, topic=topic, shown_in=shown_in)
    return True


async def staying(turn: Turn, person: Person) -> tuple[Pair, Role] | None:
    """The stay that a person is in now, and as which side; of several the one that began last."""
    found: list[tuple[Pair, Role]] = []
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id) if match.stage in STAYING else None
            side = None if pair is None else pair.side_of(person.id)
            if pair is not None and side is not None:
                found.append((pair, side))
    return max(found, key=lambda one: one[0].match.stage_at, default=None)


async def _among(turn: Turn, pair: Pair, slug: str) -> bool:
    for side in SIDES:
        person = await telling.person_of(turn, pair.case(side))
        if await is_coordinator_of(turn, person, frozenset({slug})):
            return True
    return False


async def tell_who_looks_after(turn: Turn, pair: Pair, text: Sequence[Paragraph], *, but: Person | None = None) -> None:
    """Private news to the coordinator who looks after the stay, where there is one other than `but`."""
    person = await telling.coordinator_of(turn, pair.match.coordinator_id)
    if person is not None and (but is None or person.id != but.id):
        # Somebody is there, so the alert that would be raised otherwise never is.
        await telling.tell_coordinator(turn, pair, text, otherwise=Kind.ANSWERED)


async def looks_after(turn: Turn, person: Person, pair: Pair) -> bool:
    """Whether this coordinator is the one who looks after the stay: only they read what was said in confidence."""
    reader = await telling.coordinator_of(turn, pair.match.coordinator_id)
    return reader is not None and reader.id == person.id
