"""What the card of a match tells of a stay, how it is going, and what was told a coordinator by phone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.end_answers import EndAnswer
from bot.casework.endings import FAR_AWAY
from bot.casework.stages import ELSEWHERE, STAYING, Refusal, Stage
from bot.casework.stay_words import (
    StayFacts,
    asked_line,
    end_lines,
    going_line,
    open_line,
    stay_lines,
    words_line,
)
from bot.store import access, follow_ups, matches, stays
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import FollowUp
from bot.telegram import telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import after_stay, card, confiding, days, ending_wish, following_up
from bot.telegram.stays.sides import BY_LETTER
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.feedback import AGAIN, GOING, going
from conversations.text import Lines, Paragraph, Text, Verbatim, _

MOST_SHOWN = 10
"""How many of the newest answers stand in one message."""
IN_CONFIDENCE = _("Only the coordinator who looks after the stay sees the answers.")
NOBODY = _("Nobody looks after this stay. Whoever does sees what both have answered.")


async def lines(turn: Turn, _person: Person, pair: Pair) -> Sequence[Text]:
    """The days of the stay, on the card."""
    stay = await stays.get(turn.work, pair.match.id)
    if stay is None:
        return ()
    facts = StayFacts(
        trial_on=stay.trial_on,
        began_on=stay.began_on,
        until=stay.until,
        notice_days=stay.notice_days,
        next_home=stay.next_home,
        ended_on=stay.ended_on,
    )
    after = (open_line(pair.host.paused_until, turn.house.today(turn.now)),) if stay.ended_on is not None else ()
    return (*stay_lines(facts), *after)


async def going_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]
) -> bool:
    """*How it is going*: the answers for whoever looks after the stay; for others, only that there are some."""
    if not args:
        turn.answer_callback()
        await _show(turn, person, coordinator, pair)
        return True
    side = BY_LETTER.get(args[0])
    if side is None:
        return False
    if pair.standing.stage not in STAYING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    answer = going(args[1]) if len(args) > 1 else None
    if answer is None:
        await _ask_by_phone(turn, person, pair, args[0], side)
        return True
    row = await _open_row(turn, pair, side)
    await following_up.keep(turn, pair, side, row, answer, heard_by=person)
    await say(turn, person, (_("Noted, in confidence."),), [[card.opening(pair)]], protect=True)
    return True


async def _open_row(turn: Turn, pair: Pair, side: Role) -> FollowUp:
    """The side's newest question where it waits for an answer, else a new one."""
    asked = [row for row in await follow_ups.of_match(turn.work, pair.match.id) if row.side == side]
    newest = next((row for row in reversed(asked) if row.kind in following_up.KINDS), None)
    if newest is not None and newest.answer is None:
        return newest
    return await follow_ups.add(turn.work, pair.match.id, side, following_up.GOING_KIND)


async def _ask_by_phone(turn: Turn, person: Person, pair: Pair, letter: str, side: Role) -> None:
    text = _("How is it going, in the words of {number} on the phone?").of(number=Verbatim(pair.case(side).number))
    rows: list[Sequence[Choice]] = [
        [Choice(option.label, data("m", pair.match.id, "going", letter, option.code))] for option in GOING
    ]
    await say(turn, person, (text,), [*rows, [card.opening(pair)]], protect=True)


async def _show(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair) -> None:
    reads = await confiding.looks_after(turn, person, pair)
    asked = (await follow_ups.of_match(turn.work, pair.match.id))[-MOST_SHOWN:]
    text: list[Paragraph] = [_("<b>How it is going</b>")]
    if not reads:
        nobody = await telling.coordinator_of(turn, pair.match.coordinator_id) is None
        text.append(NOBODY if nobody else IN_CONFIDENCE)
    for row in asked:
        text.append(Lines(tuple(await _told(turn, pair, row, reads))))
    if not asked:
        text.append(_("Nobody has been asked yet."))
    if reads:
        for case in (pair.host, pair.guest):
            await access.note(turn.work, coordinator.id, case.id, "follow_up")
    await say(turn, person, text, await _buttons(turn, pair), details=True)


async def _told(turn: Turn, pair: Pair, row: FollowUp, reads: bool) -> list[Text]:
    number = pair.case("host" if row.side == "host" else "guest").number
    day = turn.house.today(row.asked_at)
    if row.answer is None or not reads or row.kind == ending_wish.KIND:
        return [asked_line(number, row.kind, day, row.answer is not None)]
    if row.kind == after_stay.KIND:
        answer = EndAnswer.read(row.answer)
        told = list(end_lines(number, day, answer.was or "", answer.better))
    else:
        told = [going_line(number, day, row.answer)]
    words = await follow_ups.words(turn.work, row)
    return [*told, words_line(words)] if words is not None else told


async def _buttons(turn: Turn, pair: Pair) -> list[Sequence[Choice]]:
    rows: list[Sequence[Choice]] = []
    if pair.standing.stage in STAYING:
        if await telling.coordinator_of(turn, pair.match.coordinator_id) is None:
            rows.append([Choice(_("I look after this stay"), data("m", pair.match.id, "mystay"))])
        for letter, side in BY_LETTER.items():
            if not telling.can_be_written_to(await telling.person_of(turn, pair.case(side))):
                label = _("{number} by phone").of(number=Verbatim(pair.case(side).number))
                rows.append([Choice(label, data("m", pair.match.id, "going", letter))])
    return [*rows, [card.opening(pair)]]


async def mine_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, _args: tuple[str, ...]
) -> bool:
    """*I look after this stay*, where nobody does any more."""
    if pair.standing.stage not in STAYING or await telling.coordinator_of(turn, pair.match.coordinator_id) is not None:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    await matches.give_to(turn.work, pair.match.id, coordinator.id)
    fresh = await pair_of(turn, pair.match.id)
    await _show(turn, person, coordinator, fresh or pair)
    return True


async def open_pressed(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """*Is the home open again?* after a stay, where the host has told it a coordinator."""
    if pair.standing.stage is not Stage.ENDED:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    match args:
        case ("now" | "rest" as choice,):
            await after_stay.open_from(turn, pair.host, None if choice == "now" else FAR_AWAY)
            fresh = await pair_of(turn, pair.match.id)
            await card.show(turn, person, coordinator, fresh or pair)
        case _:
            rows = [
                [Choice(option.label, data("m", pair.match.id, "open_again", option.code))]
                for option in AGAIN
                if option.code != "later"
            ]
            text = _("Is the home open again for a guest, as the host has told you?")
            await say(turn, person, (text,), [*rows, [card.opening(pair)]], protect=True)
    return True


_GOING_BUTTON = card.Button(_("How it is going"), "going")

card.add(
    verbs={"going": going_pressed, "mystay": mine_pressed, "open_again": open_pressed},
    buttons={
        Stage.TRIAL: (_GOING_BUTTON,),
        Stage.PLAN_AGREED: (_GOING_BUTTON,),
        Stage.LIVING: (_GOING_BUTTON,),
        Stage.ENDED: (
            card.Button(_("How it was"), "going"),
            card.Button(_("Is the home open again?"), "open_again"),
        ),
    },
    lines=lines,
)
