"""/withdraw: an offer or a search is taken back and nothing is erased; it can be opened again."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.casework.holds import HOLDS
from bot.casework.retention import Told
from bot.casework.stages import RECEIVED, STAYING
from bot.casework.standing import CLOSED, WITHDRAWN
from bot.store import alerts, cases, interviews
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, asking, following, matchmaking, running, telling
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.stays import ending_wish
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, _

BUTTON_HOST = _("Take my offer back")
BUTTON_GUEST = _("Take my search back")
NOTHING_CHANGED = _("Good, everything stays as it is.")

_PERSONS_OWN = frozenset({Kind.UNSAFE, Kind.WANTS_TALK, Kind.LOW})
"""What the person wants to be heard about, whether the case is open or not."""
_WAS = "was:"


def button(case: CaseFile) -> Choice:
    """Takes a case back, or opens it again."""
    if case.state in CLOSED:
        return running.opens_again(case)
    return Choice(BUTTON_HOST if case.role == "host" else BUTTON_GUEST, data("h", case.id, "withdraw"))


async def asked(turn: Turn, person: Person) -> None:
    """/withdraw: which one, and "are you sure"."""
    found = await cases.of_person(turn.work, person.id)
    open_ones = [case for case in found if case.state not in CLOSED]
    if len(open_ones) == 1:
        await ask(turn, person, open_ones[0])
    elif open_ones:
        await say(turn, person, (_("Which one shall I take back?"),), [[button(case)] for case in open_ones])
    elif found:
        text: Text = _("Nothing of yours is open just now. You can open it again whenever you like.")
        await say(turn, person, (text,), [[button(case)] for case in found])
    else:
        nothing = _("You have not sent anything yet. /cancel stops an interview, /delete erases everything about you.")
        await say(turn, person, (nothing,))


async def ask(turn: Turn, person: Person, case: CaseFile) -> None:
    """One "are you sure", with how it differs from /delete."""
    if case.state in CLOSED:
        await asked(turn, person)
        return
    head = (
        _("Shall I take your offer of a home back?")
        if case.role == "host"
        else _("Shall I take your search for a home back?")
    )
    text: list[Paragraph] = [head]
    known = await running.known_to(turn, case)
    living = [pair for pair in known if pair.standing.stage in STAYING]
    if len(living) < len(known):
        text.append(running.ENDS_TOO)
    if living:
        text.append(
            _("The stay that has begun goes on. If you would like it to end, tell a coordinator by the button.")
        )
    text.append(
        _("Your answers are kept, and you can open it again. /delete would erase everything about you instead.")
    )
    rows = [
        [Choice(_("Yes, take it back"), data("h", case.id, "withdraw", "yes"))],
        [Choice(_("No, leave it as it is"), data("h", case.id, "withdraw", "no"))],
        *([ending_wish.button(pair)] for pair in living),
    ]
    await asking.ask(turn, person, text, rows, about="withdraw")


async def withdraw(turn: Turn, person: Person, case: CaseFile) -> None:
    """Takes the case back: no more matches, and the running ones end."""
    if case.state in CLOSED:
        await say(turn, person, (_("That is taken back already."),), [[button(case)]])
        return
    await cases.note(turn.work, case.id, _WAS + case.state)
    await cases.change(turn.work, case.id, state=WITHDRAWN, hold_asked_at=None)
    await cases.note(turn.work, case.id, "withdrew")
    fresh = await cases.get(turn.work, case.id) or case
    await running.end_all(turn, fresh, stays=False)
    await matchmaking.look(turn, fresh)
    found = await alerts.of_case(turn.work, case.id)
    await alerting.withdraw(turn, [alert for alert in found if alerting.kind_of(alert) not in _PERSONS_OWN])
    await alerting.about_case(turn, Kind.WITHDREW, fresh)
    await drop_calls(turn, case)
    thanks = (
        _("Done: your offer is taken back. Thank you for having offered your home.")
        if case.role == "host"
        else _("Done: your search is taken back, and nobody looks for a home for you any more. All the best!")
    )
    kept = _(
        "Your answers are kept for {days} days, unless you open it again, or erase them sooner with /delete. "
        "I tell you before they go."
    ).of(days=turn.house.retention.people[Told.WITHDRAWN].days)
    await say(turn, person, (thanks, kept), [[button(fresh)]])


async def reopen(turn: Turn, person: Person, case: CaseFile) -> None:
    """The offer or search counts again, as it stood when it was taken back."""
    if case.state not in CLOSED:
        await say(turn, person, (_("It is open already. /status shows where things stand."),))
        return
    today = turn.house.today(turn.now)
    state = await _state_before(turn, case)
    await cases.change(turn.work, case.id, state=state, held_on=today, hold_asked_at=None, paused_until=None)
    await cases.note(turn.work, case.id, "reopened")
    fresh = await cases.get(turn.work, case.id) or case
    found = await alerts.of_case(turn.work, case.id)
    await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.WITHDREW], even_over=True)
    session = await load(turn, person, await interviews.get(turn.work, person, case.interview_id))
    await following.raise_anew(turn, fresh, session)
    await matchmaking.look(turn, fresh)
    welcome = _("Welcome back! It is open again, and the coordinators know. Please look through your answers: /edit")
    await say(turn, person, (welcome,))


async def _state_before(turn: Turn, case: CaseFile) -> str:
    if case.state != WITHDRAWN:
        return RECEIVED
    events = await cases.events(turn.work, case.id)
    was = [event.what.removeprefix(_WAS) for event in events if event.what.startswith(_WAS)]
    return was[-1]


async def drop_calls(turn: Turn, case: CaseFile) -> None:
    """Nobody need be called any more to be asked whether it holds."""
    await telling.not_needed(turn, case, {HOLDS})
