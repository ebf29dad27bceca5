"""A plan that was sent: each side reads it and agrees or asks for a change, until both have agreed to the same."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.casework.stages import Move, Stage
from bot.store import access, agreed_plans, alerts, matches
from bot.store.agreed_plans import Answers, Filler, Plan, Writers
from bot.store.coordinators import Coordinator
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.telegram import alerting, gate, moving, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import agreed_end, plan_drafts, plan_paper, plan_reading
from bot.telegram.stays.plan_reading import SIDES, other
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.session import Session
from conversations.text import Text, _

SENT, AGREED = "plan_sent", "plan_{side}_agreed"
"""Events of a match that are no moves."""
BEFORE_AGREED = frozenset({Stage.INTRODUCED, Stage.MEETING_SET})
"""Stages that a plan agreed on by both brings further; a stay that has begun goes on as it is."""

GONE = _("This plan is not needed any more. /status shows where things stand.")
NOTHING_CHANGED = _("Nothing has changed, so nobody is asked again.")
SOMEBODY_WAS_FIRST = _(
    "In the meantime somebody else has sent the plan. Here it is. You can agree to it, or go on with your own answers: "
    "they are kept."
)
GO_ON = _("Go on with my own answers")


async def sent(turn: Turn, person: Person, interview: Interview, session: Session) -> None:
    """Somebody has filled in the plan or changed it: whoever has not agreed to it yet is asked."""
    pair = await pair_of(turn, session.about)
    if pair is None or not await plan_drafts.may_fill(turn, person, pair):
        await say(turn, person, (plan_drafts.OVER,))
        return
    side = pair.side_of(person.id)
    coordinator = await gate.may_work_on(turn, person, pair) if side is None else None
    filler: Filler = side or "coordinator"
    before = await agreed_plans.of_match(turn.work, session.about)
    answers = session.interview.own_answers(session.known())
    if before is not None and before.version == session.seen and before.answers == answers:
        await say(turn, person, (NOTHING_CHANGED,))
        return
    written = _writers(before, answers, filler)
    plan = await agreed_plans.send(turn.work, session.about, answers, written, filled_by=filler, seen=session.seen)
    if plan is None:
        await plan_drafts.rest(turn, person, interview, session)
        await show_first(turn, person, pair)
        return
    await _new_version(turn, person, pair, plan, filler, coordinator)


async def _new_version(
    turn: Turn, person: Person, pair: Pair, plan: Plan, filler: Filler, coordinator: Coordinator | None
) -> None:
    who = None if coordinator is None else coordinator.id
    await matches.note(turn.work, pair.match.id, SENT, by=filler, coordinator_id=who)
    await _no_change_waits(turn, pair)
    if pair.standing.stage is Stage.PLAN_AGREED:
        await moving.make(turn, pair.match.id, Move.CHANGE_PLAN, filler, coordinator=coordinator)
    for side in SIDES:
        if side != filler:
            text = await plan_reading.news_for_side(turn, pair, plan, side)
            await plan_reading.ask_side(turn, pair, plan, side, text, whole_plan=plan.before is None)
    await _thank(turn, person, pair, plan, filler)


async def _thank(turn: Turn, person: Person, pair: Pair, plan: Plan, filler: Filler) -> None:
    if filler == "coordinator":
        await say(turn, person, (_("Both sides are asked whether they agree. You hear what they answer."),))
        return
    name = await plan_reading.called(turn, pair, other(filler))
    thanks = _("Thank you! {name} is asked now. By sending it you have agreed yourself; you hear the answer here.")
    await say(turn, person, (thanks.of(name=name),))
    by_host, by_guest = _("The host has sent the plan of the stay."), _("The guest has sent the plan of the stay.")
    changed_by_host = _("The host has changed the plan of the stay.")
    changed_by_guest = _("The guest has changed the plan of the stay.")
    told = {
        ("host", True): by_host,
        ("guest", True): by_guest,
        ("host", False): changed_by_host,
        ("guest", False): changed_by_guest,
    }[filler, plan.before is None]
    after = _("The other side is asked whether they agree.")
    await telling.tell_coordinator(turn, pair, (told, after), rows=opens_plan(pair), otherwise=Kind.ANSWERED)


def opens_plan(pair: Pair) -> list[list[Choice]]:
    """The button by which a coordinator reads the plan."""
    return [[Choice(plan_reading.PLAN, data("m", pair.match.id, "plan"))]]


async def show_first(turn: Turn, person: Person, pair: Pair) -> None:
    """Somebody else sent the plan first: it is shown, and one's own answers wait."""
    plan = await agreed_plans.of_match(turn.work, pair.match.id)
    if plan is None:
        return
    side = pair.side_of(person.id)
    text = (SOMEBODY_WAS_FIRST, *await plan_reading.whole(turn, pair, plan))
    own = Choice(GO_ON, data("p", pair.match.id, "own") if side else data("m", pair.match.id, "plan_fill", "own"))
    rows = [] if side is None else plan_reading.rows_for_side(pair, plan, side, whole_plan=True)
    await say(turn, person, text, [*rows, [own]], protect=True, details=side is None)


async def agree(
    turn: Turn, pair: Pair, side: Role, version: int, *, by: Filler, coordinator: Coordinator | None = None
) -> Plan | None:
    """A side agrees to this version, or a coordinator says so for it; None where that is not to be agreed to any more.

    When both have agreed to the same, the plan holds: both get it on paper.
    """
    earlier = await agreed_plans.of_match(turn.work, pair.match.id)
    plan = await agreed_plans.agree(turn.work, pair.match.id, side, version)
    if plan is None or earlier is None:
        return None
    who = None if coordinator is None else coordinator.id
    await matches.note(turn.work, pair.match.id, AGREED.format(side=side), by=by, coordinator_id=who)
    if plan.settled:
        await _settled(turn, pair, plan, plan_paper.FOR_BOTH if earlier.held is None else plan_paper.FOR_BOTH_AGAIN)
    elif by != "coordinator":
        told = _("The host has agreed to the plan.") if side == "host" else _("The guest has agreed to the plan.")
        waits = _("The other side has not answered yet.")
        await telling.tell_coordinator(turn, pair, (told, waits), rows=opens_plan(pair), otherwise=Kind.ANSWERED)
    return plan


async def _settled(turn: Turn, pair: Pair, plan: Plan, caption: Text) -> None:
    await _no_change_waits(turn, pair)
    goes_further = pair.standing.stage in BEFORE_AGREED
    if goes_further:
        await moving.make(turn, pair.match.id, Move.AGREE_PLAN, "bot")
    await agreed_end.plan_changed(turn, pair)
    content = await plan_paper.drawn(turn, pair, plan)
    for side in SIDES:
        owner = await telling.person_of(turn, pair.case(side))
        if telling.can_be_written_to(owner):
            await plan_paper.hand_over(turn, owner, content, caption)
        else:
            await telling.tell(turn, pair.case(side), (caption,), about="plan_paper")
    looks_after = await telling.coordinator_of(turn, pair.match.coordinator_id)
    if looks_after is not None and pair.match.coordinator_id is not None:
        for case in (pair.host, pair.guest):
            await access.note(turn.work, pair.match.coordinator_id, case.id, "plan")
        await plan_paper.hand_over(turn, looks_after, content, plan_paper.FOR_COORDINATOR, details=True)
    await telling.tell_coordinator(turn, pair, await _what_next(turn, pair, goes_further), otherwise=Kind.ANSWERED)


async def _what_next(turn: Turn, pair: Pair, goes_further: bool) -> tuple[Text, ...]:
    both = _("✓ Both have agreed on the plan of the stay.")
    if not goes_further:
        return (both,)
    stay = await agreed_plans.read(turn.work, pair.match.id)
    if stay is not None and stay.trial_wished:
        return (both, _("They wish for a trial stay first. Agree the days with them, and begin it on the match."))
    return (both, _("Next comes moving in. Agree the day with them, and note it on the match."))


async def _no_change_waits(turn: Turn, pair: Pair) -> None:
    found = await alerts.of_match(turn.work, pair.match.id)
    await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.PLAN_OPEN])


def _writers(before: Plan | None, answers: Answers, filler: Filler) -> Writers:
    """Words that stay as they were are still those of whoever wrote them."""
    if before is None:
        return dict.fromkeys(answers, filler)
    same = {field for field, value in answers.items() if before.answers.get(field) == value}
    return {field: before.writers.get(field, filler) if field in same else filler for field in answers}
