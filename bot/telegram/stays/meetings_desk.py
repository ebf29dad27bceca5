"""What a coordinator does about a meeting from the match card: marks times for somebody on the phone, calls it off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.meetings import Offered
from bot.casework.stages import Stage
from bot.store import meetings
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import MeetingTime
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say, say_in_place
from bot.telegram.stays import card
from bot.telegram.stays.meeting_times import MOVED_ON, STAGES, Rows, short
from bot.telegram.stays.meetings import answered, call_off, preview, send
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Moment, Text, _

_SIDES: dict[str, Role] = {"h": "host", "g": "guest"}
WHOSE = {"h": _("The host’s"), "g": _("The guest’s")}
NOT_OFFERED = _("No times are asked about just now.")
ASK_TIMES: dict[Role, Text] = {
    "host": _("Which times suit the host? Mark them as they were told on the phone."),
    "guest": _("Which times suit the guest? Mark them as they were told on the phone."),
}


async def by_phone(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The offered times of a side, to be marked by the coordinator; or one of them, or that this was all."""
    meeting = await meetings.offered(turn.work, pair.match.id)
    if meeting is None or pair.standing.stage not in STAGES:
        turn.answer_callback(turn.house.texts.plain(NOT_OFFERED, person.language), alert=True)
        return True
    if not args:
        rows = [[Choice(label, data("m", pair.match.id, "mphone", letter))] for letter, label in WHOSE.items()]
        turn.answer_callback()
        await say(turn, person, (_("Whose times do you know?"),), rows, protect=True)
        return True
    side = _SIDES.get(args[0])
    if side is None:
        return False
    times = await meetings.times(turn.work, meeting.id)
    if args[1:] == ("done",):
        await say_in_place(turn, person, (_("Noted."),), protect=True)
        await answered(turn, pair, meeting, side)
        return True
    if len(args) > 1 and args[1].isdecimal() and int(args[1]) < len(times):
        one = times[int(args[1])]
        marked = Offered(one.at, one.host_suits, one.guest_suits).suits(side)
        await meetings.suits(turn.work, one.id, **{side: not marked})
        times = await meetings.times(turn.work, meeting.id)
    await _show(turn, person, pair, times, args)
    return True


async def _show(turn: Turn, person: Person, pair: Pair, times: Sequence[MeetingTime], args: tuple[str, ...]) -> None:
    side = _SIDES[args[0]]
    rows: Rows = []
    for number, one in enumerate(times):
        label: Text = short(turn, one.at)
        if Offered(one.at, one.host_suits, one.guest_suits).suits(side):
            label = _("✓ {time}").of(time=label)
        rows.append([Choice(label, data("m", pair.match.id, "mphone", args[0], str(number)))])
    rows.append([Choice(_("Done"), data("m", pair.match.id, "mphone", args[0], "done"))])
    if len(args) > 1:
        await say_in_place(turn, person, (ASK_TIMES[side],), rows, protect=True)
    else:
        turn.answer_callback()
        await say(turn, person, (ASK_TIMES[side],), rows, protect=True)


async def off(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The coordinator calls the meeting off, after "are you sure"."""
    meeting = await meetings.is_set(turn.work, pair.match.id)
    if meeting is None or meeting.at is None or pair.standing.stage is not Stage.MEETING_SET:
        turn.answer_callback(turn.house.texts.plain(MOVED_ON, person.language), alert=True)
        return True
    if args != ("sure",):
        ask = _("Call off the meeting on {time}? Both are told.").of(time=Moment(meeting.at))
        rows = [[Choice(_("Yes, call it off"), data("m", pair.match.id, "moff", "sure"))]]
        turn.answer_callback()
        await say(turn, person, (ask,), rows, protect=True)
        return True
    if await call_off(turn, pair, meeting, None, who):
        await say_in_place(turn, person, (_("The meeting is off, and both have been told."),), protect=True)
    return True


async def lines(turn: Turn, person: Person, pair: Pair) -> Sequence[Text]:
    """The set meeting and the times that are asked about, for the card."""
    told: list[Text] = []
    if (meeting := await meetings.is_set(turn.work, pair.match.id)) is not None and meeting.at is not None:
        told.append(_("Meeting: {time}").of(time=Moment(meeting.at)))
    if (meeting := await meetings.offered(turn.work, pair.match.id)) is not None:
        for one in await meetings.times(turn.work, meeting.id):
            told.append(
                _("Offered: {time} – host {host}, guest {guest}").of(
                    time=short(turn, one.at), host=_said(one.host_suits), guest=_said(one.guest_suits)
                )
            )
    return told


def _said(suits: bool | None) -> str:
    return "?" if suits is None else "✓" if suits else "✕"


_PHONE = [card.Button(_("Times told by phone"), "mphone")]
card.add(
    verbs={"mpreview": preview, "msend": send, "mphone": by_phone, "moff": off},
    buttons={
        Stage.INTRODUCED: _PHONE,
        Stage.MEETING_SET: [*_PHONE, card.Button(_("Call off the meeting"), "moff")],
    },
    lines=lines,
)
