"""What makes a pair better or worse than others, in words: beside the musts, for a coordinator's private chat."""

from __future__ import annotations

from collections.abc import Iterator

from bot.matching.outcomes import Outcome, marked
from bot.matching.suggest import Verdict
from conversations.text import LanguageName, Text, _, n_

SPEAK = _("A language that both speak: {language}.")
NO_LANGUAGE = _("No language that both speak.")
LONG_ENOUGH = _("Offered for as long as the guest would like to stay.")
SHORT_NOTICE = _("The host would like to know longer before somebody moves in.")
SPARE = n_(
    "{n} place to sleep would stay empty, and a larger party waits that could live there.",
    "{n} places to sleep would stay empty, and a larger party waits that could live there.",
)
WAITED = n_("The guest has waited for {n} week.", "The guest has waited for {n} weeks.")


def betters(verdict: Verdict) -> tuple[Text, ...]:
    """Lines with ✓ and ⚠; what the musts say already (distance, whether the offer still holds) is not said again."""
    return tuple(marked(outcome, says) for outcome, says in _betters(verdict))


def _betters(verdict: Verdict) -> Iterator[tuple[Outcome, Text]]:
    score = verdict.score
    if score.language is None:
        yield Outcome.CHECK, NO_LANGUAGE
    else:
        yield Outcome.FITS, SPEAK.of(language=LanguageName(score.language))
    if score.long_enough:
        yield Outcome.FITS, LONG_ENOUGH
    if score.short_notice:
        yield Outcome.CHECK, SHORT_NOTICE
    if score.spare:
        yield Outcome.CHECK, SPARE.of(n=score.spare)
    if score.weeks:
        yield Outcome.FITS, WAITED.of(n=score.weeks)
