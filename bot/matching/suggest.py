"""Which homes could suit whom, and why. A coordinator decides; nothing here is told to a host or a guest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import overload

from bot.matching.channel import TOLD_IN, Reasons, coarse_reasons
from bot.matching.order import Score, score
from bot.matching.outcomes import Finding, Ground, Outcome, Pair, Pairs, Places, Rule, marked
from bot.matching.rules import RULES
from bot.matching.sides import Need, Offer
from bot.matching.tables import Tables
from conversations.text import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all rules say of one pair. Holds health facts: for a coordinator's private chat, and never kept.

    What may be kept and shown in a channel are `coarse_reasons()` and `score`.
    """

    offer: Offer
    need: Need
    judged: tuple[tuple[Rule, Finding], ...] = field(repr=False)
    score: Score

    @property
    def permitted(self) -> bool:
        """Whether no must is broken."""
        return all(found.outcome is not Outcome.NO for _rule, found in self.judged)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Every rule's outcome by its code."""
        return {rule.code: found.outcome for rule, found in self.judged}

    @property
    def to_check(self) -> int:
        """How many things are to be checked, health facts among them; for a channel: `to_check_in_channel`."""
        return sum(found.outcome is Outcome.CHECK for _rule, found in self.judged)

    @property
    def safety_rows(self) -> tuple[str, ...]:
        """The rows of the safety table that apply or may apply."""
        return tuple(row for _rule, found in self.judged for row in found.rows)

    def lines(self) -> tuple[Text, ...]:
        """All reasons in full, for a coordinator's private chat: what is broken, what is to be checked, what fits."""
        return tuple(
            marked(found.outcome, found.says)
            for wanted in TOLD_IN
            for rule, found in self.judged
            if found.outcome is wanted and not (rule.quiet and wanted is Outcome.FITS)
        )

    def coarse_reasons(self) -> Reasons:
        """What may be kept with a match and shown in a channel, by `channel_lines`."""
        return coarse_reasons(self.judged)


def judge(
    offer: Offer,
    need: Need,
    today: dt.date,
    places: Places,
    tables: Tables,
    *,
    refused: frozenset[Pair] = frozenset(),
    agreed: frozenset[Pair] = frozenset(),
) -> Verdict:
    """What all rules say of a pair; `today` is the day in Helsinki.

    `refused` and `agreed`: what people have decided on single pairs, see `Pairs`. Who else waits is not known here;
    `Index.judge` knows it.
    """
    return judge_on(offer, need, Ground(today, places, tables, Pairs(refused, agreed)))


def judge_on(offer: Offer, need: Need, ground: Ground) -> Verdict:
    """The same, with all that a rule may know."""
    judged = tuple((rule, rule.judge(offer, need, ground)) for rule in RULES)
    return Verdict(offer, need, judged, score(offer, need, ground, judged))


def _unless_refused(offer: Offer, need: Need, ground: Ground) -> Verdict | None:
    """The verdict, or None as soon as a rule says no: most pairs end there."""
    judged: list[tuple[Rule, Finding]] = []
    for rule in RULES:
        found = rule.judge(offer, need, ground)
        if found.outcome is Outcome.NO:
            return None
        judged.append((rule, found))
    return Verdict(offer, need, tuple(judged), score(offer, need, ground, judged))


@overload
def suggestions(
    side: Offer, others: Iterable[Need], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]: ...
@overload
def suggestions(
    side: Need, others: Iterable[Offer], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]: ...
def suggestions(
    side: Offer | Need, others: Iterable[Offer] | Iterable[Need], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]:
    """The best pairs for a new or changed side, best first, at most `suggestions_per_case`.

    The order is by points, then by who has waited longest; what was sent first comes first. It tells nothing that
    a channel may not know.
    """
    found = sorted(_permitted(side, others, Ground(today, places, tables)), key=public_order)
    return found[: tables.figures.suggestions_per_case]


@overload
def all_permitted(
    side: Offer, others: Iterable[Need], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]: ...
@overload
def all_permitted(
    side: Need, others: Iterable[Offer], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]: ...
def all_permitted(
    side: Offer | Need, others: Iterable[Offer] | Iterable[Need], today: dt.date, places: Places, tables: Tables
) -> list[Verdict]:
    """Every permitted pair, for a coordinator's private chat only.

    For a guest the homes that surely suit come first, also by health facts. For a home the order is the public
    one: no guest comes later for what they need or leave unsaid.
    """
    found = sorted(_permitted(side, others, Ground(today, places, tables)), key=public_order)
    return sorted(found, key=open_needs) if isinstance(side, Need) else found


def open_needs(verdict: Verdict) -> int:
    """How many things are to be checked that are not only a question which the guest left open."""
    return sum(found.outcome is Outcome.CHECK and not found.unsaid for _rule, found in verdict.judged)


def _permitted(side: Offer | Need, others: Iterable[Offer] | Iterable[Need], ground: Ground) -> list[Verdict]:
    verdicts = (_unless_refused(*paired(side, other), ground) for other in others)
    return [verdict for verdict in verdicts if verdict is not None]


def paired(side: Offer | Need, other: Offer | Need) -> tuple[Offer, Need]:
    """The host's side and the guest's; raises TypeError where both are of one role."""
    match side, other:
        case Offer(), Need():
            return side, other
        case Need(), Offer():
            return other, side
    raise TypeError("a host's side is paired with guests', a guest's with hosts'")


def public_order(verdict: Verdict) -> tuple[float, dt.datetime, dt.datetime, str, str]:
    """By points, then by who has waited longest."""
    offer, need = verdict.offer, verdict.need
    return -verdict.score.points, need.sent_at, offer.sent_at, offer.case_id, need.case_id
