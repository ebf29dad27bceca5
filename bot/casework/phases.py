"""Where a case stands in one word, for the lists of coordinators, and since when."""

from __future__ import annotations

import enum
from collections.abc import Collection
from typing import Final

from bot.casework.stages import ASKING, RECEIVED, STAYING, Stage
from bot.casework.way_in import Way
from conversations.text import Text, _


class Phase(enum.StrEnum):
    """The parts of a case's life that a list can be narrowed down to."""

    TALK = "talk"
    WAY = "way"
    READY = "ready"
    ASKING = "asking"
    MEETING = "meeting"
    STAYING = "staying"
    OVER = "over"


PHASE_NAMES: Final[dict[Phase, Text]] = {
    Phase.TALK: _("Waiting for the talk"),
    Phase.WAY: _("On the way in"),
    Phase.READY: _("Approved and waiting"),
    Phase.ASKING: _("Being asked"),
    Phase.MEETING: _("Getting to know"),
    Phase.STAYING: _("Staying"),
    Phase.OVER: _("Ended or set aside"),
}
"""As coordinators read them."""

_MEETING: Final = frozenset({Stage.INTRODUCED, Stage.MEETING_SET, Stage.PLAN_AGREED})


def phase_of(state: str, way: str, stages: Collection[Stage]) -> Phase:
    """Where a case stands, from its own state and way in, and from the stages of its matches."""
    if STAYING & set(stages):
        return Phase.STAYING
    if _MEETING & set(stages):
        return Phase.MEETING
    if (ASKING | {Stage.TAKEN}) & set(stages):
        return Phase.ASKING
    if state != RECEIVED:
        return Phase.OVER
    if way == Way.APPROVED:
        return Phase.READY
    return Phase.TALK if way == Way.RECEIVED else Phase.WAY
