"""How is it going? Asked of each side separately after moving in, then again and again; answered in confidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.endings import moment, next_follow_up
from bot.casework.stages import KNOWN, STAYING
from bot.store import follow_ups, stays, timers
from bot.store.people import Person
from bot.store.tables import FollowUp, Timer
from bot.telegram import prompts, safety, telling
from bot.telegram.asking import Choices
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import confiding, ending_wish
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.feedback import (
    GOING,
    GOING_ASK,
    GOING_THANKS,
    MOST_WORDS,
    SAY_MORE,
    TALK,
    WORDS_ASK,
    WORDS_THANKS,
    Going,
    going,
)
from conversations.text import Paragraph, Text, Verbatim, _

TIMER = "follow_up"
GOING_KIND, TRIAL_KIND = "going", "trial"
KINDS = (GOING_KIND, TRIAL_KIND)
"""What is asked: how the stay goes, and how a trial stay was."""
WORDS = "going_words"
"""The kind of the prompt for words."""

TRIAL_ASK: tuple[Text, ...] = (
    _("<b>The trial stay is over. How was it?</b>"),
    _(
        "Take some days to think; nobody has to decide today. A coordinator gets in touch with you. "
        "Only the coordinator who looks after the stay sees what you answer."
    ),
)


async def begin(turn: Turn, match_id: str, began_on: dt.date) -> None:
    """The first questions of a stay are put on their day, in place of those that were put there before.

    Never on the day on which both hear that it begins.
    """
    await timers.stop(turn.work, match_id=match_id, kinds=(TIMER,))
    after = max(began_on, turn.house.today(turn.now))
    for side in SIDES:
        await _next(turn, match_id, side, began_on, after)


async def _next(turn: Turn, match_id: str, side: Role, began_on: dt.date, after: dt.date) -> None:
    course = turn.house.course
    day = next_follow_up(began_on, after, course.follow_up_days, course.follow_up_every)
    due = moment(day, course.follow_up_hour, turn.house.timezone)
    await timers.start(turn.work, TIMER, due, match_id=match_id, about=side)


async def due(turn: Turn, timer: Timer) -> None:
    """One side's turn to be asked has come. While a coordinator talks with them, it waits."""
    pair = await pair_of(turn, timer.match_id or "")
    stay = None if pair is None else await stays.get(turn.work, pair.match.id)
    if pair is None or stay is None or stay.began_on is None or pair.standing.stage not in STAYING:
        return
    side: Role = "host" if timer.about == "host" else "guest"
    if await confiding.talks_now(turn, pair, side):
        later = turn.now + dt.timedelta(minutes=turn.house.course.talk_minutes)
        await timers.start(turn.work, TIMER, later, match_id=pair.match.id, about=side)
        return
    await put(turn, pair, side, GOING_KIND)
    await _next(turn, pair.match.id, side, stay.began_on, turn.house.today(turn.now))


async def put(turn: Turn, pair: Pair, side: Role, kind: str) -> None:
    """Asks one side anew."""
    await _ask(turn, pair, side, await follow_ups.add(turn.work, pair.match.id, side, kind))


async def _ask(turn: Turn, pair: Pair, side: Role, row: FollowUp) -> None:
    buttons = [Choice(option.label, data("f", "go", row.id, option.code)) for option in GOING]
    words: Choices = confiding.spoken(GOING, *buttons)
    text = TRIAL_ASK if row.kind == TRIAL_KIND else GOING_ASK
    rows = [*([button] for button in buttons), [safety.BUTTON]]
    await confiding.ask(turn, pair, side, text, rows, about="going", words=words)


async def ask_again(turn: Turn, person: Person) -> None:
    """The newest question, once more, where it is not answered yet."""
    row = await follow_ups.latest_of_person(turn.work, person.id, KINDS)
    if row is not None and row.answer is None and (found := await _mine(turn, person, row.id)) is not None:
        await _ask(turn, found[0], found[1], row)


async def _mine(turn: Turn, person: Person, follow_up_id: str) -> tuple[Pair, Role, FollowUp] | None:
    """The question, where it was put to this person, and the two still know each other."""
    row = await follow_ups.get(turn.work, follow_up_id)
    pair = None if row is None else await pair_of(turn, row.match_id)
    if row is None or pair is None or pair.standing.stage not in KNOWN or row.kind not in KINDS:
        return None
    side = pair.side_of(person.id)
    return None if side is None or side != row.side else (pair, side, row)


async def answered(turn: Turn, person: Person, follow_up_id: str, code: str) -> bool:
    """One tap; a later one takes its place."""
    found, answer = await _mine(turn, person, follow_up_id), going(code)
    if found is None or answer is None:
        return False
    pair, side, row = found
    turn.answer_callback()
    await keep(turn, pair, side, row, answer)
    await say(turn, person, (GOING_THANKS[answer],), _after(pair, row, answer))
    return True


async def keep(
    turn: Turn, pair: Pair, side: Role, row: FollowUp, answer: Going, *, heard_by: Person | None = None
) -> None:
    """Keeps an answer; of a low one a coordinator hears at once. `heard_by`: the coordinator who was told it."""
    await follow_ups.answer(turn.work, row.id, answer)
    if answer == "badly":
        await _tell_low(turn, pair, side, row, heard_by)
    elif answer == "talk":
        await _tell_talk(turn, pair, side, row, heard_by)


async def _tell_low(turn: Turn, pair: Pair, side: Role, row: FollowUp, heard_by: Person | None = None) -> None:
    if not await confiding.alert(turn, Kind.LOW, pair, side, row.id):
        return
    told = _("{number} says that it is not going well. Please get in touch with them; the other side knows nothing.")
    text = told.of(number=Verbatim(pair.case(side).number))
    await confiding.tell_who_looks_after(turn, pair, (text,), but=heard_by)


async def _tell_talk(turn: Turn, pair: Pair, side: Role, row: FollowUp, heard_by: Person | None = None) -> None:
    if not await confiding.alert(turn, Kind.WANTS_TALK, pair, side, row.id):
        return
    told = _("{number} wants to talk about the stay. Please get in touch with them; the other side knows nothing.")
    text = told.of(number=Verbatim(pair.case(side).number))
    await confiding.tell_who_looks_after(turn, pair, (text,), but=heard_by)


def _after(pair: Pair, row: FollowUp, answer: Going) -> list[Sequence[Choice]]:
    """What can be pressed under the thanks."""
    rows: list[Sequence[Choice]] = [[Choice(SAY_MORE, data("f", "words", row.id))]]
    if answer != "talk":
        rows.append([Choice(TALK, data("f", "talk", row.id))])
    if pair.standing.stage in STAYING:
        rows.append([ending_wish.button(pair)])
    return [*rows, [safety.BUTTON]]


async def wants_talk(turn: Turn, person: Person, follow_up_id: str) -> bool:
    """The button under the thanks: the answer stays as it is, and a coordinator hears."""
    found = await _mine(turn, person, follow_up_id)
    if found is None:
        return False
    turn.answer_callback()
    await _tell_talk(turn, *found)
    await say(turn, person, (GOING_THANKS["talk"],))
    return True


async def ask_words(turn: Turn, person: Person, follow_up_id: str) -> bool:
    """The button *Say it in words*."""
    if await _mine(turn, person, follow_up_id) is None:
        return False
    turn.answer_callback()
    return await prompts.start(turn, person, WORDS, follow_up_id, WORDS_PROMPT)


async def _words_question(turn: Turn, person: Person, follow_up_id: str) -> Sequence[Paragraph] | None:
    if await _mine(turn, person, follow_up_id) is None:
        return None
    return tuple(text.of(n=MOST_WORDS) for text in WORDS_ASK)


async def _got_words(turn: Turn, person: Person, follow_up_id: str, said: str) -> bool:
    found = await _mine(turn, person, follow_up_id)
    if found is None:
        await say(turn, person, (_("The stay is over, so your words are not kept."),))
        return True
    pair, side, row = found
    await follow_ups.keep_words(turn.work, row, said)
    await say(turn, person, (WORDS_THANKS,))
    told = _("{number} has said in words how it is going. Only you can read it: open the match.")
    text = told.of(number=Verbatim(pair.case(side).number))
    if await telling.coordinator_of(turn, pair.match.coordinator_id) is None:
        # Nobody looks after the stay: somebody has to, before the words can be read.
        await confiding.alert(turn, Kind.WANTS_TALK, pair, side, row.id)
    else:
        await confiding.tell_who_looks_after(turn, pair, (text,))
    return True


WORDS_PROMPT = Prompt(ask=_words_question, got=_got_words, most=MOST_WORDS)
