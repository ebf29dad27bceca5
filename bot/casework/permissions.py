"""Who may do what: one table of all commands, buttons, links and questions for words.

Each stands behind a door, and each door is open to some people and to nobody else. A press that is not in the table
leads nowhere, so that nothing can be added without saying for whom it is. Whether somebody is a coordinator of this
group, and still in its channel, is looked up by the gate in the moment of the press.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence


class Who(enum.StrEnum):
    """Somebody, as seen from one case and its match."""

    STRANGER = "somebody whom the bot does not know, or whose account was erased"
    VISITOR = "somebody known without a case, or who was a coordinator"
    OTHER_SIDE = "host or guest of another case"
    HOST = "the host of this match"
    GUEST = "the guest of this match"
    SIDE_AND_COORDINATOR = "a coordinator of this group who is a side of this match"
    INVITED = "somebody invited who has not promised yet"
    COORDINATOR = "coordinator of this case’s group"
    PARTNER = "coordinator of the group of the other side of its match"
    ASKED = "coordinator of a group in whose channel an alert of it is shown"
    OTHER_GROUP = "coordinator of another group"
    NATIONAL = "national coordinator whose group was not asked"
    REMOVED = "coordinator who was removed by the operator"
    LEFT = "coordinator who is not in the group’s channel any more"
    OPERATOR = "the operator, at the command line"


class Door(enum.StrEnum):
    """What has to be so for something to be done."""

    ANYONE = "anyone, about themself"
    KNOWN = "anyone known, about themself"
    ASKED_ONE = "the one who was asked"
    CASE_PERSON = "the person of the case"
    SIDE = "the two sides of the match"
    TALKERS = "the two who talk"
    OWN_DESK = "the coordinator whose own week or filling in it is"
    INVITED = "whoever was invited"
    COORDINATORS = "coordinators, for their own groups"
    ALERT = "coordinators to whom the alert is shown"
    OPENS = "coordinators who may open the case"
    DECIDES = "coordinators who may decide on the case"
    PAIRS = "coordinators who may open one of the two, and national ones"
    WORKS = "coordinators who may work on the match"
    CODE = "whoever has the code"
    OWN_CODE = "the one for whom the code was made, while they may open the case"
    MACHINE = "whoever works at the machine"


_PEOPLE = frozenset(Who) - {Who.OPERATOR}
_ACTIVE = frozenset({Who.COORDINATOR, Who.PARTNER, Who.ASKED})
_SIDES = frozenset({Who.HOST, Who.GUEST, Who.SIDE_AND_COORDINATOR})

OPEN_TO: Mapping[Door, frozenset[Who]] = {
    Door.ANYONE: _PEOPLE,
    Door.KNOWN: _PEOPLE - {Who.STRANGER},
    Door.ASKED_ONE: _SIDES,
    Door.CASE_PERSON: _SIDES,
    Door.SIDE: _SIDES,
    Door.TALKERS: _SIDES | {Who.COORDINATOR, Who.ASKED},
    Door.OWN_DESK: frozenset({Who.COORDINATOR}),
    Door.INVITED: frozenset({Who.INVITED}),
    Door.COORDINATORS: _ACTIVE | {Who.OTHER_GROUP, Who.NATIONAL, Who.SIDE_AND_COORDINATOR},
    Door.ALERT: _ACTIVE,
    Door.OPENS: _ACTIVE,
    Door.DECIDES: _ACTIVE - {Who.PARTNER},
    Door.PAIRS: _ACTIVE | {Who.NATIONAL},
    Door.WORKS: _ACTIVE,
    Door.CODE: _PEOPLE,
    Door.OWN_CODE: _ACTIVE,
    Door.MACHINE: frozenset({Who.OPERATOR}),
}
"""Who comes through which door; whoever does not hears the same as if what they name did not exist."""

COMMANDS: Mapping[str, Door] = {
    **dict.fromkeys(
        (
            *("start", "host", "guest", "status", "unsafe", "resume", "back", "skip", "pause", "edit"),
            *("pausehosting", "withdraw", "cancel", "language", "groups", "privacy", "mydata", "delete", "help"),
            "whohasseen",
        ),
        Door.ANYONE,
    ),
    **dict.fromkeys(("cases", "tasks", "jointplan", "report", "roster", "away", "fillin", "vanish"), Door.COORDINATORS),
    "bind": Door.CODE,
}
"""What is typed in a chat. `/cases` with a number is the door OPENS; in a group it only shows the way here."""

LINKS: Mapping[str, Door] = {
    "host": Door.ANYONE,
    "guest": Door.ANYONE,
    "cases": Door.COORDINATORS,
    "invite": Door.CODE,
    "confirm": Door.CODE,
    "details": Door.OWN_CODE,
}
"""What a link to the bot carries; a code stands after an underscore."""

PROMPTS: Mapping[str, Door] = {
    **dict.fromkeys(("note", "task", "pair_number", "pair_why"), Door.OPENS),
    **dict.fromkeys(("side_reply", "trial_day", "moving_day", "moved_day", "until_day", "parting_reason"), Door.WORKS),
    **dict.fromkeys(("going_words", "open_day"), Door.ASKED_ONE),
    **dict.fromkeys(("side_question", "side_reason", "plan_change"), Door.SIDE),
    "away": Door.COORDINATORS,
}
"""Free words that are asked for: checked when they are asked for, and once more when they come."""

ANY = "*"
"""Stands for every verb of an area that has none of its own."""


def _all(door: Door, verbs: str) -> dict[str, Door]:
    return dict.fromkeys(verbs.split(), door)


PRESSES: Mapping[str, Mapping[str, Door]] = {
    "a": {**_all(Door.ALERT, "take back done national unfit fit"), "details": Door.OPENS},
    "b": {**_all(Door.OPENS, "list why take"), "work": Door.PAIRS, "second": Door.WORKS, "plan": Door.COORDINATORS},
    "c": {
        **_all(Door.OPENS, "answers give hand handed history matches mine note notes open pair talk task tasks way"),
        **_all(Door.DECIDES, "step undo end reopen holds kept fill erase exclude looked"),
    },
    "d": _all(Door.SIDE, "t done none off sure keep"),
    "f": {**_all(Door.ASKED_ONE, "go talk words was better again day look"), **_all(Door.SIDE, "next end")},
    "h": _all(Door.CASE_PERSON, "holds withdraw reopen pause"),
    "i": {ANY: Door.KNOWN},
    "k": {
        "open": Door.ANYONE,
        **_all(Door.OPENS, "case matches"),
        "spoken": Door.DECIDES,
        **_all(Door.COORDINATORS, "fillin list vanish"),
    },
    "l": {"end": Door.TALKERS},
    "m": _all(
        Door.WORKS,
        "open - again answer ask back byhand end going intro introd mat may mayphone mday mdrop moff moved movein "
        "mphone mpreview msend mtimes mystay next open_again part phone plan plan_fill plan_let plan_pdf plan_yes "
        "reply send take trial trialend until",
    ),
    "n": {
        **_all(Door.ANYONE, "role language"),
        **_all(Door.KNOWN, "more group noreason consent keep erase seen"),
        **_all(Door.INVITED, "promise myname"),
    },
    "o": {**_all(Door.COORDINATORS, "new in"), ANY: Door.OWN_DESK},
    "p": _all(Door.SIDE, "fill own read yes change"),
    "r": {**_all(Door.COORDINATORS, "away open"), **_all(Door.OWN_DESK, "on off")},
    "s": _all(Door.SIDE, "yes no ask may"),
    "t": {"list": Door.COORDINATORS, **_all(Door.OPENS, "open words take back done drop again")},
    "u": {**_all(Door.KNOWN, "ask talk own group national nobody"), "seen": Door.OPENS},
    "w": {"leave": Door.KNOWN},
}
"""By area and verb: every button there is."""

_ID_FIRST = frozenset("acdhlmpst")
"""Areas in which the id of what is meant stands before the verb."""


def verb_of(area: str, rest: Sequence[str]) -> str:
    """The verb of a press; empty where it has none."""
    at = 1 if area in _ID_FIRST and rest[:1] != ("list",) else 0
    return rest[at] if len(rest) > at else ""


def door_of(area: str, rest: Sequence[str]) -> Door | None:
    """The door of a press; None for what is not in the table, and so for nobody."""
    verbs = PRESSES.get(area, {})
    return verbs.get(verb_of(area, rest), verbs.get(ANY))
