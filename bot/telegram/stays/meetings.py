"""The meeting of the two sides: times are offered, each side says what suits, and the first common one is set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.meetings import Offered, common, has_answered, reminders
from bot.casework.stages import KNOWN, Move, Refusal, Stage
from bot.papers.calendar import meeting_ics
from bot.store import meetings, timers
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Meeting, MeetingTime, Timer
from bot.telegram import alerting, moving, telling
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say, say_in_place
from bot.telegram.stays.meeting_times import MOVED_ON, STAGES, Rows, short
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Lines, Moment, Paragraph, Text, _

REMINDER = "meeting_reminder"
SIDES: tuple[Role, ...] = ("host", "guest")
_TASK_BEFORE = dt.timedelta(hours=12)
"""Whoever has to be called is reminded once, well before the meeting."""
TITLE = _("Home accommodation: meeting")
PLACE_BY_COORDINATOR = _("A coordinator agrees with you where you meet. You may bring somebody along.")
TIMES_ASK = _("<b>When could you meet?</b>")
TIMES_HOW = _("Tap every time that suits you, and then “Done”. The first time that suits you both is set.")
ASKED = {("t",), ("done",), ("none",)}
"""What is pressed under the offered times."""
OVER = _("These times are not asked any more. /status shows where things stand.")


async def preview(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Exactly what each side will read, in the side's language."""
    meeting = await meetings.draft(turn.work, pair.match.id)
    times = await meetings.times(turn.work, meeting.id)
    if pair.standing.stage not in STAGES or not times:
        return _too_late(turn, person)
    text = _asked(turn, times)
    languages = dict.fromkeys([(await telling.person_of(turn, pair.case(side))).language for side in SIDES])
    shown = [turn.house.texts.render(text, language) for language in languages]
    head = turn.house.texts.render(_("<b>This is sent to both:</b>"), person.language)
    rows = [
        [Choice(_("Send"), data("m", pair.match.id, "msend"))],
        [Choice(_("‹ Back"), data("m", pair.match.id, "mtimes"))],
    ]
    await turn.send(
        person, "\n\n".join([head, *shown]), buttons=keyboard(turn.house.texts, person.language, rows), protect=True
    )
    turn.answer_callback()
    return True


async def send(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Both sides are asked which times suit."""
    meeting = await meetings.draft(turn.work, pair.match.id)
    times = await meetings.times(turn.work, meeting.id)
    if pair.standing.stage not in STAGES or not times:
        return _too_late(turn, person)
    await meetings.offer(turn.work, pair.match.id, meeting.id)
    for side in SIDES:
        await telling.tell(
            turn, pair.case(side), _asked(turn, times), _toggles(turn, meeting, times, side), about="meeting"
        )
    await say_in_place(turn, person, (_("Sent to both. You hear when they have answered."),), protect=True)
    return True


def _asked(turn: Turn, times: Sequence[MeetingTime]) -> tuple[Paragraph, ...]:
    return (TIMES_ASK, Lines(tuple(_("• {time}").of(time=Moment(one.at)) for one in times)), TIMES_HOW)


def _toggles(turn: Turn, meeting: Meeting, times: Sequence[MeetingTime], side: Role) -> Rows:
    """The times as buttons for a side's own chat."""
    rows = []
    for number, (one, offered) in enumerate(zip(times, _offered(times), strict=True)):
        label: Text = short(turn, one.at)
        if offered.suits(side):
            label = _("✓ {time}").of(time=label)
        rows.append([Choice(label, data("d", meeting.id, "t", str(number)))])
    done = Choice(_("Done"), data("d", meeting.id, "done"))
    return [*rows, [done], [Choice(_("None of these suits me"), data("d", meeting.id, "none"))]]


def _offered(times: Sequence[MeetingTime]) -> list[Offered]:
    return [Offered(one.at, one.host_suits, one.guest_suits) for one in times]


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of a side on its times or on the meeting; False where the button leads nowhere any more."""
    meeting = await meetings.get(turn.work, rest[0]) if rest else None
    pair = None if meeting is None else await pair_of(turn, meeting.match_id)
    side = None if pair is None else pair.side_of(person.id)
    if meeting is None or pair is None or side is None:
        return False
    if pair.standing.stage not in KNOWN or (rest[1:2] in ASKED and pair.standing.stage not in STAGES):
        # A match that is over brings no more messages to the other side.
        turn.answer_callback(turn.house.texts.plain(OVER, person.language), alert=True)
        return True
    match rest[1:]:
        case ("t", number) if number.isdecimal():
            return await _toggled(turn, person, pair, meeting, side, int(number))
        case ("done",):
            return await _done(turn, person, pair, meeting, side)
        case ("none",):
            return await _none(turn, person, pair, meeting, side)
        case ("off",):
            return await _ask_off(turn, person, pair, meeting)
        case ("sure",):
            return await call_off(turn, pair, meeting, side, None)
        case ("keep",):
            await say_in_place(
                turn, person, (_("Good, the meeting stays: {time}").of(time=_when(meeting)),), protect=True
            )
            return True
    return False


def _when(meeting: Meeting) -> Moment:
    return Moment(meeting.at or meeting.changed_at)


async def _toggled(turn: Turn, person: Person, pair: Pair, meeting: Meeting, side: Role, number: int) -> bool:
    times = await meetings.times(turn.work, meeting.id)
    if meeting.state != meetings.OFFERED or number >= len(times):
        turn.answer_callback(turn.house.texts.plain(OVER, person.language), alert=True)
        return True
    await _says(turn, times[number], side, not _offered(times)[number].suits(side))
    times = await meetings.times(turn.work, meeting.id)
    turn.answer_callback()
    await say_in_place(turn, person, _asked(turn, times), _toggles(turn, meeting, times, side), protect=True)
    return True


async def _says(turn: Turn, time: MeetingTime, side: Role, suits: bool) -> None:
    await meetings.suits(turn.work, time.id, **{side: suits})


async def _done(turn: Turn, person: Person, pair: Pair, meeting: Meeting, side: Role) -> bool:
    times = await meetings.times(turn.work, meeting.id)
    if meeting.state != meetings.OFFERED:
        turn.answer_callback(turn.house.texts.plain(OVER, person.language), alert=True)
        return True
    if not any(one.suits(side) for one in _offered(times)):
        ask = _("Please tap at least one time, or choose “None of these suits me”.")
        turn.answer_callback(turn.house.texts.plain(ask, person.language), alert=True)
        return True
    marked = Lines(
        tuple(short(turn, one.at) for one in times if Offered(one.at, one.host_suits, one.guest_suits).suits(side))
    )
    await say_in_place(turn, person, (_("Thank you! These suit you:"), marked), protect=True)
    await answered(turn, pair, meeting, side)
    return True


async def _none(turn: Turn, person: Person, pair: Pair, meeting: Meeting, side: Role) -> bool:
    if meeting.state != meetings.OFFERED:
        turn.answer_callback(turn.house.texts.plain(OVER, person.language), alert=True)
        return True
    for one in await meetings.times(turn.work, meeting.id):
        await _says(turn, one, side, suits=False)
    await say_in_place(turn, person, (_("Thank you for telling. A coordinator looks for other times."),), protect=True)
    await answered(turn, pair, meeting, side)
    return True


async def answered(turn: Turn, pair: Pair, meeting: Meeting, side: Role) -> None:
    """A side has said what suits: what it left untouched does not. With both answers the meeting is set, or not."""
    for one, offered in [
        (one, Offered(one.at, one.host_suits, one.guest_suits)) for one in await meetings.times(turn.work, meeting.id)
    ]:
        if offered.suits(side) is None:
            await _says(turn, one, side, suits=False)
    times = _offered(await meetings.times(turn.work, meeting.id))
    other: Role = "guest" if side == "host" else "host"
    nothing = not any(one.suits(side) for one in times)
    if not nothing and not has_answered(times, other):
        return
    at = common(times, turn.now)
    if at is None:
        if await meetings.none_suits(turn.work, meeting.id):
            told = _("None of the offered times suits both. Please offer others.")
            await telling.tell_coordinator(turn, pair, (told,), otherwise=Kind.ANSWERED)
        return
    await _set(turn, pair, meeting, at)


async def _set(turn: Turn, pair: Pair, meeting: Meeting, at: dt.datetime) -> None:
    """Both are told the time, with a file for their calendars; reminders are set."""
    moved = await meetings.is_set(turn.work, pair.match.id) is not None
    if not await meetings.settle(turn.work, pair.match.id, meeting.id, at):
        return
    after = await moving.make(turn, pair.match.id, Move.SET_MEETING, "bot", silent=True)
    fresh = await meetings.get(turn.work, meeting.id)
    if isinstance(after, Refusal) or fresh is None:
        return
    await timers.stop(turn.work, match_id=pair.match.id, kinds=(REMINDER,))
    for due in reminders(at, turn.house.course.meeting_hours, turn.now):
        await timers.start(turn.work, REMINDER, due, match_id=pair.match.id, about=meeting.id)
    head = _("<b>The meeting has a new time: {time}</b>") if moved else _("<b>You meet on {time}</b>")
    off = [[Choice(_("I can’t come after all"), data("d", meeting.id, "off"))]]
    for side in SIDES:
        text = (head.of(time=Moment(at)), PLACE_BY_COORDINATOR)
        await telling.tell(turn, pair.case(side), text, off, about="meeting")
        await _send_file(turn, pair, fresh, side)
    told = _("Both can come: {time}. Please agree with them where they meet.").of(time=Moment(at))
    await telling.tell_coordinator(turn, pair, (told,), otherwise=Kind.ANSWERED)


async def _send_file(turn: Turn, pair: Pair, meeting: Meeting, side: Role, *, cancelled: bool = False) -> None:
    person = await telling.person_of(turn, pair.case(side))
    if meeting.at is None or not telling.can_be_written_to(person):
        return
    content = meeting_ics(
        f"{pair.match.id}@home-accommodation",
        meeting.at,
        turn.house.course.meeting_minutes,
        turn.house.texts.plain(TITLE, person.language),
        None,
        meeting.sequence,
        turn.now,
        cancelled=cancelled,
    )
    note = _("The cancellation, for your calendar.") if cancelled else _("For your calendar.")
    await turn.send_file(person, "meeting.ics", content, html=turn.house.texts.render(note, person.language))


async def _ask_off(turn: Turn, person: Person, pair: Pair, meeting: Meeting) -> bool:
    if meeting.state != meetings.SET:
        turn.answer_callback(turn.house.texts.plain(OVER, person.language), alert=True)
        return True
    ask = _("Shall the meeting on {time} be called off? A coordinator then looks for a new time.").of(
        time=_when(meeting)
    )
    rows = [
        [Choice(_("Yes, call it off"), data("d", meeting.id, "sure"))],
        [Choice(_("No, I come"), data("d", meeting.id, "keep"))],
    ]
    turn.answer_callback()
    await say(turn, person, (ask,), rows)
    return True


async def call_off(turn: Turn, pair: Pair, meeting: Meeting, by: Role | None, who: Coordinator | None) -> bool:
    """The set meeting is off: both sides are told without a word on who, and the coordinator."""
    if not await meetings.cancel(turn.work, pair.match.id, meeting.id):
        return False
    made = await moving.make(
        turn, pair.match.id, Move.CANCEL_MEETING, by or "coordinator", coordinator=who, silent=True
    )
    await timers.stop(turn.work, match_id=pair.match.id, kinds=(REMINDER,))
    fresh = await meetings.get(turn.work, meeting.id)
    if fresh is None:
        return False
    told = _("The meeting on {time} is off. A coordinator gets in touch with you about a new time.")
    for side in SIDES:
        await telling.tell(turn, pair.case(side), (told.of(time=_when(fresh)),), about="meeting")
        await _send_file(turn, pair, fresh, side, cancelled=True)
    if who is None and not isinstance(made, Refusal):
        text = _("The meeting on {time} has been called off by one of the two. Please offer new times.")
        await telling.tell_coordinator(turn, made, (text.of(time=_when(fresh)),), otherwise=Kind.MEETING_OFF)
    turn.answer_callback()
    return True


async def remind(turn: Turn, timer: Timer) -> None:
    """Both are reminded of a meeting that is still set and still to come."""
    meeting = await meetings.get(turn.work, timer.about)
    pair = None if timer.match_id is None else await pair_of(turn, timer.match_id)
    if meeting is None or meeting.at is None or meeting.state != meetings.SET or meeting.at <= turn.now:
        return
    if pair is None or pair.standing.stage not in KNOWN or await _is_told_by_a_later_one(turn, timer):
        return
    off = [[Choice(_("I can’t come after all"), data("d", meeting.id, "off"))]]
    for side in SIDES:
        person = await telling.person_of(turn, pair.case(side))
        if telling.can_be_written_to(person) or meeting.at - turn.now > _TASK_BEFORE:
            text = (_("⏰ You meet soon: {time}").of(time=Moment(meeting.at)),)
            await telling.tell(turn, pair.case(side), text, off, about="meeting")


async def _is_told_by_a_later_one(turn: Turn, timer: Timer) -> bool:
    """After an outage several reminders of one meeting may be due: only the last of them is said."""
    open_ones = [one for one in await timers.of_match(turn.work, timer.match_id or "") if one.kind == REMINDER]
    return any(one.about == timer.about and one.due_at <= turn.now for one in open_ones)


async def stands_still(turn: Turn, timer: Timer) -> None:
    """Nobody has offered times, or nothing came of them, for long."""
    pair = None if timer.match_id is None else await pair_of(turn, timer.match_id)
    if pair is not None and pair.standing.stage is Stage.INTRODUCED:
        await alerting.about_match(turn, Kind.STAGE_OLD, pair.match)


def _too_late(turn: Turn, person: Person) -> bool:
    turn.answer_callback(turn.house.texts.plain(MOVED_ON, person.language), alert=True)
    return True
