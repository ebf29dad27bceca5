"""A case given to a colleague, who has to accept; taken by whoever has time; and free again when somebody leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from bot.casework.stages import RUNNING
from bot.store import aways, cases, coordinators, hand_overs, matches, timers
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, HandOver, Timer
from bot.telegram import alerting, following, telling
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton, name_of, session_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, Value, Verbatim, _

EXPIRES = "hand_over"
"""The timer after which an offer that nobody answered is over."""
SHORT_ID = 12
"""So many signs of an id go into a button beside that of the case."""

SETTLED = _("That is settled already.")
NOT_ONE_OF_YOURS = _("Only coordinators of the group that looks after the case can do that.")
_ALREADY_YOURS = _("You look after this case already.")


async def choose(turn: Turn, person: Person, by: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """Who could take the case over: the group's other active coordinators, with who is away."""
    if args:
        return False
    if by.group_slug != case.group_slug:
        _box(turn, person, NOT_ONE_OF_YOURS)
        return True
    turn.answer_callback()
    rows: list[list[Choice]] = []
    for colleague in await _colleagues(turn, by, case):
        label: Text | Verbatim = Verbatim(colleague.shown_name or "")
        away = await aways.on(turn.work, colleague.id, turn.house.today(turn.now))
        if away is not None:
            label = _("{name} (away)").of(name=label)
        rows.append([Choice(label, data("c", case.id, "give", colleague.id[:SHORT_ID]))])
    waits = await hand_overs.waiting(turn.work, case.id)
    text: list[Paragraph] = [_("{number}: who could take it over?").of(number=Verbatim(case.number))]
    if waits is not None:
        text.append(_("{name} has been asked already.").of(name=await name_of(turn, waits.to_id)))
        rows.append([_taking_back(case, waits)])
    if not rows:
        text.append(_("Nobody else is in your group just now."))
    await say(turn, person, text, [*rows, [to_case(case)]], protect=True)
    return True


async def give(turn: Turn, person: Person, by: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """A colleague was chosen: they are asked in their private chat."""
    colleagues = await _colleagues(turn, by, case)
    colleague = next((one for one in colleagues if args == (one.id[:SHORT_ID],)), None)
    if colleague is None:
        return False
    other = await telling.coordinator_of(turn, colleague.id)
    if other is None or by.group_slug != case.group_slug:
        _box(turn, person, _("They cannot be written to just now. Please ask somebody else."))
        return True
    made = await hand_overs.offer(turn.work, case.id, by.id, colleague.id)
    await cases.note(turn.work, case.id, "hand_over:offered", by.id)
    await timers.stop(turn.work, case_id=case.id, kinds=(EXPIRES,))
    due = turn.now + dt.timedelta(days=turn.house.course.hand_over_days)
    await timers.start(turn.work, EXPIRES, due, case_id=case.id, about=made.id)
    asks = _("{name} asks whether you could take this case over.").of(name=await name_of(turn, by.id))
    short = made.id[:SHORT_ID]
    rows = [
        [Choice(_("Yes, I take it over"), data("c", case.id, "handed", short, "yes"))],
        [Choice(_("I can’t just now"), data("c", case.id, "handed", short, "no"))],
        [to_case(case)],
    ]
    await say(turn, other, (asks, following.one_line(case, await session_of(turn, case))), rows, protect=True)
    turn.answer_callback()
    told = _("{name} has been asked to take over {number}. Until they accept, it stays as it is.").of(
        name=await name_of(turn, colleague.id), number=Verbatim(case.number)
    )
    await say(turn, person, (told,), [[_taking_back(case, made)], [to_case(case)]], protect=True)
    return True


async def answered(turn: Turn, person: Person, by: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The colleague's yes or no, or whoever offered it takes it back; only while the offer waits."""
    if len(args) != 2 or args[1] not in {"yes", "no", "back"}:
        return False
    made = await hand_overs.waiting(turn.work, case.id)
    whose = None if made is None else made.from_id if args[1] == "back" else made.to_id
    mine = whose is not None and (await coordinators.get(turn.work, whose)).person_id == person.id
    if made is None or made.id[:SHORT_ID] != args[0] or not mine:
        _box(turn, person, SETTLED)
        return True
    to = {"yes": "accepted", "no": "declined", "back": "taken_back"}[args[1]]
    if not await hand_overs.settle(turn.work, made.id, to):
        _box(turn, person, SETTLED)
        return True
    await timers.stop(turn.work, case_id=case.id, kinds=(EXPIRES,))
    await cases.note(turn.work, case.id, f"hand_over:{to}", by.id)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    if args[1] == "yes":
        await _pass_on(turn, case, {made.from_id, case.coordinator_id} - {by.id}, by)
        await case_card.show(turn, person, by, await cases.get(turn.work, case.id) or case)
    await _tell_other(turn, case, made, args[1])
    return True


async def keep(turn: Turn, person: Person, by: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """*I look after it*: at once where nobody does; where somebody does, asked once more, and they are told."""
    if args not in {(), ("all",)}:
        return False
    if by.group_slug != case.group_slug:
        _box(turn, person, NOT_ONE_OF_YOURS)
    elif case.coordinator_id == by.id:
        _box(turn, person, _ALREADY_YOURS)
    elif case.coordinator_id is not None and not args:
        turn.answer_callback()
        text = _("{name} looks after {number}. Do you want to take it over all the same? They are told.").of(
            name=await name_of(turn, case.coordinator_id), number=Verbatim(case.number)
        )
        yes = Choice(_("Yes, I take it over"), data("c", case.id, "mine", "all"))
        await say(turn, person, (text,), [[yes], [to_case(case)]], protect=True)
    elif not await _taken_over(turn, case, by):
        _box(turn, person, SETTLED)
    else:
        turn.answer_callback(turn.house.texts.plain(_("You look after it from now on. Thank you!"), person.language))
        await case_card.show(turn, person, by, await cases.get(turn.work, case.id) or case)
    return True


async def _taken_over(turn: Turn, case: CaseFile, by: Coordinator) -> bool:
    """Of two who take it over at once, the first one wins; whoever had it before is told, or was asked to take it."""
    before = case.coordinator_id
    if not await cases.look_after(turn.work, case.id, before, by.id):
        return False
    await cases.note(turn.work, case.id, "taken", by.id)
    await _pass_on(turn, case, {before} - {None, by.id}, by)
    hear = {before, *await _offer_is_over(turn, case, by)} - {None, by.id}
    text = _("{name} has taken over {number}.").of(name=await name_of(turn, by.id), number=Verbatim(case.number))
    for coordinator_id in sorted(one for one in hear if one is not None):
        if (told := await telling.coordinator_of(turn, coordinator_id)) is not None:
            await say(turn, told, (text,), [[to_case(case)]], protect=True)
    return True


async def _offer_is_over(turn: Turn, case: CaseFile, by: Coordinator) -> tuple[str | None, ...]:
    """An offer that waited when somebody took the case over by themself is settled; both whom it was about."""
    made = await hand_overs.waiting(turn.work, case.id)
    if made is None:
        return ()
    await hand_overs.settle(turn.work, made.id, "accepted" if made.to_id == by.id else "taken_back")
    await timers.stop(turn.work, case_id=case.id, kinds=(EXPIRES,))
    return made.from_id, made.to_id


async def expired(turn: Turn, timer: Timer) -> None:
    """Nobody answered: the case stays where it is, and whoever offered it hears so."""
    made = await hand_overs.get(turn.work, timer.about)
    case = None if made is None else await cases.get(turn.work, made.case_id)
    if made is None or case is None or not await hand_overs.settle(turn.work, made.id, "taken_back"):
        return
    await cases.note(turn.work, case.id, "hand_over:taken_back")
    giver = await telling.coordinator_of(turn, made.from_id)
    if giver is not None:
        text = _("{name} has not answered, so {number} stays with you.")
        values: dict[str, Value] = {"name": await name_of(turn, made.to_id), "number": Verbatim(case.number)}
        await say(turn, giver, (text.of(**values),), [[to_case(case)]], protect=True)


async def _pass_on(turn: Turn, case: CaseFile, givers: Set[str | None], by: Coordinator) -> None:
    """The case itself goes to the one who took it over, with what the givers have of its alerts and matches."""
    ids = {one for one in givers if one is not None}
    for alert_id in await hand_overs.pass_on(turn.work, case.id, ids, by.id):
        await alerting.refresh(turn, alert_id)
    for match in await matches.of_case(turn.work, case.id):
        await matches.adopt(turn.work, match.id, by.id, sorted(RUNNING))


async def _tell_other(turn: Turn, case: CaseFile, made: HandOver, answer: str) -> None:
    """The other one of the two hears what came of the offer."""
    texts = {
        "yes": _("{name} has taken over {number}. Thank you both!"),
        "no": _("{name} can’t take {number} just now. It stays as it was."),
        "back": _("{name} does not need you to take over {number} any more."),
    }
    speaks, hears = (made.from_id, made.to_id) if answer == "back" else (made.to_id, made.from_id)
    other = await telling.coordinator_of(turn, hears)
    if other is not None:
        text = texts[answer].of(name=await name_of(turn, speaks), number=Verbatim(case.number))
        await say(turn, other, (text,), [[to_case(case)]], protect=True)


async def _colleagues(turn: Turn, by: Coordinator, case: CaseFile) -> list[Coordinator]:
    """Coordinators in the case's group's channel: neither oneself, nor whom the case is about."""
    found = await coordinators.of_group(turn.work, case.group_slug)
    return [
        one
        for one in found
        if one.present and one.shown_name and one.person_id not in {by.person_id, case.person_id, None}
    ]


def _taking_back(case: CaseFile, made: HandOver) -> Choice:
    return Choice(_("Take the question back"), data("c", case.id, "handed", made.id[:SHORT_ID], "back"))


def _box(turn: Turn, person: Person, text: Text) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=True)


case_card.add(
    verbs={"hand": choose, "give": give, "handed": answered, "mine": keep},
    buttons=[
        CardButton(_("I look after it"), "mine"),
        CardButton(_("Hand it over"), "hand"),
    ],
)
