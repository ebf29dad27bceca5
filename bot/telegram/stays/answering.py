"""A coordinator answers a side's question, in their own words, and looks at them once more before they are sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.asked import awaited
from bot.store import access, alerts, matches
from bot.store import questions as kept
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.questions import Question
from bot.telegram import alerting, gate, prompts, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import asking_sides, card, previewing, sides
from bot.telegram.stays.previewing import Letter
from bot.telegram.stays.questions import ANSWER, WHO_ASKS
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Paragraph, Text, Verbatim, _

REPLY = "side_reply"
ANSWERED_ALREADY = _("This question has been answered already.")


async def _numbered(turn: Turn, pair: Pair, args: tuple[str, ...]) -> Question | None:
    found = await kept.of_match(turn.work, pair.match.id)
    return found[int(args[0])] if args and args[0].isdecimal() and int(args[0]) < len(found) else None


async def answer(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The coordinator is asked for the answer, to the question with this number."""
    question = await _numbered(turn, pair, args)
    if question is None or question.replied_at is not None:
        turn.answer_callback(turn.house.texts.plain(ANSWERED_ALREADY, person.language), alert=True)
        return True
    turn.answer_callback()
    await prompts.start(turn, person, REPLY, question.id, REPLIES)
    return True


async def _reply_asked(turn: Turn, person: Person, question_id: str) -> Sequence[Paragraph] | None:
    question = await kept.get(turn.work, question_id)
    pair = None if question is None else await pair_of(turn, question.match_id)
    if question is None or question.replied_at is not None or pair is None:
        return None
    coordinator = await gate.may_work_on(turn, person, pair)
    if coordinator is None:
        return None
    await access.note(turn.work, coordinator.id, pair.case(_side(question)).id, "question")
    return (
        card.head(pair),
        WHO_ASKS[question.side],
        _("“{words}”").of(words=Verbatim(question.words)),
        _("Please write your answer. You see it once more before it is sent, and it is sent in your words."),
    )


async def _reply_written(turn: Turn, person: Person, question_id: str, words: str) -> bool:
    """Keeps what was written and shows it as the side will read it."""
    question = await kept.get(turn.work, question_id)
    pair = None if question is None else await pair_of(turn, question.match_id)
    coordinator = None if pair is None else await gate.may_work_on(turn, person, pair)
    if question is None or pair is None or coordinator is None:
        await say(turn, person, (card.NOTHING_HERE,))
    elif not await kept.draft(turn.work, question, words):
        await say(turn, person, (ANSWERED_ALREADY,))
    else:
        number = [one.id for one in await kept.of_match(turn.work, pair.match.id)].index(question.id)
        letter = _letter(pair, question, words)
        await previewing.show(turn, person, coordinator, pair, [letter], _("Send"), ("reply", str(number)))
    return True


REPLIES = prompts.Prompt(ask=_reply_asked, got=_reply_written, details=True)


def _letter(pair: Pair, question: Question, words: str) -> Letter:
    text = (
        _("You asked: “{words}”").of(words=Verbatim(question.words)),
        _("A coordinator answers: “{words}”").of(words=Verbatim(words)),
    )
    return Letter(pair.case(_side(question)), text)


def _side(question: Question) -> Role:
    return "host" if question.side == "host" else "guest"


async def send(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Passes on the answer that was looked at, and shows the side the buttons again where they are still asked."""
    question = await _numbered(turn, pair, args)
    if question is None or question.reply is None or len(args) != 2:
        return False
    letter = _letter(pair, question, question.reply)
    if question.replied_at is None and await previewing.changed(turn, person, [letter], args[1]):
        await previewing.show(turn, person, coordinator, pair, [letter], _("Send"), ("reply", args[0]))
        return True
    if not await kept.answer(turn.work, question.id):
        turn.answer_callback(turn.house.texts.plain(ANSWERED_ALREADY, person.language), alert=True)
        return True
    await matches.note(
        turn.work, pair.match.id, f"reply:{question.side}", by="coordinator", coordinator_id=coordinator.id
    )
    await _deliver(turn, pair, letter, _side(question))
    if all(one.replied_at for one in await kept.of_match(turn.work, pair.match.id)):
        found = await alerts.of_match(turn.work, pair.match.id)
        await alerting.withdraw(turn, [alert for alert in found if alert.kind == Kind.QUESTION])
    turn.answer_callback(turn.house.texts.plain(_("Sent."), person.language))
    return True


async def _deliver(turn: Turn, pair: Pair, letter: Letter, side: Role) -> None:
    """The answer; and the buttons once more where the side has not chosen yet."""
    await telling.tell(turn, letter.case, letter.text, about="reply")
    owner = await telling.person_of(turn, letter.case)
    if awaited(pair.standing) == side and telling.can_be_written_to(owner):
        await asking_sides.put(turn, pair, side, (asking_sides.STILL_OPEN,))


async def lines(turn: Turn, person: Person, pair: Pair) -> Sequence[Text]:
    """The questions that wait for an answer, on the card."""
    waiting = [one for one in await kept.of_match(turn.work, pair.match.id) if one.replied_at is None]
    return [
        sides.of_side(_side(one), _("❓ The host asks: “{words}”"), _("❓ The guest asks: “{words}”")).of(
            words=Verbatim(one.words)
        )
        for one in waiting
    ]


async def rows(turn: Turn, pair: Pair) -> Sequence[Sequence[Choice]]:
    """A button for each question that waits for an answer, on the card."""
    found = await kept.of_match(turn.work, pair.match.id)
    waiting = [number for number, one in enumerate(found) if one.replied_at is None]
    return [[Choice(ANSWER, data("m", pair.match.id, "answer", str(number)))] for number in waiting]


card.add(
    verbs={"answer": answer, "reply": send},
    lines=lines,
    rows=rows,
)
