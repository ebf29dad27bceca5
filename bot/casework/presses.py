"""What a coordinator's press on an alert changes: one table, so that two who press at once get one answer."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from conversations.text import Text, Verbatim, _


class Press(enum.StrEnum):
    """The buttons of an alert."""

    TAKE = "take"
    GIVE_BACK = "back"
    DONE = "done"
    NATIONAL = "national"
    UNSUITABLE = "unfit"
    SUITABLE = "fit"
    DETAILS = "details"


LABELS: dict[Press, Text] = {
    Press.TAKE: _("Take"),
    Press.GIVE_BACK: _("Give back"),
    Press.DONE: _("Done"),
    Press.NATIONAL: _("Ask the national group"),
    Press.UNSUITABLE: _("Not suitable"),
    Press.SUITABLE: _("Suitable after all"),
    Press.DETAILS: _("Details"),
}

BUTTONS: dict[str, tuple[tuple[Press, ...], ...]] = {
    "open": ((Press.TAKE, Press.DETAILS), (Press.UNSUITABLE, Press.NATIONAL)),
    "taken": ((Press.DONE, Press.DETAILS), (Press.GIVE_BACK, Press.UNSUITABLE), (Press.NATIONAL,)),
    "done": ((Press.DETAILS,),),
    "unsuitable": ((Press.SUITABLE, Press.DETAILS),),
    "withdrawn": (),
}
"""Which buttons an alert has, by its state."""

_AFTER: dict[tuple[str, Press], str] = {
    ("open", Press.TAKE): "taken",
    ("taken", Press.GIVE_BACK): "open",
    ("open", Press.DONE): "done",
    ("taken", Press.DONE): "done",
    ("open", Press.UNSUITABLE): "unsuitable",
    ("taken", Press.UNSUITABLE): "unsuitable",
    ("unsuitable", Press.SUITABLE): "open",
    ("open", Press.NATIONAL): "open",
    ("taken", Press.NATIONAL): "taken",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """The press counts: the alert's new state, and a short word for the presser."""

    state: str
    toast: Text


@dataclass(frozen=True, slots=True)
class Refused:
    """The press does not count, and why."""

    toast: Text


_DONE: dict[Press, Text] = {
    Press.TAKE: _("You have taken this. Thank you!"),
    Press.GIVE_BACK: _("Given back: others can take it now."),
    Press.DONE: _("Marked as done."),
    Press.NATIONAL: _("The national group has been asked, too."),
    Press.UNSUITABLE: _("Marked as not suitable. I ask you for the reason in our private chat."),
    Press.SUITABLE: _("Open again."),
}


def after(press: Press, state: str, taken_by_presser: bool, taken_by_name: str | None) -> Moved | Refused:
    """What comes of a press in this state. `taken_by_name` is somebody's who holds the alert, if anybody does."""
    taken_by_other = state == "taken" and not taken_by_presser
    if taken_by_other and press is not Press.NATIONAL:
        return Refused(_("Taken already. {name}").of(name=Verbatim(taken_by_name or "")))
    if state == "taken" and press is Press.TAKE:
        return Refused(_("You have taken this already."))
    moved = _AFTER.get((state, press))
    if moved is None:
        return Refused(_("That is not possible any more: the alert has changed in the meantime."))
    return Moved(moved, _DONE[press])
