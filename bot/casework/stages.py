"""The life of a match as one table: who may make which move, from where to where, what each side is told, what starts.

A move that is not in the table is refused with a sentence. Every move is an event; the stage can be rebuilt from them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from conversations.text import Text, _

By = Literal["host", "guest", "coordinator", "bot"]
"""Who makes a move."""


class Stage(enum.StrEnum):
    """Where a match stands."""

    SUGGESTED = "suggested"
    """No must forbids it, and coordinators have been told."""
    LAPSED = "lapsed"
    """Something has changed, and a must forbids it now, or one of its sides is not open."""
    TAKEN = "taken"
    HOST_ASKED = "host_asked"
    GUEST_ASKED = "guest_asked"
    AGREED = "agreed"
    """Both have said yes to meeting; a coordinator introduces them."""
    INTRODUCED = "introduced"
    MEETING_SET = "meeting_set"
    PLAN_AGREED = "plan_agreed"
    TRIAL = "trial"
    LIVING = "living"
    ENDED = "ended"
    SET_ASIDE = "set_aside"
    """A coordinator found it not suitable."""
    HOST_NO = "host_no"
    GUEST_NO = "guest_no"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"
    BROKEN_OFF = "broken_off"


SUGGESTED: Final = Stage.SUGGESTED.value
LAPSED: Final = Stage.LAPSED.value
SET_ASIDE: Final = Stage.SET_ASIDE.value
"""Of a match, and of a case: a coordinator found it not suitable."""
RECEIVED: Final = "received"
"""A case: sent, and matches are looked for."""

STAGE_NAMES: dict[Stage, Text] = {
    Stage.SUGGESTED: _("Suggested"),
    Stage.LAPSED: _("Lapsed"),
    Stage.TAKEN: _("Taken"),
    Stage.HOST_ASKED: _("Host asked"),
    Stage.GUEST_ASKED: _("Guest asked"),
    Stage.AGREED: _("Both said yes"),
    Stage.INTRODUCED: _("Introduced"),
    Stage.MEETING_SET: _("Meeting set"),
    Stage.PLAN_AGREED: _("Plan agreed"),
    Stage.TRIAL: _("Trial stay"),
    Stage.LIVING: _("Living together"),
    Stage.ENDED: _("Ended"),
    Stage.SET_ASIDE: _("Set aside"),
    Stage.HOST_NO: _("Host said no"),
    Stage.GUEST_NO: _("Guest said no"),
    Stage.NO_ANSWER: _("No answer"),
    Stage.WITHDRAWN: _("Withdrawn"),
    Stage.BROKEN_OFF: _("Broken off"),
}
"""As coordinators read them; a host or guest never does."""

BEFORE_ANYONE: Final = frozenset({Stage.SUGGESTED, Stage.LAPSED, Stage.TAKEN})
"""Neither side knows of the match."""
ASKING: Final = frozenset({Stage.HOST_ASKED, Stage.GUEST_ASKED, Stage.AGREED})
KNOWN: Final = frozenset({Stage.INTRODUCED, Stage.MEETING_SET, Stage.PLAN_AGREED, Stage.TRIAL, Stage.LIVING})
"""The two know each other."""
RUNNING: Final = frozenset({Stage.TAKEN, *ASKING, *KNOWN})
"""Somebody works on it: neither side is suggested to others meanwhile, and it never lapses by itself."""
STAYING: Final = frozenset({Stage.TRIAL, Stage.LIVING})
OVER: Final = frozenset(Stage) - RUNNING - {Stage.SUGGESTED, Stage.LAPSED}


class Move(enum.StrEnum):
    """What can be done with a match."""

    SUGGEST = "suggest"
    LAPSE = "lapse"
    TAKE = "take"
    GIVE_BACK = "give_back"
    ASK_HOST = "ask_host"
    ASK_GUEST = "ask_guest"
    HOST_YES = "host_yes"
    GUEST_YES = "guest_yes"
    HOST_NO = "host_says_no"
    GUEST_NO = "guest_says_no"
    SILENCE = "silence"
    INTRODUCE = "introduce"
    SET_MEETING = "set_meeting"
    CANCEL_MEETING = "cancel_meeting"
    AGREE_PLAN = "agree_plan"
    CHANGE_PLAN = "change_plan"
    BEGIN_TRIAL = "begin_trial"
    END_TRIAL = "end_trial"
    MOVE_IN = "move_in"
    END = "end"
    SET_ASIDE = "set_aside"
    WITHDRAW = "withdraw"
    BREAK_OFF = "break_off"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the table needs to know of a match."""

    stage: Stage
    host_yes: bool = False
    guest_yes: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    move: Move
    starts: frozenset[Stage]
    to: Stage
    by: frozenset[By]
    needs: frozenset[Literal["host_yes", "guest_yes", "no_yes", "approved"]] = frozenset()
    """host_yes, guest_yes: that side has said yes. no_yes: neither has. approved: both sides' way in is finished."""
    timer: str = ""
    """The kind of timer that starts (see data/casework.yaml for its days); those of the stage before stop."""
    host_told: Text | None = None
    guest_told: Text | None = None
    """What the side is told besides what the move itself shows (a question, a file); None: nothing. A side that has
    not heard of the match yet is told nothing, whatever stands here."""


_C: Final[frozenset[By]] = frozenset({"coordinator"})
_BOT: Final[frozenset[By]] = frozenset({"bot"})
_CB: Final[frozenset[By]] = frozenset({"coordinator", "bot"})
_HOST: Final[frozenset[By]] = frozenset({"host", "coordinator"})
"""The host, or a coordinator who has their answer by phone."""
_GUEST: Final[frozenset[By]] = frozenset({"guest", "coordinator"})
_SIDES: Final[frozenset[By]] = frozenset({"host", "guest", "coordinator"})

NOT_THIS_TIME: Final = _("The home that we asked you about is not possible after all. We go on looking for you.")
NOT_NEEDED_NOW: Final = _("The guest that we asked you about does not need your home now. Thank you for answering.")
NOT_HEARD_HOST: Final = _(
    "We asked you about a guest, and have not heard from you. That is all right: your offer stays as it is."
)
NOT_HEARD_GUEST: Final = _(
    "We asked you about a home, and have not heard from you. That is all right: we go on looking for you."
)
OVER_GUEST: Final = _("The plans with this home have come to an end. A coordinator gets in touch with you.")
OVER_HOST: Final = _("The plans with this guest have come to an end. A coordinator gets in touch with you.")

TABLE: Final[tuple[Row, ...]] = (
    Row(Move.SUGGEST, frozenset({Stage.LAPSED}), Stage.SUGGESTED, _BOT),
    Row(Move.LAPSE, frozenset({Stage.SUGGESTED}), Stage.LAPSED, _BOT),
    Row(Move.TAKE, frozenset({Stage.SUGGESTED, Stage.LAPSED}), Stage.TAKEN, _C, timer="taken"),
    Row(Move.GIVE_BACK, frozenset({Stage.TAKEN}), Stage.SUGGESTED, _CB, frozenset({"no_yes"})),
    Row(Move.ASK_HOST, frozenset({Stage.TAKEN}), Stage.HOST_ASKED, _C, frozenset({"approved"}), "answer"),
    Row(Move.ASK_GUEST, frozenset({Stage.TAKEN}), Stage.GUEST_ASKED, _C, frozenset({"approved"}), "answer"),
    Row(
        Move.ASK_GUEST,
        frozenset({Stage.HOST_ASKED}),
        Stage.GUEST_ASKED,
        _C,
        frozenset({"host_yes", "approved"}),
        "answer",
    ),
    Row(
        Move.ASK_HOST,
        frozenset({Stage.GUEST_ASKED}),
        Stage.HOST_ASKED,
        _C,
        frozenset({"guest_yes", "approved"}),
        "answer",
    ),
    Row(
        Move.HOST_YES,
        frozenset({Stage.HOST_ASKED}),
        Stage.HOST_ASKED,
        _HOST,
        timer="ask_other",
        host_told=_("Thank you! A coordinator now asks the other side, and gets in touch with you."),
    ),
    Row(
        Move.GUEST_YES,
        frozenset({Stage.GUEST_ASKED}),
        Stage.GUEST_ASKED,
        _GUEST,
        timer="ask_other",
        guest_told=_("Thank you! A coordinator now asks the other side, and gets in touch with you."),
    ),
    Row(
        Move.HOST_YES,
        frozenset({Stage.HOST_ASKED}),
        Stage.AGREED,
        _HOST,
        frozenset({"guest_yes"}),
        "introduce",
        host_told=_("Thank you! A coordinator introduces you to each other next."),
    ),
    Row(
        Move.GUEST_YES,
        frozenset({Stage.GUEST_ASKED}),
        Stage.AGREED,
        _GUEST,
        frozenset({"host_yes"}),
        "introduce",
        guest_told=_("Thank you! A coordinator introduces you to each other next."),
    ),
    Row(
        Move.HOST_NO,
        frozenset({Stage.HOST_ASKED, Stage.GUEST_ASKED, Stage.AGREED}),
        Stage.HOST_NO,
        _HOST,
        host_told=_("Thank you for telling us. Your offer stays as it is, and nobody is told why."),
        guest_told=NOT_THIS_TIME,
    ),
    Row(
        Move.GUEST_NO,
        frozenset({Stage.HOST_ASKED, Stage.GUEST_ASKED, Stage.AGREED}),
        Stage.GUEST_NO,
        _GUEST,
        host_told=NOT_NEEDED_NOW,
        guest_told=_("Thank you for telling us. We go on looking for you, and nobody is told why."),
    ),
    Row(
        Move.SILENCE,
        frozenset({Stage.HOST_ASKED}),
        Stage.NO_ANSWER,
        _CB,
        host_told=NOT_HEARD_HOST,
        guest_told=NOT_THIS_TIME,
    ),
    Row(
        Move.SILENCE,
        frozenset({Stage.GUEST_ASKED}),
        Stage.NO_ANSWER,
        _CB,
        host_told=NOT_NEEDED_NOW,
        guest_told=NOT_HEARD_GUEST,
    ),
    Row(
        Move.INTRODUCE,
        frozenset({Stage.AGREED}),
        Stage.INTRODUCED,
        _C,
        frozenset({"host_yes", "guest_yes", "approved"}),
        "meeting",
    ),
    Row(Move.SET_MEETING, frozenset({Stage.INTRODUCED, Stage.MEETING_SET}), Stage.MEETING_SET, _CB, timer="plan"),
    Row(Move.CANCEL_MEETING, frozenset({Stage.MEETING_SET}), Stage.INTRODUCED, _SIDES, timer="meeting"),
    Row(
        Move.AGREE_PLAN,
        frozenset({Stage.INTRODUCED, Stage.MEETING_SET, Stage.TRIAL}),
        Stage.PLAN_AGREED,
        _SIDES | _BOT,
        timer="move_in",
    ),
    Row(Move.CHANGE_PLAN, frozenset({Stage.PLAN_AGREED}), Stage.MEETING_SET, _SIDES, timer="plan"),
    Row(Move.BEGIN_TRIAL, frozenset({Stage.PLAN_AGREED}), Stage.TRIAL, _CB),
    Row(Move.END_TRIAL, frozenset({Stage.TRIAL}), Stage.PLAN_AGREED, _CB, timer="reflect"),
    Row(Move.MOVE_IN, frozenset({Stage.PLAN_AGREED, Stage.TRIAL}), Stage.LIVING, _C),
    Row(Move.END, frozenset({Stage.LIVING}), Stage.ENDED, _C),
    Row(Move.SET_ASIDE, frozenset({Stage.SUGGESTED, Stage.LAPSED, Stage.TAKEN}), Stage.SET_ASIDE, _C),
    Row(
        Move.SET_ASIDE,
        frozenset(ASKING),
        Stage.SET_ASIDE,
        _C,
        host_told=NOT_NEEDED_NOW,
        guest_told=NOT_THIS_TIME,
    ),
    Row(Move.WITHDRAW, frozenset({Stage.SUGGESTED, Stage.LAPSED, Stage.TAKEN}), Stage.WITHDRAWN, _SIDES | _BOT),
    Row(
        Move.WITHDRAW,
        ASKING | KNOWN,
        Stage.WITHDRAWN,
        _SIDES | _BOT,
        host_told=OVER_HOST,
        guest_told=OVER_GUEST,
    ),
    Row(Move.BREAK_OFF, KNOWN, Stage.BROKEN_OFF, _C, host_told=OVER_HOST, guest_told=OVER_GUEST),
    Row(
        Move.REOPEN,
        frozenset({Stage.SET_ASIDE, Stage.NO_ANSWER, Stage.HOST_NO, Stage.GUEST_NO}),
        Stage.SUGGESTED,
        _C,
    ),
)
"""The first line that fits counts, and of several the one that needs the most."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move is not made."""

    says: Text


ELSEWHERE: Final = _("That is not possible any more: the match has moved on in the meantime.")
NOT_YOURS: Final = _("That is not for you to do.")
NOT_APPROVED: Final = _("Both sides must be approved first. The case shows what is missing.")
NOT_BOTH: Final = _("Both sides must have said yes first.")
ASKED_ALREADY: Final = _("The other side has not answered yet.")
HAS_ANSWERED: Final = _("Somebody has said yes already: set the match aside instead.")


def row_for(standing: Standing, move: Move, by: By, *, approved: bool) -> Row | Refusal:
    """The line of the table for a move; `approved`: both sides' way in is finished."""
    from_here = [row for row in TABLE if row.move is move and standing.stage in row.starts]
    if not from_here:
        return Refusal(ELSEWHERE)
    allowed = [row for row in from_here if by in row.by]
    if not allowed:
        return Refusal(NOT_YOURS)
    facts = {
        "host_yes": standing.host_yes,
        "guest_yes": standing.guest_yes,
        "no_yes": not (standing.host_yes or standing.guest_yes),
        "approved": approved,
    }
    for row in sorted(allowed, key=lambda one: -len(one.needs)):
        if all(facts[need] for need in row.needs):
            return row
    return _why_not(allowed[0], facts)


def _why_not(row: Row, facts: dict[str, bool]) -> Refusal:
    missing = next(
        need for need in ("approved", "host_yes", "guest_yes", "no_yes") if need in row.needs and not facts[need]
    )
    if missing == "approved":
        return Refusal(NOT_APPROVED)
    if missing == "no_yes":
        return Refusal(HAS_ANSWERED)
    return Refusal(NOT_BOTH if row.move is Move.INTRODUCE else ASKED_ALREADY)


def moved(standing: Standing, row: Row) -> Standing:
    """Where the match stands after the move."""
    after = replace(standing, stage=row.to)
    if row.move is Move.HOST_YES:
        return replace(after, host_yes=True)
    if row.move is Move.GUEST_YES:
        return replace(after, guest_yes=True)
    if row.move in {Move.REOPEN, Move.GIVE_BACK, Move.SUGGEST}:
        return Standing(row.to)
    return after


def rebuilt(events: Iterable[tuple[str, By]]) -> Standing:
    """Where a match stands, from its events in order; raises ValueError for a move that the table does not know.

    The first event is its first stage; notes that are no move are passed over. Who had been approved then is not
    known any more, and was checked when the move was made.
    """
    standing: Standing | None = None
    for what, by in events:
        if standing is None:
            standing = Standing(Stage(what))
        elif what in set(Move):
            row = row_for(standing, Move(what), by, approved=True)
            if isinstance(row, Refusal):
                raise ValueError(f"no {what} from {standing.stage}")
            standing = moved(standing, row)
    if standing is None:
        raise ValueError("a match without events")
    return standing
