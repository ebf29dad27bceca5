"""A coordinator chooses a day for a match: by a button, or typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.casework.stages import Refusal
from bot.store import agreed_plans
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import gate, prompts
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.turn import Turn
from conversations.reading import Guess, Unread, UnreadDay, read_day
from conversations.text import Paragraph, Text, _

OTHER = "other"
ANOTHER_DAY = _("Another day")
WHICH_DAY = _("Which day? For example 24.12., or “next Friday”.")
NOT_A_DAY = _("I could not read that as a day that is possible here.")
MEANT = _("Do you mean this day?")
NOT_SO = _("If that is not what you have agreed on, please tell your coordinator.")
"""Said to both sides with a new day."""

Doing = Callable[[Turn, Person, Coordinator, Pair, dt.date], Awaitable[bool]]
"""What is done with the day; False where that is not possible any more."""
Earliest = Callable[[Turn, Pair], dt.date]


def today_or_later(turn: Turn, _pair: Pair) -> dt.date:
    """The earliest day of what is still to come."""
    return turn.house.today(turn.now)


def since_made(turn: Turn, pair: Pair) -> dt.date:
    """The earliest day of what may have happened already: nothing of a match happened before it was thought of."""
    return turn.house.today(pair.match.made_at)


async def ask(turn: Turn, person: Person, pair: Pair, text: Text, verb: str) -> bool:
    """Which day: today, tomorrow, the one that the plan says, or another one; or back to the card."""
    turn.answer_callback()
    plan = await agreed_plans.read(turn.work, pair.match.id)
    today = turn.house.today(turn.now)
    tomorrow = today + dt.timedelta(days=1)
    rows: list[Sequence[Choice]] = [
        [Choice(_("Today"), _data(pair, verb, today)), Choice(_("Tomorrow"), _data(pair, verb, tomorrow))]
    ]
    agreed = None if plan is None else plan.dates.since
    if agreed is not None and agreed not in {today, tomorrow}:
        rows.append([Choice(_("As agreed: {day}").of(day=agreed), _data(pair, verb, agreed))])
    await say(turn, person, (text,), [*rows, another(pair, verb), [card.opening(pair)]], protect=True)
    return True


def another(pair: Pair, verb: str) -> Sequence[Choice]:
    """The row with the button for a day that is typed."""
    return [Choice(ANOTHER_DAY, data("m", pair.match.id, verb, OTHER))]


def _data(pair: Pair, verb: str, day: dt.date) -> str:
    return data("m", pair.match.id, verb, day.isoformat())


def day_of(given: str) -> dt.date | None:
    """The day of a button's data."""
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        return None


async def chosen(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, given: str, day_prompt: DayPrompt
) -> bool:
    """A press on one of the buttons."""
    if given == OTHER:
        turn.answer_callback()
        return await prompts.start(turn, person, day_prompt.kind, pair.match.id, day_prompt.prompt())
    day = day_of(given)
    if day is None or day < day_prompt.earliest(turn, pair):
        return False
    return await day_prompt.do(turn, person, coordinator, pair, day)


@dataclass(frozen=True, slots=True)
class DayPrompt:
    """A day that is typed: the kind of the prompt, the verb of its buttons, the earliest day, and what is done."""

    kind: str
    verb: str
    earliest: Earliest
    do: Doing

    def prompt(self) -> Prompt:
        """The question for words."""
        return Prompt(ask=self._ask, got=self._got)

    async def _ask(self, turn: Turn, person: Person, match_id: str) -> Sequence[Paragraph] | None:
        pair = await pair_of(turn, match_id)
        return None if pair is None or await gate.may_work_on(turn, person, pair) is None else (WHICH_DAY,)

    async def _got(self, turn: Turn, person: Person, match_id: str, typed: str) -> bool:
        pair = await pair_of(turn, match_id)
        coordinator = None if pair is None else await gate.may_work_on(turn, person, pair)
        if pair is None or coordinator is None:
            await say(turn, person, (card.NOTHING_HERE,))
            return True
        day = read_from(typed, turn.house.today(turn.now), self.earliest(turn, pair))
        if isinstance(day, Guess):
            yes = Choice(_("Yes, {day}").of(day=day.day), data("m", pair.match.id, self.verb, day.day.isoformat()))
            await say(turn, person, (MEANT,), [[yes], another(pair, self.verb)])
            return True
        if day is None:
            await say(turn, person, (NOT_A_DAY,))
            return False
        await self.do(turn, person, coordinator, pair, day)
        return True


def read_from(typed: str, today: dt.date, earliest: dt.date) -> dt.date | Guess | None:
    """A typed day from `earliest` on, which may be gone by; None where there is none in the words."""
    read = read_day(typed, today)
    if isinstance(read, Unread) and read.reason is UnreadDay.PAST:
        read = read_day(typed, earliest)
    if isinstance(read, Unread):
        return None
    day = read.day if isinstance(read, Guess) else read
    return read if day >= earliest else None


async def refused(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, refusal: Refusal) -> bool:
    """A move that is not possible any more: why, also where the day was typed; and the match as it stands now."""
    if turn.update is None or turn.update.callback_query is None:
        await say(turn, person, (refusal.says,))
    return await card.refused(turn, person, coordinator, pair, refusal)
