"""The board of a channel: how the group's work stands, in counts."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, NonNegativeInt

from bot.casework.stages import ASKING, KNOWN, STAGE_NAMES, STAYING, Stage
from conversations.text import Items, Lines, Paragraph, Text, Value, Verbatim, _, n_

SHOWN_STAGES: tuple[Stage, ...] = tuple(
    stage for stage in Stage if stage in {Stage.SUGGESTED, Stage.TAKEN, *ASKING, *KNOWN} - STAYING
)
"""Stages that are counted one by one; stays are counted together, and what is over is not."""


class Both(BaseModel, frozen=True):
    """Hosts and guests of a sort."""

    hosts: NonNegativeInt = 0
    guests: NonNegativeInt = 0


class BoardFigures(BaseModel, frozen=True):
    """What a board says."""

    group_name: str
    whole_country: bool = False
    """The national group's board counts everybody."""
    to_talk: Both = Both()
    """Waiting for the first talk."""
    on_the_way: Both = Both()
    """Spoken with, perhaps visited, but not approved yet."""
    waiting: Both = Both()
    """Approved, and not in a match that somebody works on."""
    longest_wait: NonNegativeInt | None = None
    """For how many days the guest has waited who has waited the longest."""
    stages: Mapping[Stage, NonNegativeInt] = {}
    untaken: NonNegativeInt = 0
    """Alerts."""
    on_duty: tuple[str, ...] = ()
    """The names of the coordinators, as they chose them."""


def board_text(figures: BoardFigures) -> tuple[Paragraph, ...]:
    """The whole board."""
    head = _("📌 <b>{group}</b>").of(group=Verbatim(figures.group_name))
    what = _("The whole country: hosts 🏠 and guests 🧳") if figures.whole_country else _("Hosts 🏠 and guests 🧳")
    return (Lines((head, what)), _people(figures), _matches(figures), _desk(figures))


def _people(figures: BoardFigures) -> Lines:
    lines: list[Value] = [
        _both(_("Waiting for the first talk: 🏠 {hosts}, 🧳 {guests}"), figures.to_talk),
        _both(_("Spoken with, not approved yet: 🏠 {hosts}, 🧳 {guests}"), figures.on_the_way),
        _both(_("Approved and waiting: 🏠 {hosts}, 🧳 {guests}"), figures.waiting),
    ]
    if figures.longest_wait is not None:
        longest = n_("Longest wait of a guest: {n} day", "Longest wait of a guest: {n} days")
        lines.append(longest.of(n=figures.longest_wait))
    return Lines(tuple(lines))


def _both(text: Text, both: Both) -> Text:
    return text.of(hosts=both.hosts, guests=both.guests)


def _matches(figures: BoardFigures) -> Lines:
    counts = [(stage, figures.stages.get(stage, 0)) for stage in SHOWN_STAGES]
    lines: list[Value] = [_("<b>Matches</b>")]
    lines += [_("{stage}: {n}").of(stage=STAGE_NAMES[stage], n=count) for stage, count in counts if count]
    if len(lines) == 1:
        lines.append(_("None under way just now."))
    stays = sum(figures.stages.get(stage, 0) for stage in STAYING)
    lines.append(n_("{n} stay is running", "{n} stays are running").of(n=stays))
    return Lines(tuple(lines))


def _desk(figures: BoardFigures) -> Lines:
    untaken = n_("{n} alert is not taken yet", "{n} alerts are not taken yet").of(n=figures.untaken)
    names = Items(tuple(Verbatim(name) for name in figures.on_duty))
    duty = _("On duty this week: {names}").of(names=names) if figures.on_duty else _("Nobody is on duty this week")
    return Lines((untaken, duty))
