"""What a coordinator accepts before the first look at anybody's details."""

from __future__ import annotations

import hashlib

from conversations.text import Lines, Paragraph, Verbatim, _

PROMISE: tuple[Paragraph, ...] = (
    _("<b>What we share</b>\nTrust, respect for privacy, and that everything is planned and done together."),
    Lines(
        (
            _("<b>What I promise</b>"),
            _("• I keep to myself what hosts and guests tell, also after I stop."),
            _("• I open details only when I need them for a case; each look is written down."),
            _("• I take no pictures of the screen, and copy nothing to other services."),
            _("• I take no money or favours, and I help nobody to get any."),
            _("• I never tell anyone that they were refused, or by whom."),
            _("• When something worries me, I talk with my group or with the national group."),
        )
    ),
)


def promise_version() -> str:
    """The version of the promise's words: it changes when they change."""
    words = "\n".join(repr(paragraph) for paragraph in PROMISE)
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def invitation(group_name: str) -> tuple[Paragraph, ...]:
    """What an invited coordinator reads first."""
    return (
        _("<b>You are invited to coordinate</b>\n{group}").of(group=Verbatim(group_name)),
        *PROMISE,
        _("Do you accept this?"),
    )
