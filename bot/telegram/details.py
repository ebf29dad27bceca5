"""A case's details in a coordinator's private chat: everything about it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.numbers import read_number
from bot.casework.stages import SET_ASIDE
from bot.matching import Verdict, betters, channel_lines
from bot.store import access, cases, codes, consents, interviews, matches, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Match
from bot.telegram import following, gate, matchmaking
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.consents import SENTENCES
from conversations.pages import summary_lines
from conversations.session import Session
from conversations.text import Lines, Moment, Paragraph, Text, Verbatim, _

MOST_MATCHES = 5
NOTHING_HERE = _("There is no such case, or it is not one of your group.")
ANSWERING = _("The person is answering just now. Please try again when they have sent their answers.")


async def opened(turn: Turn, person: Person, code: str) -> bool:
    """A details link was opened; False where it does not work for this person."""
    payload = await codes.look(turn.work, "details", code, person_id=person.id)
    if payload is None:
        return False
    allowed = [(case, await gate.may_open(turn, person, case)) for case in await _cases(turn, payload)]
    await codes.use(turn.work, "details", code, person_id=person.id)
    for case, coordinator in allowed:
        if coordinator is not None:
            await show(turn, person, coordinator, case)
    if not any(coordinator for _case, coordinator in allowed):
        await say(turn, person, (NOTHING_HERE,))
    elif "match" in payload and all(coordinator for _case, coordinator in allowed):
        match = await matches.get(turn.work, payload["match"])
        if match is not None:
            await _show_match(turn, person, match)
    return True


async def pressed(turn: Turn, person: Person, case_id: str) -> None:
    """A case chosen from /cases."""
    if (found := await _open(turn, person, case_id)) is not None:
        turn.answer_callback()
        await show(turn, person, *found)


async def by_number(turn: Turn, person: Person, typed: str) -> None:
    """A case whose number was typed."""
    number = read_number(typed)
    case = None if number is None else await cases.by_number(turn.work, number)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        await say(turn, person, (NOTHING_HERE,))
        return
    await show(turn, person, coordinator, case)


async def _open(turn: Turn, person: Person, case_id: str) -> tuple[Coordinator, CaseFile] | None:
    """The case, if the presser may open it; otherwise the same word as for a case that is not there."""
    case = await cases.get(turn.work, case_id)
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return None
    return coordinator, case


async def show(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile) -> None:
    """Everything about a case, protected from forwarding; the look is written down."""
    await access.note(turn.work, coordinator.id, case.id, "details")
    owner = await people.get(turn.work, case.person_id)
    interview = await interviews.get(turn.work, owner, case.interview_id)
    session = await load(turn, owner, interview)
    rows: list[list[Choice]] = []
    if not case.confirmed:
        rows.append([Choice(_("I have spoken with them alone"), data("k", "spoken", case.id))])
    rows.append([Choice(_("Possible matches"), data("k", "matches", case.id))])
    await say(turn, person, await _card(turn, owner, case, session), rows, protect=True)


async def spoken(turn: Turn, person: Person, case_id: str) -> None:
    """A coordinator has spoken alone with the person whom somebody else helped: the record counts from now on."""
    found = await _open(turn, person, case_id)
    if found is None:
        return
    coordinator, case = found
    owner = await people.get(turn.work, case.person_id)
    session = await load(turn, owner, await interviews.get(turn.work, owner, case.interview_id))
    if session.open_questions():
        turn.answer_callback(turn.house.texts.plain(ANSWERING, person.language), alert=True)
        return
    turn.answer_callback(turn.house.texts.plain(_("Noted: confirmed."), person.language))
    if not case.confirmed:
        await access.note(turn.work, coordinator.id, case.id, "spoken")
        await following.confirm(turn, case, session)


async def matches_of(turn: Turn, person: Person, case_id: str) -> None:
    """Every pair that no must forbids, the best first; all reasons only where both cases may be opened."""
    found = await _open(turn, person, case_id)
    if found is None:
        return
    coordinator, case = found
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "matches")
    verdicts = (await matchmaking.possible(turn, case))[:MOST_MATCHES]
    if not verdicts:
        none = _("{number}: no possible match just now. New interviews are compared as they come.")
        why = await matchmaking.why_nobody(turn, case)
        told: tuple[Paragraph, ...] = (Lines(why),) if why else ()
        await say(turn, person, (none.of(number=Verbatim(case.number)), *told), protect=True)
    for verdict in verdicts:
        other = await cases.get(turn.work, verdict.need.case_id if case.role == "host" else verdict.offer.case_id)
        if other is not None:
            await _show_pair(turn, person, case, other, verdict)


async def _show_pair(turn: Turn, person: Person, case: CaseFile, other: CaseFile, verdict: Verdict) -> None:
    head = _("<b>{one}</b> and <b>{other}</b>").of(one=Verbatim(case.number), other=Verbatim(other.number))
    coordinator = await gate.may_open(turn, person, other)
    if coordinator is None:
        group = turn.house.groups.by_slug(other.group_slug).name
        whose = _("In coarse words, since it is a case of another group: {group}").of(group=Verbatim(group))
        lines = channel_lines(verdict.coarse_reasons())
        await say(turn, person, (head, whose, Lines(lines)), protect=True)
        return
    await access.note(turn.work, coordinator.id, other.id, "matches")
    rows = [[Choice(Verbatim(other.number), data("k", "case", other.id))]]
    await say(turn, person, (head, Lines((*verdict.lines(), *betters(verdict)))), rows, protect=True)


async def _cases(turn: Turn, payload: dict[str, str]) -> list[CaseFile]:
    ids: Sequence[str] = [payload["case"]] if "case" in payload else []
    if "match" in payload and (match := await matches.get(turn.work, payload["match"])) is not None:
        ids = [match.host_case_id, match.guest_case_id]
    found = [await cases.get(turn.work, case_id) for case_id in ids]
    return [case for case in found if case is not None]


async def _card(turn: Turn, owner: Person, case: CaseFile, session: Session) -> tuple[Paragraph, ...]:
    lines: list[Text] = [
        _("Sent: {at}").of(at=Moment(case.sent_at)),
        _("Local group: {group}").of(group=Verbatim(turn.house.groups.by_slug(case.group_slug).name)),
    ]
    if not case.confirmed:
        lines.append(_("⚠ Filled in by somebody else, not confirmed yet"))
    if case.state == SET_ASIDE:
        why = await cases.why(turn.work, owner, case)
        lines.append(_("🚫 Set aside. {why}").of(why=Verbatim(why or "")))
    if owner.unreachable_at is not None:
        lines.append(_("⚠ Cannot be reached by Telegram"))
    standing = await consents.standing(turn.work, owner.id)
    agreed = tuple(
        _("✓ {sentence}").of(sentence=SENTENCES[purpose])
        for purpose in SENTENCES
        if purpose in standing and standing[purpose].given and standing[purpose].withdrawn_at is None
    )
    return (
        following.one_line(case, session),
        Lines(tuple(lines)),
        Lines(summary_lines(session)),
        Lines((_("<b>Agreed to</b>"), *agreed)),
    )


async def _show_match(turn: Turn, person: Person, match: Match) -> None:
    """Why the two could suit each other, in full: for this chat only."""
    verdict = await matchmaking.judged(turn, match)
    reason = await matches.refusal(turn.work, match)
    text: list[Paragraph] = [_("<b>Why they could suit</b>")]
    if verdict is not None:
        text.append(Lines((*verdict.lines(), *betters(verdict))))
    if reason is not None:
        text.append(_("Not suitable, because: {reason}").of(reason=Verbatim(reason)))
    await say(turn, person, text, protect=True)
