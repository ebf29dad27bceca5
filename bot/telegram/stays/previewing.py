"""Before a side reads anything, the coordinator sees exactly that text, in the language of whoever will read it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store import access
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import telling, vanishing
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from bot.texts import split
from conversations.text import LanguageName, Paragraph, Text, Verbatim, _

READS = _("<b>{number} will read this, in {language}:</b>")
IS_TOLD = _("<b>{number} is called: this becomes a task, with these words to say:</b>")
CHANGED = _("Something has changed since you looked. Here is the text as it is now:")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the person of a case will read."""

    case: CaseFile
    text: Sequence[Paragraph]


async def show(
    turn: Turn,
    person: Person,
    coordinator: Coordinator,
    pair: Pair,
    letters: Sequence[Letter],
    label: Text,
    verb: tuple[str, ...],
) -> None:
    """The texts as they will be read, with a button that sends exactly these and one that leads back; the look is
    written down with both cases.
    """
    for case in (pair.host, pair.guest):
        await access.note(turn.work, coordinator.id, case.id, "preview")
    rows = [
        [Choice(label, data("m", pair.match.id, *verb, await digest(turn, letters)))],
        [Choice(_("‹ Back"), data("m", pair.match.id, "open"))],
    ]
    under = keyboard(turn.house.texts, person.language, rows)
    at = await vanishing.moment(turn, person)
    parts = [part for letter in letters for part in await _shown(turn, person, letter, at)]
    for number, part in enumerate(parts, start=1):
        sent = await turn.send(person, part, buttons=under if number == len(parts) else None, protect=True)
        await vanishing.plan(turn, person, sent, at)


async def changed(turn: Turn, person: Person, letters: Sequence[Letter], seen: str) -> bool:
    """Whether the texts are not those any more that were looked at; then it is said."""
    if await digest(turn, letters) == seen:
        return False
    turn.answer_callback()
    await say(turn, person, (CHANGED,))
    return True


async def digest(turn: Turn, letters: Sequence[Letter]) -> str:
    """Short, and another one for other words."""
    words = [html for letter in letters for html in (letter.case.id, (await _rendered(turn, letter))[0])]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


async def _rendered(turn: Turn, letter: Letter) -> tuple[str, str, bool]:
    """The text, its language, and whether it goes by Telegram."""
    owner = await telling.person_of(turn, letter.case)
    written = telling.can_be_written_to(owner)
    group = turn.house.groups.by_slug(letter.case.group_slug)
    language = owner.language if written else turn.house.channel_language(group)
    return turn.house.texts.render(letter.text, language), language, written


async def _shown(turn: Turn, person: Person, letter: Letter, at: dt.datetime | None) -> list[str]:
    html, language, written = await _rendered(turn, letter)
    head = (READS if written else IS_TOLD).of(number=Verbatim(letter.case.number), language=LanguageName(language))
    above = turn.house.texts.render((*vanishing.notice(at), head), person.language)
    return split(f"{above}\n\n{html}")
