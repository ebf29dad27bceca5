"""The possible matches of a case in a coordinator's private chat: all permitted pairs, some on each page."""

from __future__ import annotations

from bot.casework.stages import LAPSED, RUNNING, SUGGESTED, Move, Refusal, Stage
from bot.matching import Verdict, betters, channel_lines
from bot.store import access, cases, open_cases
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, Match
from bot.telegram import gate, matchmaking, moving
from bot.telegram.coordinating import verified
from bot.telegram.desk.case_card import NOTHING_HERE, to_case
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card, two_cases
from bot.telegram.stays.two_cases import AREA
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, Verbatim, _, n_

PAGE = 5
WORK = _("Work on this pair")
NOT_ANY_MORE = _("The two do not go together any more: something has changed in the meantime.")
GROUPS_TOLD = _("The groups of the two have been told of this pair.")


async def opened(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A page of the list of a case."""
    if len(rest) != 2 or not rest[1].isdecimal():
        return False
    case = await cases.get(turn.work, rest[0])
    coordinator = None if case is None else await gate.may_open(turn, person, case)
    if case is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return True
    turn.answer_callback()
    await show(turn, person, coordinator, case, int(rest[1]))
    return True


async def show(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, page: int = 0) -> None:
    """Every pair that no must forbids, the best first; all reasons only where both cases may be opened."""
    found, verdicts = await matchmaking.page_of(turn, case, page, PAGE)
    others = [await cases.get(turn.work, _other(case, verdict)) for verdict in verdicts]
    openers = [None if other is None else await gate.may_open(turn, person, other) for other in others]
    await access.note(turn.work, coordinator.id, case.id, "matches")
    for verdict, other, opener in zip(verdicts, others, openers, strict=True):
        if other is not None and other.person_id != person.id:
            await _show_pair(turn, person, case, other, verdict, opener)
    if not found:
        await _nobody(turn, person, case)
    else:
        await _turn_over(turn, person, case, found, page)


def _other(case: CaseFile, verdict: Verdict) -> str:
    return verdict.need.case_id if case.role == "host" else verdict.offer.case_id


async def _nobody(turn: Turn, person: Person, case: CaseFile) -> None:
    none = _("{number}: no possible match just now. New interviews are compared as they come.")
    why = await matchmaking.why_nobody(turn, case)
    told: tuple[Paragraph, ...] = (Lines(why),) if why else ()
    await say(turn, person, (none.of(number=Verbatim(case.number)), *told), [[to_case(case)]], protect=True)


async def _turn_over(turn: Turn, person: Person, case: CaseFile, found: int, page: int) -> None:
    line = n_("{number}: {n} possible match", "{number}: {n} possible matches").of(
        number=Verbatim(case.number), n=found
    )
    pages = -(-found // PAGE)
    if pages > 1:
        line = _("{what}, page {page} of {pages}").of(what=line, page=page + 1, pages=pages)
    turning = [Choice(_("‹ Earlier"), data(AREA, "list", case.id, str(page - 1)))] if page else []
    if page + 1 < pages:
        turning.append(Choice(_("More ›"), data(AREA, "list", case.id, str(page + 1))))
    await say(turn, person, (line,), [*([turning] if turning else []), [to_case(case)]], protect=True)


async def _show_pair(
    turn: Turn, person: Person, case: CaseFile, other: CaseFile, verdict: Verdict, opener: Coordinator | None
) -> None:
    host, guest = (case, other) if case.role == "host" else (other, case)
    head = _("<b>{one}</b> and <b>{other}</b>").of(one=Verbatim(case.number), other=Verbatim(other.number))
    stands = await _stands(turn, host, guest)
    work = [two_cases.choice(WORK, "work", host, guest)]
    if opener is None:
        group = turn.house.groups.by_slug(other.group_slug).name
        whose = _("In coarse words, since it is a case of another group: {group}").of(group=Verbatim(group))
        lines = channel_lines(verdict.coarse_reasons())
        await say(turn, person, (head, *stands, whose, Lines(lines)), [work], protect=True)
        return
    await access.note(turn.work, opener.id, other.id, "matches")
    both = [Choice(Verbatim(one.number), data("k", "case", one.id)) for one in (case, other)]
    text: tuple[Paragraph, ...] = (head, *stands, Lines((*verdict.lines(), *betters(verdict))))
    await say(turn, person, text, [both, work], details=True)


async def _stands(turn: Turn, host: CaseFile, guest: CaseFile) -> tuple[Text, ...]:
    """What was between the two, and what is missing before either can be asked."""
    told: list[Text] = []
    match = await open_cases.match_of(turn.work, host.id, guest.id)
    if match is not None and match.stage == Stage.NO_ANSWER:
        told.append(_("One of the two was asked before, and did not answer."))
    elif match is not None and match.stage == Stage.ENDED:
        told.append(_("The two have lived together before."))
    if not all(case.way == "approved" for case in (host, guest)):
        told.append(_("Not both are approved yet: neither can be asked before that."))
    return tuple(told)


async def worked_on(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """*Work on this pair*: the match is made where there is none, and its card opens."""
    found = await two_cases.named(turn, rest)
    opens = None if found is None else await two_cases.may_open_one(turn, person, *found)
    national = None if found is None or opens else await _national(turn, person, *found)
    if found is None or (opens is None and national is None):
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return True
    match = await _match(turn, person, *found)
    pair = None if match is None else await pair_of(turn, match.id)
    # Whoever may open one of the two because of another match of it does not see this one.
    coordinator = None if pair is None else await gate.may_work_on(turn, person, pair)
    if pair is None or coordinator is None:
        told = NOT_ANY_MORE if pair is None else GROUPS_TOLD
        turn.answer_callback(turn.house.texts.plain(told, person.language), alert=True)
        return True
    turn.answer_callback()
    await card.show(turn, person, coordinator, pair)
    return True


async def _national(turn: Turn, person: Person, host: CaseFile, guest: CaseFile) -> Coordinator | None:
    """A national coordinator may not open a local group's cases, but may tell the groups of a pair."""
    if person.id in {host.person_id, guest.person_id}:
        return None
    return await verified(turn, person, frozenset({turn.house.groups.national.slug}))


async def _match(turn: Turn, person: Person, host: CaseFile, guest: CaseFile) -> Match | None:
    """The match of the two as something to work on; None where they do not go together."""
    match = await open_cases.match_of(turn.work, host.id, guest.id)
    if match is not None and match.stage in RUNNING:
        return match
    verdict = await matchmaking.both(turn, host.id, guest.id)
    if verdict is None or not verdict.permitted:
        return None
    coordinator = None if match is None else await gate.may_work_on(turn, person, Pair(match, host, guest))
    if match is not None and match.stage == Stage.NO_ANSWER and coordinator is not None:
        made = await moving.make(turn, match.id, Move.REOPEN, "coordinator", coordinator=coordinator)
        if isinstance(made, Refusal):
            return None
    elif match is not None and match.stage not in {SUGGESTED, LAPSED}:
        return match
    return await matchmaking.suggest(turn, verdict)
