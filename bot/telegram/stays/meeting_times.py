"""Times for a meeting, chosen by a coordinator with buttons: a calendar, the half hours of a day, the list."""

from __future__ import annotations

import datetime as dt

from bot.casework.meetings import starts_of
from bot.casework.stages import Stage
from bot.store import meetings
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say_in_place
from bot.telegram.stays import card
from bot.telegram.turn import Turn
from conversations.questions.day import NOT_A_BUTTON, month_rows
from conversations.text import Lines, Paragraph, Text, Verbatim, WeekdayName, _

STAGES = (Stage.INTRODUCED, Stage.MEETING_SET)
"""Where a meeting can be offered or moved."""
_COLUMNS = 4
ENOUGH = _("That is as many times as can be offered at once. Take one out to choose another.")
MOVED_ON = _("That is not possible any more: the match has moved on in the meantime.")
Rows = list[list[Choice]]


def short(turn: Turn, at: dt.datetime) -> Text:
    """A moment as it fits on a button, in Helsinki time."""
    local = at.astimezone(turn.house.timezone)
    return _("{weekday} {date} at {time}").of(
        weekday=WeekdayName(local.weekday()),
        date=Verbatim(f"{local.day}.{local.month}."),
        time=Verbatim(f"{local:%H.%M}"),
    )


async def choose(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The chosen times and the calendar of a month."""
    if pair.standing.stage not in STAGES:
        return _too_late(turn, person)
    month = _day(args[0]) if args else turn.house.today(turn.now)
    if month is None:
        return False
    await _show_month(turn, person, pair, month)
    return True


async def choose_hour(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The half hours of a day."""
    day = _day(args[0]) if args else None
    if pair.standing.stage not in STAGES:
        return _too_late(turn, person)
    if day is None:
        return False
    course = turn.house.course
    starts = starts_of(day, course.meeting_from, course.meeting_to, turn.now, turn.house.timezone)
    labels = [(at, f"{at.astimezone(turn.house.timezone):%H.%M}") for at in starts]
    choices = [Choice(Verbatim(label), data("m", pair.match.id, "mat", _code(at))) for at, label in labels]
    rows = [choices[start : start + _COLUMNS] for start in range(0, len(choices), _COLUMNS)]
    rows.append([Choice(_("‹ Calendar"), data("m", pair.match.id, "mtimes", str(day)))])
    asked: Text = _("At what time on {day}?") if labels else _("No time is left on {day}. Please choose another day.")
    await say_in_place(turn, person, (asked.of(day=day),), rows, protect=True)
    return True


async def add(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """A time is chosen."""
    at = _moment(args[0]) if args else None
    if pair.standing.stage not in STAGES:
        return _too_late(turn, person)
    if at is None or at <= turn.now:
        return False
    meeting = await meetings.draft(turn.work, pair.match.id)
    most = turn.house.course.meeting_times
    if not await meetings.add_time(turn.work, meeting.id, at, most=most):
        turn.answer_callback(turn.house.texts.plain(ENOUGH, person.language), alert=True)
    await _show_month(turn, person, pair, at.astimezone(turn.house.timezone).date())
    return True


async def drop(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """A chosen time is taken out."""
    at = _moment(args[0]) if args else None
    if pair.standing.stage not in STAGES:
        return _too_late(turn, person)
    if at is None:
        return False
    meeting = await meetings.draft(turn.work, pair.match.id)
    await meetings.drop_time(turn.work, meeting.id, at)
    await _show_month(turn, person, pair, at.astimezone(turn.house.timezone).date())
    return True


async def _show_month(turn: Turn, person: Person, pair: Pair, month: dt.date) -> None:
    meeting = await meetings.draft(turn.work, pair.match.id)
    chosen = [one.at for one in await meetings.times(turn.work, meeting.id)]
    text: list[Paragraph] = [
        _("Choose up to {n} times for the meeting. Both sides then say which suit them.").of(
            n=turn.house.course.meeting_times
        )
    ]
    if chosen:
        text.append(Lines(tuple(short(turn, at) for at in chosen)))
    rows: Rows = [
        [Choice(_("✕ {time}").of(time=short(turn, at)), data("m", pair.match.id, "mdrop", _code(at)))] for at in chosen
    ]
    if chosen:
        rows.append([Choice(_("Read what is sent"), data("m", pair.match.id, "mpreview"))])
    if len(chosen) < turn.house.course.meeting_times:
        rows += _calendar(turn, pair, month)
    await say_in_place(turn, person, text, rows, protect=True)


def _calendar(turn: Turn, pair: Pair, month: dt.date) -> Rows:
    verbs = {"day": "mday", "month": "mtimes"}
    rows: Rows = []
    for row in month_rows(month.replace(day=1), turn.house.world(turn.now)):
        parts = [(button.label, *button.press.partition(":")[::2]) for button in row]
        if any(verb == "quick" for _label, verb, _given in parts):
            continue
        rows.append(
            [
                Choice(label, data("m", pair.match.id, *([verbs[verb], given] if verb in verbs else [NOT_A_BUTTON])))
                for label, verb, given in parts
            ]
        )
    return rows


async def no_button(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The name of a weekday, or an empty day: nothing happens."""
    turn.answer_callback()
    return True


def _too_late(turn: Turn, person: Person) -> bool:
    turn.answer_callback(turn.house.texts.plain(MOVED_ON, person.language), alert=True)
    return True


def _code(at: dt.datetime) -> str:
    """A moment without colons, which part callback data."""
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M}"


def _moment(code: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(code, "%Y%m%dT%H%M").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _day(given: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        return None


card.add(
    verbs={
        "mtimes": choose,
        "mday": choose_hour,
        "mat": add,
        "mdrop": drop,
        NOT_A_BUTTON: no_button,
    },
    buttons={
        Stage.INTRODUCED: [card.Button(_("Offer times for a meeting"), "mtimes")],
        Stage.MEETING_SET: [card.Button(_("Move the meeting"), "mtimes")],
    },
)
