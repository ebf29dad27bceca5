"""A way in that ends: "not now" or declined, with a message that the coordinator sees first; and opened again."""

from __future__ import annotations

from bot.casework import way_in as rules
from bot.casework.alert_kinds import Kind
from bot.casework.stages import RECEIVED, RUNNING, SET_ASIDE, Stage
from bot.casework.way_in import ENDED, WAY_NAMES, Way
from bot.store import alerts, cases, matches, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, matchmaking, telling
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import to_case
from bot.telegram.desk.way_in import GOES_ON, MOVED_ON
from bot.telegram.keyboards import Choice, data
from bot.telegram.sending import role_of
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import LanguageName, Lines, Paragraph, Text, Verbatim, _

_RUNS = _(
    "A match of this case is under way, and both sides would be left in the dark. "
    "Please bring the match to an end first."
)
_PREVIEW = _("{number}: the person would read this, in this language: {language}")
_BY_PHONE = _("They have no Telegram here, so telling them becomes a task “call”.")
_NOTE_ONLY_YOU = _("Whatever you choose, your note about why is seen by coordinators only.")


async def end(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """*Not now* or *Declined*: first the preview, then what was chosen there."""
    match args:
        case ("not_now" | "declined",):
            turn.answer_callback()
            await _preview(turn, person, case, Way(args[0]))
        case ("not_now" | "declined", "tell" | "quiet"):
            await _end(turn, person, coordinator, case, Way(args[0]), told=args[1] == "tell")
        case _:
            return False
    return True


async def _preview(turn: Turn, person: Person, case: CaseFile, way: Way) -> None:
    """The very words, in the language of whoever will read them."""
    if Way(case.way) in ENDED or case.state not in GOES_ON:
        await say(turn, person, (MOVED_ON,), [[to_case(case)]])
        return
    if running := await _running(turn, case):
        opens = [Choice(_("Open the match"), data("m", match_id, "open")) for match_id in running]
        await say(turn, person, (_RUNS,), [opens, [to_case(case)]], protect=True)
        return
    owner = await people.get(turn.work, case.person_id)
    words = [Verbatim(turn.house.texts.plain(one, owner.language)) for one in rules.ending_words(way, role_of(case))]
    head = _PREVIEW.of(number=Verbatim(case.number), language=LanguageName(owner.language))
    text: list[Paragraph] = [head, Lines(tuple(words))]
    text += [] if telling.can_be_written_to(owner) else [_BY_PHONE]
    rows = [
        [Choice(_("Note it and send this"), data("c", case.id, "end", way.value, "tell"))],
        [Choice(_("Note it, I tell them myself"), data("c", case.id, "end", way.value, "quiet"))],
        [to_case(case)],
    ]
    await say(turn, person, [*text, _NOTE_ONLY_YOU], rows, protect=True)


async def _end(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, way: Way, *, told: bool) -> None:
    if Way(case.way) in ENDED or case.state not in GOES_ON:
        _box(turn, person, MOVED_ON)
        return
    if await _running(turn, case):
        _box(turn, person, _RUNS)
        return
    if not await cases.step(turn.work, case.id, case.way, way.value, state=SET_ASIDE):
        _box(turn, person, MOVED_ON)
        return
    await cases.note(turn.work, case.id, rules.code_of(way), coordinator.id)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    over = {Kind.INTERVIEW, Kind.NO_MATCH}
    found = [alert for alert in await alerts.of_case(turn.work, case.id) if alert.kind in over]
    await alerting.withdraw(turn, found, even_over=True)
    await _look(turn, case)
    if told:
        await telling.tell(turn, case, rules.ending_words(way, role_of(case)), about="way_in")
    text = _("<b>{number}</b>: {step}").of(number=Verbatim(case.number), step=WAY_NAMES[way])
    note = Choice(_("Add a note"), data("c", case.id, "note", way.value))
    again = Choice(_("Open again"), data("c", case.id, "reopen"))
    await say(turn, person, (text,), [[note], [again], [to_case(case)]], protect=True)


async def reopen(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """After "not now" or declined, the way in goes on where it stood, and matches are looked for again."""
    if args:
        return False
    events = await cases.events(turn.work, case.id)
    back = rules.before_the_end(event.what for event in events)
    ended = Way(case.way) in ENDED and case.state == SET_ASIDE
    if not ended or not await cases.step(turn.work, case.id, case.way, back.value, state=RECEIVED, set_aside_why=None):
        _box(turn, person, MOVED_ON)
        return True
    await cases.note(turn.work, case.id, rules.taken_back(back), coordinator.id)
    turn.answer_callback(turn.house.texts.plain(_("Open again."), person.language))
    await _look(turn, case)
    fresh = await cases.get(turn.work, case.id)
    if fresh is not None:
        await case_card.show(turn, person, coordinator, fresh)
    return True


async def _running(turn: Turn, case: CaseFile) -> list[str]:
    return [match.id for match in await matches.of_case(turn.work, case.id) if Stage(match.stage) in RUNNING]


async def _look(turn: Turn, case: CaseFile) -> None:
    """The case's matches come after it."""
    fresh = await cases.get(turn.work, case.id)
    if fresh is not None:
        await matchmaking.look(turn, fresh)


def _box(turn: Turn, person: Person, text: Text) -> None:
    turn.answer_callback(turn.house.texts.plain(text, person.language), alert=True)


case_card.add(verbs={"end": end, "reopen": reopen})
