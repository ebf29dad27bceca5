"""The trial stay and moving in: begun and ended by a coordinator; a trial stay also ends by itself."""

from __future__ import annotations

import datetime as dt

from bot.casework.alert_kinds import Kind
from bot.casework.endings import moment, trial_over_on
from bot.casework.moving_in import moved_in, trial_begins
from bot.casework.stages import ELSEWHERE, By, Move, Refusal, Stage
from bot.store import agreed_plans, stays, tasks, timers
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Stay, Timer
from bot.telegram import alerting, moving, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import agreed_end, card, days, following_up
from bot.telegram.stays.days import DayPrompt
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.text import Text, _, n_

TRIAL_OVER = "trial_over"
ADDRESS = "address"
"""The kind of the task to see that the reception centre knows the new address."""
ONCE_MORE = "channel"
"""What a timer is about when the coordinator was reminded already: the channel is next."""

NOTED = _("Noted. Both sides are told.")


async def trial_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]
) -> bool:
    """*Begin the trial stay*: the day is chosen, and then it is told."""
    if pair.standing.stage is not Stage.PLAN_AGREED:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    if args:
        return await days.chosen(turn, person, coordinator, pair, args[0], TRIAL_DAY)
    text = n_(
        "On which day does the trial stay begin? It lasts {n} day.",
        "On which day does the trial stay begin? It lasts {n} days.",
    ).of(n=turn.house.course.trial_days)
    return await days.ask(turn, person, pair, text, "trial")


async def begin_trial(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, day: dt.date) -> bool:
    """The trial stay begins on this day."""
    made = await moving.make(turn, pair.match.id, Move.BEGIN_TRIAL, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await days.refused(turn, person, coordinator, pair, made)
    turn.answer_callback()
    course = turn.house.course
    await stays.put(turn.work, pair.match.id, trial_on=day)
    over = moment(trial_over_on(day, course.trial_days), course.follow_up_hour, turn.house.timezone)
    await timers.start(turn.work, TRIAL_OVER, over, match_id=pair.match.id)
    for side in SIDES:
        await telling.tell(turn, made.case(side), trial_begins(side, day, course.trial_days), about="trial")
    await say(turn, person, (NOTED,), protect=True)
    await card.show(turn, person, coordinator, made)
    return True


async def end_trial_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]
) -> bool:
    """*End the trial stay*, before it ends by itself: both are asked how it was."""
    if pair.standing.stage is not Stage.TRIAL:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    if args != ("yes",):
        turn.answer_callback()
        text = _("Shall the trial stay end now? Both are asked how it was, and have some days to think.")
        rows = [
            [Choice(_("Yes, end the trial stay"), data("m", pair.match.id, "trialend", "yes"))],
            [card.opening(pair)],
        ]
        await say(turn, person, (text,), rows, protect=True)
        return True
    made = await end_trial(turn, pair, "coordinator", coordinator)
    if isinstance(made, Refusal):
        return await days.refused(turn, person, coordinator, pair, made)
    turn.answer_callback()
    await card.show(turn, person, coordinator, made)
    return True


async def end_trial(turn: Turn, pair: Pair, by: By, coordinator: Coordinator | None = None) -> Pair | Refusal:
    """The trial stay is over: both are asked how it was, and have days to think."""
    made = await moving.make(turn, pair.match.id, Move.END_TRIAL, by, coordinator=coordinator)
    if isinstance(made, Refusal):
        return made
    await timers.stop(turn.work, match_id=made.match.id, kinds=(TRIAL_OVER,))
    for side in SIDES:
        await following_up.put(turn, made, side, following_up.TRIAL_KIND)
    return made


async def trial_over(turn: Turn, timer: Timer) -> None:
    """A trial stay whose days have gone by ends by itself."""
    pair = await pair_of(turn, timer.match_id or "")
    if pair is None:
        return
    made = await end_trial(turn, pair, "bot")
    if isinstance(made, Refusal):
        return
    text = n_(
        "The trial stay is over, and both are asked how it was. They have {n} day to think; then you talk with each.",
        "The trial stay is over, and both are asked how it was. They have {n} days to think; then you talk with each.",
    ).of(n=turn.house.course.stage_days["reflect"])
    await telling.tell_coordinator(turn, made, (text,), otherwise=Kind.STAGE_OLD)


async def move_in_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]
) -> bool:
    """*Move in*: the day is chosen, and then it is told."""
    if pair.standing.stage not in {Stage.PLAN_AGREED, Stage.TRIAL}:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    if args:
        return await days.chosen(turn, person, coordinator, pair, args[0], MOVING_DAY)
    text = _("On which day does the guest move in? Both are told it, and what they themselves have to see to.")
    return await days.ask(turn, person, pair, text, "movein")


async def move_in(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, day: dt.date) -> bool:
    """The guest moves in on this day."""
    made = await moving.make(turn, pair.match.id, Move.MOVE_IN, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await days.refused(turn, person, coordinator, pair, made)
    turn.answer_callback()
    await timers.stop(turn.work, match_id=made.match.id, kinds=(TRIAL_OVER,))
    stay = await _living_since(turn, made, day)
    for side in SIDES:
        await telling.tell(turn, made.case(side), moved_in(side, day, stay.until), about="move_in")
    guest = await telling.person_of(turn, made.guest)
    due_on = max(day, turn.house.today(turn.now))
    await tasks.add(turn.work, guest, made.guest.id, ADDRESS, due_on=due_on)
    told: list[Text] = [NOTED, _("A task is added: see that the reception centre knows the new address.")]
    if stay.until is None:
        told.append(_("No end is agreed that is still to come: you can set it on the card."))
    await say(turn, person, told, protect=True)
    await card.show(turn, person, coordinator, made)
    return True


async def _living_since(turn: Turn, pair: Pair, day: dt.date) -> Stay:
    """The stay with its days as agreed, and everything that happens on a day of it."""
    plan = await agreed_plans.read(turn.work, pair.match.id)
    until = None if plan is None else plan.dates.until
    stay = await stays.put(
        turn.work,
        pair.match.id,
        began_on=day,
        until=until if until is not None and until > day else None,
        notice_days=0 if plan is None else plan.notice_days,
    )
    await following_up.begin(turn, pair.match.id, day)
    await agreed_end.begin(turn, pair.match.id, stay)
    return stay


async def stage_old(turn: Turn, timer: Timer) -> None:
    """The plan is agreed, or the trial stay is over, and nothing has happened since.

    First its coordinator is reminded, and after as many days more the channel.
    """
    pair = await pair_of(turn, timer.match_id or "")
    if pair is None or pair.standing.stage is not Stage.PLAN_AGREED:
        return
    if timer.about == ONCE_MORE or await telling.coordinator_of(turn, pair.match.coordinator_id) is None:
        await alerting.about_match(turn, Kind.STAGE_OLD, pair.match)
        return
    text = (
        _("The days to think after the trial stay are over. Please ask both how they have decided.")
        if timer.kind == "reflect"
        else _("The plan of the stay is agreed, and nobody has moved in yet. Please ask both how things stand.")
    )
    await telling.tell_coordinator(turn, pair, (text,), otherwise=Kind.STAGE_OLD)
    due = turn.now + turn.house.course.stage_lasts("reflect" if timer.kind == "reflect" else "move_in")
    await timers.start(turn.work, timer.kind, due, match_id=pair.match.id, about=ONCE_MORE)


TRIAL_DAY = DayPrompt("trial_day", "trial", days.since_made, begin_trial)
MOVING_DAY = DayPrompt("moving_day", "movein", days.since_made, move_in)

card.add(
    verbs={"trial": trial_pressed, "trialend": end_trial_pressed, "movein": move_in_pressed},
    buttons={
        Stage.PLAN_AGREED: (
            card.Button(_("Begin the trial stay"), "trial"),
            card.Button(_("Move in"), "movein"),
        ),
        Stage.TRIAL: (
            card.Button(_("Move in"), "movein"),
            card.Button(_("End the trial stay"), "trialend"),
        ),
    },
)
