"""Any two cases are brought together by hand: what is to be checked needs a word why, a broken must a reason that is
kept and shown, and what the safety table is against needs a second coordinator.
"""

from __future__ import annotations

from bot.casework.numbers import read_number
from bot.casework.stages import LAPSED, SUGGESTED, Move, Refusal, Stage
from bot.matching import Outcome, betters
from bot.store import access, alerts, cases, pair_decisions, safety_tallies
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.safety_tallies import Tally
from bot.store.tables import CaseFile, Match
from bot.telegram import alerting, gate, matchmaking, moving, prompts
from bot.telegram.desk import case_card
from bot.telegram.desk.case_card import NOTHING_HERE, CardButton
from bot.telegram.keyboards import Choice
from bot.telegram.moves import Pair
from bot.telegram.prompts import Prompt
from bot.telegram.speaking import say
from bot.telegram.stays import card, second_word, taking, two_cases
from bot.telegram.stays.two_cases import Two
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, _

NUMBER, WHY = "pair_number", "pair_why"
"""The kinds of words that are asked for here."""

ASK_NUMBER = _(
    "With whom? Please write the number of the other case. "
    "Under “Possible matches” you find those whom no must forbids."
)
BOTH_SAME = _("Both are hosts or both are guests. Please write the number of a case of the other kind.")
ASK_CHECKED = _(
    "Please write in a few words why the two could suit all the same, and what you know of what is to be checked. "
    "Only coordinators see it."
)
ASK_BROKEN = _(
    "A must is broken. Please write why the two are to be brought together all the same. "
    "The reason is kept, and every coordinator who opens the match sees it."
)
ASK_SAFETY = _(
    "The safety table is against this pair. Please write why the two are to be brought together all the same. "
    "A second coordinator reads your reason and has to agree. The reason is kept, and coordinators see it."
)
NOT_POSSIBLE_NOW = _("That is not possible any more: something has changed in the meantime.")
MOST_WORDS = 500


async def asked(turn: Turn, person: Person, _coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """*Pair with…* on a case's card."""
    if args:
        return False
    turn.answer_callback()
    return await prompts.start(turn, person, NUMBER, case.id, BY_NUMBER)


async def _mine(turn: Turn, person: Person, case_id: str) -> CaseFile | None:
    """The case from whose card it began, where the person may still open it."""
    case = await cases.get(turn.work, case_id)
    return None if case is None or await gate.may_open(turn, person, case) is None else case


async def _ask_number(turn: Turn, person: Person, case_id: str) -> tuple[Paragraph, ...] | None:
    return None if await _mine(turn, person, case_id) is None else (ASK_NUMBER,)


async def _got_number(turn: Turn, person: Person, case_id: str, words: str) -> bool:
    mine, number = await _mine(turn, person, case_id), read_number(words)
    other = None if number is None else await cases.by_number(turn.work, number)
    if mine is None or other is None or await gate.may_open(turn, person, other) is None:
        await say(turn, person, (NOTHING_HERE,))
        return mine is None
    if mine.role == other.role:
        await say(turn, person, (BOTH_SAME,))
        return False
    host, guest = (mine, other) if mine.role == "host" else (other, mine)
    coordinator = await two_cases.may_open_both(turn, person, host, guest)
    if coordinator is None:
        await say(turn, person, (NOTHING_HERE,))
        return True
    await show(turn, person, coordinator, host, guest)
    return True


async def by_hand(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """From the card of a match that does not hold any more, or that is over."""
    if args:
        return False
    turn.answer_callback()
    await show(turn, person, coordinator, pair.host, pair.guest)
    return True


async def show(turn: Turn, person: Person, coordinator: Coordinator, host: CaseFile, guest: CaseFile) -> None:
    """The verdict, and what can be done with it; each such look at the safety table is counted."""
    for case in (host, guest):
        await access.note(turn.work, coordinator.id, case.id, "matches")
    two = await two_cases.of(turn, host, guest)
    text: list[Paragraph] = [_("<b>{numbers}</b>").of(numbers=two.numbers)]
    if two.verdict is not None:
        text.append(Lines((*two.verdict.lines(), *betters(two.verdict))))
        await safety_tallies.add(turn.work, turn.house.today(turn.now), Tally(1, int("safety" in two.broken)))
    if (against := two.against()) is not None:
        text.append(against)
    if two.match is not None:
        text += await second_word.told(turn, two)
    await say(turn, person, text, _buttons(two, person), details=True)


def _buttons(two: Two, person: Person) -> list[list[Choice]]:
    if two.running and two.match is not None:
        return [[card.opening(Pair(two.match, two.host, two.guest))]]
    if two.against() is not None:
        return []
    if two.waits_for_second and two.match is not None:
        return second_word.buttons(two.match)
    if two.needs_word:
        label = _("Pair them all the same") if two.broken else _("Pair them, and say why")
        return [[two_cases.choice(label, "why", two.host, two.guest)]]
    return [[two_cases.choice(_("Work on this pair"), "take", two.host, two.guest)]]


async def why(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """The button under the verdict that leads to the question for the reason."""
    if await _both(turn, person, rest) is None:
        return True
    turn.answer_callback()
    if not await prompts.start(turn, person, WHY, " ".join(rest), REASON):
        await say(turn, person, (NOT_POSSIBLE_NOW,))
    return True


async def _ask_why(turn: Turn, person: Person, ref: str) -> tuple[Paragraph, ...] | None:
    found = await two_cases.named(turn, ref.split())
    coordinator = None if found is None else await two_cases.may_open_both(turn, person, *found)
    two = None if found is None or coordinator is None else await two_cases.of(turn, *found)
    if two is None or two.against() is not None or two.waits_for_second:
        return None
    head = _("<b>{numbers}</b>").of(numbers=two.numbers)
    if "safety" in two.broken:
        return head, ASK_SAFETY
    return head, ASK_BROKEN if two.broken else ASK_CHECKED


async def _got_why(turn: Turn, person: Person, ref: str, words: str) -> bool:
    found = await two_cases.named(turn, ref.split())
    coordinator = None if found is None else await two_cases.may_open_both(turn, person, *found)
    two = None if found is None else await two_cases.of(turn, *found)
    if two is None or coordinator is None or two.against() is not None or two.waits_for_second:
        await say(turn, person, (NOT_POSSIBLE_NOW,))
        return True
    match = await _match(turn, two)
    needs_second = "safety" in two.broken
    codes = (*two.broken, *two.found(Outcome.CHECK))
    await pair_decisions.put(
        turn.work, match.id, broken=codes, words=words, first_id=coordinator.id, needs_second=needs_second
    )
    if needs_second:
        await second_word.ask(turn, person, match)
    else:
        await begin(turn, person, coordinator, match)
    return True


async def _match(turn: Turn, two: Two) -> Match:
    if two.verdict is None:
        raise LookupError("one of the two cannot be matched")
    match, _new = await matchmaking.put(turn, two.verdict, stage=LAPSED if two.broken else SUGGESTED)
    return match


async def taken(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """*Work on this pair* where nothing is left to be said."""
    found = await _both(turn, person, rest)
    if found is None:
        return True
    coordinator, host, guest = found
    two = await two_cases.of(turn, host, guest)
    if two.against() is not None or two.waits_for_second or two.needs_word:
        turn.answer_callback(turn.house.texts.plain(NOT_POSSIBLE_NOW, person.language), alert=True)
        return True
    turn.answer_callback()
    await begin(turn, person, coordinator, await _match(turn, two))
    return True


async def begin(turn: Turn, person: Person, coordinator: Coordinator, match: Match) -> None:
    """The coordinator takes a match on which the word has been given, and sees its card."""
    if match.stage not in {SUGGESTED, LAPSED}:
        reopened = await moving.make(turn, match.id, Move.REOPEN, "coordinator", coordinator=coordinator)
        if isinstance(reopened, Refusal):
            await say(turn, person, (reopened.says,))
            return
    pair = await moving.make(turn, match.id, Move.TAKE, "coordinator", coordinator=coordinator)
    if isinstance(pair, Refusal):
        await say(turn, person, (pair.says,))
        return
    lead = await taking.lead_alert(turn, pair)
    if lead is not None and await alerts.take(turn.work, lead.id, coordinator.id):
        await alerting.stand_together(turn, lead.id)
    await card.show(turn, person, coordinator, pair)


async def _both(turn: Turn, person: Person, numbers: tuple[str, ...]) -> tuple[Coordinator, CaseFile, CaseFile] | None:
    """The two of a press, if the presser may open both; otherwise the same word as for cases that are not there."""
    found = await two_cases.named(turn, numbers)
    coordinator = None if found is None else await two_cases.may_open_both(turn, person, *found)
    if found is None or coordinator is None:
        turn.answer_callback(turn.house.texts.plain(NOTHING_HERE, person.language), alert=True)
        return None
    return coordinator, *found


BY_NUMBER = Prompt(ask=_ask_number, got=_got_number, most=50)
REASON = Prompt(ask=_ask_why, got=_got_why, most=MOST_WORDS)

case_card.add(verbs={"pair": asked}, buttons=[CardButton(_("Pair with…"), "pair", when=lambda case: case.confirmed)])
_BY_HAND = (card.Button(_("Pair by hand"), "byhand"),)
card.add(
    verbs={"byhand": by_hand},
    buttons=dict.fromkeys((Stage.LAPSED, Stage.SET_ASIDE, Stage.NO_ANSWER, Stage.HOST_NO, Stage.GUEST_NO), _BY_HAND),
    lines=second_word.reason_lines,
)
