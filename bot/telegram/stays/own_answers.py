"""What is kept of a person's own answers on their stays, for whoever asks for everything that is kept about them."""

from __future__ import annotations

from bot.casework.end_answers import EndAnswer
from bot.casework.stay_words import asked_line, end_lines, going_line, words_line
from bot.store import cases, follow_ups, matches
from bot.store.people import Person
from bot.telegram.moves import pair_of
from bot.telegram.stays import after_stay, ending_wish
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, Text, _


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
