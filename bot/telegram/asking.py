"""Short questions outside the interviews: answered with a button, or by typing what stands on one.

While such a question waits, a row among the talks keeps what may be answered, so that typed words reach this question
and no other. It is no interview, and ends with the answer, a command, a press, or when it is old.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from bot.store import interviews
from bot.store.interviews import Interview, Json
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram.keyboards import Choice
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from bot.texts import LANGUAGES, Texts
from conversations.reading import fold, read_choice, read_yes_no
from conversations.text import Paragraph, Text, _

About = Literal[
    "role",
    "language",
    "erase",
    "asked",
    "consent",
    "plan",
    "fill_in",
    "unsafe",
    "withdraw",
    "pause",
    "holds",
    "going",
    "next_home",
    "end_wish",
    "after_stay",
    "keeping",
]
Choices = Mapping[str, Sequence[str]]
"""By callback data: what people may type for the button, in all languages."""

STAYS = frozenset({"erase", "unsafe", "withdraw"})
"""Questions so weighty that words which answer none of their buttons are taken for no other talk."""

ROLE = "ask"
"""The role of the row that keeps a question."""

UNCLEAR = _("I did not quite understand. Please choose one of the buttons, or write what stands on it.")


async def ask(
    turn: Turn,
    person: Person,
    text: Sequence[Paragraph],
    rows: Sequence[Sequence[Choice]],
    *,
    about: About,
    words: Choices | None = None,
) -> None:
    """Asks, in place of an earlier question; `words` are typed for a button besides its label."""
    await end(turn, person)
    choices: dict[str, Json] = {
        data: list(spoken) for data, spoken in choices_of(turn.house.texts, rows, words).items()
    }
    session: Json = {"about": about, "choices": choices}
    await interviews.start(turn.work, person, ROLE, session=session, state=InterviewState.ASKING)
    await say(turn, person, text, rows)


async def end(turn: Turn, person: Person, *, only: About | None = None) -> str:
    """No such question waits any more, or none about this; what it was about, empty where there was none."""
    ended = ""
    for waiting in await interviews.of_person(turn.work, person, role=ROLE):
        if only in {None, about(waiting)}:
            await interviews.remove(turn.work, person, waiting.id)
            ended = ended or about(waiting)
    return ended


def about(waiting: Interview) -> str:
    """What the question is about."""
    return str(waiting.session.get("about")) if isinstance(waiting.session, dict) else ""


def is_over(turn: Turn, waiting: Interview) -> bool:
    """Whether a question was asked so long ago that typed words are not taken as its answer."""
    return turn.now - waiting.changed_at >= dt.timedelta(minutes=turn.house.policy.ask_minutes)


def understood(waiting: Interview, typed: str) -> str | None:
    """The callback data of the button that is meant; None where that is not clear."""
    choices = waiting.session.get("choices") if isinstance(waiting.session, dict) else None
    if not isinstance(choices, dict):
        return None
    known = {data: [str(word) for word in spoken] for data, spoken in choices.items() if isinstance(spoken, list)}
    return read(typed, known)


def read(typed: str, choices: Choices) -> str | None:
    """As `understood`; where the choices are a yes and a no, every word for these counts."""
    yes, no = (next((data for data in choices if data.endswith(end)), None) for end in (":yes", ":no"))
    if yes is not None and no is not None and isinstance(answer := read_yes_no(typed), bool):
        return yes if answer else no
    found = read_choice(typed, choices)
    return found if isinstance(found, str) else None


def choices_of(texts: Texts, rows: Sequence[Sequence[Choice]], words: Choices | None = None) -> Choices:
    """What may be typed for these buttons."""
    return {
        choice.data: (*_labels(texts, choice), *(words or {}).get(choice.data, ()))
        for row in rows
        for choice in row
        if choice.data
    }


def _labels(texts: Texts, choice: Choice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts.plain(choice.label, language) for language in LANGUAGES))


def is_label(texts: Texts, label: Text, typed: str) -> bool:
    """Whether a button's words were typed, and nothing else; where the answer is free words."""
    return _bare(typed) in {_bare(spoken) for spoken in texts.says(label)}


def _bare(words: str) -> str:
    return fold(words).strip(" .,!?…")
