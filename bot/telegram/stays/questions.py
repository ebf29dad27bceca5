"""A side's question: asked for in the side's own words, kept sealed, and passed on to the coordinator."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.asked import awaited
from bot.store import matches
from bot.store import questions as kept
from bot.store.people import Person
from bot.telegram import telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, Text, Verbatim, _

KIND = "side_question"
ANSWER = _("Answer the question")
WHO_ASKS: dict[str, Text] = {"host": _("The host asks:"), "guest": _("The guest asks:")}


async def asked(turn: Turn, person: Person, match_id: str) -> Sequence[Paragraph] | None:
    """Asks a side for their question."""
    pair = await pair_of(turn, match_id)
    if pair is None or awaited(pair.standing) is None or awaited(pair.standing) != pair.side_of(person.id):
        return None
    return (
        _("What would you like to know? A coordinator reads it and answers you in this chat."),
        _("Please don’t write your address or other things that must stay secret."),
    )


async def pass_on(turn: Turn, pair: Pair, side: Role, words: str) -> None:
    """The question is kept, sealed, and the coordinator is told, or the group's channel that there is one."""
    await kept.add(turn.work, pair.match.id, side, words)
    await matches.note(turn.work, pair.match.id, f"question:{side}", by=side)
    number = len(await kept.of_match(turn.work, pair.match.id)) - 1
    rows = [[Choice(ANSWER, data("m", pair.match.id, "answer", str(number)))]]
    text = (WHO_ASKS[side], _("“{words}”").of(words=Verbatim(words)))
    await telling.tell_coordinator(turn, pair, text, otherwise=Kind.QUESTION, rows=rows)
