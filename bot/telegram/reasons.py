"""Why a match or a case is not suitable: set aside at once, the reason asked in the coordinator's private chat."""

from __future__ import annotations

from bot.casework.stages import RECEIVED, SET_ASIDE, Move
from bot.store import alerts, cases, interviews, matches, people
from bot.store.coordinators import Coordinator
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import Alert, AlertState, InterviewState
from bot.telegram import asking, gate, matchmaking, moving, prompts
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Verbatim, _

ROLE = "reason"
"""The role of the short talk in which a coordinator is asked for a reason."""

MOST = 500
LEAVE_OUT = _("Leave it out")


async def set_aside(turn: Turn, coordinator: Coordinator, alert: Alert) -> bool:
    """The alert's match or case is not suitable; False where the alert is not the coordinator's to decide any more."""
    if not await alerts.set_aside(turn.work, alert.id, coordinator.id):
        return False
    if alert.match_id is not None:
        await moving.make(turn, alert.match_id, Move.SET_ASIDE, "coordinator", coordinator=coordinator)
    elif alert.case_id is not None:
        await _put(turn, alert.case_id, state=SET_ASIDE)
    return True


async def take_back(turn: Turn, coordinator: Coordinator, alert: Alert) -> bool:
    """Suitable after all: the alert is open again, and the reason is forgotten."""
    if not await alerts.reopen(turn.work, alert.id):
        return False
    if alert.match_id is not None:
        await moving.make(turn, alert.match_id, Move.REOPEN, "coordinator", coordinator=coordinator)
        await matches.keep_refusal(turn.work, alert.match_id, None)
    elif alert.case_id is not None:
        await _put(turn, alert.case_id, state=RECEIVED, set_aside_why=None)
    return True


async def _put(turn: Turn, case_id: str, **values: object) -> None:
    """The case is set aside or back, and its matches come after it."""
    await cases.change(turn.work, case_id, **values)
    case = await cases.get(turn.work, case_id)
    if case is not None:
        await matchmaking.look(turn, case)


async def ask(turn: Turn, person: Person, alert: Alert) -> None:
    """Asks the coordinator privately; a new question takes the place of one that waits."""
    await end_waiting(turn, person)
    await interviews.start(turn.work, person, ROLE, session={"alert": alert.id}, state=InterviewState.ASKING)
    await _ask(turn, person, alert)


async def _ask(turn: Turn, person: Person, alert: Alert) -> None:
    text = _("Alert {n}: why is it not suitable? Only coordinators see your reason, and you may leave it out.").of(
        n=Verbatim(str(alert.number))
    )
    await say(turn, person, (text,), [[Choice(LEAVE_OUT, data("n", "noreason"))]])


async def end_waiting(turn: Turn, person: Person) -> bool:
    """No reason is waited for any more; False where none was."""
    found = await interviews.of_person(turn.work, person, role=ROLE)
    for waiting in found:
        await interviews.remove(turn.work, person, waiting.id)
    return bool(found)


async def ask_again(turn: Turn, person: Person, interview: Interview) -> bool:
    """The question once more; False where what it is about is suitable again, gone, or not the person's any more."""
    alert = await _alert(turn, person, interview)
    if alert is None or alert.state is not AlertState.UNSUITABLE:
        return False
    await interviews.save(turn.work, person, interview)
    await _ask(turn, person, alert)
    return True


async def leave_out(turn: Turn, person: Person) -> bool:
    """The coordinator gives no reason; False where none was asked for."""
    if not await end_waiting(turn, person):
        return False
    await say(turn, person, (_("Good, without a reason then."),))
    return True


def is_left_out(turn: Turn, words: str) -> bool:
    """Whether the button was typed: a reason is in free words, and so only exactly that counts."""
    return asking.is_label(turn.house.texts, LEAVE_OUT, words)


async def _alert(turn: Turn, person: Person, interview: Interview) -> Alert | None:
    """What the reason is about, where the person may still decide on it."""
    session = interview.session
    alert_id = session.get("alert") if isinstance(session, dict) else None
    alert = await alerts.get(turn.work, str(alert_id))
    return alert if alert is not None and await gate.may_act(turn, person, alert) is not None else None


async def answered(turn: Turn, person: Person, interview: Interview, words: str) -> bool:
    """The reason, in the coordinator's words; False where it is still waited for."""
    if len(words) > MOST:
        await say(turn, person, (prompts.TOO_LONG.of(n=MOST),))
        return False
    alert = await _alert(turn, person, interview)
    await interviews.remove(turn.work, person, interview.id)
    if alert is None or not await _keep(turn, alert, words):
        await say(turn, person, (_("That alert is not there any more, so the reason is not kept."),))
        return True
    await say(turn, person, (_("Thank you, noted. Only coordinators can see it."),))
    return True


async def _keep(turn: Turn, alert: Alert, words: str) -> bool:
    """Keeps the reason, sealed, with the match or the case; False where that is gone or suitable again."""
    if alert.state is not AlertState.UNSUITABLE:
        return False
    if alert.match_id is not None:
        await matches.keep_refusal(turn.work, alert.match_id, words)
        return True
    case = None if alert.case_id is None else await cases.get(turn.work, alert.case_id)
    if case is None:
        return False
    await cases.keep_why(turn.work, await people.get(turn.work, case.person_id), case, words)
    return True
