"""/roster: who is on duty in a group in which of the next weeks. Whoever is a coordinator puts themself on or off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.store import aways, coordinators, duties
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram.desk import away
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say, say_in_place
from bot.telegram.turn import Turn
from conversations.text import Items, Lines, Paragraph, Text, Verbatim, _

NOBODY = _("nobody yet")


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week in which a day lies."""
    return day - dt.timedelta(days=day.weekday())


async def shown(turn: Turn, person: Person) -> None:
    """/roster: one message for each group of the coordinator."""
    mine = await memberships(turn, person)
    for coordinator in mine:
        text, rows = await _roster(turn, coordinator)
        await say(turn, person, text, rows, protect=True)
    if not mine:
        await say(turn, person, (ONLY_COORDINATORS,))


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area r: a week of the roster, or something of being away."""
    match rest:
        case ("away", *args):
            return await away.pressed(turn, person, tuple(args))
        case ("open",):
            turn.answer_callback()
            await shown(turn, person)
            return True
        case (("on" | "off") as verb, coordinator_id, day):
            return await _put(turn, person, coordinator_id, day, on=verb == "on")
        case _:
            return False


async def _put(turn: Turn, person: Person, coordinator_id: str, day: str, *, on: bool) -> bool:
    """The presser is on duty in a week or not. A week that is over is nobody's any more."""
    coordinator = next((one for one in await memberships(turn, person) if one.id == coordinator_id), None)
    monday = _monday(day)
    if coordinator is None or monday not in _weeks(turn):
        return False
    changed = await (duties.put if on else duties.take_off)(turn.work, coordinator, monday)
    said = _("You are on duty in that week. Thank you!") if on else _("You are not on duty in that week.")
    turn.answer_callback(turn.house.texts.plain(said, person.language))
    if changed:
        await _redraw(turn, person, coordinator)
    return True


async def _redraw(turn: Turn, person: Person, coordinator: Coordinator) -> None:
    """The roster above the pressed button becomes what it is now."""
    text, rows = await _roster(turn, coordinator)
    await say_in_place(turn, person, text, rows)


def _monday(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return None


def _weeks(turn: Turn) -> tuple[dt.date, ...]:
    first = monday_of(turn.house.today(turn.now))
    return tuple(first + dt.timedelta(weeks=n) for n in range(turn.house.course.roster_weeks))


async def _roster(turn: Turn, coordinator: Coordinator) -> tuple[tuple[Paragraph, ...], list[list[Choice]]]:
    by_week = await duties.by_week(turn.work, coordinator.group_slug, _weeks(turn))
    group = turn.house.groups.by_slug(coordinator.group_slug).name
    lines = tuple(_line(monday, on) for monday, on in by_week.items())
    text: list[Paragraph] = [
        _("<b>On duty in {group}</b>").of(group=Verbatim(group)),
        Lines(lines),
        *await _who_is_away(turn, coordinator.group_slug),
        _("Tap a week to put yourself on or off. Several may be on duty."),
    ]
    buttons = [_button(coordinator, monday, on) for monday, on in by_week.items()]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    rows.append([Choice(_("I am away"), data("r", "away", "ask"))])
    return tuple(text), rows


def _line(monday: dt.date, on: Sequence[Coordinator]) -> Text:
    names = Items(tuple(Verbatim(one.shown_name or "–") for one in on)) if on else NOBODY
    return _("Week {week}, from {monday}: {names}").of(week=monday.isocalendar().week, monday=monday, names=names)


def _button(coordinator: Coordinator, monday: dt.date, on: Sequence[Coordinator]) -> Choice:
    mine = any(one.id == coordinator.id for one in on)
    label = _("☑ Week {week}") if mine else _("☐ Week {week}")
    return Choice(
        label.of(week=monday.isocalendar().week),
        data("r", "off" if mine else "on", coordinator.id, monday.isoformat()),
    )


async def _who_is_away(turn: Turn, group_slug: str) -> list[Paragraph]:
    names = {one.id: one.shown_name for one in await coordinators.of_group(turn.work, group_slug)}
    lines = tuple(
        _("{name}: {first} – {last}").of(
            name=Verbatim(names.get(one.coordinator_id) or "–"), first=one.first, last=one.last
        )
        for one in await aways.of_group(turn.work, group_slug, turn.house.today(turn.now))
    )
    return [Lines((_("<b>Away</b>"), *lines))] if lines else []
