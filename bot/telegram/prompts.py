"""Free words that are asked for outside the interviews: a note, a reason, a question, an answer.

The row among the talks keeps what the words are for; what is asked and what becomes of the words stands with each
kind, in `bot.telegram.talks`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.store import interviews
from bot.store.interviews import Interview, Json
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph, _

ROLE = "prompt"
"""The role of the row that keeps what is asked."""

LEAVE_IT = _("Leave it")
TOO_LONG = _("That is a little long: at most {n} characters, please.")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One kind: what is asked, and what becomes of the words. `ref` is the id of what they are about."""

    ask: Callable[[Turn, Person, str], Awaitable[Sequence[Paragraph] | None]]
    """The question; None where what it is about is gone."""
    got: Callable[[Turn, Person, str, str], Awaitable[bool]]
    """Takes the words; False where they are refused (with a sentence) and still waited for."""
    most: int = 1000
    """Characters."""
    rows: tuple[tuple[Choice, ...], ...] = ()
    """Buttons besides *Leave it*."""
    rows_now: Callable[[Turn, str], Sequence[Sequence[Choice]]] | None = None
    """The same, where they depend on the moment or on what the words are about."""
    details: bool = False
    """The question tells a coordinator what somebody has said."""


def buttons(prompt: Prompt) -> list[Sequence[Choice]]:
    """The buttons under the question."""
    return [*prompt.rows, [Choice(LEAVE_IT, data("w", "leave"))]]


async def start(turn: Turn, person: Person, kind: str, ref: str, prompt: Prompt) -> bool:
    """Asks for words, in place of what was asked before; False where what they would be about is gone."""
    text = await prompt.ask(turn, person, ref)
    if text is None:
        return False
    await end(turn, person)
    session: Json = {"kind": kind, "ref": ref}
    await interviews.start(turn.work, person, ROLE, session=session, state=InterviewState.ASKING)
    now = prompt.rows_now(turn, ref) if prompt.rows_now is not None else ()
    await say(turn, person, text, [*now, *buttons(prompt)], protect=True, details=prompt.details)
    return True


async def end(turn: Turn, person: Person) -> bool:
    """No words are waited for any more; False where none were."""
    found = await interviews.of_person(turn.work, person, role=ROLE)
    for waiting in found:
        await interviews.remove(turn.work, person, waiting.id)
    return bool(found)


def kept(waiting: Interview) -> tuple[str, str]:
    """The kind, and what it is about."""
    session = waiting.session if isinstance(waiting.session, dict) else {}
    return str(session.get("kind")), str(session.get("ref"))
