"""The question to a side of a match whether they would like to meet the other one, and the answer: area s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.casework.alert_kinds import Kind
from bot.casework.asked import BOTH_YES, NEWS, NO, OTHER, QUESTION, SAYS_NO, SAYS_YES, YES, awaited
from bot.casework.home_words import home_asked
from bot.casework.party_words import party_asked
from bot.casework.stages import Move, Refusal, Stage
from bot.store import cases, matches
from bot.store.people import Person
from bot.telegram import asking, moving, prompts, telling
from bot.telegram.asking import Choices
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import consenting, questions, sides
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, _

ABOUT: Final = "asked"
REASON = "side_reason"
NOT_ASKED_NOW = _("This is not asked any more. /status shows where things stand.")
_SAID_NO: Final[dict[Role, Stage]] = {"host": Stage.HOST_NO, "guest": Stage.GUEST_NO}
STILL_OPEN = _("The question is still open:")

YES_WORDS = ("tavataan", "kyllä tavataan", "mielellään", "gärna", "vi träffas", "let's meet", "lets meet", "gladly")
NO_WORDS = ("ei tällä kertaa", "ei nyt", "inte den här gången", "inte nu", "not now")
QUESTION_WORDS = ("kysymys", "kysyisin", "haluan kysyä", "fråga", "en fråga", "jag vill fråga", "question")


async def question_for(turn: Turn, pair: Pair, side: Role) -> tuple[Paragraph, ...] | None:
    """What a side reads of the other one; None while the other one is changing an answer."""
    session = await sides.session_of(turn, pair.case(OTHER[side]))
    if session is None:
        return None
    until = turn.house.today(turn.now + turn.house.course.stage_lasts("answer"))
    return party_asked(session, until) if side == "host" else home_asked(session, until)


async def put(turn: Turn, pair: Pair, side: Role, above: Sequence[Paragraph] = ()) -> None:
    """Asks the side, with the buttons of the answers; whoever cannot be written to is called."""
    text = (*above, *(await question_for(turn, pair, side) or (NOT_ASKED_NOW,)))
    owner = await telling.person_of(turn, pair.case(side))
    if telling.can_be_written_to(owner):
        await asking.ask(turn, owner, text, _rows(pair), about=ABOUT, words=_words(pair))
    else:
        await telling.tell(turn, pair.case(side), text, about=ABOUT)


def _rows(pair: Pair) -> list[list[Choice]]:
    return [
        [Choice(YES, data("s", pair.match.id, "yes"))],
        [Choice(QUESTION, data("s", pair.match.id, "ask"))],
        [Choice(NO, data("s", pair.match.id, "no"))],
    ]


def _words(pair: Pair) -> Choices:
    return {
        data("s", pair.match.id, "yes"): YES_WORDS,
        data("s", pair.match.id, "ask"): QUESTION_WORDS,
        data("s", pair.match.id, "no"): NO_WORDS,
    }


async def show_again(turn: Turn, person: Person, pair: Pair) -> bool:
    """The question once more, for whoever has not answered it; False where nothing is asked of the person."""
    side = awaited(pair.standing)
    if side is None or pair.side_of(person.id) != side:
        return False
    await put(turn, pair, side)
    return True


async def ask_open(turn: Turn, person: Person) -> None:
    """The questions that wait for the person's answer, once more."""
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id)
            if pair is not None and await show_again(turn, person, pair):
                return


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area s by a side of the match; False where it leads nowhere any more."""
    if len(rest) < 2:
        return False
    match_id, verb, *args = rest
    pair = await pair_of(turn, match_id)
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None:
        return False
    match verb, tuple(args):
        case "yes", ():
            return await _answered(turn, person, pair, side, SAYS_YES[side])
        case "no", ():
            return await _answered(turn, person, pair, side, SAYS_NO[side])
        case "ask", ():
            return await _questioned(turn, person, pair, side)
        case "may", (purpose, ("yes" | "no") as answer):
            return await consenting.answered(turn, person, pair, side, purpose, answer == "yes")
        case _:
            return False


async def _answered(turn: Turn, person: Person, pair: Pair, side: Role, move: Move) -> bool:
    """An answer counts where it is awaited; a no also after the side's own yes, until the two are introduced."""
    made = await moving.make(turn, pair.match.id, move, side) if await _may_answer(turn, pair, side, move) else None
    if made is None or isinstance(made, Refusal):
        turn.answer_callback(turn.house.texts.plain(NOT_ASKED_NOW, person.language), alert=True)
        return True
    turn.answer_callback()
    await news(turn, made, side, move)
    if move is SAYS_NO[side]:
        await prompts.start(turn, person, REASON, made.match.id, WHY)
    return True


async def _may_answer(turn: Turn, pair: Pair, side: Role, move: Move) -> bool:
    if awaited(pair.standing) == side:
        return True
    return move is SAYS_NO[side] and side in await sides.asked_sides(turn, pair)


async def news(turn: Turn, pair: Pair, side: Role, move: Move) -> None:
    """The coordinator hears of an answer, and what comes next."""
    text = BOTH_YES if pair.standing.stage is Stage.AGREED else NEWS[side, move]
    await telling.tell_coordinator(turn, pair, (text,), otherwise=Kind.ANSWERED)


async def _questioned(turn: Turn, person: Person, pair: Pair, side: Role) -> bool:
    if awaited(pair.standing) != side or not await prompts.start(turn, person, questions.KIND, pair.match.id, ASKS):
        turn.answer_callback(turn.house.texts.plain(NOT_ASKED_NOW, person.language), alert=True)
        return True
    turn.answer_callback()
    return True


async def question_taken(turn: Turn, person: Person, match_id: str, words: str) -> bool:
    """A question of a side goes to the coordinator, and the buttons come again."""
    pair = await pair_of(turn, match_id)
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None or awaited(pair.standing) != side:
        await say(turn, person, (NOT_ASKED_NOW,))
        return True
    await questions.pass_on(turn, pair, side, words)
    await say(turn, person, (_("Thank you. A coordinator answers you in this chat. You can take your time."),))
    await put(turn, pair, side, (STILL_OPEN,))
    return True


async def _why_asked(turn: Turn, person: Person, match_id: str) -> Sequence[Paragraph] | None:
    pair = await pair_of(turn, match_id)
    if pair is None or pair.side_of(person.id) is None:
        return None
    return (
        _("Would you like to tell a coordinator why? Nobody else sees it, and you need not say anything."),
        _("If you pressed by mistake, write that here, too."),
    )


async def _why_told(turn: Turn, person: Person, match_id: str, words: str) -> bool:
    pair = await pair_of(turn, match_id)
    side = None if pair is None else pair.side_of(person.id)
    if pair is None or side is None or pair.standing.stage is not _SAID_NO[side]:
        await say(turn, person, (NOT_ASKED_NOW,))
        return True
    await matches.keep_refusal(turn.work, match_id, words)
    await say(turn, person, (_("Thank you. Only coordinators can see it."),))
    told = sides.of_side(side, _("The host has told why: see the match."), _("The guest has told why: see the match."))
    await telling.tell_coordinator(turn, pair, (told,), otherwise=Kind.ANSWERED)
    return True


WHY = prompts.Prompt(ask=_why_asked, got=_why_told)
ASKS = prompts.Prompt(ask=questions.asked, got=question_taken)


async def remind(turn: Turn, pair: Pair, side: Role) -> bool:
    """One friendly reminder with the question; False for whoever is called: there is a task for it already."""
    owner = await telling.person_of(turn, pair.case(side))
    written = telling.can_be_written_to(owner)
    if written:
        await put(turn, pair, side, (_("We asked you something some days ago. It would help us to hear from you:"),))
    return written
