"""/pausehosting: a host's break, in which no guests are suggested."""

from __future__ import annotations

import datetime as dt

from bot.casework.pauses import NO_END, is_paused, lasts, pause_text
from bot.casework.standing import CLOSED
from bot.store import cases
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import asking, matchmaking, running, withdrawing
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, _

BUTTON = _("Take a break from hosting")
UNTIL_I_SAY = _("Until I say")
GO_ON = _("Go on hosting now")


def button(case: CaseFile) -> Choice:
    """Opens the question about a break."""
    return Choice(BUTTON, data("h", case.id, "pause"))


async def asked(turn: Turn, person: Person) -> None:
    """/pausehosting"""
    found = [case for case in await cases.of_person(turn.work, person.id) if case.role == "host"]
    if not found:
        none = _("You have not sent an offer of a home, so there is nothing to pause. /host offers one.")
        await say(turn, person, (none,))
    elif found[0].state in CLOSED:
        back = _("Your offer is taken back, so nobody is suggested. You can open it again whenever you like.")
        await say(turn, person, (back,), [[withdrawing.button(found[0])]])
    else:
        await ask(turn, person, found[0])


async def ask(turn: Turn, person: Person, case: CaseFile) -> None:
    """How it is now, and for how long the break shall be."""
    today = turn.house.today(turn.now)
    text: list[Paragraph] = [Lines((pause_text(case.paused_until, today), _("How long shall the break be?")))]
    lengths = [Choice(lasts(days), _data(case, str(days))) for days in turn.house.course.pause_days]
    rows = [lengths, [Choice(UNTIL_I_SAY, _data(case, "open_end"))]]
    if is_paused(case.paused_until, today):
        rows.append([Choice(GO_ON, _data(case, "go_on"))])
    else:
        rows.append([Choice(_("No break"), _data(case, "none"))])
    await asking.ask(turn, person, text, rows, about="pause")


def _data(case: CaseFile, how: str) -> str:
    return data("h", case.id, "pause", how)


async def pressed(turn: Turn, person: Person, case: CaseFile, how: str) -> bool:
    """A break begins, changes or ends; False for a length that is not offered."""
    if case.role != "host":
        return False
    if case.state in CLOSED:
        await asked(turn, person)
    elif how == "none":
        await say(turn, person, (withdrawing.NOTHING_CHANGED,))
    elif how == "go_on":
        await _go_on(turn, person, case)
    elif how == "open_end":
        await _pause(turn, person, case, NO_END)
    elif how.isdecimal() and int(how) in turn.house.course.pause_days:
        await _pause(turn, person, case, turn.house.today(turn.now) + dt.timedelta(days=int(how)))
    else:
        return False
    return True


async def _pause(turn: Turn, person: Person, case: CaseFile, until: dt.date) -> None:
    await cases.change(turn.work, case.id, paused_until=until, hold_asked_at=None)
    await cases.note(turn.work, case.id, "paused")
    await _look(turn, case)
    text: list[Paragraph] = [
        _("{now} No guests are suggested meanwhile.").of(now=pause_text(until, turn.house.today(turn.now)))
    ]
    if await running.known_to(turn, case):
        text.append(
            _("The match that is under way goes on as agreed. If that is too much, talk with your coordinator.")
        )
    await say(turn, person, text, [[Choice(GO_ON, _data(case, "go_on"))]])


async def _go_on(turn: Turn, person: Person, case: CaseFile) -> None:
    today = turn.house.today(turn.now)
    open_already: Text = _("Your home is open: we are looking whom it could suit.")
    if not is_paused(case.paused_until, today):
        await say(turn, person, (open_already,))
        return
    await cases.change(turn.work, case.id, paused_until=None, held_on=today, hold_asked_at=None)
    await cases.note(turn.work, case.id, "paused_no_more")
    await _look(turn, case)
    await say(turn, person, (_("Thank you! {now}").of(now=open_already),))


async def _look(turn: Turn, case: CaseFile) -> None:
    fresh = await cases.get(turn.work, case.id)
    if fresh is not None:
        await matchmaking.look(turn, fresh)
