"""The sentences around the questions: an interview of a person words them otherwise than the plan of a stay."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.opening import WELCOME, WELCOME_BACK
from conversations.text import Text, _


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said when an interview begins, is looked at, sent, stopped, and where a question can't be skipped."""

    welcome: tuple[Text, ...]
    check: Text
    """Above the summary before it is sent."""
    now: Text
    """Above the summary of what was sent before."""
    send: Text
    """The button that sends it."""
    done: Text
    """The button that ends a change of what was sent before."""
    sent: Text
    sure: Text
    """Asked before it is stopped."""
    sure_changing: Text
    """Asked before a change of what was sent before is stopped."""
    stopped: tuple[Text, ...]
    stopped_changing: tuple[Text, ...]
    """Said when a change is stopped that is dropped then; empty where what was changed stays changed."""
    needed: Text
    """Said where a question can't be skipped."""
    sent_before: Text
    """Said to an edited message that had given an answer, after all was sent."""


OF_A_PERSON = Wording(
    welcome=WELCOME,
    check=_("<b>Your answers</b> – is everything right?"),
    now=_("<b>Your answers now</b>"),
    send=_("Send now"),
    done=_("Done, keep these"),
    sent=_("✓ Sent."),
    sure=_("Stop the interview? Nothing of it is kept then."),
    sure_changing=_("Stop changing? Your answers stay as they are now."),
    stopped=(_("The interview is stopped, and nothing of it is kept."), WELCOME_BACK),
    stopped_changing=(),
    needed=_("We need this answer before we can look, so it can’t be skipped."),
    sent_before=_("These answers are sent. You can change them with /edit."),
)

OF_THE_PLAN = Wording(
    welcome=(
        _("<b>The plan of the stay</b>"),
        _(
            "These are the things that are good to agree before moving in. Most answers are buttons, so that "
            "each side reads them in their own language. Nothing is agreed yet: both sides read the plan first, "
            "and say yes or ask for a change."
        ),
        _(
            "Living together is free of charge, and no work is done in return. "
            "What is not clear yet can be left to talk about."
        ),
    ),
    check=_("<b>The plan of the stay</b> – is everything right?"),
    now=_("<b>The plan as it is now</b>"),
    send=_("Ask both sides to agree"),
    done=_("Ask both sides to agree"),
    sent=_("✓ The plan goes to both sides."),
    sure=_("Stop here? Nothing of this plan is kept then."),
    sure_changing=_("Stop changing? The plan stays as it was before."),
    stopped=(_("The plan is put aside, and nothing of it is kept. It can be begun anew at any time."),),
    stopped_changing=(_("Good, the plan stays as it was before."),),
    needed=_("This is good to settle before moving in. If it is not clear yet, choose what is nearest."),
    sent_before=_("This plan has gone to both sides. Either side can ask for a change."),
)
