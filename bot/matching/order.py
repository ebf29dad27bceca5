"""What moves a suggestion up or down: few things to check, a shared language, a short way, a long wait, a good use.

A score may be kept where others can read it. So no health fact, no wish about women and men, no safety row and
no question that the guest left open goes into it. Points are added in thousandths, so that the rules and the
columns come to the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.matching.outcomes import Finding, Ground, Outcome, Rule
from bot.matching.rules.dates import long_enough, short_notice
from bot.matching.rules.where import away_km
from bot.matching.sides import Need, Offer
from bot.matching.tables import Language, thousandths

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a pair, and what they are made of."""

    points: float
    checks: int
    """Things to check that count."""
    language: str | None
    """The best language that both speak (ISO 639)."""
    km: int | None
    """From the home to the nearest place that the guest named; None where that cannot be measured."""
    weeks: int
    """How long the guest has waited."""
    long_enough: bool = False
    """Whether the home is offered for as long as the guest would like to stay."""
    spare: int = 0
    """Places to sleep that would stay empty, while a larger party that could live there waits."""
    short_notice: bool = False
    """Whether the host would have less time to prepare than they would like."""
    faded: bool = False
    """Whether it is to be asked if the offer still holds."""


def score(offer: Offer, need: Need, ground: Ground, judged: Iterable[tuple[Rule, Finding]]) -> Score:
    """The points of a pair by data/matching.yaml."""
    judged = tuple(judged)
    checks = sum(rule.ordered and found.outcome is Outcome.CHECK and not found.unsaid for rule, found in judged)
    language, points = shared(offer.languages, need.languages, ground.figures.order.language)
    away = away_km(offer.municipality, need.places, ground.places)
    weeks = max(0, (ground.today - need.sent_at.astimezone(HELSINKI).date()).days) // 7
    made_of = Score(
        points=0.0,
        checks=checks,
        language=language,
        km=None if away is None else round(away),
        weeks=weeks,
        long_enough=long_enough(offer, need, ground),
        spare=max(0, ground.waiting.largest(offer) - need.party.size),
        short_notice=short_notice(offer, need, ground),
        faded=any(rule.code == "still_holds" and found.outcome is Outcome.CHECK for rule, found in judged),
    )
    return replace(made_of, points=(points + _worth(made_of, ground)) / 1000)


def _worth(found: Score, ground: Ground) -> int:
    """All but the language, in thousandths of a point."""
    order = ground.figures.order
    return (
        thousandths(order.week) * min(found.weeks, order.most_weeks)
        + thousandths(order.length) * found.long_enough
        - thousandths(order.check) * found.checks
        - thousandths(order.km) * (found.km or 0)
        - thousandths(order.spare) * min(found.spare, order.most_spare)
        - thousandths(order.notice) * found.short_notice
        - thousandths(order.faded) * found.faded
    )


def shared(host: tuple[str, ...], guest: tuple[str, ...], worth: Language) -> tuple[str | None, int]:
    """The shared language that stands highest in both lists, and its points in thousandths."""
    both = [(host.index(code) + guest.index(code), host.index(code), code) for code in host if code in guest]
    if not both:
        return None, 0
    steps, _host, code = min(both)
    return code, language_points(steps, worth)


def language_points(steps: int, worth: Language) -> int:
    """What a language is worth that stands so many places below the first in the two lists together, in thousandths."""
    return max(thousandths(worth.least), thousandths(worth.best) - thousandths(worth.step) * steps)
