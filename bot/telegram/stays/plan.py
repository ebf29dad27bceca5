"""The plan of the stay: filled in by one of the two or by a coordinator, read, agreed to, and changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.stages import KNOWN
from bot.store import agreed_plans, interviews
from bot.store.agreed_plans import Plan
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import InterviewState, Timer
from bot.telegram import alerting, prompts, telling
from bot.telegram.interview_steps import carry_out, go_on, world_of
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import plan_agreeing, plan_drafts, plan_reading
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.interview import Step, begin
from conversations.reopening import reopen
from conversations.screens import Ordered
from conversations.session import Session
from conversations.text import Paragraph, Text, Verbatim, _

FILL_IN = _("Fill in the plan")
CHANGE_IT = _("Change the plan")
CHANGE = "plan_change"
"""The kind of words in which a side asks for a change."""

MOST_DIGITS = 10
"""So long is no version of a plan."""

NO_PLAN_YET = _("There is no plan yet. “Fill in the plan” begins it.")
AGREED_BEFORE = _("You have agreed to this plan already.")
NEWER = _("The plan has changed in the meantime. This is how it reads now.")


async def fill(turn: Turn, person: Person, pair: Pair, *, go_on_with_own: bool = False) -> None:
    """Begins the plan, opens it to be changed, or goes on with what was begun. The caller checks who may."""
    plan = await agreed_plans.of_match(turn.work, pair.match.id)
    version = 0 if plan is None else plan.version
    draft = await plan_drafts.of(turn, person, pair.match.id)
    session = None if draft is None else plan_drafts.session_of(draft)
    if draft is not None and session is not None:
        if session.seen == version or go_on_with_own:
            await _go_on_with(turn, person, draft, session, version)
        else:
            await plan_agreeing.show_first(turn, person, pair)
        return
    await _open(turn, person, pair, plan)


async def _go_on_with(turn: Turn, person: Person, draft: Interview, session: Session, version: int) -> None:
    """What was begun; from now on as a change of the version that the person has read meanwhile."""
    if session.seen != version:
        anew = session.model_copy(update={"seen": version})
        draft = await interviews.save(turn.work, person, draft, session=anew.model_dump(mode="json"))
    await go_on(turn, person, draft, Ordered("resume"))


async def _open(turn: Turn, person: Person, pair: Pair, plan: Plan | None) -> None:
    world = world_of(turn, person)
    if plan is None:
        session = Session(role="plan", about=pair.match.id)
        row = await _row(turn, person, session)
        came = begin("plan", world)
        about = came.session.model_copy(update={"about": session.about})
        await carry_out(turn, person, row, None, Step(about, came.events))
        return
    session = Session(
        role="plan", at="closed", sent=True, about=pair.match.id, seen=plan.version, answers=dict(plan.answers)
    )
    row = await _row(turn, person, session)
    for field, value in session.answers.items():
        await interviews.put_answer(turn.work, person, row, field, value)
    await carry_out(turn, person, row, session, reopen(session, world))


async def _row(turn: Turn, person: Person, session: Session) -> Interview:
    kept = session.model_dump(mode="json")
    return await interviews.start(turn.work, person, plan_drafts.ROLE, session=kept, state=InterviewState.ASKING)


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of one of the two under the plan; False where it leads nowhere any more."""
    if len(rest) < 2:
        return False
    pair = await pair_of(turn, rest[0])
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None:
        return False
    if pair.standing.stage not in KNOWN:
        turn.answer_callback(turn.house.texts.plain(plan_agreeing.GONE, person.language), alert=True)
        return True
    turn.answer_callback()
    match rest[1:]:
        case ("fill",):
            await fill(turn, person, pair)
        case ("own",):
            await fill(turn, person, pair, go_on_with_own=True)
        case ("read",):
            await show(turn, person, pair, side)
        case ("yes", version) if version.isdecimal() and len(version) < MOST_DIGITS:
            await _agrees(turn, person, pair, side, int(version))
        case ("change",):
            return await prompts.start(turn, person, CHANGE, pair.match.id, ASK_FOR_CHANGE)
        case _:
            return False
    return True


async def show(turn: Turn, person: Person, pair: Pair, side: Role, *, before: Sequence[Paragraph] = ()) -> None:
    """The whole plan for a side, with what can be done now."""
    plan = await agreed_plans.of_match(turn.work, pair.match.id)
    if plan is None:
        await say(turn, person, (NO_PLAN_YET,), [[Choice(FILL_IN, data("p", pair.match.id, "fill"))]])
        return
    text = (*before, *await plan_reading.for_side(turn, pair, plan, side))
    await plan_reading.ask_side(turn, pair, plan, side, text, whole_plan=True)


async def _agrees(turn: Turn, person: Person, pair: Pair, side: Role, version: int) -> None:
    plan = await plan_agreeing.agree(turn, pair, side, version, by=side)
    if plan is not None and plan.settled:
        await say(turn, person, (plan_reading.BOTH_AGREED,))
        return
    if plan is not None:
        name = await plan_reading.called(turn, pair, plan_reading.other(side))
        thanks = _("Thank you! You hear here as soon as {name} has agreed, too, or wishes for a change.")
        await say(turn, person, (thanks.of(name=name),))
        return
    now = await agreed_plans.of_match(turn.work, pair.match.id)
    if now is not None and now.version == version:
        turn.answer_callback(turn.house.texts.plain(AGREED_BEFORE, person.language), alert=True)
    else:
        await show(turn, person, pair, side, before=(NEWER,))


async def _ask_change(turn: Turn, person: Person, match_id: str) -> tuple[Paragraph, ...] | None:
    pair = await pair_of(turn, match_id)
    plan = await agreed_plans.of_match(turn.work, match_id)
    if pair is None or plan is None or pair.side_of(person.id) is None or pair.standing.stage not in KNOWN:
        return None
    return (
        _("What would you like to be different in the plan? A few words are enough."),
        _("A coordinator reads them and talks it over with you both. Please write nothing secret here."),
    )


async def _wished(turn: Turn, person: Person, match_id: str, words: str) -> bool:
    pair = await pair_of(turn, match_id)
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None or pair.standing.stage not in KNOWN:
        await say(turn, person, (plan_agreeing.GONE,))
        return True
    if not await agreed_plans.wish(turn.work, match_id, side, words):
        await say(turn, person, (plan_agreeing.GONE,))
        return True
    thanks = _("Thank you! A coordinator reads it and gets in touch. Nothing changes before you have both agreed.")
    await say(turn, person, (thanks,))
    told = (
        _("The host asks for a change of the plan:")
        if side == "host"
        else _("The guest asks for a change of the plan:")
    )
    text: tuple[Text, ...] = (told, _("“{words}”").of(words=Verbatim(words)))
    rows = [[Choice(CHANGE_IT, data("m", match_id, "plan_fill"))], *lets_change(pair, plan_reading.other(side))]
    await telling.tell_coordinator(turn, pair, text, rows=rows, otherwise=Kind.PLAN_OPEN)
    return True


def lets_change(pair: Pair, side: Role) -> list[list[Choice]]:
    """The button by which a coordinator lets a side change the plan."""
    label = _("Let the host change it") if side == "host" else _("Let the guest change it")
    return [[Choice(label, data("m", pair.match.id, "plan_let", side))]]


ASK_FOR_CHANGE = Prompt(ask=_ask_change, got=_wished)


async def too_old(turn: Turn, timer: Timer) -> None:
    """The two have met, and have not agreed on a plan for long: the channel hears it; who has not answered is asked."""
    pair = None if timer.match_id is None else await pair_of(turn, timer.match_id)
    if pair is None:
        return
    await alerting.about_match(turn, Kind.STAGE_OLD, pair.match)
    plan = await agreed_plans.of_match(turn.work, pair.match.id)
    if plan is None:
        return
    for side in plan_reading.SIDES:
        if not plan.agreed(side):
            still = _("The plan of your stay still waits for your answer.")
            text = (still, *await plan_reading.for_side(turn, pair, plan, side))
            await plan_reading.ask_side(turn, pair, plan, side, text, whole_plan=True)
