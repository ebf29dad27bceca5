"""The plan of a stay as it is read in chat: by each side, and by the coordinator who looks after the two."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.stages import KNOWN
from bot.store import agreed_plans, cases, interviews, matches
from bot.store.agreed_plans import Filler, Plan
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import asking, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.plan_telling import Writers, changed_lines, in_chat, plan_lines
from conversations.text import Moment, Paragraph, Text, Value, Verbatim, _

SIDES: tuple[Role, ...] = ("host", "guest")
PLAN = _("Plan of the stay")
AGREE = _("I agree")
ASK_FOR_CHANGE = _("Ask for a change")
READ_WHOLE = _("Read the whole plan")
TITLE = _("<b>The plan of the stay</b>")
HOLDS_WHEN_BOTH = _("It holds when both of you have agreed. Until then nothing is decided.")
CHANGE_HOLDS_WHEN_BOTH = _("All the rest is as it was. The change holds when both of you have agreed to it.")
YOU_AGREED = _("✓ You have agreed. The other side is still reading.")
BOTH_AGREED = _("✓ Both of you have agreed.")
A_COORDINATOR, THE_HOST, THE_GUEST = _("a coordinator"), _("the host"), _("the guest")


def button(pair: Pair) -> Choice:
    """The button by which a side reads the plan, or begins it."""
    return Choice(PLAN, data("p", pair.match.id, "read"))


def other(side: Role) -> Role:
    """The other of the two."""
    return "guest" if side == "host" else "host"


async def first_name(turn: Turn, case: CaseFile) -> str:
    """What the person of a case wants to be called; empty where that is not known."""
    owner = await telling.person_of(turn, case)
    interview = await interviews.get(turn.work, owner, case.interview_id)
    answer = (await interviews.answers(turn.work, owner, interview)).get("name")
    return answer.value if answer is not None and isinstance(answer.value, str) else ""


async def called(turn: Turn, pair: Pair, who: Filler) -> Value:
    """Somebody in the plan: by the first name, or a coordinator, who has none here."""
    if who == "coordinator":
        return A_COORDINATOR
    name = await first_name(turn, pair.case(who))
    return Verbatim(name) if name else (THE_HOST if who == "host" else THE_GUEST)


async def writers(turn: Turn, pair: Pair, plan: Plan) -> Writers:
    """Who wrote the free words."""
    known = {who: await called(turn, pair, who) for who in set(plan.writers.values())}
    return {field: known[who] for field, who in plan.writers.items()}


async def whole(turn: Turn, pair: Pair, plan: Plan) -> tuple[Paragraph, ...]:
    """All that it says, and where it stands for this reader's side."""
    return (TITLE, in_chat(plan_lines(plan.answers, await writers(turn, pair, plan))))


async def for_side(turn: Turn, pair: Pair, plan: Plan, side: Role) -> tuple[Paragraph, ...]:
    """The whole plan as a side reads it."""
    last = BOTH_AGREED if plan.settled else YOU_AGREED if plan.agreed(side) else HOLDS_WHEN_BOTH
    return (*await whole(turn, pair, plan), last)


async def news_for_side(turn: Turn, pair: Pair, plan: Plan, side: Role) -> tuple[Paragraph, ...]:
    """What a side reads of a version that somebody has just sent: the whole, or what has changed."""
    before = plan.before
    if before is None:
        return (await _who_filled_in(turn, pair, plan), *await for_side(turn, pair, plan, side))
    changed = changed_lines(before, plan.answers, await writers(turn, pair, plan))
    if not changed:
        return (_("The plan of the stay is again as you both agreed on it before."), CHANGE_HOLDS_WHEN_BOTH)
    return (await _who_changed(turn, pair, plan), in_chat(changed), CHANGE_HOLDS_WHEN_BOTH)


def rows_for_side(pair: Pair, plan: Plan, side: Role, *, whole_plan: bool) -> list[list[Choice]]:
    """What a side can do with the plan as it is now; `whole_plan`: all of it is shown above."""
    ref = pair.match.id
    rows: list[list[Choice]] = []
    if not plan.agreed(side):
        rows.append([Choice(AGREE, data("p", ref, "yes", str(plan.version)))])
    rows.append([Choice(ASK_FOR_CHANGE, data("p", ref, "change"))])
    if not whole_plan:
        rows.append([Choice(READ_WHOLE, data("p", ref, "read"))])
    return rows


async def ask_side(
    turn: Turn, pair: Pair, plan: Plan, side: Role, text: Sequence[Paragraph], *, whole_plan: bool
) -> None:
    """Asks a side whether it agrees; what stands on a button can be typed, too. Without Telegram it becomes a task."""
    rows = rows_for_side(pair, plan, side, whole_plan=whole_plan)
    owner = await telling.person_of(turn, pair.case(side))
    if plan.agreed(side) or not telling.can_be_written_to(owner):
        await telling.tell(turn, pair.case(side), text, rows, about="plan")
        return
    said = {data("p", pair.match.id, "yes", str(plan.version)): YES_WORDS}
    await asking.ask(turn, owner, text, rows, about="plan", words=said)


YES_WORDS = ("yes", "kyllä", "joo", "ja", "okej", "ok", "agreed", "sopii", "samaa mieltä", "överens")
"""Typed instead of the button that agrees."""


async def ask_again(turn: Turn, person: Person) -> None:
    """The plan that waits for this person's yes, once more."""
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id)
            plan = await agreed_plans.of_match(turn.work, match.id)
            side = None if pair is None else pair.side_of(person.id)
            if pair is None or plan is None or side is None or pair.standing.stage not in KNOWN:
                continue
            if not plan.agreed(side):
                await ask_side(turn, pair, plan, side, await for_side(turn, pair, plan, side), whole_plan=True)
                return


async def standing(turn: Turn, pair: Pair) -> Text:
    """Where the plan stands, in a line for the coordinator's card."""
    plan = await agreed_plans.of_match(turn.work, pair.match.id)
    if plan is None:
        return _("Plan of the stay: nobody has filled it in yet")
    if plan.settled:
        return _("Plan of the stay: both agreed, {at}").of(at=Moment(plan.changed_at))
    if plan.wishes:
        return _("⚠ Plan of the stay: a change is wished")
    waits = [side for side in SIDES if not plan.agreed(side)]
    if len(waits) > 1:
        return _("Plan of the stay: both are reading it")
    return (
        _("Plan of the stay: the host is still reading it")
        if waits == ["host"]
        else _("Plan of the stay: the guest is still reading it")
    )


async def kept_about(turn: Turn, person: Person) -> list[Paragraph]:
    """For everything that is kept about a person: the plans of their stays, with what they asked for."""
    text: list[Paragraph] = []
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id)
            plan = await agreed_plans.of_match(turn.work, match.id)
            if pair is None or plan is None:
                continue
            text += await whole(turn, pair, plan)
            text += [
                _("You asked for a change: {words}").of(words=Verbatim(wish.words))
                for wish in plan.wishes
                if wish.side == pair.side_of(person.id)
            ]
    return text


async def _who_filled_in(turn: Turn, pair: Pair, plan: Plan) -> Text:
    if plan.filled_by == "coordinator":
        return _("A coordinator has filled in the plan of your stay. Please read it in peace.")
    name = await called(turn, pair, plan.filled_by)
    return _("{name} has filled in the plan of your stay. Please read it in peace.").of(name=name)


async def _who_changed(turn: Turn, pair: Pair, plan: Plan) -> Text:
    if plan.filled_by == "coordinator":
        return _("A coordinator has changed the plan of the stay. This is new:")
    name = await called(turn, pair, plan.filled_by)
    return _("{name} has changed the plan of the stay. This is new:").of(name=name)
