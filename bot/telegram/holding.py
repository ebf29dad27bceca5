"""Whether an offer or a search still holds: asked by one tap. And the presses with which people pause or leave."""

from __future__ import annotations

from bot.casework import holds
from bot.casework.holds import CHANGED, HOLDS, NO, YES
from bot.casework.standing import CLOSED
from bot.store import cases, interviews
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import asking, matchmaking, pausing, telling, withdrawing
from bot.telegram import interviews as talks_of_interviews
from bot.telegram.keyboards import Choice, data
from bot.telegram.sending import role_of
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import _


def rows(case: CaseFile) -> list[list[Choice]]:
    """The answers."""
    return [
        [Choice(YES[role_of(case)], data("h", case.id, HOLDS, "yes"))],
        [Choice(CHANGED, data("h", case.id, HOLDS, "changed"))],
        [Choice(NO, data("h", case.id, HOLDS, "no"))],
    ]


async def ask(turn: Turn, case: CaseFile, *, pause_over: bool = False) -> None:
    """Asks the person of a case; whoever has no Telegram is called."""
    owner = await telling.person_of(turn, case)
    text = holds.question(role_of(case), pause_over=pause_over)
    await cases.change(turn.work, case.id, hold_asked_at=turn.now)
    if not telling.can_be_written_to(owner):
        await telling.tell(turn, case, (holds.to_ask_by_phone(role_of(case)),), about=HOLDS)
    elif await interviews.current(turn.work, owner) is None:
        await asking.ask(turn, owner, text, rows(case), about="holds")
    else:
        # Words belong to what the person is being asked just now; here the buttons are enough.
        await say(turn, owner, text, rows(case))


async def ask_again(turn: Turn, person: Person) -> None:
    """The question that waits, once more."""
    for case in await cases.of_person(turn.work, person.id):
        if case.hold_asked_at is not None:
            await asking.ask(turn, person, holds.question(role_of(case)), rows(case), about="holds")
            return


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area h, by the person of the case only; False where it leads nowhere any more."""
    case_id, *what = rest
    case = await cases.get(turn.work, case_id)
    if case is None or case.person_id != person.id:
        return False
    match what:
        case ["holds", answer]:
            return await _answered(turn, person, case, answer)
        case ["withdraw"]:
            await withdrawing.ask(turn, person, case)
        case ["withdraw", "yes"]:
            await withdrawing.withdraw(turn, person, case)
        case ["withdraw", "no"]:
            await say(turn, person, (withdrawing.NOTHING_CHANGED,))
        case ["reopen"]:
            await withdrawing.reopen(turn, person, case)
        case ["pause"] if case.role == "host":
            await pausing.asked(turn, person)
        case ["pause", how]:
            return await pausing.pressed(turn, person, case, how)
        case _:
            return False
    return True


async def _answered(turn: Turn, person: Person, case: CaseFile, answer: str) -> bool:
    if case.state in CLOSED:
        await withdrawing.reopen(turn, person, case) if answer == "yes" else await withdrawing.asked(turn, person)
        return True
    if answer == "no":
        await withdrawing.ask(turn, person, case)
        return True
    if answer not in {"yes", "changed"}:
        return False
    await said_it_holds(turn, case)
    if answer == "changed":
        found = await interviews.get(turn.work, person, case.interview_id)
        await talks_of_interviews.edit(turn, person, found)
        return True
    thanks = (
        _("Thank you! Your offer stays open.") if case.role == "host" else _("Thank you! We go on looking for you.")
    )
    await say(turn, person, (thanks,))
    return True


async def said_it_holds(turn: Turn, case: CaseFile, *, heard_by: str | None = None) -> None:
    """The person has said so, today: nobody need ask or call. `heard_by`: the coordinator who was told it by phone."""
    await cases.change(turn.work, case.id, held_on=turn.house.today(turn.now), hold_asked_at=None)
    await cases.note(turn.work, case.id, HOLDS, heard_by)
    await withdrawing.drop_calls(turn, case)
    fresh = await cases.get(turn.work, case.id)
    if fresh is not None:
        await matchmaking.look(turn, fresh)
