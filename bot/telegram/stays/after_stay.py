"""After a stay: how it was, what would be better, and whether the home is open again or a home is still needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.casework.end_answers import EndAnswer
from bot.casework.endings import CASE_ENDED, FAR_AWAY, reopens_guest
from bot.casework.stages import RECEIVED, Stage
from bot.store import cases, follow_ups, stays, timers
from bot.store.people import Person
from bot.store.tables import CaseFile, FollowUp, Timer
from bot.telegram import matchmaking, prompts, telling
from bot.telegram.asking import Choices
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import confiding, days
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.feedback import AGAIN, AGAIN_ASK, BETTER, END_THANKS, HELPED_ASK, WAS, WAS_ASK
from conversations.questions.base import DONE, DONE_LABEL
from conversations.reading import Guess
from conversations.text import Paragraph, Text, Verbatim, _

KIND = "end"
OPEN_AGAIN = "open_again"
"""The kind of the timer after which a host who has not answered is asked once more."""
OPEN_DAY = "open_day"
"""The kind of the prompt for the day from which a home is open again."""

ASK_GUEST = _("Shall we look for a new home for you?")
GUEST_ANSWERS: tuple[tuple[str, Text], ...] = (("yes", _("Yes, please look")), ("no", _("No, thank you")))
WHEN = _("From when is your home open again?")
OPEN_FROM = _("Your home is open for guests again from {day}. Until then nobody is suggested to you.")
OPEN_NOW = _("Your home is open for guests again. A coordinator gets in touch when it could suit somebody.")
RESTS = _("Your offer rests now, and nobody is suggested to you. You can open it again whenever you like.")
LOOKED_FOR = _("We look for a new home for you. We cannot promise one, and finding one can take time.")


async def begin(turn: Turn, pair: Pair) -> None:
    """Thanks both and asks each how it was; the host is reminded later where the home stays closed without a word."""
    for side in SIDES:
        await _ask(turn, pair, side, await follow_ups.add(turn.work, pair.match.id, side, KIND))
    due = turn.now + dt.timedelta(days=turn.house.course.task_days)
    await timers.start(turn.work, OPEN_AGAIN, due, match_id=pair.match.id)


async def remind(turn: Turn, timer: Timer) -> None:
    """Nobody knows yet whether the home is open again: the host is asked once more, and the coordinator hears of it."""
    pair = await pair_of(turn, timer.match_id or "")
    if pair is None or pair.standing.stage is not Stage.ENDED or pair.host.paused_until != FAR_AWAY:
        return
    asked = [
        row for row in await follow_ups.of_match(turn.work, pair.match.id) if (row.kind, row.side) == (KIND, "host")
    ]
    if not asked or EndAnswer.read(asked[-1].answer).step == "over":
        return
    await _last(turn, pair, "host", asked[-1])
    told = _("{number} has not said yet whether the home is open again. I have asked once more.")
    await confiding.tell_who_looks_after(turn, pair, (told.of(number=Verbatim(pair.host.number)),))


async def _ask(turn: Turn, pair: Pair, side: Role, row: FollowUp) -> None:
    """What comes next for a side, after what it has answered already."""
    match EndAnswer.read(row.answer).step:
        case "was":
            buttons = [Choice(option.label, data("f", "was", row.id, option.code)) for option in WAS]
            words = confiding.spoken(WAS, *buttons)
            rows = [[button] for button in buttons]
            await confiding.ask(turn, pair, side, WAS_ASK[side], rows, about="after_stay", words=words)
        case "better":
            shown = _better(row.id, EndAnswer.read(row.answer))
            await confiding.ask(turn, pair, side, (HELPED_ASK,), shown, about="after_stay", words=_better_words(shown))
        case _:
            await _last(turn, pair, side, row)


def _better(row_id: str, answer: EndAnswer) -> list[Sequence[Choice]]:
    mark = _("✓ {sentence}")
    rows: list[Sequence[Choice]] = [
        [
            Choice(
                mark.of(sentence=option.label) if option.code in answer.better else option.label,
                data("f", "better", row_id, option.code),
            )
        ]
        for option in BETTER
    ]
    return [*rows, [Choice(DONE_LABEL, data("f", "better", row_id, DONE))]]


def _better_words(rows: Sequence[Sequence[Choice]]) -> Choices:
    return confiding.spoken(BETTER, *(row[0] for row in rows))


async def _last(turn: Turn, pair: Pair, side: Role, row: FollowUp) -> None:
    """The host is asked whether the home is open again, a guest who may still need one whether to look for it."""
    if side == "host":
        buttons = [Choice(option.label, data("f", "again", row.id, option.code)) for option in AGAIN]
        words = confiding.spoken(AGAIN, *buttons)
        rows = [[button] for button in buttons]
        await confiding.ask(turn, pair, side, (AGAIN_ASK,), rows, about="after_stay", words=words)
        return
    stay = await stays.get(turn.work, pair.match.id)
    if pair.guest.state == CASE_ENDED and stay is not None and reopens_guest(stay.next_home or ""):
        asked = [[Choice(label, data("f", "look", row.id, code)) for code, label in GUEST_ANSWERS]]
        await confiding.ask(turn, pair, side, (ASK_GUEST,), asked, about="after_stay")
        return
    await _thank(turn, pair, side, row)


async def _thank(turn: Turn, pair: Pair, side: Role, row: FollowUp) -> None:
    rows = []
    if side == "guest" and pair.guest.state == CASE_ENDED:
        rows = [[Choice(_("Look for a home for me again"), data("f", "look", row.id, "yes"))]]
    await telling.tell(turn, pair.case(side), (END_THANKS,), rows, about="thanks")


async def _mine(turn: Turn, person: Person, row_id: str) -> tuple[Pair, Role, FollowUp] | None:
    row = await follow_ups.get(turn.work, row_id)
    pair = None if row is None else await pair_of(turn, row.match_id)
    side = None if pair is None else pair.side_of(person.id)
    if row is None or pair is None or side is None or row.side != side or row.kind != KIND:
        return None
    return pair, side, row


async def _keep(turn: Turn, row: FollowUp, answer: EndAnswer) -> FollowUp:
    await follow_ups.answer(turn.work, row.id, answer.code)
    return await follow_ups.get(turn.work, row.id) or row


async def ask_again(turn: Turn, person: Person) -> None:
    """What waits after a stay, once more."""
    row = await follow_ups.latest_of_person(turn.work, person.id, (KIND,))
    found = None if row is None else await _mine(turn, person, row.id)
    if found is not None:
        await _ask(turn, *found)


async def was(turn: Turn, person: Person, row_id: str, code: str) -> bool:
    """How it was."""
    found = await _mine(turn, person, row_id)
    answer = None if found is None else EndAnswer.read(found[2].answer).felt(code)
    if found is None or answer is None:
        return False
    turn.answer_callback()
    pair, side, row = found
    await _ask(turn, pair, side, await _keep(turn, row, answer))
    return True


async def better(turn: Turn, person: Person, row_id: str, code: str) -> bool:
    """One thing that would make the next stay better, chosen or taken back; or done."""
    found = await _mine(turn, person, row_id)
    if found is None:
        return False
    pair, side, row = found
    before = EndAnswer.read(row.answer)
    if before.step != "better":
        return False
    if code == DONE:
        turn.answer_callback()
        await _ask(turn, pair, side, await _keep(turn, row, before.with_better_said()))
        return True
    answer = before.turned(code)
    if answer is None:
        return False
    turn.answer_callback()
    await _show_turned(turn, person, pair, side, await _keep(turn, row, answer))
    return True


async def _show_turned(turn: Turn, person: Person, pair: Pair, side: Role, row: FollowUp) -> None:
    """The marks on the buttons follow; where the words were typed, the question comes once more."""
    query = turn.update.callback_query if turn.update is not None else None
    message = query.message if query is not None else None
    if message is None:
        await _ask(turn, pair, side, row)
        return
    rows = _better(row.id, EndAnswer.read(row.answer))
    await turn.edit_buttons(person, message.message_id, confiding.markup(turn, person, rows))
    await confiding.listen(turn, person, rows, "after_stay", _better_words(rows))


async def again(turn: Turn, person: Person, row_id: str, code: str) -> bool:
    """Whether the home is open again."""
    found = await _mine(turn, person, row_id)
    if found is None or found[1] != "host" or code not in {option.code for option in AGAIN}:
        return False
    turn.answer_callback()
    pair, side, row = found
    if code == "later":
        await say(turn, person, (WHEN,), _days(turn, row.id))
        return True
    row = await _keep(turn, row, EndAnswer.read(row.answer).with_again(code))
    if pair.host.state == RECEIVED:
        await open_from(turn, pair.host, None if code == "now" else FAR_AWAY)
        await say(turn, person, (OPEN_NOW if code == "now" else RESTS,))
    await _thank(turn, pair, side, row)
    return True


def _days(turn: Turn, row_id: str) -> list[Sequence[Choice]]:
    today = turn.house.today(turn.now)
    later = [today + dt.timedelta(days=more) for more in turn.house.course.later_days]
    rows: list[Sequence[Choice]] = [
        [Choice(_("From {day}").of(day=day), data("f", "day", row_id, day.isoformat()))] for day in later
    ]
    return [*rows, [Choice(days.ANOTHER_DAY, data("f", "day", row_id, days.OTHER))]]


async def day(turn: Turn, person: Person, row_id: str, given: str) -> bool:
    """The day from which the home is open again, by a button."""
    found = await _mine(turn, person, row_id)
    if found is None or found[1] != "host":
        return False
    turn.answer_callback()
    if given == days.OTHER:
        return await prompts.start(turn, person, OPEN_DAY, row_id, OPEN_DAY_PROMPT)
    chosen = days.day_of(given)
    if chosen is None:
        return False
    await _open_later(turn, person, found, chosen)
    return True


async def _open_later(turn: Turn, person: Person, found: tuple[Pair, Role, FollowUp], chosen: dt.date) -> None:
    pair, side, row = found
    row = await _keep(turn, row, EndAnswer.read(row.answer).with_again("later"))
    await open_from(turn, pair.host, chosen)
    await say(turn, person, (OPEN_FROM.of(day=chosen),))
    await _thank(turn, pair, side, row)


async def _which_day(turn: Turn, person: Person, row_id: str) -> Sequence[Paragraph] | None:
    return None if await _mine(turn, person, row_id) is None else (days.WHICH_DAY,)


async def _got_day(turn: Turn, person: Person, row_id: str, typed: str) -> bool:
    found = await _mine(turn, person, row_id)
    if found is None:
        return True
    today = turn.house.today(turn.now)
    read = days.read_from(typed, today, today)
    if isinstance(read, Guess):
        yes = Choice(_("Yes, {day}").of(day=read.day), data("f", "day", row_id, read.day.isoformat()))
        other = Choice(days.ANOTHER_DAY, data("f", "day", row_id, days.OTHER))
        await say(turn, person, (days.MEANT,), [[yes], [other]])
        return True
    if read is None:
        await say(turn, person, (days.NOT_A_DAY,))
        return False
    await _open_later(turn, person, found, read)
    return True


async def open_from(turn: Turn, host: CaseFile, paused_until: dt.date | None) -> None:
    """The home is open again at once, from a day on, or not for now; its matches come after it."""
    held = {"held_on": turn.house.today(turn.now), "hold_asked_at": None} if paused_until is None else {}
    await cases.change(turn.work, host.id, paused_until=paused_until, **held)
    case = await cases.get(turn.work, host.id)
    if case is not None:
        await matchmaking.look(turn, case)


async def look(turn: Turn, person: Person, row_id: str, answer: str) -> bool:
    """Whether a new home is to be looked for; the button stays good for as long as the question is kept."""
    found = await _mine(turn, person, row_id)
    if found is None or found[1] != "guest" or found[0].standing.stage is not Stage.ENDED:
        return False
    turn.answer_callback()
    pair, side, row = found
    row = await _keep(turn, row, EndAnswer.read(row.answer).with_again(answer))
    if answer != "yes":
        await _thank(turn, pair, side, row)
        return True
    if pair.guest.state == CASE_ENDED:
        held = turn.house.today(turn.now)
        await cases.change(turn.work, pair.guest.id, state=RECEIVED, held_on=held, hold_asked_at=None)
        case = await cases.get(turn.work, pair.guest.id)
        if case is not None:
            await matchmaking.look(turn, case)
    await say(turn, person, (LOOKED_FOR,))
    return True


OPEN_DAY_PROMPT = Prompt(ask=_which_day, got=_got_day)
