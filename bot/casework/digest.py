"""Several alerts in one message: the digest of a morning, and what came close together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel

from bot.casework.alert_kinds import HEADINGS, Kind
from conversations.text import Items, Lines, Paragraph, Text, Value, Verbatim, _, n_

COUNTED: Final[dict[Kind, Text]] = {
    Kind.INTERVIEW: n_("{n} new guest", "{n} new guests"),
    Kind.MATCH: n_("{n} possible match", "{n} possible matches"),
    Kind.MATCH_TOLD: n_(
        "{n} possible match with another group’s host", "{n} possible matches with other groups’ hosts"
    ),
    Kind.NO_MATCH: n_("{n} guest has no possible home just now", "{n} guests have no possible home just now"),
    Kind.ANSWER_LATE: n_("{n} answer has been awaited for long", "{n} answers have been awaited for long"),
    Kind.STAGE_OLD: n_("{n} match has stood still for long", "{n} matches have stood still for long"),
    Kind.ANSWERED: n_("{n} new answer", "{n} new answers"),
    Kind.QUESTION: n_("{n} question waits for a coordinator", "{n} questions wait for a coordinator"),
    Kind.WITHDREW: n_("{n} person has withdrawn", "{n} people have withdrawn"),
    Kind.BREAKS: n_("{n} changed answer no longer fits a match", "{n} changed answers no longer fit a match"),
    Kind.UNREACHABLE: n_("{n} person cannot be reached", "{n} people cannot be reached"),
    Kind.WANTS_TALK: n_("{n} person wants to talk with a coordinator", "{n} people want to talk with a coordinator"),
    Kind.LOW: n_("{n} stay is not going well", "{n} stays are not going well"),
    Kind.END_NEAR: n_("{n} stay comes near its end", "{n} stays come near their end"),
    Kind.MEETING_OFF: n_("{n} meeting is off", "{n} meetings are off"),
    Kind.PLAN_OPEN: n_("{n} change of a plan is wished", "{n} changes of plans are wished"),
    Kind.TASK_LATE: n_("{n} task is late", "{n} tasks are late"),
    Kind.SECOND_WORD: n_(
        "{n} pair needs the word of a second coordinator", "{n} pairs need the word of a second coordinator"
    ),
    Kind.FREE: n_(
        "{n} running match has nobody who looks after it", "{n} running matches have nobody who looks after them"
    ),
    Kind.KNOWN_AGAIN: n_("{n} person has been here before", "{n} people have been here before"),
}
"""How many there are, by kind; what is always red stands alone and is not counted."""

NEW_HOSTS: Final = n_("{n} new host", "{n} new hosts")
MOST_NUMBERS: Final = 40
"""So many case numbers are listed for a kind; a message has room for no more."""


class Told(BaseModel, frozen=True):
    """One of the alerts that a message tells of."""

    kind: Kind
    a_host: bool = False
    """An interview of a host."""
    numbers: tuple[str, ...] = ()
    """Of its cases."""
    group_name: str = ""
    """Where it is another group's."""
    waits: bool = True
    """Nobody has taken it, and it is not over."""
    again: bool = False
    """It was told before."""


REPEAT: Final = _("{line} (repeat)")
"""The first line of a message of which it is not known whether it came before."""


def digest_text(told: Sequence[Told], *, repeat: bool = False) -> tuple[Paragraph, ...]:
    """The message of a morning: what waits, by kind, then what waits since earlier days."""
    waiting = [one for one in told if one.waits]
    greeting = _("☀️ <b>Good morning! This waits for somebody</b>")
    text: list[Paragraph] = [REPEAT.of(line=greeting) if repeat else greeting]
    for again, head in ((False, None), (True, _("Still from earlier days:"))):
        lines: list[Value] = [*_by_kind([one for one in waiting if one.again == again])]
        if lines:
            text.append(Lines((*([] if head is None else [head]), *lines)))
    return (*text, *_settled(len(told) - len(waiting), len(waiting)))


def bundle_text(told: Sequence[Told], *, repeat: bool = False) -> tuple[Paragraph, ...]:
    """The message that shows many of one kind that came close together."""
    waiting = [one for one in told if one.waits]
    head = _("<b>{what}</b>").of(what=counted(told))
    numbers = (_("Not taken yet: {numbers}").of(numbers=_numbers(waiting)),) if waiting else ()
    return (REPEAT.of(line=head) if repeat else head, *numbers, *_settled(len(told) - len(waiting), len(waiting)))


def counted(told: Sequence[Told]) -> Text:
    """How many there are of a kind."""
    first = told[0]
    if first.kind is Kind.INTERVIEW and first.a_host:
        return NEW_HOSTS.of(n=len(told))
    if first.kind in COUNTED:
        return COUNTED[first.kind].of(n=len(told))
    return _("{what}: {n}").of(what=HEADINGS[first.kind], n=len(told))


def _by_kind(told: Sequence[Told]) -> list[Text]:
    sorts: dict[tuple[Kind, bool], list[Told]] = {}
    for one in told:
        sorts.setdefault((one.kind, one.a_host), []).append(one)
    order = list(Kind)
    ordered = sorted(sorts.items(), key=lambda sort: (order.index(sort[0][0]), sort[0][1]))
    return [_line(alike) for _sort, alike in ordered]


def _line(alike: Sequence[Told]) -> Text:
    if not any(one.numbers for one in alike):
        return _("• {what}").of(what=counted(alike))
    return _("• {what}: {numbers}").of(what=counted(alike), numbers=_numbers(alike))


def _numbers(told: Sequence[Told]) -> Items:
    """The case numbers; the two of a match stay together, and another group's bear its name."""
    named = [one for one in told if one.numbers]
    parts: list[Value] = []
    for one in named[:MOST_NUMBERS]:
        group = f" ({one.group_name})" if one.group_name else ""
        parts.append(Verbatim(" + ".join(one.numbers) + group))
    if len(named) > MOST_NUMBERS:
        parts.append(n_("{n} more", "{n} more").of(n=len(named) - MOST_NUMBERS))
    return Items(tuple(parts))


def _settled(settled: int, waiting: int) -> tuple[Text, ...]:
    if not settled:
        return ()
    if not waiting:
        return (_("✅ All of this is taken or done."),)
    return (n_("🙋 {n} is taken or done.", "🙋 {n} are taken or done.").of(n=settled),)


def reminder(numbers: Sequence[int], told: Sequence[Told]) -> tuple[Paragraph, ...]:
    """Reminds a channel of alerts that nobody has taken."""
    head = n_("⏰ Nobody has taken alert {numbers} yet.", "⏰ Nobody has taken these {n} alerts yet: {numbers}")
    shown: list[Value] = [Verbatim(str(number)) for number in numbers[:MOST_NUMBERS]]
    if len(numbers) > MOST_NUMBERS:
        shown.append(n_("{n} more", "{n} more").of(n=len(numbers) - MOST_NUMBERS))
    return (head.of(n=len(numbers), numbers=Items(tuple(shown))), Lines(tuple(_by_kind(told))))
