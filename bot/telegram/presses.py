"""Which handler a press on a button goes to. Every press is answered, whatever its data say:
the turn answers by silence what nothing here answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.casework import permissions
from bot.store.people import Person
from bot.telegram import (
    asking,
    channel,
    details,
    holding,
    interviews,
    inviting,
    keeping,
    network,
    privacy,
    reasons,
    safety,
    talks,
    who_has_seen,
    workbench,
)
from bot.telegram.desk import case_presses, filling_in, live, roster, talking, task_list, vanish_choice
from bot.telegram.keyboards import Press, read_data
from bot.telegram.stays import asking_desk as _asking_desk  # noqa: F401 - adds what it can to the match card
from bot.telegram.stays import asking_sides, card, meetings, pair_presses, plan, possible, side_presses
from bot.telegram.stays import ending as _ending  # noqa: F401 - likewise
from bot.telegram.stays import introducing as _introducing  # noqa: F401 - likewise
from bot.telegram.stays import living as _living  # noqa: F401 - adds what it can to the match card
from bot.telegram.stays import meetings_desk as _meetings_desk  # noqa: F401 - adds what it can to the match card
from bot.telegram.stays import plan_desk as _plan_desk  # noqa: F401 - likewise
from bot.telegram.stays import stay_card as _stay_card  # noqa: F401 - likewise
from bot.telegram.turn import Turn
from conversations.text import Text, _

Handler = Callable[[Turn, Person, tuple[str, ...]], Awaitable[bool]]
"""What a press of an area does, given what stands after the area; False where the button leads nowhere any more."""

AREAS: dict[str, Handler] = {
    "b": pair_presses.pressed,
    "m": card.pressed,
    "f": side_presses.pressed,
    "s": asking_sides.pressed,
    "c": case_presses.pressed,
    "d": meetings.pressed,
    "p": plan.pressed,
    "l": talking.pressed,
    "o": filling_in.pressed,
    "r": roster.pressed,
    "u": safety.pressed,
    "h": holding.pressed,
    "t": task_list.pressed,
    "w": talks.pressed,
}
"""By area: m a match, c a case and h whether it holds, t a task, l a talk through the bot (coordinators); s a side of a
match, d a meeting, p a plan, f how it is going, u not feeling safe (hosts and guests); w words that are waited for.
"""

_WHILE_ASKED = frozenset({"w"})
"""Areas whose presses do not end a short question."""

TOO_OLD = _("This button does not work any more. /start shows what you can do.")


def refused_to_stranger(turn: Turn, given: str | None, language: str) -> bool:
    """Answers a press of somebody who is not known, unless it is one with which a person begins."""
    match read_data(given):
        case Press("n", ("role" | "language", _)) | Press("k", ("open",)):
            return False
        case Press("a", _):
            turn.answer_callback(turn.house.texts.plain(channel.NOT_YOURS, language), alert=True)
        case _:
            turn.answer_callback(turn.house.texts.plain(TOO_OLD, language))
    return True


async def pressed(turn: Turn, person: Person, given: str | None, *, in_private: bool) -> None:
    """One press; what nothing else answers, or is not in the table of who may do what, gets a short word."""
    press = read_data(given)
    if press is not None and permissions.door_of(press.area, press.rest) is None:
        press = None
    if in_private and talking.waits_for_end(press) and await live.talk_of(turn, person) is not None:
        turn.answer_callback(turn.house.texts.plain(talking.TALK_FIRST, person.language), alert=True)
        return
    match press:
        case Press("a", (alert_id, verb)):
            await channel.pressed(turn, person, alert_id, verb)
        case Press("k", ("open",)):
            turn.answer_callback(url=turn.house.link("cases"))
        case Press("i", (role, number, *rest)) if in_private and number.isdecimal():
            await asking.end(turn, person)
            if not await interviews.pressed(turn, person, role, int(number), ":".join(rest)):
                _toast(turn, person, TOO_OLD)
        case Press(area, rest) if in_private and area in AREAS:
            if area not in _WHILE_ASKED:
                await asking.end(turn, person)
            if not await AREAS[area](turn, person, rest):
                _toast(turn, person, TOO_OLD)
        case Press("n", ("language", ("fi" | "sv" | "en") as language)) if in_private:
            await _language(turn, person, language)
        case Press("n", rest) if in_private:
            await _menu(turn, person, rest, await asking.end(turn, person))
        case Press("k", rest) if in_private:
            await asking.end(turn, person)
            await _workbench(turn, person, rest)
        case _:
            _toast(turn, person, TOO_OLD)


async def _language(turn: Turn, person: Person, language: str) -> None:
    """What waits is shown in the new language; where it is no new one, only the question about it is over."""
    chosen = await network.choose_language(turn, person, language)
    if chosen is None:
        await asking.end(turn, person, only="language")
    else:
        await talks.in_new_language(turn, chosen, await asking.end(turn, chosen))


async def _menu(turn: Turn, person: Person, rest: tuple[str, ...], asked: str) -> None:
    """A press of the menu; `asked` is what the short question was about that waited until now."""
    match rest:
        case ("role", ("host" | "guest") as role):
            await interviews.open_or_resume(turn, person, "host" if role == "host" else "guest")
        case ("more", role):
            await interviews.tell_more(turn, person, role)
        case ("group", role, slug):
            await network.choose_group(turn, person, role, slug)
        case ("promise", answer):
            if await inviting.accepted(turn, person, answer == "yes") and answer != "yes":
                await talks.ask_again(turn, person)
        case ("myname",):
            await inviting.named_as_in_telegram(turn, person)
        case ("noreason",):
            if await reasons.leave_out(turn, person):
                await talks.ask_again(turn, person)
            else:
                _toast(turn, person, TOO_OLD)
        case ("consent", purpose, answer):
            await privacy.consent(turn, person, purpose, answer == "yes")
        case ("keep", interview_id, answer):
            if not await keeping.pressed(turn, person, interview_id, answer):
                _toast(turn, person, TOO_OLD)
        case ("seen", page):
            if not await who_has_seen.turned(turn, person, page):
                _toast(turn, person, TOO_OLD)
        case ("erase", answer):
            await _erase(turn, person, answer == "yes", asked)
        case _:
            _toast(turn, person, TOO_OLD)


async def _erase(turn: Turn, person: Person, sure: bool, asked: str) -> None:
    if not sure and asked != "erase":
        _toast(turn, person, privacy.NOTHING_ERASED)
        return
    await privacy.delete(turn, person, sure)
    if not sure:
        await talks.ask_again(turn, person)


async def _workbench(turn: Turn, person: Person, rest: tuple[str, ...]) -> None:
    match rest:
        case ("case", case_id):
            await details.pressed(turn, person, case_id)
        case ("spoken", case_id):
            await details.spoken(turn, person, case_id)
        case ("matches", case_id):
            await possible.opened(turn, person, (case_id, "0"))
        case ("fillin",):
            turn.answer_callback()
            await filling_in.begun(turn, person)
        case ("vanish", *hours):
            if not await vanish_choice.pressed(turn, person, tuple(hours)):
                _toast(turn, person, TOO_OLD)
        case ("list", which, page, *stage) if len(stage) < 2:
            await workbench.turned(turn, person, which, page, *stage)
        case _:
            _toast(turn, person, TOO_OLD)


def _toast(turn: Turn, person: Person, text: Text) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language))
