"""What is kept of a person's own answers on their stays, for whoever asks for everything that is kept about them."""

from __future__ import annotations

from bot.casework.end_answers import EndAnswer
from bot.casework.stages import Stage
from bot.casework.stay_words import asked_line, end_lines, going_line, words_line
from bot.store import cases, follow_ups, matches, questions
from bot.store.people import Person
from bot.telegram.moves import Pair, pair_of
from bot.telegram.stays import after_stay, ending_wish
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Lines, Paragraph, Text, Verbatim, _

_NO_OF: dict[Role, Stage] = {"host": Stage.HOST_NO, "guest": Stage.GUEST_NO}


async def kept_about(turn: Turn, person: Person) -> list[Paragraph]:
    """How it was going and how it was, in the person's own answers and words; nothing of the other side's."""
    lines: list[Text] = []
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id)
            for row in await follow_ups.of_match(turn.work, match.id):
                if pair is None or row.answer is None or pair.side_of(person.id) != row.side:
                    continue
                day = turn.house.today(row.asked_at)
                if row.kind == ending_wish.KIND:
                    lines.append(asked_line(case.number, row.kind, day, answered=True))
                elif row.kind == after_stay.KIND:
                    answer = EndAnswer.read(row.answer)
                    lines += end_lines(case.number, day, answer.was or "", answer.better)
                else:
                    lines.append(going_line(case.number, day, row.answer))
                words = await follow_ups.words(turn.work, row)
                lines += [] if words is None else [words_line(words)]
    return [Lines((_("<b>How your stays were going, in your words</b>"), *lines))] if lines else []


async def asked_about(turn: Turn, person: Person) -> list[Paragraph]:
    """What the person asked about matches, what they were answered, and why they said no, where they told it."""
    lines: list[Text] = []
    for case in await cases.of_person(turn.work, person.id):
        for match in await matches.of_case(turn.work, case.id):
            pair = await pair_of(turn, match.id)
            side = None if pair is None else pair.side_of(person.id)
            if pair is not None and side is not None:
                lines += await _told(turn, pair, side)
    return [Lines((_("<b>What you asked and told about matches</b>"), *lines))] if lines else []


async def _told(turn: Turn, pair: Pair, side: Role) -> list[Text]:
    lines: list[Text] = []
    for question in await questions.of_match(turn.work, pair.match.id):
        if question.side == side:
            lines.append(_("You asked: {words}").of(words=Verbatim(question.words)))
            if question.replied_at is not None and question.reply is not None:
                lines.append(_("The answer: {words}").of(words=Verbatim(question.reply)))
    why = await matches.refusal(turn.work, pair.match) if pair.standing.stage is _NO_OF[side] else None
    return lines if why is None else [*lines, _("Why you said no: {words}").of(words=Verbatim(why))]
