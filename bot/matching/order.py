"""What moves a suggestion up or down: few things to check, a shared language, a short way, a long wait.

A score may be kept where others can read it. So no health fact, no wish about women and men, no safety row and
no question that the guest left open goes into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.matching.outcomes import Finding, Ground, Outcome, Rule
from bot.matching.rules.where import away_km
from bot.matching.sides import Need, Offer
from bot.matching.tables import Language

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


def score(offer: Offer, need: Need, ground: Ground, judged: Iterable[tuple[Rule, Finding]]) -> Score:
    """The points of a pair by data/matching.yaml."""
    order = ground.figures.order
    checks = sum(rule.ordered and found.outcome is Outcome.CHECK and not found.unsaid for rule, found in judged)
    language, points = _shared(offer.languages, need.languages, order.language)
    away = away_km(offer.municipality, need.places, ground.places)
    km = None if away is None else round(away)
    weeks = max(0, (ground.today - need.sent_at.astimezone(HELSINKI).date()).days) // 7
    total = points - order.check * checks - order.km * (km or 0) + order.week * min(weeks, order.most_weeks)
    return Score(round(total, 3), checks, language, km, weeks)


def _shared(host: tuple[str, ...], guest: tuple[str, ...], worth: Language) -> tuple[str | None, float]:
    """The shared language that stands highest in both lists, and its points."""
    both = [(host.index(code) + guest.index(code), host.index(code), code) for code in host if code in guest]
    if not both:
        return None, 0.0
    steps, _host, code = min(both)
    return code, max(worth.least, worth.best - worth.step * steps)
