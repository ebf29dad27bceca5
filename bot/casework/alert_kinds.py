"""What needs a coordinator's attention: every kind of alert, and its heading."""

from __future__ import annotations

import enum
from typing import Final

from conversations.text import Text, _


class Kind(enum.StrEnum):
    """The kinds of alert. How urgent each one is stands in data/alert_policy.yaml."""

    INTERVIEW = "interview"
    MATCH = "match"
    MATCH_TOLD = "match_told"
    """The same match, told to the guest's group where that is another one."""
    NO_MATCH = "no_match"
    ANSWER_LATE = "answer_late"
    STAGE_OLD = "stage_old"
    ANSWERED = "answered"
    """A side has answered, and nobody who has taken the match can be told in private."""
    QUESTION = "question"
    WITHDREW = "withdrew"
    BREAKS = "breaks"
    UNREACHABLE = "unreachable"
    WANTS_TALK = "wants_talk"
    LOW = "low"
    UNSAFE = "unsafe"
    END_NEAR = "end_near"
    MEETING_OFF = "meeting_off"
    PLAN_OPEN = "plan_open"
    TASK_LATE = "task_late"
    SECOND_WORD = "second_word"
    FREE = "free"
    """Whoever looked after a running match is a coordinator no more."""
    KNOWN_AGAIN = "known_again"


HEADINGS: Final[dict[Kind, Text]] = {
    Kind.INTERVIEW: _("New guest"),
    Kind.MATCH: _("A possible match"),
    Kind.MATCH_TOLD: _("A possible match, with another group’s host"),
    Kind.NO_MATCH: _("No possible home just now"),
    Kind.ANSWER_LATE: _("An answer has been awaited for long"),
    Kind.STAGE_OLD: _("A match has stood still for long"),
    Kind.ANSWERED: _("An answer has come"),
    Kind.QUESTION: _("A question waits for a coordinator"),
    Kind.WITHDREW: _("Withdrawn"),
    Kind.BREAKS: _("An answer has changed and no longer fits a match"),
    Kind.UNREACHABLE: _("Cannot be reached"),
    Kind.WANTS_TALK: _("Wants to talk with a coordinator"),
    Kind.LOW: _("It is not going well"),
    Kind.UNSAFE: _("🔴 Somebody does not feel safe"),
    Kind.END_NEAR: _("The end of a stay comes near"),
    Kind.MEETING_OFF: _("A meeting is off"),
    Kind.PLAN_OPEN: _("A change of the plan is wished"),
    Kind.TASK_LATE: _("A task is late"),
    Kind.SECOND_WORD: _("A pair needs the word of a second coordinator"),
    Kind.FREE: _("Nobody looks after a running match any more"),
    Kind.KNOWN_AGAIN: _("Has been here before"),
}
"""The first line of an alert; "New host" where an interview is a host's."""

NEW_HOST: Final = _("New host")
