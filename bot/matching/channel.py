"""What a channel may see of a pair, and what is kept of it where others can read it.

Only rules with a coarse sentence are told. All others together are the one line "other", which is always there
and always the same: whether it hides a health fact, a wish or nothing cannot be seen from it.
That a pair is not suggested is not told with it either: a pair that breaks only a hidden must looks like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.matching.outcomes import Finding, Outcome, Rule, marked
from bot.matching.rules import BY_CODE
from conversations.text import Text, _

OTHER = "other"
OTHER_SAYS = _("As always, some things are talked over in person.")

Reasons = list[list[str]]
"""Pairs of a code and an outcome, as kept with a match."""


def coarse_reasons(judged: Iterable[tuple[Rule, Finding]]) -> Reasons:
    """The public form of what the rules found."""
    told = [[rule.code, found.outcome.value] for rule, found in judged if rule.channel is not None]
    return [*told, [OTHER, Outcome.CHECK.value]]


def channel_lines(reasons: Sequence[Sequence[str]]) -> tuple[Text, ...]:
    """The sentences for a channel, what is broken first, then what is to be checked, then what fits.

    Codes that are not known any more are left out.
    """
    found = [(Outcome(outcome), says) for code, outcome in reasons if (says := _says(code, outcome)) is not None]
    return tuple(marked(outcome, says) for wanted in TOLD_IN for outcome, says in found if outcome is wanted)


TOLD_IN = (Outcome.NO, Outcome.CHECK, Outcome.FITS)
"""The order in which reasons are told."""


def to_check_in_channel(reasons: Sequence[Sequence[str]]) -> int:
    """How many things are to be checked, as far as a channel may know it."""
    return sum(code != OTHER and outcome == Outcome.CHECK.value for code, outcome in reasons)


def _says(code: str, outcome: str) -> Text | None:
    if code == OTHER:
        return OTHER_SAYS
    rule = BY_CODE.get(code)
    return None if rule is None or rule.channel is None else rule.channel[Outcome(outcome)]
