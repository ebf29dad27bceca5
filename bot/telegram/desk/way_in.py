"""A person's way in on the case's card: each step with the coordinator's name, taken back one at a time, or ended."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework import way_in as rules
from bot.casework.alert_kinds import Kind
from bot.casework.history import case_event, named
from bot.casework.stages import RECEIVED, SET_ASIDE
from bot.casework.way_in import ENDED, WAY_NAMES, Way
from bot.store import access, alerts, cases, notes, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import AlertState, CaseFile
from bot.telegram import alerting, following
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import CardButton, name_of, session_of, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.sending import role_of
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Items, Lines, Moment, Paragraph, Text, Verbatim, _

MOVED_ON = _("The case has moved on in the meantime. Please open it once more.")
NOTED_ALREADY = _("That is noted already.")
NOT_CONFIRMED = _("It is not confirmed yet: please speak with the person alone first.")
ANSWERING = _("The person is answering just now. Please try again when they have sent their answers.")

GOES_ON = frozenset({RECEIVED, SET_ASIDE})
"""States of a case whose way in can go on; one that was withdrawn or has ended is over."""

_LABELS: dict[tuple[Way, str], Text] = {
    (Way.SPOKEN, "phone"): _("Spoken by phone"),
    (Way.SPOKEN, "person"): _("Spoken in person"),
    (Way.VISITED, ""): _("Home visited"),
    (Way.APPROVED, ""): _("Approve"),
}


def visits(turn: Turn, case: CaseFile) -> bool:
    """Whether the case's group visits homes before it approves a host."""
    return case.group_slug not in turn.house.course.without_visit


def next_step(turn: Turn, case: CaseFile) -> Way | None:
    """What comes next on the case's way in."""
    return rules.next_step(Way(case.way), role_of(case), visit=visits(turn, case))


async def lines(turn: Turn, case: CaseFile) -> Sequence[Text]:
    """Where the way in stands, who took the last step, and what is missing before asking can begin."""
    last = next((event for event in reversed(await cases.events(turn.work, case.id)) if _is_step(event.what)), None)
    stands: Text = WAY_NAMES[Way(case.way)]
    if last is not None and last.coordinator_id is not None:
        stands = _("{step} ({name}, {day})").of(
            step=stands, name=await name_of(turn, last.coordinator_id), day=turn.house.today(last.at)
        )
    told = [_("Way in: {step}").of(step=stands)]
    missing = rules.still_to_do(Way(case.way), role_of(case), visit=visits(turn, case))
    if missing:
        told.append(_("Missing before anybody can be asked: {steps}").of(steps=Items(missing)))
    return told


async def rows(turn: Turn, case: CaseFile) -> Sequence[Sequence[Choice]]:
    """The next step, to be pressed once it is done; none for a case that is over."""
    if case.state not in GOES_ON:
        return []
    if not case.confirmed:
        return [[Choice(_("I have spoken with them alone"), data("k", "spoken", case.id))]]
    step = next_step(turn, case)
    return [
        [
            Choice(label, data("c", case.id, "step", one.value, *([how] if how else [])))
            for (one, how), label in _LABELS.items()
            if one is step
        ]
    ]


async def overview(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The whole way in: each step, by whom and when, with its notes, and what can be done now."""
    if args:
        return False
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "way_in")
    told: list[Paragraph] = [_("<b>{number}</b>: the way in").of(number=Verbatim(case.number))]
    taken: list[Text] = []
    for event in await cases.events(turn.work, case.id):
        what = case_event(event.what) if _is_step(event.what) or event.what == "sent" else None
        if what is not None:
            line = _("{at}: {what}").of(at=Moment(event.at), what=what)
            taken.append(
                line if event.coordinator_id is None else named(line, await name_of(turn, event.coordinator_id))
            )
    told.append(Lines(tuple(taken)))
    owner = await people.get(turn.work, case.person_id)
    said = [note for note in await notes.of_case(turn.work, owner, case.id) if note.about]
    told += [Lines((_("<b>Notes</b>"), *[Verbatim(note.words) for note in said]))] if said else []
    told.append(Lines(tuple(await lines(turn, case))))
    await say(turn, person, told, [*await rows(turn, case), *_other_ways(turn, case), [to_case(case)]], details=True)
    return True


def _other_ways(turn: Turn, case: CaseFile) -> list[list[Choice]]:
    if Way(case.way) in ENDED:
        return [[Choice(_("Open again"), data("c", case.id, "reopen"))]]
    if case.state not in GOES_ON:
        return []
    ends = [Choice(WAY_NAMES[way], data("c", case.id, "end", way.value)) for way in (Way.NOT_NOW, Way.DECLINED)]
    return [*_undo(turn, case), ends]


def _undo(turn: Turn, case: CaseFile) -> list[list[Choice]]:
    if case.state not in GOES_ON:
        return []
    before = rules.step_before(Way(case.way), role_of(case), visit=visits(turn, case))
    return [] if before is None else [[Choice(_("Take the last step back"), data("c", case.id, "undo", case.way))]]


async def step(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The next step is done."""
    to, how = args[0] if args else "", args[1] if len(args) > 1 else ""
    if len(args) > 2 or (to, how) not in {(way.value, code) for way, code in _LABELS}:
        return False
    way = Way(to)
    if case.state not in GOES_ON:
        _box(turn, person, MOVED_ON)
    elif not case.confirmed:
        _box(turn, person, NOT_CONFIRMED)
    elif next_step(turn, case) is not way:
        _box(turn, person, NOTED_ALREADY if _reached(case, way) else MOVED_ON)
    elif await _taken(turn, coordinator, case, way, how):
        turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
        await _say_where(turn, person, case, way)
    else:
        _box(turn, person, MOVED_ON)
    return True


async def alone(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile) -> None:
    """A coordinator has spoken alone with the person whom somebody else helped: the record counts from now on."""
    session = await session_of(turn, case)
    if session.open_questions():
        _box(turn, person, ANSWERING)
        return
    turn.answer_callback(turn.house.texts.plain(_("Noted: confirmed."), person.language))
    if case.confirmed:
        return
    await access.note(turn.work, coordinator.id, case.id, "spoken")
    spoken = Way(case.way) is Way.RECEIVED and await _taken(turn, coordinator, case, Way.SPOKEN, "alone")
    await following.confirm(turn, case, session)
    if spoken:
        await _say_where(turn, person, case, Way.SPOKEN)


async def undo(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The last step was pressed by mistake, or does not count any more."""
    if len(args) != 1 or args[0] not in set(Way):
        return False
    back = rules.step_before(Way(args[0]), role_of(case), visit=visits(turn, case))
    if back is None or not await cases.step(turn.work, case.id, args[0], back.value):
        _box(turn, person, MOVED_ON)
        return True
    await cases.note(turn.work, case.id, rules.taken_back(back), coordinator.id)
    turn.answer_callback(turn.house.texts.plain(_("Taken back."), person.language))
    await _show_fresh(turn, person, coordinator, case)
    return True


async def _taken(turn: Turn, coordinator: Coordinator, case: CaseFile, way: Way, how: str) -> bool:
    """Writes the step where the case still stands as it was seen; whoever takes it looks after the case from now on,
    where nobody does yet.
    """
    if not await cases.step(turn.work, case.id, case.way, way.value):
        return False
    await cases.note(turn.work, case.id, rules.code_of(way, how), coordinator.id)
    if coordinator.group_slug == case.group_slug:
        await cases.look_after(turn.work, case.id, None, coordinator.id)
    for alert in await alerts.of_case(turn.work, case.id):
        waits = alert.state in {AlertState.WAITING, AlertState.OPEN} and alert.kind == Kind.INTERVIEW
        if waits and await alerts.take(turn.work, alert.id, coordinator.id):
            await alerting.refresh(turn, alert.id)
    return True


async def _say_where(turn: Turn, person: Person, case: CaseFile, way: Way) -> None:
    fresh = await cases.get(turn.work, case.id) or case
    told: list[Paragraph] = [
        _("<b>{number}</b>: {step}").of(number=Verbatim(case.number), step=WAY_NAMES[way]),
        Lines(tuple(await lines(turn, fresh))),
    ]
    note = Choice(_("Add a note"), data("c", case.id, "note", way.value))
    await say(
        turn, person, told, [*await rows(turn, fresh), [note], *_undo(turn, fresh), [to_case(case)]], protect=True
    )


async def _show_fresh(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile) -> None:
    fresh = await cases.get(turn.work, case.id)
    if fresh is not None:
        await case_card.show(turn, person, coordinator, fresh)


def _is_step(what: str) -> bool:
    return rules.read_code(what) is not None


def _reached(case: CaseFile, way: Way) -> bool:
    return case.way == way or way in rules.steps(role_of(case), visit=True)[: _place(case)]


def _place(case: CaseFile) -> int:
    known = rules.steps(role_of(case), visit=True)
    return known.index(Way(case.way)) if case.way in known else 0


def _box(turn: Turn, person: Person, text: Text) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=True)


case_card.add(
    verbs={"way": overview, "step": step, "undo": undo},
    buttons=[CardButton(_("The way in"), "way")],
    lines=lines,
    rows=rows,
)
