"""/away: when a coordinator is away, told by day buttons or in words such as "1.7.–14.7."."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from bot.store import aways, coordinators, interviews
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.telegram import prompts
from bot.telegram.desk import case_card
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.keyboards import Choice, data
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.reading import read_day
from conversations.text import Lines, Paragraph, Text, Verbatim, WeekdayName, _

KIND = "away"
"""The prompt's kind; what it is about is the first day, once that is chosen."""

FIRST_DAYS = range(8)
"""Buttons for the first day: so many days from today."""

UNREAD = _("I could not read those days. For example: “1.7.–14.7.”, or choose with the buttons.")
TURNED = _("The last day is before the first one. For example: “1.7.–14.7.”")
_BETWEEN = re.compile(r"\s*(?:–|—|\bto\b|\buntil\b|\btill\b|\bt\.?\s?o\.?\s?m\b\.?|\basti\b|\bsaakka\b)\s*|\s+-\s+")
_HYPHEN = re.compile(r"(?<=\.)-(?=\d)|(?<=\d)-(?=\d{1,2}\.)")


async def shown(turn: Turn, person: Person) -> None:
    """/away: the times that are told already, and the question about another."""
    mine = await memberships(turn, person)
    if not mine:
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    spans = await _spans(turn, [one.id for one in mine])
    if spans:
        lines = tuple(_("{first} – {last}").of(first=first, last=last) for first, last in spans)
        rows = [
            [
                Choice(
                    _("I am here after all from {first}").of(first=first), data("r", "away", "back", *_iso(first, last))
                )
            ]
            for first, last in spans
        ]
        await say(turn, person, (_("<b>You are away</b>"), Lines(lines)), rows, protect=True)
    await prompts.start(turn, person, KIND, "", PROMPT)


async def pressed(turn: Turn, person: Person, args: tuple[str, ...]) -> bool:
    """A press under one of the questions."""
    days = [_day(arg) for arg in args[1:]]
    mine = await memberships(turn, person)
    if not args or not mine or any(day is None for day in days):
        return False
    known = [day for day in days if day is not None]
    match args[0], known:
        case "ask", []:
            turn.answer_callback()
            await shown(turn, person)
        case "first", [first]:
            turn.answer_callback()
            await prompts.start(turn, person, KIND, first.isoformat(), PROMPT)
        case "last", [first, last]:
            turn.answer_callback()
            await prompts.end(turn, person)
            await _keep(turn, person, first, last)
        case "back", [first, last]:
            if not await aways.come_back(turn.work, [one.id for one in mine], first, last):
                return False
            turn.answer_callback()
            await say(turn, person, (_("Good, you are here in those days. Welcome back!"),))
        case _:
            return False
    return True


async def _spans(turn: Turn, coordinator_ids: Sequence[str]) -> list[tuple[dt.date, dt.date]]:
    today = turn.house.today(turn.now)
    found = {
        (one.first, one.last)
        for coordinator_id in coordinator_ids
        for one in await aways.of_coordinator(turn.work, coordinator_id, today)
    }
    return sorted(found)


async def _keep(turn: Turn, person: Person, first: dt.date, last: dt.date) -> bool:
    """Notes the days; False (with a sentence) where they cannot be meant."""
    if last < first or last < turn.house.today(turn.now):
        await say(turn, person, (TURNED,))
        return False
    mine = await memberships(turn, person)
    await aways.put(turn.work, [one.id for one in mine], first, last)
    told = _("Noted: you are away {first} – {last}.").of(first=first, last=last)
    after = _(
        "Your colleagues see it in /roster. Messages about your matches still come to you; "
        "what nobody answers in time goes to the group."
    )
    await say(turn, person, (told, after))
    return True


async def ask(turn: Turn, person: Person, ref: str) -> Sequence[Paragraph] | None:
    """The question about the first day, or about the last one."""
    first = _day(ref)
    if first is None:
        return (_("From which day are you away? Choose, or write the days, for example “1.7.–14.7.”"),)
    return (_("Away from {first}. Which is the last day?").of(first=first),)


async def got(turn: Turn, person: Person, ref: str, words: str) -> bool:
    """Typed days: both at once, or the one that is asked for."""
    today = turn.house.today(turn.now)
    chosen = _day(ref)
    if not await memberships(turn, person):
        await say(turn, person, (ONLY_COORDINATORS,))
        return True
    span = read_days(words, today)
    if span is None:
        await say(turn, person, (UNREAD,))
        return False
    first, last = span
    if last is not None:
        return await _keep(turn, person, first, last)
    if chosen is not None:
        return await _keep(turn, person, chosen, first)
    await prompts.end(turn, person)
    session: interviews.Json = {"kind": KIND, "ref": first.isoformat()}
    await interviews.start(turn.work, person, prompts.ROLE, session=session, state=InterviewState.ASKING)
    return True


def read_days(words: str, today: dt.date) -> tuple[dt.date, dt.date | None] | None:
    """A day, or the first and the last of some ("1.7.–14.7.", "1.–14.7."); None where they cannot be read."""
    parts = [part for part in _BETWEEN.split(_HYPHEN.sub(" – ", words.strip())) if part]
    if not parts or len(parts) > 2:
        return None
    last = read_day(parts[-1], today)
    if not isinstance(last, dt.date):
        return None
    if len(parts) == 1:
        return last, None
    if re.fullmatch(r"\d{1,2}\.?", parts[0]):
        first = _same_month(int(parts[0].rstrip(".")), last)
    else:
        read = read_day(parts[0], today)
        first = read if isinstance(read, dt.date) else None
    if first is None:
        return None
    return first, last if last >= first else _next_year(first, parts[1])


def _same_month(day: int, last: dt.date) -> dt.date | None:
    try:
        return last.replace(day=day)
    except ValueError:
        return None


def _next_year(first: dt.date, words: str) -> dt.date | None:
    """ "20.12.–7.1." said in the middle of the time that it names."""
    read = read_day(words, first)
    return read if isinstance(read, dt.date) else None


def _day(given: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        return None


def _iso(*days: dt.date) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in days)


def _label(day: dt.date) -> Text:
    return _("{weekday} {day}").of(weekday=WeekdayName(day.weekday()), day=day)


def _days(turn: Turn, ref: str) -> list[list[Choice]]:
    """The buttons: days from today for the first one, lengths for the last."""
    first = _day(ref)
    if first is None:
        today = turn.house.today(turn.now)
        days = [today + dt.timedelta(days=n) for n in FIRST_DAYS]
        choices = [Choice(_label(day), data("r", "away", "first", *_iso(day))) for day in days]
    else:
        days = [first + dt.timedelta(days=n - 1) for n in turn.house.course.away_lengths]
        choices = [Choice(_label(day), data("r", "away", "last", *_iso(first, day))) for day in days]
    return [choices[start : start + 2] for start in range(0, len(choices), 2)]


PROMPT = Prompt(ask=ask, got=got, most=60, rows_now=_days)


async def lines(turn: Turn, case: CaseFile) -> Sequence[Text]:
    """What a case's card says where whoever looks after it is away now."""
    if case.coordinator_id is None:
        return ()
    away = await aways.on(turn.work, case.coordinator_id, turn.house.today(turn.now))
    if away is None:
        return ()
    name = Verbatim((await coordinators.get(turn.work, case.coordinator_id)).shown_name or "–")
    return (_("⏸ {name} is away until {last}").of(name=name, last=away.last),)


case_card.add(lines=lines)
