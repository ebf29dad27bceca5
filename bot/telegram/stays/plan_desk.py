"""The plan of the stay on a coordinator's match card: read, filled in, left to a side to fill in, agreed to by phone.

Importing this room adds what it can to the card.
"""

from __future__ import annotations

from bot.casework.stages import ELSEWHERE, KNOWN, Stage
from bot.store import access, agreed_plans
from bot.store.agreed_plans import Plan
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.telegram import telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import card, plan, plan_agreeing, plan_drafts, plan_paper, plan_reading
from bot.telegram.stays.plan_reading import SIDES
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Items, Lines, Paragraph, Text, Verbatim, _

TITLE = _("<b>{numbers}</b>: the plan of the stay")
NOT_REACHED = _("No message by Telegram reaches them. Please fill it in together with them by phone.")
WOULD_YOU = _("Would you fill in the plan of your stay? Most questions are answered with a button.")
WOULD_YOU_CHANGE = _("Would you change the plan of your stay as you have talked it over? The button opens it.")
OPEN_IT = _("Open the plan")


async def shown(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The plan as it stands, and what can be done with it."""
    if _over(turn, person, pair):
        return True
    turn.answer_callback()
    for case in (pair.host, pair.guest):
        await access.note(turn.work, who.id, case.id, "plan")
    kept = await agreed_plans.of_match(turn.work, pair.match.id)
    numbers = Items((Verbatim(pair.host.number), Verbatim(pair.guest.number)))
    text: list[Paragraph] = [TITLE.of(numbers=numbers), Lines(await _standing(turn, pair, kept))]
    if kept is not None:
        text += (await plan_reading.whole(turn, pair, kept))[1:]
    await say(turn, person, text, await _rows(turn, person, pair, kept), details=True)
    return True


async def fill(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The coordinator fills the plan in or changes it."""
    if not _over(turn, person, pair):
        turn.answer_callback()
        await access.note(turn.work, who.id, pair.host.id, "plan")
        await access.note(turn.work, who.id, pair.guest.id, "plan")
        await plan.fill(turn, person, pair, go_on_with_own=args == ("own",))
    return True


async def let(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """One of the two is asked to fill the plan in."""
    side = _side(args)
    if side is None:
        return False
    if _over(turn, person, pair):
        return True
    owner = await telling.person_of(turn, pair.case(side))
    if not telling.can_be_written_to(owner):
        turn.answer_callback(turn.house.texts.plain(NOT_REACHED, person.language), alert=True)
        return True
    known = await agreed_plans.of_match(turn.work, pair.match.id)
    ask, label = (WOULD_YOU, plan.FILL_IN) if known is None else (WOULD_YOU_CHANGE, OPEN_IT)
    await telling.tell(turn, pair.case(side), (ask,), [[Choice(label, data("p", pair.match.id, "fill"))]], about="plan")
    asked = _("Asked. You hear when the plan is sent.")
    turn.answer_callback(turn.house.texts.plain(asked, person.language), alert=True)
    return True


async def agrees(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """A side has told the coordinator by phone that it agrees."""
    side = _side(args[:1])
    if side is None or len(args) < 2 or not args[1].isdecimal() or len(args[1]) >= plan.MOST_DIGITS:
        return False
    if _over(turn, person, pair):
        return True
    agreed = await plan_agreeing.agree(turn, pair, side, int(args[1]), by="coordinator", coordinator=who)
    if agreed is None:
        changed = _("That is not possible any more: the plan has changed, or they have agreed already.")
        turn.answer_callback(turn.house.texts.plain(changed, person.language), alert=True)
        return True
    turn.answer_callback(turn.house.texts.plain(_("Noted."), person.language))
    await _tell_side(turn, pair, agreed, side)
    return True


async def _tell_side(turn: Turn, pair: Pair, agreed: Plan, side: Role) -> None:
    """Whoever can read it hears what was noted in their name."""
    if telling.can_be_written_to(await telling.person_of(turn, pair.case(side))):
        noted = _(
            "A coordinator has noted that you agree to the plan of the stay. If that is not so, ask for a change here."
        )
        rows = plan_reading.rows_for_side(pair, agreed, side, whole_plan=False)
        await telling.tell(turn, pair.case(side), (noted,), rows, about="plan")


async def paper(turn: Turn, person: Person, who: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The plan that both have agreed on, as a file."""
    kept = await agreed_plans.of_match(turn.work, pair.match.id)
    if kept is None or not kept.settled:
        turn.answer_callback(turn.house.texts.plain(_("Both have to agree first."), person.language), alert=True)
        return True
    turn.answer_callback()
    for case in (pair.host, pair.guest):
        await access.note(turn.work, who.id, case.id, "plan")
    content = await plan_paper.drawn(turn, pair, kept)
    await plan_paper.hand_over(turn, person, content, plan_paper.FOR_COORDINATOR, details=True)
    return True


def _over(turn: Turn, person: Person, pair: Pair) -> bool:
    if pair.standing.stage in KNOWN:
        return False
    turn.answer_callback(turn.house.texts.plain(ELSEWHERE, person.language), alert=True)
    return True


def _side(args: tuple[str, ...]) -> Role | None:
    known: dict[str, Role] = {"host": "host", "guest": "guest"}
    return known.get(args[0]) if len(args) == 1 else None


async def _standing(turn: Turn, pair: Pair, kept: Plan | None) -> tuple[Text, ...]:
    lines = [await plan_reading.standing(turn, pair)]
    if kept is not None:
        lines += [HAS_AGREED[side] for side in SIDES if kept.agreed(side) and not kept.settled]
        lines += [WISHES[wish.side].of(words=Verbatim(wish.words)) for wish in kept.wishes]
        if kept.held is not None and not kept.settled:
            lines.append(_("What both agreed on before holds until both agree on this."))
    for side in SIDES:
        owner = await telling.person_of(turn, pair.case(side))
        if await plan_drafts.of(turn, owner, pair.match.id) is not None:
            lines.append(FILLS_IN[side])
    return tuple(lines)


HAS_AGREED: dict[str, Text] = {"host": _("✓ The host has agreed"), "guest": _("✓ The guest has agreed")}
WISHES: dict[str, Text] = {
    "host": _("The host asks for a change: {words}"),
    "guest": _("The guest asks for a change: {words}"),
}
FILLS_IN: dict[str, Text] = {
    "host": _("The host has begun to fill it in."),
    "guest": _("The guest has begun to fill it in."),
}
LET_FILL: dict[str, Text] = {
    "host": _("Let the host fill it in"),
    "guest": _("Let the guest fill it in"),
}
BY_PHONE: dict[str, Text] = {
    "host": _("The host agrees (by phone)"),
    "guest": _("The guest agrees (by phone)"),
}


async def _rows(turn: Turn, person: Person, pair: Pair, kept: Plan | None) -> list[list[Choice]]:
    ref = pair.match.id
    if kept is None:
        rows = [[Choice(plan.FILL_IN, data("m", ref, "plan_fill"))]]
        return [*rows, *([Choice(LET_FILL[side], data("m", ref, "plan_let", side))] for side in SIDES)]
    rows = [
        [Choice(BY_PHONE[side], data("m", ref, "plan_yes", side, str(kept.version)))]
        for side in SIDES
        if not kept.agreed(side)
    ]
    rows.append([Choice(plan.CHANGE_IT, data("m", ref, "plan_fill"))])
    rows += [row for side in SIDES for row in plan.lets_change(pair, side)]
    if kept.settled:
        rows.append([Choice(_("The plan as a PDF"), data("m", ref, "plan_pdf"))])
    return [*rows, [card.opening(pair)]]


async def _line(turn: Turn, _person: Person, pair: Pair) -> tuple[Text, ...]:
    return (await plan_reading.standing(turn, pair),) if pair.standing.stage in KNOWN else ()


_BUTTONS = (card.Button(plan_reading.PLAN, "plan"),)

card.add(
    verbs={"plan": shown, "plan_fill": fill, "plan_let": let, "plan_yes": agrees, "plan_pdf": paper},
    buttons={stage: _BUTTONS for stage in Stage if stage in KNOWN},
    lines=_line,
)
